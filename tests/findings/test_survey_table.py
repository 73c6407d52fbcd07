"""STAB01 shares are of those who were asked, and who gave no answer has a row; STAB02 small counts
and what gives them back are hidden, with their shares; STAB03 fewer than five answers make no
table; STAB04 a small silence is hidden like any small count; STAB05 several answers have no total,
so nothing is hidden in addition; STAB06 the table is that of the summary, in the words of the
questionnaire; STAB07 an item that is not there, or cannot be counted, has no table."""

from __future__ import annotations

import pandas as pd

from findings.survey_table import survey_table, table_of
from survey.model import NOT_ASKED, Instrument, Item, ItemKind, ResponseOption
from survey.summary import summarise

INSTRUMENT = Instrument(
    name="i",
    title={"en": "About calls"},
    default_language="en",
    languages=("en",),
    items=(
        Item(
            "who",
            ItemKind.SELECT_ONE,
            {"en": "Whom do you call?"},
            options=(
                ResponseOption("a", {"en": "A friend"}),
                ResponseOption("b", {"en": "A desk"}),
            ),
        ),
        Item("why", ItemKind.TEXT, {"en": "Why?"}),
    ),
)


def test_stab01_shares_are_of_those_who_were_asked() -> None:
    table = survey_table("i", "q", "Which?", [("A", 30), ("B", 10)], 50, 10)
    assert [(row.label, row.n, row.share) for row in table.rows] == [
        ("A", 30, 0.6),
        ("B", 10, 0.2),
        ("No answer", 10, 0.2),
    ]
    assert table.base == "n = 50 people who were asked."


def test_stab02_small_counts_are_hidden_with_their_shares() -> None:
    table = survey_table("i", "q", "Which?", [("A", 22), ("B", 11), ("C", 9), ("D", 2)], 44, 0)
    assert [row.n for row in table.rows] == [22, 11, None, None]
    assert [row.share is None for row in table.rows] == [False, False, True, True]
    assert table.n_hidden == 2


def test_stab03_too_few_answers_make_no_table() -> None:
    table = survey_table("i", "q", "Which?", [("A", 3), ("B", 1)], 30, 26)
    assert table.too_few
    assert (table.rows, table.n_asked) == ((), 0)


def test_stab04_a_small_silence_is_hidden_too() -> None:
    table = survey_table("i", "q", "Which?", [("A", 20), ("B", 38)], 60, 2)
    assert [row.n for row in table.rows] == [None, 38, None]


def test_stab05_several_answers_have_no_total() -> None:
    table = survey_table("i", "q", "Which?", [("A", 20), ("B", 9), ("C", 2)], 25, 0, several=True)
    assert [row.n for row in table.rows] == [20, 9, None]
    assert "Several answers" in table.base


def test_stab06_the_table_is_that_of_the_summary() -> None:
    answers = ["a"] * 12 + ["b"] * 6 + [None] * 5 + [NOT_ASKED] * 7
    summary = summarise(pd.DataFrame({"who": answers, "why": None}), INSTRUMENT)
    table = table_of(summary, INSTRUMENT, "who")
    assert table is not None
    assert table.question == "Whom do you call?"
    assert [(row.label, row.n) for row in table.rows] == [
        ("A friend", 12),
        ("A desk", 6),
        ("No answer", 5),
    ]
    assert table.n_asked == 23


def test_stab07_what_cannot_be_counted_has_no_table() -> None:
    summary = summarise(pd.DataFrame({"who": ["a"], "why": ["x"]}), INSTRUMENT)
    assert table_of(summary, INSTRUMENT, "why") is None
    assert table_of(summary, INSTRUMENT, "gone") is None
