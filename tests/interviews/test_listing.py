"""LST01 every word typed must be found in participant, title or organisation; LST02 the kinds carry
their numbers; LST03 the screen shows dates as dates and says whether names may be in the text;
LST04 speakers are counted in turns and words, and a source is measured in words."""

from __future__ import annotations

import pandas as pd
import pytest

from interviews.listing import day_words, kinds_in, matching, shown
from interviews.model import Source, Turn
from interviews.speakers import Speaker, count_speakers, measure

ROWS = [
    (
        "s1",
        "Advocate (night)",
        "interview",
        "P07",
        "Harbour House",
        900,
        3,
        "2026-04-02",
        "from before",
    ),
    ("s2", "Nurse", "interview", "P08", "River Clinic", 1200, 0, "", "confirmed"),
    ("s3", "Item 4", "open answer", "", "", 12, 1, "", "imported"),
]
COLUMNS = ["id", "title", "kind", "participant", "organisation_name", "n_words", "n_segments"]
FRAME = pd.DataFrame(ROWS, columns=[*COLUMNS, "collected_on", "names"])


@pytest.mark.parametrize(
    ("find", "kind", "ids"),
    [
        ("", "all", ["s1", "s2", "s3"]),
        ("HARBOUR p07", "all", ["s1"]),
        ("(night", "all", ["s1"]),
        ("harbour nurse", "all", []),
        ("", "open answer", ["s3"]),
        ("nurse", "open answer", []),
    ],
)
def test_lst01_found_by_words_and_kind(find: str, kind: str, ids: list[str]) -> None:
    assert list(matching(FRAME, find, kind)["id"]) == ids


def test_lst02_kinds_with_numbers() -> None:
    assert kinds_in(FRAME) == {
        "all": "All 3",
        "interview": "Interviews 2",
        "open answer": "Open answers 1",
    }


def test_lst03_what_the_screen_shows() -> None:
    table = shown(FRAME, {"s1": "may be quoted"})
    assert list(table["Consent"]) == ["may be quoted", "", ""]
    assert table["Date"].isna().tolist() == [False, True, True]
    assert table["Date"][0] == pd.Timestamp(2026, 4, 2)
    assert list(table["Names"]) == ["may be in the text", "taken out", "to take out"]
    assert (day_words("2026-04-02"), day_words("")) == ("2 Apr 2026", "")


def test_lst04_speakers() -> None:
    text = "one two three four five"
    turns = (Turn("", 0, 3), Turn("INT", 4, 7), Turn("P1", 8, 18), Turn("INT", 19, 23))
    source = Source("t", text, turns, interviewers=frozenset({"INT"}))
    assert count_speakers(source) == [
        Speaker("INT", 2, 2, 0.4, True),
        Speaker("P1", 1, 2, 0.4, False),
        Speaker("", 1, 1, 0.2, False),
    ]
    assert measure(source) == "5 words in 4 turns by 2 speakers"
    assert (
        measure(Source("t", "one", (Turn("", 0, 3),))) == "1 word in 1 turn without speaker labels"
    )
