"""K16 users, codes with definition and colour, sets, cases, variables, texts, passages, notes and
links come in and go out: K16.1 what is written is read back equal, K16.2 names of folders and
files in any case, GUIDs with braces and in capitals, old namespaces and none, K16.3 texts inline
or beside a PDF or recording, K16.4 what cannot be kept is listed, K16.5 what others wrote is read;
K18 what is written is valid, small-lettered, UTF-8 with LF, the same bytes every time, and names
each passage by its words; K20 a hostile or broken file is refused in words, or its broken part is
reported, and nothing outside the file is ever read."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.errors import ExchangeError
from coding.exchange.model import (
    Case,
    CodeSet,
    Coding,
    Link,
    Note,
    Project,
    ProjectCode,
    Selection,
    TextSource,
    User,
    Variable,
    VariableKind,
)
from coding.refi_qda import parse_qdc, parse_qdpx, quotes, render_qdc, render_qdpx
from tests.coding.projects import CODE, NAMESPACE, SOURCE, number, packed, qde, qdpx, selection
from tests.conftest import SHARED, real_inputs

TEXT = "They asked.\nWe waited, long 🕯 nights.\nThen we called."
WHOLE = Project(
    name="Study",
    origin="Throughline",
    comment="What it is about",
    users=(User(number(1), "Ada"), User(number(2), "Bo")),
    codes=(
        ProjectCode(number(10), "Access", "How one gets in", colour="#0a6961", is_codable=False),
        ProjectCode(number(11), "Waiting", parent=number(10), notes=(number(60),)),
        ProjectCode(number(12), "Trust & <care>", "=1+1", colour="#052daa"),
    ),
    variables=(
        Variable(number(20), "Region", VariableKind.TEXT, "Where they work"),
        Variable(number(21), "Years", VariableKind.FLOAT),
        Variable(number(22), "Nights", VariableKind.BOOLEAN),
    ),
    cases=(
        Case(
            *(number(30), "P07", "by phone"),
            ((number(20), "North"), (number(21), "3.5"), (number(22), "true")),
            (number(40),),
            (number(50),),
        ),
    ),
    sources=(
        TextSource(
            *(number(40), "Interview 7", TEXT),
            (
                Selection(
                    *(number(50), 12, 37),
                    (
                        Coding(number(70), number(11), number(1), "2026-03-01T10:00:00+00:00"),
                        Coding(number(71), number(12), number(2), notes=(number(60),)),
                    ),
                    **{"name": "We waited, long 🕯 nights.", "comment": "telling"},
                    **{"coder": number(1), "notes": (number(60),)},
                ),
                Selection(number(51), 38, 42, name="Then", coder=number(2)),
            ),
            **{"comment": "by phone", "notes": (number(60),), "values": ((number(20), "South"),)},
        ),
    ),
    notes=(Note(number(60), "On waiting", "It comes up\neverywhere.", coder=number(2)),),
    links=(Link(number(80), number(50), number(51), "leads to", "OneWay"),),
    sets=(CodeSet(number(90), "Barriers", "What stands between", (number(11), number(12))),),
    about=(number(60),),
)


def test_k16_1_what_is_written_is_read_back_equal() -> None:
    assert parse_qdpx(render_qdpx(WHOLE)) == WHOLE


LINES = st.text(st.characters(exclude_categories=("C",)), max_size=40)


@settings(max_examples=40)
@given(st.data(), st.lists(LINES, min_size=1).map("\n".join), LINES)
def test_k16_1_any_text_and_passages_survive(data: st.DataObject, text: str, name: str) -> None:
    marks = []
    for n in range(data.draw(st.integers(0, 4)) if text else 0):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        marks.append((start, end, f"{number(100 + n)}"))
    selections = tuple(
        Selection(id, start, end, (Coding(f"{id[:-1]}f", CODE),))
        for start, end, id in sorted(marks)
    )
    code = ProjectCode(CODE, f"c {' '.join(name.split())}".strip())
    project = Project("p", codes=(code,), sources=(TextSource(SOURCE, name, text, selections),))
    back = parse_qdpx(render_qdpx(project))
    assert back.codes == project.codes
    assert back.sources[0].text == text
    assert list(quotes(back)["text"]) == [text[one.start : one.end] for one in selections]


def test_k16_1_a_codebook_is_read_back_equal() -> None:
    back = parse_qdc(render_qdc(WHOLE))
    assert back.codes == tuple(replace(code, notes=()) for code in WHOLE.codes)
    assert back.sets == WHOLE.sets


@pytest.mark.parametrize("folder", ["Sources", "sources", "SOURCES"])
@pytest.mark.parametrize("file", ["project.qde", "Project.qde", "my study.QDE"])
def test_k16_2_names_in_any_case(folder: str, file: str) -> None:
    found = parse_qdpx(packed([(file, qde(selection(100, 0, 5))), (f"{folder}/T.TXT", "hello")]))
    assert quotes(found).values.tolist() == [["t", 0, 5, "hello", "waiting", "Ada"]]


@pytest.mark.parametrize("namespace", [NAMESPACE, "urn:QDA-XML:project:0:4", ""])
def test_k16_2_guids_and_namespaces_in_every_form(namespace: str) -> None:
    body = qde(selection(100, 0, 5, code=f"{{{CODE.upper()}}}")).replace(NAMESPACE, namespace)
    found = parse_qdpx(packed([("p.qde", body), ("sources/t.txt", "hello")]))
    assert list(quotes(found)["code"]) == ["waiting"]


def test_k16_2_a_case_insensitive_guid_is_one_guid() -> None:
    code = "ABCDEFAB-0000-4000-8000-000000000002"
    codes = f'<Code guid="{{{code}}}" name="waiting" isCodable="true"/>'
    body = qde(selection(100, 0, 5, code=code.lower()), codes=codes)
    found = parse_qdpx(packed([("p.qde", body), ("sources/t.txt", "hello")]))
    assert found.codes[0].id == code.lower()
    assert found.n_codings == 1


def test_k16_3_text_in_the_description_itself() -> None:
    body = qde(f"<PlainTextContent>hello you</PlainTextContent>{selection(100, 6, 9)}")
    body = body.replace(' plainTextPath="internal://t.txt"', "")
    assert list(quotes(parse_qdpx(packed([("p.qde", body)])))["text"]) == ["you"]


def test_k16_3_the_text_of_a_pdf_and_of_a_recording() -> None:
    pdf = (
        f'<PDFSource guid="{number(200)}" name="a.pdf"><Representation guid="{number(201)}" '
        f'name="a"><PlainTextContent>page one</PlainTextContent>{selection(202, 5, 8)}'
        "</Representation></PDFSource>"
    )
    audio = (
        f'<AudioSource guid="{number(210)}" name="b.mp3"><Transcript guid="{number(211)}" '
        f'name="b"><PlainTextContent>said so</PlainTextContent><SyncPoint guid="{number(212)}" '
        f'position="0"/><SyncPoint guid="{number(213)}" position="4"/><TranscriptSelection '
        f'guid="{number(214)}" fromSyncPoint="{number(212)}" toSyncPoint="{number(213)}"><Coding '
        f'guid="{number(215)}"><CodeRef targetGUID="{CODE}"/></Coding></TranscriptSelection>'
        "</Transcript></AudioSource>"
    )
    body = qde().replace("</Sources>", f"{pdf}{audio}</Sources>")
    found = parse_qdpx(packed([("p.qde", body), ("sources/t.txt", "hello")]))
    assert list(quotes(found)["text"]) == ["one", "said"]
    assert [line for line in found.left_out if "a.pdf" in line or "b.mp3" in line] == [
        "The PDF 'a.pdf'. What the file holds of its text is taken over.",
        "The sound recording 'b.mp3'. What the file holds of its text is taken over.",
    ]


def test_k16_4_what_cannot_be_kept_is_listed() -> None:
    picture = (
        f'<PictureSource guid="{number(300)}" name="map.png"><PictureSelection '
        f'guid="{number(301)}"><Coding guid="{number(302)}"><CodeRef targetGUID="{CODE}"/>'
        "</Coding></PictureSelection></PictureSource>"
    )
    graphs = f'<Graphs><Graph guid="{number(303)}" name="Network"/></Graphs>'
    body = qde(more=graphs).replace("</Sources>", f"{picture}</Sources>")
    found = parse_qdpx(packed([("p.qde", body)]))
    assert found.left_out == (
        "The words of the text 't' are not in the file.",
        "The picture 'map.png' with 1 marked place and 1 coding on it.",
        "The drawing 'Network'.",
    )


@pytest.mark.real_inputs
def test_k16_5_projects_and_codebooks_by_others_are_read() -> None:
    read = {}
    for path in real_inputs("refi_qda", ".qdpx"):
        project = parse_qdpx(path.read_bytes())
        assert replace(parse_qdpx(render_qdpx(project)), left_out=(), origin="") == replace(
            project, left_out=(), origin=""
        )
        read[path.name] = (len(project.users), len(project.codes), project.n_codings)
    assert read == {
        "blank-atlas-project.qdpx": (2, 0, 0),
        "target-atlas-project.qdpx": (2, 3, 0),
        "TestProject.qdpx": (3, 14, 9),
    }
    codes = {path.name: len(parse_qdc(path.read_bytes()).codes) for path in _codebooks()}
    assert codes == {
        "REFI-QDA-1-5.qdc": 6,
        "doorstop-core-tests-files-exported.qdc": 8,
        "portableQDA_Atlasti.qdc": 5,
        "portableQDA_test_compare_Diff_destAtlas.qdc": 2,
    }


@pytest.mark.real_inputs
def test_k16_5_a_codebook_of_the_old_version_keeps_its_tree_and_sets() -> None:
    path = next(one for one in _codebooks() if one.name == "portableQDA_Atlasti.qdc")
    found = parse_qdc(path.read_bytes())
    names = {code.id: code.name for code in found.codes}
    assert [(code.name, names.get(code.parent, "")) for code in found.codes][1:3] == [
        ("code1", ""),
        ("code1.1", "code1"),
    ]
    assert [code.is_codable for code in found.codes] == [True, True, True, False, True]
    assert [len(one.codes) for one in found.sets] == [2, 2]


@pytest.mark.real_inputs
@pytest.mark.parametrize("schema", ["Project-mrt2019.xsd", "requal_refi.xsd"])
def test_k18_what_is_written_is_valid(schema: str) -> None:
    from lxml import etree

    rules = etree.XMLSchema(etree.parse(SHARED / "refi_qda" / "spec" / schema))
    theirs = parse_qdpx((SHARED / "refi_qda/atlasti_consortium/TestProject.qdpx").read_bytes())
    for project in (WHOLE, theirs, Project(), parse_qdpx(qdpx("a\x0bb", [(0, 3, "")]))):
        written = etree.fromstring(_part(render_qdpx(project), "project.qde"))
        assert rules.validate(written), rules.error_log


def test_k18_small_letters_utf8_lf_and_no_mark() -> None:
    data = render_qdpx(parse_qdpx(qdpx("\ufeffone\r\ntwo é".encode(), [(0, 3, "")])))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["project.qde", f"sources/{SOURCE}.txt"]
        assert archive.read(f"sources/{SOURCE}.txt") == "one\ntwo é".encode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_k18_the_same_project_gives_the_same_bytes() -> None:
    assert render_qdpx(WHOLE) == render_qdpx(replace(WHOLE))


def test_k18_a_passage_is_named_by_its_words() -> None:
    long = "word " * 100
    body = _part(
        render_qdpx(parse_qdpx(qdpx(f"{long}\nend", [(0, 500, ""), (4, 9, "")]))), "project.qde"
    )
    assert b'name="word"' in body
    assert f'name="{("word " * 40)[:199]}…"'.encode() in body


def test_k18_what_xml_cannot_hold_is_left_out_of_names_only() -> None:
    project = parse_qdpx(qdpx("a\x0bb", [(0, 3, "")]))
    assert parse_qdpx(render_qdpx(project)).sources[0].text == "a\x0bb"


def test_quotes_keep_passages_without_a_code() -> None:
    frame = quotes(WHOLE)
    assert list(frame.columns) == ["source", "start", "end", "text", "code", "coder"]
    assert frame[["text", "code", "coder"]].values.tolist() == [
        [TEXT[12:37], "Waiting", "Ada"],
        [TEXT[12:37], "Trust & <care>", "Bo"],
        ["Then", "", "Bo"],
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no zip", "not a project"),
        (packed([("sources/t.txt", "hello")]), "no project descriptions"),
        (packed([("a.qde", qde()), ("b.qde", qde())]), "2 project descriptions"),
        (packed([("in/project.qde", qde())]), "no project descriptions"),
        (packed([("p.qde", qde()), ("sources/../../evil.txt", "x")]), "leads outside"),
        (packed([("p.qde", qde()), ("C:\\evil.txt", "x")]), "leads outside"),
        (packed([("p.qde", "<Project")]), "damaged"),
        (packed([("p.qde", "<html/>")]), "holds no Project"),
        (
            packed([("p.qde", '<!DOCTYPE x [<!ENTITY e "e">]><Project name="&e;"/>')]),
            "attacks do",
        ),
        (packed([("p.qde", qde()), ("sources/t.txt", b"0" * 10_000_000)]), "far larger"),
        (packed([("p.qde", qde(codes=f'<Code guid="{CODE}" name=" "/>'))]), "no name"),
        (
            packed(
                [("p.qde", qde(codes="".join(f'<Code guid="{CODE}" name="{n}"/>' for n in "ab")))]
            ),
            "same GUID",
        ),
        (
            packed([("p.qde", qde(codes='<Code guid="1" name="n">' * 3000 + "</Code>" * 3000))]),
            "200 levels",
        ),
    ],
)
def test_k20_hostile_and_broken_files_are_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(ExchangeError, match=says):
        parse_qdpx(data)


@pytest.mark.parametrize(
    "path",
    [
        *("internal://../../etc/hostname", "relative:///etc/hostname", "http://127.0.0.1:9/steal"),
        *("internal:///etc/hostname", "/etc/hostname", "internal://C:\\x", "file:///etc/hostname"),
    ],
)
def test_k20_nothing_outside_the_file_is_read(path: str) -> None:
    body = qde(selection(100, 0, 2)).replace("internal://t.txt", path)
    found = parse_qdpx(packed([("p.qde", body), ("sources/t.txt", "hello")]))
    assert found.sources[0].text is None
    assert found.left_out == (
        "The words of the text 't' are not in the file, so its 1 passage cannot be placed.",
    )


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("t.txt", "sources/t.txt"),
        ("sources/t.txt", "sources/t.txt"),
        ("internal://Sources/t.txt", "Sources/t.txt"),
        ("internal:///t.txt", "sources/t.txt"),
        ("internal://t.txt", "t.txt"),
        ("relative://t.txt", "sources/t.txt"),
    ],
)
def test_k16_3_a_text_is_found_however_its_path_is_written(path: str, part: str) -> None:
    body = qde(selection(100, 0, 5)).replace("internal://t.txt", path)
    found = parse_qdpx(packed([("p.qde", body), (part, "hello")]))
    assert (found.sources[0].text, found.left_out) == ("hello", ())


def test_k16_2_a_codebook_may_have_the_namespace_of_a_project() -> None:
    codebook = (
        '<CodeBook xmlns="urn:QDA-XML:project:1.0"><Codes><Code guid="1" name="Trust"/></Codes>'
        "</CodeBook>"
    )
    assert [code.name for code in parse_qdc(codebook.encode()).codes] == ["Trust"]


@pytest.mark.parametrize("place", [(2, 99_999), (4, 1), (-3, 2), (2, 2)])
def test_k20_a_passage_outside_its_text_is_reported(place: tuple[int, int]) -> None:
    found = parse_qdpx(qdpx("hello", [(*place, ""), (0, 5, "hello")]))
    assert list(quotes(found)["text"]) == ["hello"]
    assert found.left_out == ("1 passage of 't': the positions do not lie in its text.",)


def test_k20_a_code_that_is_not_there_is_reported_and_its_passage_kept() -> None:
    inside = selection(100, 0, 5, code=number(9))
    found = parse_qdpx(packed([("p.qde", qde(inside)), ("sources/t.txt", "hello")]))
    assert quotes(found)[["text", "code"]].values.tolist() == [["hello", ""]]
    assert found.left_out == ("1 coding of 't': the code is not in the project.",)


@pytest.mark.real_inputs
def test_k20_every_hostile_file_is_refused_or_reported() -> None:
    refused = {}
    for path in real_inputs("adversarial/made_here", ".qdpx", ".qdc"):
        read = parse_qdpx if path.suffix == ".qdpx" else parse_qdc
        try:
            refused[path.stem] = read(path.read_bytes()).left_out
        except ExchangeError as error:
            refused[path.stem] = str(error).split(".")[0]
    host = Path("/etc/hostname").read_text().strip()
    assert host not in str(refused.values())
    assert {name for name, how in refused.items() if isinstance(how, str)} == {
        *("duplicate_guid_empty_name_formula", "nested_3000_deep", "no_qde"),
        *("source_bomb_100MB", "xxe", "zip_slip"),
    }
    assert {name for name, how in refused.items() if how == ()} == {
        *("capital_P_Project.qde", "emoji_utf16_offsets"),
    }


def _codebooks() -> list[Path]:
    return real_inputs("refi_qda", ".qdc")


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
