"""LNK01 the base of a question that follows gives nothing back that the leading one withholds;
LNK02 it is printed where it tells nothing new; LNK03 of a leading question with several answers
likewise; LNK04 alone, or where everybody was asked, a table stays; LNK05 any answers: nobody can
place a withheld answer more closely when both tables stand together; LNK06 a question asked several
times of one person is printed beside the one that led to it only if nothing of that is withheld."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from findings.survey_links import giving_back
from findings.survey_table import table_of
from survey.disclosure import exposed
from survey.model import NOT_ASKED, Group, Instrument, Item, ItemKind, ResponseOption
from survey.summary import summarise

NAN = float("nan")
OPTIONS = tuple(ResponseOption(name) for name in ("yes", "no", "unsure"))
WHY = tuple(ResponseOption(name) for name in ("time", "trust"))


def instrument(kind: ItemKind, relevance: str) -> Instrument:
    return Instrument(
        "i",
        {"": "Calls"},
        (
            Item("calls", kind, options=OPTIONS),
            Item("why", ItemKind.SELECT_ONE, options=WHY, relevance=relevance),
        ),
    )


ONE = instrument(ItemKind.SELECT_ONE, "${calls} = 'no'")
MANY = instrument(ItemKind.SELECT_MULTIPLE, "selected(${calls}, 'no')")


def answers(*groups: tuple[object, int]) -> pd.DataFrame:
    """Responses by what they answered first; those with "no" were asked why."""
    calls = [answer for answer, n in groups for _ in range(n)]
    why = ["time" if answer in ("no", ["no"]) else NOT_ASKED for answer in calls]
    return pd.DataFrame({"calls": calls, "why": why})


def test_lnk01_a_base_gives_nothing_back() -> None:
    frame = answers(("yes", 30), ("no", 9), ("unsure", 2))
    assert giving_back(frame, ONE, ["calls", "why"]) == {"why"}


def test_lnk02_a_base_that_tells_nothing_new_is_printed() -> None:
    frame = answers(("yes", 30), ("no", 9), ("unsure", 7), (None, 6))
    assert giving_back(frame, ONE, ["calls", "why"]) == set()
    without_silence = answers(("yes", 30), ("no", 9), ("unsure", 7))
    assert giving_back(without_silence, ONE, ["calls", "why"]) == set()


def test_lnk03_of_several_answers_likewise() -> None:
    few = answers((["yes"], 30), (["no"], 3))
    assert giving_back(few, MANY, ["calls", "why"]) == {"why"}
    many = answers((["yes"], 30), (["no"], 8))
    assert giving_back(many, MANY, ["calls", "why"]) == set()


def test_lnk04_alone_a_table_stays() -> None:
    frame = answers(("yes", 30), ("no", 9), ("unsure", 2))
    assert giving_back(frame, ONE, ["why"]) == set()
    assert giving_back(answers(("no", 9)), ONE, ["calls", "why"]) == set()


def test_lnk06_a_question_in_a_repeat() -> None:
    why = replace(ONE.items[1], group="visits")
    visits = Instrument(
        "i", {"": "Calls"}, (ONE.items[0], why), (Group("visits", {}, repeat=True),)
    )

    def told(*groups: tuple[str, int]) -> set[str]:
        calls = [answer for answer, n in groups for _ in range(n)]
        times = [[{"why": "time"}] * 2 if answer == "no" else [] for answer in calls]
        frame = pd.DataFrame({"calls": calls, "visits": times})
        return giving_back(frame, visits, ["calls", "why"])

    assert told(("yes", 30), ("no", 9), ("unsure", 2)) == {"why"}
    assert told(("yes", 30), ("no", 9), ("unsure", 7)) == set()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["yes", "no", "unsure", None]), min_size=5, max_size=40))
def test_lnk05_both_tables_together_place_nobody_more_closely(
    calls: list[str | None],
) -> None:
    frame = answers(*((answer, 1) for answer in calls))
    n_asked = calls.count("no")
    if giving_back(frame, ONE, ["calls", "why"]) or n_asked == len(calls) or n_asked < 5:
        return  # nothing is printed of the second question, or everybody was asked
    table = table_of(summarise(frame, ONE), ONE, "calls")
    assert table is not None
    shown = [NAN if row.n is None else row.n for row in table.rows]
    # "no" is exactly those who were asked why; what is left of the others has to stay open.
    rest = [n for row, n in zip(table.rows, shown, strict=True) if row.label != "no"]
    reader = pd.DataFrame({"n": [*rest, len(calls) - n_asked]})
    assert exposed(reader, 5) == []
