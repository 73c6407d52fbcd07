"""SWV01 a survey with one wave is counted as it was, and its tables name no wave; SWV02 a table
counts the wave that was chosen, or all of them, and says which; SWV03 the table of all waves prints
nothing where it would give back a small number of the other waves, else it stands; SWV04 of several
answers, of silence and of names that only the answers have likewise; SWV05 any answers: what a
reader works out from all tables together leaves every protected number open; SWV06 a question that
depends on another one is compared with it in every wave that they share."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from findings.survey_table import SurveyTable
from findings.survey_waves import tables_together
from survey.disclosure import THRESHOLD, exposed
from survey.model import NOT_ASKED, Instrument, Item, ItemKind, ResponseOption

NAN = float("nan")
OPTIONS = tuple(ResponseOption(name) for name in ("yes", "no"))
ONE = Instrument(
    "i",
    {"": "Calls"},
    (
        Item("calls", ItemKind.SELECT_ONE, options=OPTIONS),
        Item("why", ItemKind.SELECT_ONE, options=OPTIONS, relevance="${calls} = 'no'"),
    ),
)
MANY = Instrument("i", {"": "Calls"}, (Item("calls", ItemKind.SELECT_MULTIPLE, options=OPTIONS),))


def frame(*waves: dict[object, int], several: bool = False) -> pd.DataFrame:
    """Responses of each wave by what was answered."""
    rows = [
        (wave, [answer] if several and answer is not None else answer)
        for wave, counts in enumerate(waves, 1)
        for answer, n in counts.items()
        for _ in range(n)
    ]
    calls = [answer for _, answer in rows]
    why = ["yes" if answer == "no" else NOT_ASKED for answer in calls]
    return pd.DataFrame({"wave": [wave for wave, _ in rows], "calls": calls, "why": why})


def counts(table: SurveyTable) -> list[int | None]:
    return [row.n for row in table.rows]


def test_swv01_one_wave_is_counted_as_before() -> None:
    found = tables_together(frame({"yes": 20, "no": 10}), ONE, [("calls", 0)])
    assert counts(found["calls", 0]) == [20, 10]
    assert found["calls", 0].base == "n = 30 people who were asked."
    assert tables_together(frame({"yes": 9}), ONE, [("gone", 0)]) == {}


def test_swv02_a_table_counts_its_wave_and_says_so() -> None:
    answers = frame({"yes": 20, "no": 10}, {"yes": 6, "no": 9}, {"yes": 8, "no": 8})
    found = tables_together(answers, ONE, [("calls", 2), ("calls", 1)])
    assert counts(found["calls", 1]) == [20, 10]
    assert counts(found["calls", 2]) == [6, 9]
    assert found["calls", 2].base == "n = 15 people who were asked. Counted: wave 2 only."
    every = tables_together(answers, ONE, [("calls", 0)])["calls", 0]
    assert counts(every) == [34, 27]
    assert every.base.endswith("Counted: waves 1, 2 and 3 together.")


def test_swv03_all_waves_give_back_nothing_of_the_others() -> None:
    few = tables_together(frame({"yes": 20, "no": 10}, {"yes": 3, "no": 9}), ONE, BOTH)
    assert counts(few["calls", 1]) == [20, 10]
    assert few["calls", 0].too_few
    assert "beside another table it would give back a small number" in few["calls", 0].base
    enough = tables_together(frame({"yes": 20, "no": 10}, {"yes": 7, "no": 9}), ONE, BOTH)
    assert counts(enough["calls", 0]) == [27, 19]


BOTH = [("calls", 0), ("calls", 1)]


def test_swv04_of_several_answers_and_of_silence() -> None:
    def stands(*waves: dict[object, int], several: bool = False) -> bool:
        chosen = MANY if several else ONE
        found = tables_together(frame(*waves, several=several), chosen, BOTH)
        return not found["calls", 0].too_few

    assert stands({"yes": 20, "no": 10}, {"yes": 7, "no": 9}, several=True)
    assert not stands({"yes": 20, "no": 10}, {"yes": 7, "no": 2}, several=True)
    assert stands({"yes": 20, "no": 10, None: 6}, {"yes": 7, "no": 9, None: 5})
    assert not stands({"yes": 20, "no": 10, None: 6}, {"yes": 7, "no": 9, None: 1})
    assert not stands({"yes": 20, "no": 10}, {"yes": 7, "no": 9, "old": 2})


cells = st.integers(0, 14)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(cells, cells), min_size=2, max_size=3))
def test_swv05_all_tables_together_leave_every_number_open(waves: list[tuple[int, int]]) -> None:
    answers = frame(*({"yes": yes, "no": no} for yes, no in waves))
    found = tables_together(answers, ONE, BOTH)
    whole, single = found["calls", 0], found["calls", 1]
    if whole.too_few or single.too_few:
        return  # at most one of them is printed
    if whole.n_asked == single.n_asked:
        assert counts(whole) == counts(single)
        return  # nobody answered in another wave
    printed = [[NAN if n is None else n for n in counts(one)] for one in (single, whole)]
    rest = [
        NAN if none else sum(n[at] for n in waves[1:])
        for at in (0, 1)
        for none in [printed[0][at] != printed[0][at] or printed[1][at] != printed[1][at]]
    ]
    table = pd.DataFrame(
        {
            "first": [*printed[0], single.n_asked],
            "rest": [*rest, whole.n_asked - single.n_asked],
            "total": [*printed[1], whole.n_asked],
        }
    )
    assert exposed(table, THRESHOLD) == []
    assert not (table < THRESHOLD).any(axis=None)


def test_swv06_a_question_that_depends_on_another() -> None:
    answers = frame({"yes": 20, "no": 9, None: 2}, {"yes": 20, "no": 9, None: 2})
    found = tables_together(answers, ONE, [("calls", 1), ("why", 1)])
    assert found["why", 1].too_few, "how many were asked gives back who answered no"
    apart = tables_together(answers, ONE, [("calls", 1), ("why", 2)])
    assert not apart["why", 2].too_few
    shared = tables_together(answers, ONE, [("calls", 0), ("why", 2)])
    assert shared["why", 2].too_few
