"""WST01 a text goes out in turns that start in code points and say who asks; WST02 the codebook is
sent only to a screen that does not have it, and any change of it changes its fingerprint; WST03
only coders whose passages are shown are named, with a number that stays; WST04 texts are listed in
groups and a long group shows the neighbours of the open one; WST05 an open answer becomes one turn,
lines ending in LF."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from coding.model import Code, Segment
from coding.open_answers import answer_source
from coding.segments import Change, Changes
from coding.text_list import around, described, groups, short
from coding.workbench import Codebook, codebook_hash, coding_state, source_text
from interviews.model import Source, SourceKind, Turn

TEXT = "Q: Et 👩‍👩‍👧?\nP07: Oui."
TURNS = (Turn("Q", 3, 12), Turn("P07", 18, 22))
CODES = [
    Code("time", "Time"),
    Code("waiting", "Waiting", "Days.", "time", 2, use_not="Delays by choice."),
]
NOTHING_MORE = {"use_when": "", "use_not": "", "example": "", "retired": False}
BOOK = Codebook(CODES, {"waiting": 1}, [("Slowness", ["waiting"]), ("Other", ["waiting"])])
MINE = Change(Segment("s", 3, 5, "waiting", "ana", "s1"), removed=False)
THEIRS = Change(Segment("s", 3, 9, "time", "ben", "s2"), removed=True)


@dataclass(frozen=True)
class Listed:
    """A text as the list shows it."""

    id: str
    kind: SourceKind = SourceKind.INTERVIEW
    about: str = ""
    n_words: int = 1204
    n_segments: int = 0
    n_coders: int = 0


def test_wst01_turns_start_in_code_points() -> None:
    source = Source("P07", TEXT, TURNS, interviewers=frozenset({"Q"}))
    assert source_text(source) == {
        "title": "P07",
        "turns": [["Q", 3, TEXT[3:12], True], ["P07", 18, "Oui.", False]],
    }


def test_wst02_the_codebook_goes_out_once() -> None:
    first = coding_state("s", Changes(4, (MINE,)), BOOK, {"ana": "Ana"}, "")
    assert first["changes"] == [["s1", 3, 5, "waiting", "ana", False]]
    assert first["codes"] == [
        {"id": "time", "name": "Time", "definition": "", "parent": "", "colour": 1}
        | {"depth": 0, "path": "Time", "theme": None}
        | NOTHING_MORE,
        {"id": "waiting", "name": "Waiting", "definition": "Days.", "parent": "time", "colour": 2}
        | {"depth": 1, "path": "Time / Waiting", "theme": 0}
        | {**NOTHING_MORE, "use_not": "Delays by choice."},
    ]
    assert (first["themes"], first["counts"]) == (["Slowness", "Other"], {"waiting": 1})
    again = coding_state("s", Changes(4, ()), BOOK, {}, str(first["codebook"]))
    assert (again["codes"], again["themes"]) == (None, None)


@pytest.mark.parametrize(
    "change",
    [{"name": "W"}, {"definition": "W"}, {"colour": 3}, {"use_not": ""}, {"retired_at": "now"}],
)
def test_wst02_any_change_shows_in_the_fingerprint(change: dict[str, str]) -> None:
    other = [CODES[0], replace(CODES[1], **change)]
    assert codebook_hash(replace(BOOK, codes=other)) != codebook_hash(BOOK)


def test_wst02_themes_belong_to_the_fingerprint() -> None:
    other = replace(BOOK, themes=[("Slowness", ["time"])])
    assert codebook_hash(other) != codebook_hash(BOOK)


def test_wst03_only_coders_on_the_screen_are_named() -> None:
    names = {"ana": "Ana", "eva": "Eva", "ben": "Ben"}
    state = coding_state("s", Changes(5, (MINE, THEIRS)), BOOK, names, "")
    assert state["coders"] == {"ana": ["Ana", 0], "ben": ["Ben", 2]}


def test_wst04_open_answers_are_grouped_by_item() -> None:
    one, two = Listed("i1"), Listed("a1", SourceKind.OPEN_ANSWER, "biggest_gap")
    assert groups([one, two]) == {"": [one], "biggest_gap": [two]}


def test_wst04_a_long_group_shows_the_neighbours() -> None:
    texts = [Listed(f"t{n}") for n in range(100)]
    assert [text.id for text in around(texts, "t50")] == [f"t{n}" for n in range(35, 65)]
    assert around(texts, "t99")[-1].id == "t99"
    assert around(texts, "elsewhere")[0].id == "t0"
    assert around(texts[:3], "t2") == texts[:3]


@pytest.mark.parametrize(
    ("segments", "coders", "words"),
    [
        (0, 0, "1,204 words. Nothing coded yet."),
        (1, 1, "1,204 words. 1 passage coded."),
        (12, 2, "1,204 words. 12 passages coded, by 2 coders."),
    ],
)
def test_wst04_how_far_it_is_in_words(segments: int, coders: int, words: str) -> None:
    assert described(Listed("t", n_segments=segments, n_coders=coders)) == words


def test_wst04_in_two_words() -> None:
    assert [short(Listed("t", n_segments=n)) for n in (0, 3)] == ["not coded", "3 coded"]


def test_wst05_an_answer_is_one_turn() -> None:
    source = answer_source("gap", "3f9a2c", "\ufeffOne\r\ntwo\rthree", "2026-03-04T10:00:00+00:00")
    assert source.text == "One\ntwo\nthree"
    assert source.turns == (Turn("Respondent", 0, 13),)
    assert (source.title, source.kind) == ("gap (3f9a2c)", SourceKind.OPEN_ANSWER)
    assert source.collected_on == "2026-03-04"
