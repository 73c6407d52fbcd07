"""LBF01 however a program or a person writes who speaks and when, each turn has its speaker, its
time and its words alone; LBF02 Markdown is read by what it means: bold, italic, quoted, listed and
headed labels, and tables; LBF03 a time in brackets stays a time when what follows it is no name;
LBF04 bare times are those of a recording only if they run from its first minute on; LBF05 a line
above the talk that says who will speak is text; LBF06 what only looks like a label is text; LBF07 a
table is read by the headings that people give it; LBF08 captions in a plain text are captions;
LBF09 captions are read although their times or their file's ending are those of another kind.
"""

from __future__ import annotations

import pytest

from interviews.errors import TranscriptError
from interviews.transcript import parse_transcript
from tests.interviews.test_programs import turns

TALK = ("Good day to you.", "Hello there.", "Where do you work?", "At the shelter, nights.")
SPEAKERS = ("Jane Roe", "Sam Okoro")


def file_of(form: str, speakers: tuple[str, str] = SPEAKERS, between: str = "\n\n") -> str:
    """A talk of four turns: {s} who speaks, {w} what, {m} and {h} when, {e} five seconds later."""
    return between.join(
        form.format(
            s=speakers[n % 2], w=words, m=f"0:{n:02}", h=f"00:00:{n:02}", e=f"00:00:{n + 5:02}", n=n
        )
        for n, words in enumerate(TALK)
    )


def read(form: str, ending: str, speakers: tuple[str, str], between: str) -> tuple[bool, list[str]]:
    """Whether every turn has its time (else none has), and "speaker: words" of each turn."""
    source = parse_transcript(file_of(form, speakers, between).encode(), f"talk{ending}")
    times = [turn.at_ms for turn in source.turns]
    timed = times == [n * 1000 for n in range(len(times))]
    assert timed or set(times) == {None}
    return timed, [f"{turn.speaker}: {source.said(turn)}" for turn in source.turns]


ROLES = ("Speaker 1", "Speaker 2")
TIMED = [
    ("**{s}** ({h}): {w}", SPEAKERS),
    ("**{s}** [{h}]\n{w}", SPEAKERS),
    ("**[{h}] {s}:** {w}", SPEAKERS),
    ("[{h}] **{s}**: {w}", SPEAKERS),
    ("**{h} {s}**\n{w}", SPEAKERS),
    ("**{s} - {m}**\n{w}", SPEAKERS),
    ("### {s} ({m})\n{w}", SPEAKERS),
    ("@{m} - {s}\n{w}", SPEAKERS),
    ("{m} - {s}\n  {w}", ("Jane Roe", "Sam Okoro (Lake House)")),
    ("{s} - {h}\n{w}", ROLES),
    ("{s}, {h}\n{w}", SPEAKERS),
    ("{h} {s}\n{w}", SPEAKERS),
    ("{s} {h} --> {e}\n{w}", ROLES),
    ("{s}: {m} {w}", ROLES),
    ("{s}:\n{h} {w}", ROLES),
    ("{s}, {m}: {w}", ROLES),
    ("{s} {h}: {w}", ("P1", "INT")),
    ("[{s}, {m}] {w}", SPEAKERS),
    ("{{{h}}} {s}: {w}", SPEAKERS),
    ("{h} | {s} | {w}", SPEAKERS),
    ("{h} {e} {s}: {w}", ROLES),
    ("[{n}.00s - 9.20s] {s}: {w}", ROLES),
    ("{s} [{n}.00 - 9.20]: {w}", ROLES),
    ("[{h} -> {e}] [{s}] {w}", ROLES),
]
UNTIMED = [
    ("[{s}] {w}", ROLES),
    ("({s}) {w}", ROLES),
    ("{s} - {w}", ("I", "R1")),
    ("{s} – {w}", SPEAKERS),
    ("{s} -- {w}", SPEAKERS),
    ("{s}: {w}", ("Me (interviewer)", "Ms. B (nurse)")),
    ("{s}. {w}", ("Ms. ROE", "The CHAIR")),
    ("{s}. {w}", ("INT", "OKORO")),
    ("   {s}   {w}", ("Q", "A")),
    ("\U0001f534 {s}: {w}", ("Interviewer", "Sam")),
]
MARKDOWN = [
    ("**{s}** {w}", SPEAKERS),
    ("> **{s}:** {w}", SPEAKERS),
    ("- **{s}:** {w}", SPEAKERS),
    ("## {s}\n\n{w}", SPEAKERS),
    ("*{s}*: {w}", SPEAKERS),
    ("*{s}:* {w}", SPEAKERS),
    ("*{s}*\n\n{w}", SPEAKERS),
]


@pytest.mark.parametrize(("form", "speakers"), TIMED)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lbf01_who_and_when(form: str, speakers: tuple[str, str], between: str) -> None:
    expected = [f"{speakers[n % 2]}: {words}" for n, words in enumerate(TALK)]
    assert read(form, ".txt", speakers, between) == (True, expected)


@pytest.mark.parametrize(("form", "speakers"), UNTIMED)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lbf01_who(form: str, speakers: tuple[str, str], between: str) -> None:
    expected = [f"{speakers[n % 2]}: {words}" for n, words in enumerate(TALK)]
    assert read(form, ".txt", speakers, between) == (False, expected)


def test_lbf01_a_name_beside_a_time_may_occur_once() -> None:
    talk = "0:01 - Jane Roe\nGood day.\n\n0:05 - Sam Okoro\nHello.\n\n0:09 - Jane Roe\nWhy?\n"
    expected = "Jane Roe@1000=Good day.|Sam Okoro@5000=Hello.|Jane Roe@9000=Why?"
    assert turns(talk, "talk.txt") == expected


def test_lbf01_a_hearing() -> None:
    talk = (
        "APPEARANCES:\nPat Doe, Counsel\n\n      MS. ROE:  Good day.\n      MR. FINCH:  Hello.\n"
        "      MS. ROE:  Shall we?\nBY MS. ROE:\n      Q. Where do you work?\n      A. At night.\n"
        "      Q. And why: for pay?\n      A. Yes: for pay.\n      MR. FINCH:  Thanks.\n"
    )
    source = parse_transcript(talk.encode(), "talk.txt")
    assert source.speakers == ("MS. ROE", "MR. FINCH", "Q", "A")
    assert source.said(source.turns[6]) == "And why: for pay?"


@pytest.mark.parametrize(("form", "speakers"), MARKDOWN)
def test_lbf02_markdown(form: str, speakers: tuple[str, str]) -> None:
    expected = [f"{speakers[n % 2]}: {words}" for n, words in enumerate(TALK)]
    assert read(form, ".md", speakers, "\n\n") == (False, expected)


def test_lbf02_questions_in_italics() -> None:
    talk = "*Jane: Where?*\n\nSam: Here.\n\n*Jane: Why?*\n\nSam: So.\n"
    assert parse_transcript(talk.encode(), "talk.md").speakers == ("Jane", "Sam")


def test_lbf02_a_table() -> None:
    rows = file_of("| {h} | {s} | {w} |", between="\n").replace("nights", "nights \\| days")
    table = f"# A talk\n\n| Time | Speaker | Text |\n|---|:--|---|\n{rows}\n"
    source = parse_transcript(table.encode(), "talk.md")
    assert [(turn.speaker, source.said(turn), turn.at_ms) for turn in source.turns] == [
        ("", "# A talk", None),
        ("Jane Roe", TALK[0], 0),
        ("Sam Okoro", TALK[1], 1000),
        ("Jane Roe", TALK[2], 2000),
        ("Sam Okoro", "At the shelter, nights | days.", 3000),
    ]


def test_lbf03_a_time_before_words() -> None:
    said = "[00:00:01 --> 00:00:04]  Good morning.\n[00:00:04 --> 00:00:06]  Hello\n"
    assert turns(said, "talk.txt") == "@1000=Good morning.|@4000=Hello"


@pytest.mark.parametrize("form", ["{m}\n{w}", "{m} {w}", "({m}) {w}"])
def test_lbf04_times_of_a_recording(form: str) -> None:
    expected = "|".join(f"@{n * 1000}={words}" for n, words in enumerate(TALK))
    assert turns(file_of(form, between="\n"), "talk.txt") == expected


@pytest.mark.parametrize(
    "day",
    [
        "9:00 Arrival\n9:30 A round of the house\n12:00 Lunch\n",
        "0:05 The end\n0:01 The beginning\n0:03 The middle\n",
    ],
)
def test_lbf04_times_of_a_day(day: str) -> None:
    source = parse_transcript(day.encode(), "notes.txt")
    assert (len(source.turns), source.speakers) == (1, ())


def test_lbf05_who_will_speak() -> None:
    head = "A talk of May\nInterviewee: Mia Tan\nInterviewer: Jane Roe\n\n"
    source = parse_transcript((head + file_of("{s}: {w}", ("JR", "MT"))).encode(), "talk.txt")
    assert source.speakers == ("JR", "MT")
    assert source.said(source.turns[0]) == head.strip()
    once = "Interviewer: Good day.\n\n" + file_of("{s}: {w}", ("JR", "MT"))
    assert parse_transcript(once.encode(), "talk.txt").speakers == ("Interviewer", "JR", "MT")


@pytest.mark.parametrize(
    "text",
    [
        "**Aim** We look at nights.\n\n**Note** It is early.\n\n**Aim** We look again.\n",
        "See [12 - 15] and [1.5] of the report.\n[12 - 15] is the best part.\n",
        "NO. I said no.\nNO. Never.\nYES. But later.\nYES. Then.\n",
        "Trust – it grows.\nWe met.\nTrust – it goes.\nWe sat.\nCare – slow.\nSo.\nCare – no.\n",
        "## Task 1: look\n\nWe look.\n\n## Task 2: ask\n\nWe ask.\n\n## Task 1: again\n\nSo.\n",
        "- bread\n- milk\n- eggs\n- bread\n",
    ],
)
def test_lbf06_text_stays_text(text: str) -> None:
    assert parse_transcript(text.encode(), "notes.md").speakers == ()


@pytest.mark.parametrize(
    "headings",
    [
        "Interlocuteur,Verbatim",
        "speaker,utterance_text",
        "Who spoke,What they said",
        "Speaker,Rede",
    ],
)
def test_lbf07_headings(headings: str) -> None:
    rows = file_of('{s},"{w}"', between="\n")
    source = parse_transcript(f"{headings}\n{rows}".encode(), "talk.csv")
    assert [source.said(turn) for turn in source.turns] == list(TALK)
    assert source.speakers == SPEAKERS


def test_lbf07_a_column_of_numbers_is_not_what_was_said() -> None:
    table = "turn,who,what\n1,Jane,Good day.\n2,Sam,Hello.\n3,Jane,Why?\n"
    assert turns(table, "talk.csv") == "Jane@=Good day.|Sam@=Hello.|Jane@=Why?"


@pytest.mark.parametrize(
    "table",
    [
        "".join(f"{n},0{n}:14,2026-03-0{n} 08:16:03,{',' * 20}yes\n" for n in range(1, 9)),
        "".join(f"{n},0{n}:14,2026-03-0{n} 08:16:03\n" for n in range(1, 9)),
        "path,bytes,what\na.txt,12,Odd files\nb.txt,14,More of them\n",
    ],
)
def test_lbf07_tables_of_something_else_are_refused(table: str) -> None:
    with pytest.raises(TranscriptError, match="no column of it holds what was said"):
        parse_transcript(table.encode(), "table.csv")


def test_lbf07_a_voice_may_be_a_number() -> None:
    table = "start,end,text,speaker\n0.5,2.1, Good day.,0\n2.5,4.0, Hello.,2\n"
    assert turns(table, "talk.csv") == "Speaker 0@500=Good day.|Speaker 2@2500=Hello."


def test_lbf08_captions_in_a_plain_text() -> None:
    captions = "WEBVTT\n\n00:01.000 --> 00:02.000\nJane: Good day.\n"
    assert turns(captions, "talk.txt") == turns(captions, "talk.vtt")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("talk.vtt", "WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nJane: Good day.\n"),
        ("talk.vtt", "WEBVTT\n\n0:01 --> 0:02\nJane: Good day.\n"),
        ("talk.vtt", "1\n00:00:01,000 --> 00:00:02,000\nJane: Good day.\n"),
        ("talk.srt", "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nJane: Good day.\n"),
    ],
)
def test_lbf09_captions_with_the_wrong_ending(name: str, content: str) -> None:
    source = parse_transcript(content.encode(), name)
    assert (source.text, source.turns[0].at_ms, source.notices) == ("Jane: Good day.", 1000, ())
