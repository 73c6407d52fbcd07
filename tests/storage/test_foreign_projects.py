"""K19 projects of Taguette (SQLite) and QualCoder (.qda in a ZIP) come in: K19.1 tags with points
are a tree, highlights count bytes of the words of a page, K19.2 categories, codes, coded text,
cases, attributes, annotations and journal, by several coders, K19.3 recordings and pictures are
listed; K20 a hostile database runs nothing, hides nothing and is refused in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

import pytest
from sqlite_utils import Database

from coding.errors import ExchangeError
from coding.exchange.markup import MarkedUp
from coding.exchange.plan import Choices
from coding.refi_qda import parse_qdpx, quotes, render_qdpx
from storage.foreign_projects import read_project_file
from storage.project_in import save_project
from storage.project_preview import preview_project
from tests.coding.projects import packed, qdpx

PAGE = "<p>Été: <b>we</b> waited 🌙</p><p>for <i>two</i> years</p>"
TEXT = "Été: we waited 🌙\nfor two years\n"


def database(script: str, rows: Iterable[tuple[str, tuple[object, ...]]] = ()) -> bytes:
    """An SQLite file."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    for table, values in rows:
        marks = ", ".join("?" * len(values))
        connection.execute(f"insert into {table} values ({marks})", values)
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def in_bytes(words: str) -> tuple[int, int]:
    """Where words stand in the page, in bytes of its words."""
    plain = TEXT.replace("\n", "")
    start = len(plain[: plain.index(words)].encode())
    return start, start + len(words.encode())


def taguette() -> bytes:
    return database(
        """
        create table projects (id integer, name text, description text, created text);
        create table documents (id integer, name text, description text, filename text,
          created text, project_id integer, text_direction text, contents text);
        create table tags (id integer, project_id integer, path text, description text);
        create table highlights (id integer, document_id integer, start_offset integer,
          end_offset integer, snippet text);
        create table highlight_tags (highlight_id integer, tag_id integer);
        create table project_members (project_id integer, user_login text, privileges text);
        """,
        [
            ("projects", (1, "Nights", "About waiting", "")),
            ("documents", (1, "interview", "", "i.docx", "", 1, "LEFT_TO_RIGHT", PAGE)),
            ("tags", (1, 1, "time.long", "Takes long")),
            ("tags", (2, 1, "time.short", "")),
            ("tags", (3, 1, "help", "")),
            ("highlights", (1, 1, *in_bytes("we waited 🌙"), "")),
            ("highlights", (2, 1, *in_bytes("two years"), "")),
            ("highlights", (3, 1, *in_bytes("waited 🌙for two"), "")),
            ("highlights", (4, 1, 5, 9999, "")),
            ("highlight_tags", (1, 1)),
            ("highlight_tags", (1, 3)),
            ("highlight_tags", (2, 2)),
            ("project_members", (1, "ada", "ADMIN")),
        ],
    )


def qualcoder() -> bytes:
    return database(
        """
        create table project (databaseversion text, date text, memo text, about text);
        create table source (id integer primary key, name text, fulltext text, mediapath text,
          memo text, owner text, date text);
        create table code_cat (catid integer primary key, name text, owner text, date text,
          memo text, supercatid integer);
        create table code_name (cid integer primary key, name text, memo text, catid integer,
          owner text, date text, color text);
        create table code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
          owner text, date text, memo text);
        create table annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,
          memo text, owner text, date text);
        create table cases (caseid integer primary key, name text, memo text, owner text,
          date text);
        create table case_text (id integer primary key, caseid integer, fid integer, pos0 integer,
          pos1 integer, owner text, date text, memo text);
        create table attribute_type (name text, date text, owner text, memo text, caseOrFile text,
          valuetype text);
        create table attribute (attrid integer primary key, name text, attr_type text, value text,
          id integer, date text, owner text);
        create table journal (jid integer primary key, name text, jentry text, date text,
          owner text);
        create table code_image (imid integer primary key);
        """,
        [
            ("project", ("v6", "", "Why they wait", "")),
            ("source", (1, "i.txt", TEXT, None, "by phone", "ada", "")),
            ("source", (2, "map.png", None, "/images/map.png", "", "ada", "")),
            ("code_cat", (2, "Long", "ada", "", "", 1)),
            ("code_cat", (1, "Time", "ada", "", "How long", None)),
            ("code_name", (1, "waiting", "To wait", 2, "ada", "", "#1D0F5E")),
            ("code_name", (2, "help", "", None, "ada", "", "#00FF00")),
            ("code_text", (1, 1, "", 5, 16, "ada", "2026-03-01 10:00:00", "telling")),
            ("code_text", (1, 1, "", 5, 16, "bea", "2026-03-01 11:00:00", "")),
            ("code_text", (2, 1, "", 17, 30, "bea", "2026-03-01 11:00:00", "")),
            ("code_text", (2, 1, "", 17, 999, "bea", "", "")),
            ("annotation", (1, 1, 0, 3, "French", "ada", "")),
            ("cases", (1, "P07", "", "ada", "")),
            ("cases", (2, "P08", "", "ada", "")),
            ("case_text", (1, 1, 1, 0, len(TEXT), "ada", "", "")),
            ("case_text", (2, 2, 1, 0, 5, "ada", "", "")),
            ("attribute_type", ("Age", "", "", "", "case", "numeric")),
            ("attribute", (1, "Age", "case", "41", 1, "", "")),
            ("journal", (1, "Monday", "They wait.", "2026-03-02 09:00:00", "bea")),
            ("code_image", (1,)),
        ],
    )


def zipped_qualcoder() -> bytes:
    return packed([("Study.qda/data.qda", qualcoder()), ("Study.qda/documents/i.txt", TEXT)])


def test_k19_1_taguette() -> None:
    found = read_project_file(taguette(), {})
    assert (found.name, found.comment) == ("Nights", "About waiting")
    assert found.sources[0].text == TEXT
    names = {code.id: code.name for code in found.codes}
    assert [(code.name, names.get(code.parent), code.definition) for code in found.codes] == [
        ("help", None, ""),
        ("time", None, ""),
        ("long", "time", "Takes long"),
        ("short", "time", ""),
    ]
    assert quotes(found)[["text", "code", "coder"]].values.tolist() == [
        ["we waited 🌙", "long", "ada"],
        ["we waited 🌙", "help", "ada"],
        ["waited 🌙\nfor two", "", "ada"],
        ["two years", "short", "ada"],
    ]
    assert found.left_out == ("1 highlight of 'interview': the positions do not lie in its text.",)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb\n"),
        ("\n<p>a</p>\n<p>b<br>c</p>", "a\n\nb\nc\n"),
        ("<h1>a &amp; b</h1>c<script>x</script>", "a & b\nc"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_k19_1_a_page_is_a_text_with_a_line_for_each_block(markup: str, text: str) -> None:
    assert MarkedUp(markup).text == text


@pytest.mark.parametrize("data", [qualcoder, zipped_qualcoder])
def test_k19_2_qualcoder(data: Callable[[], bytes]) -> None:
    found = read_project_file(data(), {})
    names = {code.id: code.name for code in found.codes}
    assert [
        (code.name, names.get(code.parent), code.definition, code.is_codable)
        for code in found.codes
    ] == [
        ("Time", None, "How long", False),
        ("help", None, "", True),
        ("Long", "Time", "", False),
        ("waiting", "Long", "To wait", True),
    ]
    assert quotes(found)[["text", "code", "coder"]].values.tolist() == [
        ["Été", "", "ada"],
        ["we waited 🌙", "waiting", "ada"],
        ["we waited 🌙", "waiting", "bea"],
        ["for two years", "help", "bea"],
    ]
    assert [one.comment for one in found.sources[0].selections] == ["French", "telling", ""]
    assert [(case.name, [value for _, value in case.values]) for case in found.cases] == [
        ("P07", ["41"]),
        ("P08", []),
    ]
    assert found.cases[0].sources == (found.sources[0].id,)
    assert [(note.name, note.text) for note in found.notes] == [("Monday", "They wait.")]


def test_k19_3_what_is_no_text_is_listed() -> None:
    assert read_project_file(qualcoder(), {}).left_out == (
        "1 passage of 'i.txt': the position or the code is not there.",
        "The recording or picture 'map.png'.",
        "1 marked place in a picture.",
        "1 part of a text is a case's; name the speakers in the library instead.",
    )


@pytest.mark.parametrize("data", [taguette, qualcoder])
def test_k19_both_come_into_a_study_and_go_on(
    data: Callable[[], bytes], db: Database, vault: Database
) -> None:
    project = read_project_file(data(), {})
    assert parse_qdpx(render_qdpx(project)).n_codings == project.n_codings
    preview = preview_project(db, vault, project, Choices())
    brought = save_project(db, vault, project, Choices(), "ann")
    assert brought.n_waiting == preview.n_codings == 4
    again = save_project(db, vault, read_project_file(data(), {}), Choices(), "ann")
    assert (again.n_codes, again.n_texts) == (0, 0)


def test_a_qdpx_is_read_whatever_it_is_called() -> None:
    assert read_project_file(qdpx("hello", [(0, 5, "hello")]), {}).n_codings == 1


def test_k20_a_view_with_the_name_of_a_table_is_no_table() -> None:
    data = database(
        """
        create table projects (id integer); create table tags (id integer);
        create table highlights (id integer); create table highlight_tags (id integer);
        create view documents as with recursive n(x) as (select 1 union all select x + 1 from n)
          select x as id from n;
        """
    )
    with pytest.raises(ExchangeError, match="not one of Taguette or QualCoder"):
        read_project_file(data, {})


def test_k20_a_damaged_database_is_refused_in_words() -> None:
    data = bytearray(taguette())
    data[4096:] = b"\xff" * (len(data) - 4096)
    for broken in (bytes(data), taguette()[:5000], b"SQLite format 3\x00"):
        with pytest.raises(ExchangeError, match=r"damaged|not one of"):
            read_project_file(broken, {})


def test_k20_a_database_of_another_program_is_refused_in_words() -> None:
    with pytest.raises(ExchangeError, match="not one of Taguette or QualCoder"):
        read_project_file(database("create table t (a)"), {})


def test_k20_a_file_in_wal_mode_is_read() -> None:
    data = bytearray(taguette())
    data[18:20] = b"\x02\x02"
    assert read_project_file(bytes(data), {}).name == "Nights"
