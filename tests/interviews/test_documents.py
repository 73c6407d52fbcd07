"""DOC01 OpenDocument texts: paragraphs, lists and tables in order, notes reported; DOC02 Rich Text:
letters of every kind, tables, hidden and deleted words left out; DOC03 web pages as a reader sees
them; DOC04 PDFs: paragraphs across lines and pages, hyphens stay, heads and numbers left out; DOC05
workbooks; DOC06 what is locked, damaged, too large or hostile is refused, and so is a scan."""

from __future__ import annotations

import contextlib
import re
import textwrap
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.errors import TranscriptError
from interviews.model import Source
from interviews.readers import archive, pdf_file
from interviews.transcript import FORMATS, parse_transcript
from tests.interviews.documents import open_document, pdf, workbook
from tests.interviews.words import word

P = "<text:p>{}</text:p>"
TABLE = "<table:table>{}</table:table>"
ROW = "<table:table-row>{}</table:table-row>"
CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
SENTENCE = "We opened the doors at six and closed them at eight, every day of the long winter"
SPOKEN = [
    "JANE SMITH: So, tell me how you came to work at the drop-in.",
    f"CARTER: It began small. {SENTENCE}, and {SENTENCE.lower()}. Nobody was sent away.",
    "SMITH: And then?",
    f"CARTER: Then it grew; {SENTENCE.lower()}, and there were more people than beds.",
]


def turns(source: Source) -> list[tuple[str, str]]:
    """(speaker, words) of each turn."""
    return [(turn.speaker, source.said(turn)) for turn in source.turns]


def printed(paragraphs: list[str], lines: int = 7, head: str = "", foot: str = "{}") -> bytes:
    """A PDF as a word processor prints it, with a running head and page numbers."""
    wrapped = [line for one in paragraphs for line in textwrap.wrap(one, 76)]
    pages = []
    for number, first in enumerate(range(0, len(wrapped), lines), 1):
        page: list[tuple[float, float, str]] = [(72, 40, head.format(number))] if head else []
        page += [(72, 80 + 14 * n, one) for n, one in enumerate(wrapped[first : first + lines])]
        pages.append([*page, (300, 760, foot.format(number))])
    return pdf(*pages)


def test_doc01_paragraphs_lists_and_spaces() -> None:
    body = (
        P.format("INT: Hello<text:s text:c='2'/>you<text:tab/>and<text:line-break/>all &amp; all")
        + "<text:section>"
        + P.format("P1: <text:span>Hi</text:span> <text:span>there</text:span>\n   again")
        + "</text:section><text:list><text:list-item>"
        + P.format("INT: Why?")
        + "</text:list-item></text:list>"
    )
    source = parse_transcript(open_document(body), "a.odt")
    assert source.text == "INT: Hello  you\tand\nall & all\nP1: Hi there again\nINT: Why?"
    assert source.speakers == ("INT", "P1")


def test_doc01_a_table_of_speakers() -> None:
    rows = [("INT", "Hello?"), ("P1", "Hi"), ("INT", "So")]
    table = TABLE.format("".join(ROW.format("".join(map(CELL.format, row))) for row in rows))
    assert turns(parse_transcript(open_document(table), "a.odt")) == rows


def test_doc01_notes_are_reported() -> None:
    body = (
        "<text:tracked-changes/>"
        "<text:p>P1: hi<text:note text:note-class='footnote'><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>an aside</text:p></text:note-body>"
        "</text:note>"
        "<office:annotation><text:p>ask again</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>three words here</text:p></draw:text-box></draw:frame>"
        "</text:p>"
    )
    source = parse_transcript(open_document(body), "a.odt")
    assert source.text == "P1: hi"
    assert source.notices == (
        "Footnotes were left out: 1 with 2 words.",
        "Comments were left out: 1 with 2 words.",
        "Text boxes were left out: 1 with 3 words.",
        "Tracked changes were read as accepted: deleted words were left out.",
    )


def test_doc02_letters_tables_and_what_is_not_said() -> None:
    rich = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Serif;}{\f1\fcharset204 Serif;}}{\info{\title No}}"
        r"{\header\pard Head\par}\pard INT: caf\'e9 \u8364? \ldblquote na\'efve\rdblquote\emdash x"
        r"\line y{\footnote an aside}\par P1: {\v hidden}{\deleted"
        r" gone}{\field{\*\fldinst HYPERLINK "
        r'"http://a.b"}{\fldrslt link}} {\f1\'ca\'ea} \u-10179?\u-8704? \{end\}\par'
        "\n"
        r"\trowd\pard\intbl INT\cell Why?\par really\cell\row\trowd\pard\intbl P1\cell So\cell\row"
        "\n"
        r"\pard INT: Ok\par}trailing"
    )
    source = parse_transcript(rich.encode(), "a.rtf")
    assert turns(source) == [
        ("INT", "café € “naïve”—x\ny"),
        ("P1", "link Кк 😀 {end}"),
        ("INT", "Why?\nreally"),
        ("P1", "So"),
        ("INT", "Ok"),
    ]
    assert source.notices == (
        "Footnotes were left out: 1 with 2 words.",
        "Tracked changes were read as accepted: deleted words were left out.",
    )


def test_doc02_pictures_in_bytes_are_passed_over() -> None:
    rich = b"{\\rtf1 P1: a{\\pict\\bin6 }}{\\x1} b\\par}"
    assert parse_transcript(rich, "a.rtf").text == "P1: a b\n"


def test_doc03_a_page_as_it_is_seen() -> None:
    page = (
        "<html><head><title>no</title><style>p{}</style></head><body><h1>Talk</h1>"
        "<p><b>Jane Roe:</b> Good\n  morning &eacute;&nbsp;&lt;b&gt;<br>and more</p><div>Sam: Hello"
        "</div><script>alert('no')</script><p>Jane Roe: Why?<p>Sam: So</body></html>"
    )
    assert turns(parse_transcript(page.encode(), "a.html")) == [
        ("", "Talk"),
        ("Jane Roe", "Good morning é\xa0<b>\nand more"),
        ("Sam", "Hello"),
        ("Jane Roe", "Why?"),
        ("Sam", "So"),
    ]


def test_doc03_tables_and_the_encoding_the_page_names() -> None:
    page = (
        "<meta charset='windows-1252'><table><tr><th>Speaker<th>Text</tr>"
        "<tr><td>INT<td><p>Où ?</p><p>Et ?</p></tr><tr><td>P1<td>Là</tr></table>"
    )
    source = parse_transcript(page.encode("cp1252"), "a.htm")
    assert turns(source)[1:] == [("INT", "Où ?\nEt ?"), ("P1", "Là")]
    assert source.notices == ()


def test_doc04_lines_and_pages_become_paragraphs() -> None:
    source = parse_transcript(printed(SPOKEN, 4, "A talk, page {}"), "a.pdf")
    assert source.text.split("\n") == SPOKEN
    assert source.speakers == ("JANE SMITH", "CARTER", "SMITH")
    assert source.notices == ("Page numbers and running heads were left out: 4 lines.",)


def test_doc04_what_recurs_in_the_middle_of_pages_is_said() -> None:
    spoken = ["P1: Yes."] * 40
    source = parse_transcript(printed(spoken, 7, "A talk", "{} of 6"), "a.pdf")
    assert len(source.turns) == 40


def test_doc04_a_hyphen_stays() -> None:
    wide = "P1: The survivors of the long winter came to the door of the well-"
    pages = pdf(
        [
            (72, 80, wide),
            (72, 94, "known house and went on to the next one, as they did."),
            (72, 108, "INT: So?"),
        ]
    )
    assert "well-known house" in parse_transcript(pages, "a.pdf").text


def test_doc04_line_numbers_are_left_out() -> None:
    lines = [line for one in SPOKEN for line in textwrap.wrap(one, 70)]
    beside = [(72.0, 80 + 14.0 * n, line) for n, line in enumerate(lines)]
    beside += [(40.0, 80 + 14.0 * n, str(n + 1)) for n in range(len(lines))]
    within = [(72.0, 80 + 14.0 * n, f"{n + 1} {line}") for n, line in enumerate(lines)]
    for page in (beside, within):
        source = parse_transcript(pdf(page), "a.pdf")
        assert source.speakers == ("JANE SMITH", "CARTER", "SMITH")
        assert not re.search(r"\b\d", source.text)
        assert source.notices[0] == "Line numbers in the margin were left out."


def test_doc04_pages_without_words_are_told() -> None:
    source = parse_transcript(pdf([(72, 80, "P1: hello")], []), "a.pdf")
    assert source.notices == ("Pages without words, perhaps pictures of pages: 2.",)


def test_doc05_the_sheet_with_the_talk() -> None:
    book = workbook(
        [["City", "Age"], ["Here", 3]],
        [["Time", "Who", "What was said"], ["0:01", "INT", "Why?"], [65, "P1", "Because"]],
    )
    source = parse_transcript(book, "a.xlsx")
    assert [(turn.speaker, turn.at_ms) for turn in source.turns] == [("INT", 1000), ("P1", 65000)]
    assert source.notices == ("Other sheets were left out: 1.",)


def _with(data: bytes, name: str, body: str) -> bytes:
    stream = BytesIO(data)
    with zipfile.ZipFile(stream, "a") as opened:
        opened.writestr(name, body)
    return stream.getvalue()


ENTITIES = "<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize(
    ("data", "filename", "told"),
    [
        (b"hello", "a.odt", "not an OpenDocument text, or it is damaged"),
        (word("P1: hi"), "a.odt", "not an OpenDocument text"),
        (open_document(P.format("hi"))[:-30], "a.odt", "damaged"),
        (open_document(P.format("hi"), kind="spreadsheet"), "a.odt", "it is no text"),
        (open_document(""), "a.odt", "no words in its body"),
        (open_document(P.format("&e;"), ENTITIES), "a.odt", "entities of its own"),
        (open_document(P.format("a"), manifest="<encryption-data/>"), "a.odt", "password"),
        (b"hello", "a.rtf", "not Rich Text"),
        (b"{\\rtf1 " + b"{" * 600, "a.rtf", "nested deeper"),
        (b"hello", "a.html", "no HTML in it"),
        (b"<script>hello</script>", "a.html", "no words in it"),
        (b"hello", "a.pdf", "not a PDF"),
        (b"%PDF-1.4\nnothing", "a.pdf", "not a PDF, or it is damaged"),
        (pdf([]), "a.pdf", "it is a scan"),
        (b"hello", "a.xlsx", "not a workbook, or it is damaged"),
        (_with(workbook([["Text"], ["a"]]), "xl/x.xml", ENTITIES), "a.xlsx", "entities"),
        (workbook([["City"], ["Here"]]), "a.xlsx", "no column of it holds"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xlsx", "old or a locked workbook"),
        (b"hello", "a.srt", "no line in it is the time of a caption"),
        (b"hello", "a.sbv", "no line in it is the time of a caption"),
    ],
)
def test_doc06_refused_with_why_and_remedy(data: bytes, filename: str, told: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        parse_transcript(data, filename)
    assert told in str(refused.value)
    assert refused.value.remedy.endswith(".")


def test_doc06_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "MAX_PAGES", 1)
    with pytest.raises(TranscriptError, match="it has 2 pages"):
        parse_transcript(pdf([(72, 80, "P1: hi")], []), "a.pdf")
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    with pytest.raises(TranscriptError, match="more than 3 parts"):
        parse_transcript(_with(open_document(P.format("hi")), "x", "y"), "a.odt")
    bomb = open_document(P.format("a" * (archive.MAX_PART // 8)))
    with pytest.raises(TranscriptError, match="400 times its size"):
        parse_transcript(bomb, "a.odt")


@given(st.binary(max_size=200), st.sampled_from(FORMATS), st.integers(0, 2))
@settings(max_examples=150)
def test_doc06_any_bytes_are_read_or_refused(data: bytes, ending: str, start: int) -> None:
    magic = [b"", b"PK\x03\x04", b"{\\rtf1 "][start]
    outcome = "refused"
    with contextlib.suppress(TranscriptError):
        outcome = parse_transcript(magic + data, f"a.{ending}").text
    assert outcome.strip()
