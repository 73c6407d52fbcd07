"""IRR01 any answers: a draft keeps those of items that became irrelevant; IRR02 they are left out
of constraints and of what is calculated; IRR03 after the submit they are gone, from the rows and
from the response itself, and nothing else is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import intake
from storage.database import open_database
from survey.answering import first_obstacle
from survey.model import Item, ItemKind
from survey.relevance import settled
from tests.survey.careful import CAREFUL
from tests.survey.publishing import publish

COUNTED = Item("counted", ItemKind.CALCULATE, calculation="coalesce(${nights}, 0) * 2")
FORM = replace(CAREFUL, items=(*CAREFUL.items, COUNTED))
ANSWERS = st.fixed_dictionaries(
    {"consent": st.just("OK"), "city": st.just("Red Deer"), "threats": st.integers(0, 9)},
    optional={"on_call": st.sampled_from(["yes", "no"]), "nights": st.integers(0, 31)},
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(ANSWERS)
def test_irr01_irr03_any_answers_are_kept_until_the_submit(
    data_folder: Path, answers: dict[str, object]
) -> None:
    instrument = intake.open_link(publish(FORM))
    assert instrument is not None
    draft = intake.start_draft(instrument)
    intake.save_page(draft.id, 1, answers, "")
    begun = intake.load_draft(draft.id)
    assert begun is not None
    assert begun.answers == answers
    intake.submit(draft.id, {})
    with open_database() as db:
        rows = db.execute("select item, value from answer where response = ?", [draft.id])
        stored = {item: json.loads(value) for item, value in rows}
    sent = intake.load_draft(draft.id)
    assert sent is not None
    is_asked = answers.get("on_call") == "yes"
    assert ("nights" in stored) == is_asked
    assert stored.get("nights") == (answers.get("nights") if is_asked else None)
    assert {name for name in answers if name != "nights"} <= stored.keys()
    assert "nights" not in sent.answers or is_asked


def test_irr02_they_are_left_out_of_constraints_and_calculations() -> None:
    answers = {"consent": "OK", "city": "Red Deer", "threats": 1, "on_call": "yes", "nights": 90}
    obstacle = first_obstacle(FORM, answers)
    assert obstacle is not None
    assert [problem.item for problem in obstacle.problems] == ["nights"]
    assert settled(FORM, answers)["counted"] == 180
    hidden = {**answers, "on_call": "no"}
    assert first_obstacle(FORM, hidden) is None
    assert settled(FORM, hidden)["counted"] == 0
