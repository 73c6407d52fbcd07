"""K17 however a program counts, positions come to the same words: K17.1 any mix of UTF-16 units or
code points, line ends as one or two, byte-order mark counted or not, last character in or out is
recognised by quotes in names; K17.2 by borders of words where there are no names; K17.3 what
NVivo for Windows and ATLAS.ti do is assumed where nothing tells; K17.4 when unsure the readings
that fit are named, a person's choice counts, and one sure text decides for its project."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.exchange.model import Ends, LineEnds, Reading, Unit
from coding.exchange.offsets import MARK, Marked, Ruler, judge
from coding.refi_qda import parse_qdpx, quotes
from tests.coding.projects import number, packed, qde, qdpx, selection
from tests.conftest import SHARED

TEXT = (
    "I: How was it? 🕯\nP07: We waited 🌙 for weeks.\n\nI: And then?\nP07: Nobody called, "
    "so we 🌙 went back.\nIt took two years, all in all.\n"
)
PHRASES = ["We waited 🌙 for weeks.", "Nobody called", "went back.", "two years", "And then?"]
READINGS = [Reading(*one) for one in product(Unit, LineEnds, (False, True), Ends)]


def counted(raw: str, words: str, reading: Reading) -> tuple[int, int]:
    """Where words of a text with CR LF and a byte-order mark stand for a program."""
    body = raw.removeprefix(MARK)
    if reading.line_ends is LineEnds.ONE:
        body = body.replace("\r\n", "\n")
    at = body.index(words)

    def units(text: str) -> int:
        return len(text.encode("utf-16-le")) // 2 if reading.unit is Unit.UTF_16 else len(text)

    start = units(body[:at]) + reading.mark_counted
    end = start + units(words) - (reading.ends is Ends.AT_LAST)
    return start, end


RAW = MARK + TEXT.replace("\n", "\r\n")


@pytest.mark.parametrize("reading", READINGS)
def test_k17_1_quotes_in_names_tell_how_a_program_counts(reading: Reading) -> None:
    passages = [(*counted(RAW, words, reading), words) for words in PHRASES]
    project = parse_qdpx(qdpx(RAW.encode(), passages))
    assert set(quotes(project)["text"]) == set(PHRASES)
    assert project.sources[0].choices == ()


@pytest.mark.parametrize("reading", [one for one in READINGS if one.ends is Ends.BEHIND])
def test_k17_2_borders_of_words_tell_where_there_are_no_names(reading: Reading) -> None:
    passages = [(*counted(RAW, words, reading), "") for words in PHRASES]
    assert set(quotes(parse_qdpx(qdpx(RAW.encode(), passages)))["text"]) == set(PHRASES)


@pytest.mark.parametrize(
    ("origin", "reading"),
    [
        ("NVivo 1.7.1 (Windows)", Reading(Unit.UTF_16, LineEnds.AS_IN_FILE)),
        ("ATLAS.ti Windows 9", Reading(Unit.CODE_POINTS, LineEnds.ONE)),
        ("something", Reading()),
    ],
)
def test_k17_3_what_a_program_is_known_to_do(origin: str, reading: Reading) -> None:
    blank = (MARK + "- 🕯 -\r\n" * 9).encode()
    project = parse_qdpx(qdpx(blank, [(30, 31, "")], origin=origin))
    assert project.sources[0].reading.unit is reading.unit or project.sources[0].choices


def test_k17_4_a_doubt_is_named_and_a_choice_counts() -> None:
    data = qdpx("\ufeffab cd ef".encode(), [(0, 2, "")])
    doubtful = parse_qdpx(data).sources[0]
    assert doubtful.choices[0] == doubtful.reading
    assert len(doubtful.choices) > 1
    wish = Reading(ends=Ends.AT_LAST)
    chosen = parse_qdpx(data, {doubtful.id: wish})
    assert chosen.sources[0].reading == wish
    assert chosen.sources[0].selections[0].end == 3


def test_k17_4_one_sure_text_decides_for_its_project() -> None:
    reading = Reading(Unit.UTF_16, LineEnds.AS_IN_FILE, ends=Ends.AT_LAST)
    sure = "".join(
        selection(100 + n, *counted(RAW, words, reading), words) for n, words in enumerate(PHRASES)
    )
    second = (
        f'<TextSource guid="{number(4)}" name="u" plainTextPath="internal://u.txt">'
        f"{selection(200, *counted(RAW, 'two years', reading))}</TextSource></Sources>"
    )
    body = qde(sure).replace("</Sources>", second)
    parts = [("p.qde", body), ("sources/t.txt", RAW), ("sources/u.txt", RAW)]
    found = parse_qdpx(packed(parts))
    assert [one.reading for one in found.sources] == [reading, reading]
    assert [one.choices for one in found.sources] == [(), ()]


@pytest.mark.real_inputs
def test_k17_2_one_passage_behind_an_emoji_and_windows_line_ends() -> None:
    data = (SHARED / "adversarial/made_here/emoji_utf16_offsets.qdpx").read_bytes()
    assert list(quotes(parse_qdpx(data))["text"]) == ["SAFE"]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(["a", "é", "🌙", "\n", " ", "\r\n", "e\u0301"]), min_size=2),
    st.sampled_from(READINGS),
    st.booleans(),
    st.data(),
)
def test_k17_any_position_is_that_of_the_same_character(
    pieces: list[str], reading: Reading, marked: bool, data: st.DataObject
) -> None:
    raw = MARK * marked + "".join(pieces)
    n = data.draw(st.integers(0, len(pieces) - 1))
    before, piece = "".join(pieces[:n]), pieces[n]
    one_line_end = reading.line_ends is LineEnds.ONE
    counted_before = before.replace("\r\n", "\n") if one_line_end else before
    position = len(counted_before) + (reading.mark_counted and marked)
    if reading.unit is Unit.UTF_16:
        position += len(counted_before.encode("utf-16-le")) // 2 - len(counted_before)
    ruler = Ruler(raw)
    at = ruler.at(position, reading)
    assert at == len(before.replace("\r\n", "\n"))
    assert ruler.text[at:].startswith(piece.replace("\r\n", "\n"))


def test_k17_without_passages_the_usual_is_taken() -> None:
    usual = Reading(Unit.UTF_16)
    assert judge(Ruler("abc"), [], usual).reading == usual
    assert judge(Ruler("abc"), [Marked(0, 3, "abc")], usual).choices == ()
