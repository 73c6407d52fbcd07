"""SUM01 the base of an item is those who were asked; SUM02 the share of a select_multiple is of
respondents, not of answers; SUM03 missing is asked and not answered; SUM04 text, numbers and dates
have one row that counts who answered; SUM05 numbers have mean, median, minimum and maximum;
SUM06 an option that only the answers have is still counted; SUM07 nobody asked gives no share;
SUM08 any answers: counts and missing of a select_one add up to its base."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model import NOT_ASKED, Group, Instrument, Item, ItemKind, ResponseOption
from survey.summary import COLUMNS, summarise, summarise_numbers

YES, NO = ResponseOption("yes", {"": "Yes"}), ResponseOption("no", {"": "No"})
INSTRUMENT = Instrument(
    "contacts",
    {"": "Contacts"},
    (
        Item("works", ItemKind.SELECT_ONE, {"": "Work together?"}, options=(YES, NO)),
        Item("hello", ItemKind.NOTE, {"": "Hello"}),
        Item(
            *("how", ItemKind.SELECT_MULTIPLE, {"": "How?"}),
            group="more",
            options=(ResponseOption("phone"), ResponseOption("mail")),
        ),
        Item("often", ItemKind.INTEGER, {"": "How often?"}, group="more"),
        Item("words", ItemKind.TEXT, {"": "In your words"}),
        Item("seen", ItemKind.ACKNOWLEDGE, {"": "Seen"}),
    ),
    groups=(Group("more", relevance="${works} = 'yes'"),),
)


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=object)


ANSWERS = frame(
    {"works": "yes", "how": ["phone", "mail"], "often": 4, "words": "Well", "seen": "OK"},
    {"works": "yes", "how": ["phone"], "often": None, "words": None, "seen": None},
    {"works": "yes", "how": None, "often": 10, "words": "So so", "seen": "OK"},
    {"works": "no", "how": NOT_ASKED, "often": NOT_ASKED, "words": None, "seen": None},
    {"works": None, "how": NOT_ASKED, "often": NOT_ASKED, "words": None, "seen": None},
)


@pytest.mark.parametrize(
    ("item", "option", "n", "base", "missing"),
    [
        pytest.param("works", "yes", 3, 5, 1, id="sum03_one_left_it_out"),
        pytest.param("works", "no", 1, 5, 1, id="sum03_the_same_in_all_rows_of_the_item"),
        pytest.param("how", "phone", 2, 3, 1, id="sum01_two_were_not_asked"),
        pytest.param("how", "mail", 1, 3, 1, id="sum02_share_of_respondents"),
        pytest.param("often", "", 2, 3, 1, id="sum04_a_number"),
        pytest.param("words", "", 2, 5, 3, id="sum04_a_text"),
        pytest.param("seen", "OK", 2, 5, 3, id="sum04_an_acknowledgement"),
    ],
)
def test_counts(item: str, option: str, n: int, base: int, missing: int) -> None:
    table = summarise(ANSWERS, INSTRUMENT)
    row = table[(table.item == item) & (table.option == option)].iloc[0]
    assert (row.n, row.base, row.missing) == (n, base, missing)
    assert row.share == pytest.approx(n / base)


def test_sum01_an_empty_cell_of_a_hidden_item_was_not_asked() -> None:
    unmarked = ANSWERS.map(lambda cell: None if cell is NOT_ASKED or cell == NOT_ASKED else cell)
    pd.testing.assert_frame_equal(summarise(unmarked, INSTRUMENT), summarise(ANSWERS, INSTRUMENT))


def test_sum04_notes_are_left_out_and_items_keep_their_order() -> None:
    table = summarise(ANSWERS, INSTRUMENT)
    assert tuple(table.columns) == COLUMNS
    assert list(dict.fromkeys(table.item)) == ["works", "how", "often", "words", "seen"]


def test_sum05_numbers() -> None:
    row = summarise_numbers(ANSWERS, INSTRUMENT).iloc[0]
    assert (row["item"], row.n, row.base, row.missing) == ("often", 2, 3, 1)
    assert (row["mean"], row["median"], row.minimum, row.maximum) == (7, 7, 4, 10)


def test_sum06_an_option_of_an_earlier_version_comes_last() -> None:
    table = summarise(frame({"works": "perhaps"}, {"works": "yes"}), INSTRUMENT)
    assert list(table[table.item == "works"].option) == ["yes", "no", "perhaps"]
    assert list(table[table.item == "works"].n) == [1, 0, 1]


@pytest.mark.parametrize("nobody", [frame(), frame({"words": NOT_ASKED, "works": NOT_ASKED})])
def test_sum07_nobody_asked(nobody: pd.DataFrame) -> None:
    table = summarise(nobody, INSTRUMENT)
    row = table[table.item == "words"].iloc[0]
    assert (row.n, row.base, row.missing) == (0, 0, 0)
    assert math.isnan(row.share)
    assert math.isnan(summarise_numbers(nobody, INSTRUMENT).iloc[0]["mean"])


@given(st.lists(st.sampled_from(["yes", "no", None, NOT_ASKED, float("nan")])))
def test_sum08_counts_and_missing_add_up(answers: list[object]) -> None:
    table = summarise(frame(*({"works": answer} for answer in answers)), INSTRUMENT)
    rows = table[table.item == "works"]
    assert rows.n.sum() + rows.missing.iloc[0] == rows.base.iloc[0]
    assert rows.base.iloc[0] == len([a for a in answers if a != NOT_ASKED])
