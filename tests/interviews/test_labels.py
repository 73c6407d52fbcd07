"""LAB01 the label styles of real transcripts are found; LAB02 what only looks like a label stays
text; LAB03 a name that occurs once is believed only where nearly every line has a label; LAB04 a
time stamp gives its time; LAB05 of any text each character that is no space lies in a turn or in
the label before one; LAB06 the interviewer is proposed by label, else by who asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.interviewers import propose_interviewers
from interviews.labels import find_labels
from interviews.model import Source, Turn
from interviews.readers.reading import Reading
from interviews.transcript import parse_transcript
from interviews.turns import merge_marks, split_turns

LINES = [
    "INT: So tell me.",
    "P1: Well: I came.",
    "Speaker 1 (00:01:02)",
    "[00:00:05] Jane:",
    "00:07 - Dr. O’Neil-Smith: fine",
    "A1  0:00  ",
    "**Tim Smith:** \\[01:46\\] Hi",
    "MS. ROE: No.",
    "Q. And then?",
    "A. Nothing.",
    "李华：你好",
    "Note: this was said in French",
    "10:30",
    "http://example.org: a page",
    "and 12:30 we left",
    "",
    "Because: it was late.",
]


def said(text: str, filename: str = "talk.txt") -> list[tuple[str, str]]:
    """(speaker, words) of each turn."""
    source = parse_transcript(text.encode(), filename)
    return [(turn.speaker, source.said(turn)) for turn in source.turns]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("INT: Hello\nP1: Hi", "INT=Hello|P1=Hi"),
        ("  INT:   Hi  \n", "INT=Hi"),
        ("Speaker 1 (00:01:02)\nHello", "Speaker 1=Hello"),
        ("Speaker 1  0:02\nHello\n\nSpeaker 2  0:04\nHi", "Speaker 1=Hello|Speaker 2=Hi"),
        ("[00:00:05] Jane: Hello", "Jane=Hello"),
        ("Jane [0:05]: Hello", "Jane=Hello"),
        ("00:07 - Dr. O’Neil-Smith: fine", "Dr. O’Neil-Smith=fine"),
        ("MS. ROE: Why?\nMR. FIG: Because.", "MS. ROE=Why?|MR. FIG=Because."),
        ("**Ann Lee:** Hi\n**Bo:** Yes", "Ann Lee=Hi|Bo=Yes"),
        ("**Ann Lee**: Hi\n**Bo**: Yes", "Ann Lee=Hi|Bo=Yes"),
        ("**Tim Smith:** \\[01:46\\] Hi", "Tim Smith=Hi"),
        ("A1  0:00  \nHello", "A1=Hello"),
        ("Ann: [00:05]\nHello\n\nBo: [00:09]\nHi", "Ann=Hello|Bo=Hi"),
        ("Ann\n00:05\nHello\n\nBo\n0:09\nHi\n\nAnn\n0:12\nOk", "Ann=Hello|Bo=Hi|Ann=Ok"),
        ("INT [Jo]: Hello\n\nP1 [Bo]: Hi", "INT=Hello|P1=Hi"),
        ("1. INT: Hello\n2. P1: Hi", "INT=Hello|P1=Hi"),
        ("[id1] Hello\n[id2] Hi\n[id1] So\n[id2] I", "id1=Hello|id2=Hi|id1=So|id2=I"),
        ("Q. And?\nA. No.", "Q=And?|A=No."),
        ("I: And?\nR: No.\nI: Why?", "I=And?|R=No.|I=Why?"),
        ("Ann\nHi\nBo\nYes\nAnn\nSo\nBo\nNo", "Ann=Hi|Bo=Yes|Ann=So|Bo=No"),
        ("Participante : Oui\nEnquêtrice : Et ?", "Participante=Oui|Enquêtrice=Et ?"),
        ("INT: Hi\nAnn Roe: Oui\nINT: Ok\nAnn: Non", "INT=Hi|Ann Roe=Oui|INT=Ok|Ann=Non"),
        ("00:00:05 Speaker 1\nHello\n00:00:09 Speaker 2\nHi", "Speaker 1=Hello|Speaker 2=Hi"),
        ("[Ann Roe] 14:05:10\nHello\n[Bo] 14:05:12\nHi", "Ann Roe=Hello|Bo=Hi"),
        ("[00:05] Ann Roe\nHello\n[00:09] Ann Roe\nHi", "Ann Roe=Hello|Ann Roe=Hi"),
        ("INT\tHello\nP1\tHi\nINT\tSo\nP1\tNo", "INT=Hello|P1=Hi|INT=So|P1=No"),
        ("P1 – Hello\nP2 - Hi\nP1 – So\nP2 - No", "P1=Hello|P2=Hi|P1=So|P2=No"),
        ("INT (Jo): Hello\nParticipant 3 (nurse): Hi", "INT (Jo)=Hello|Participant 3 (nurse)=Hi"),
        ("李华：你好\nINT: Hi", "李华=你好|INT=Hi"),
        ("P1:\nP1: Hi", "P1=Hi"),
        ("P1:\nP2: Hi", "P1=|P2=Hi"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:03 --> 00:04\nBye", "=Hello|=Bye"),
    ],
)
def test_lab01_styles_of_labels(text: str, turns: str) -> None:
    assert "|".join(f"{speaker}={words}" for speaker, words in said(text)) == turns


@pytest.mark.parametrize(
    "line",
    ["Note: it rained", "10:30", "http://a.org: here", "12:30 we left", "12:30 Lunch", "P2 - P4"],
)
def test_lab02_no_labels(line: str) -> None:
    assert said(f"INT: Hello\nP1: We went.\n{line}\nand back") == [
        ("INT", "Hello"),
        ("P1", f"We went.\n{line}\nand back"),
    ]


def test_lab02_a_text_without_labels_is_one_turn() -> None:
    memo = "We met at noon.\nPolice: they never came.\n**Method:** talk\nAnd then we left."
    assert said(memo) == [("", memo)]


def test_lab02_single_words_of_an_answer_are_no_names() -> None:
    text = "INT: Did you?\nP1: Yes\nOkay\nand so on\nINT: And?\nP1: Well\nOkay\nfine"
    assert [speaker for speaker, _ in said(text)] == ["INT", "P1", "INT", "P1"]


def test_lab03_a_name_once_needs_a_text_full_of_labels() -> None:
    assert said("Ann: Hello\nBo: Hi") == [("Ann", "Hello"), ("Bo", "Hi")]
    assert said("Ann: Hello\nand\nthen\nBo: Hi\nand\nso on")[0][0] == ""


def test_lab04_times_are_in_milliseconds() -> None:
    text = "[00:00:05] Jane: Hi\nSpeaker 2 (01:01:02.500)\nYes\n[00:09] and on"
    source = parse_transcript(text.encode(), "talk.txt")
    assert [(turn.speaker, turn.at_ms) for turn in source.turns] == [
        ("Jane", 5000),
        ("Speaker 2", 3_662_500),
        ("Speaker 2", 9000),
    ]


@given(
    st.lists(
        st.sampled_from(LINES) | st.text(st.characters(codec="utf-8"), max_size=30), max_size=30
    ).map("\n".join)
)
def test_lab05_nothing_is_invisible(text: str) -> None:
    marks = merge_marks(Reading(text), find_labels(text))
    turns = split_turns(text, marks)
    seen = {at for mark in marks for at in range(mark.start, mark.words)}
    for turn in turns:
        span = set(range(turn.start, turn.end))
        assert not span & seen
        seen |= span
    assert [at for at, letter in enumerate(text) if not letter.isspace() and at not in seen] == []
    assert [turn.start for turn in turns] == sorted(turn.start for turn in turns)
    labels = [mark for mark in marks if mark.words > mark.start]
    for label in labels:  # a label stands just before its turn, with nothing but labels between
        following = next(turn for turn in turns if turn.start >= label.words)
        between = text[label.words : following.start]
        assert not between.strip() or any(m.start >= label.words for m in labels)


@pytest.mark.parametrize(
    ("turns", "asking"),
    [
        ([("INT", "a"), ("P1", "b?")], {"INT"}),
        ([("Q", "a?"), ("A", "b")], {"Q"}),
        ([("Ann", "And?"), ("Bo", "a long story"), ("Ann", "So?"), ("Bo", "more")], {"Ann"}),
        ([("Ann", "a"), ("Bo", "a long story"), ("Ann", "b"), ("Bo", "more")], set()),
        ([("Ann", "Did they really? Why did they?"), ("Bo", "no")], set()),
        ([("", "Who? Why?")], set()),
    ],
)
def test_lab06_who_asks_is_proposed(turns: list[tuple[str, str]], asking: set[str]) -> None:
    text = "".join(words for _, words in turns)
    ends = [sum(len(words) for _, words in turns[: n + 1]) for n in range(len(turns))]
    cut = [
        Turn(name, end - len(words), end) for (name, words), end in zip(turns, ends, strict=True)
    ]
    assert propose_interviewers(Source("t", text, tuple(cut))) == asking
