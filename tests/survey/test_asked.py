"""ASK01 every response is in exactly one column: answered, don't know, prefer not, empty or not
asked; ASK02 an empty cell of a hidden item was not asked, also by way of other hidden items; ASK03
responses alike in what decides are judged once; ASK04 an item of a repeat is counted by the times
it was asked; ASK05 any answers: the columns add up; ASK06 tables as other programs make them: any
mark of a missing cell is empty, and several choices may be a tuple, a set, an array or one text."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey import asked as module
from survey.asked import asked, count_standing
from survey.model import (
    DONT_KNOW,
    NOT_ASKED,
    PREFER_NOT,
    Group,
    Instrument,
    Item,
    ItemKind,
    ResponseOption,
)
from survey.summary import summarise
from tests.survey.questionnaires import WORKING_TOGETHER

VISITS = Instrument(
    "visits",
    {"": "Visits"},
    (
        Item("who", ItemKind.TEXT),
        Item(
            *("kind", ItemKind.SELECT_ONE),
            group="visit",
            options=(ResponseOption("home"), ResponseOption("office")),
        ),
        Item("minutes", ItemKind.INTEGER, group="visit"),
    ),
    groups=(Group("visit", repeat=True),),
)


def standing(frame: pd.DataFrame, instrument: Instrument, item: str) -> dict[str, int]:
    """The row of one item."""
    table = count_standing(asked(frame, instrument))
    row = table[table["item"] == item].iloc[0]
    return {str(name): int(row[name]) for name in table.columns[1:]}


def test_ask01_every_response_is_in_one_column() -> None:
    cells = ["yes", "no", DONT_KNOW, PREFER_NOT, None, NOT_ASKED, NOT_ASKED, "yes"]
    frame = pd.DataFrame({"refers": cells}, dtype=object)
    assert standing(frame, WORKING_TOGETHER, "refers") == {
        "responses": 8,
        "eligible": 6,
        "answered": 3,
        "dont_know": 1,
        "prefer_not": 1,
        "empty": 1,
        "not_asked": 2,
    }


def test_ask01_who_does_not_know_was_asked_and_gave_no_answer() -> None:
    frame = pd.DataFrame({"refers": ["yes", DONT_KNOW, PREFER_NOT]}, dtype=object)
    table = summarise(frame, WORKING_TOGETHER)
    rows = table[table["item"] == "refers"]
    assert list(rows["option"]) == ["yes", "no"]
    assert list(rows["n"]) == [1, 0]
    assert set(rows["base"]) == {3}
    assert set(rows["missing"]) == {2}


def test_ask02_what_is_hidden_was_not_asked() -> None:
    frame = pd.DataFrame(
        {"refers": ["yes", "no", "yes", DONT_KNOW], "referred": [3, None, 0, None]}, dtype=object
    )
    assert asked(frame, WORKING_TOGETHER)["slowed"] == [None, NOT_ASKED, NOT_ASKED, NOT_ASKED]
    assert asked(frame, WORKING_TOGETHER)["hours"] == [None, NOT_ASKED, None, NOT_ASKED]


def test_ask03_responses_alike_are_judged_once() -> None:
    frame = pd.DataFrame({"refers": ["yes", "no"] * 50, "role": [str(n) for n in range(100)]})
    with patch.object(module, "relevant_items", wraps=module.relevant_items) as judged:
        asked(frame, WORKING_TOGETHER)
    assert judged.call_count == 2


def test_ask04_a_repeat_is_counted_by_its_times() -> None:
    frame = pd.DataFrame(
        {
            "who": ["a", "b", "c"],
            "visit": [
                [{"kind": "home", "minutes": 5}, {"kind": "office"}],
                [{"kind": "home", "minutes": DONT_KNOW}],
                None,
            ],
        },
        dtype=object,
    )
    assert asked(frame, VISITS)["minutes"] == [5, None, DONT_KNOW]
    kinds = summarise(frame, VISITS).query("item == 'kind'")
    assert list(kinds["n"]) == [2, 1]
    assert set(kinds["base"]) == {3}


@settings(deadline=None)  # the machine may be busy
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "refers": st.sampled_from(["yes", "no", None, DONT_KNOW, PREFER_NOT]),
                "referred": st.sampled_from([3, 0, None, NOT_ASKED, DONT_KNOW]),
                "slowed": st.sampled_from([["whom"], [], None, NOT_ASKED, PREFER_NOT]),
            }
        ),
        max_size=12,
    )
)
def test_ask05_any_answers_add_up(rows: list[dict[str, object]]) -> None:
    table = count_standing(asked(pd.DataFrame(rows, dtype=object), WORKING_TOGETHER))
    parts = table[["answered", "dont_know", "prefer_not", "empty"]].sum(axis=1)
    assert (parts == table["eligible"]).all()
    assert (table["eligible"] + table["not_asked"] == len(rows)).all()


SEVERAL = Instrument(
    "several",
    {},
    (
        Item("how", ItemKind.SELECT_MULTIPLE, options=(ResponseOption("p"), ResponseOption("q"))),
        Item("n", ItemKind.INTEGER),
    ),
)


@pytest.mark.parametrize("both", [["p", "q"], ("p", "q"), {"p", "q"}, np.array(["p", "q"]), "p q"])
def test_ask06_several_choices_in_any_shape(both: object) -> None:
    frame = pd.DataFrame({"how": pd.Series([both, "q", None], dtype=object)})
    table = summarise(frame, SEVERAL).query("item == 'how'")
    assert table[["option", "n", "base", "missing"]].to_numpy().tolist() == [
        ["p", 1, 3, 1],
        ["q", 2, 3, 1],
    ]


@pytest.mark.parametrize("none", [None, float("nan"), pd.NA, pd.NaT, "", [], np.array([])])
def test_ask06_any_mark_of_a_missing_cell(none: object) -> None:
    cells = pd.Series([np.int64(0), 0, 0.0, none, DONT_KNOW], dtype=object)
    one = count_standing(asked(pd.DataFrame({"n": cells}), SEVERAL)).query("item == 'n'").iloc[0]
    assert (one["answered"], one["empty"], one["dont_know"]) == (3, 1, 1)


def test_ask06_columns_with_a_dtype_of_their_own() -> None:
    numbers = pd.array([4, None, 2], dtype="Int64")
    frame = pd.DataFrame({"n": numbers, "how": pd.array(["p", None, "p q"], dtype="string")})
    found = count_standing(asked(frame, SEVERAL)).set_index("item")["answered"]
    assert found.to_dict() == {"how": 2, "n": 2}
