"""NEXT01 each rule speaks when its thing waits, and is silent when it is done; NEXT02 an empty
study begins with a questionnaire and a transcript; NEXT03 what other people wait for comes first;
NEXT04 a study with nothing left to do has no steps; NEXT05 every step leads to a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from findings.next_steps import Standing, count_of, next_steps

DONE = Standing(
    n_published_instruments=1,
    n_responses=60,
    n_interviews=8,
    n_organisations=6,
    n_coded_twice=8,
    n_codes=25,
    n_segments=300,
    n_themes=5,
    n_findings=5,
    n_accepted=5,
    n_releases=1,
)


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"n_to_accept": 2}, "Read 2 findings in review"),
        ({"n_published_instruments": 0}, "Write a questionnaire"),
        ({"n_draft_instruments": 1}, "Publish 1 questionnaire"),
        ({"n_responses": 0}, "Hand out the link of the survey"),
        ({"n_interviews": 0}, "Bring in the first transcript"),
        ({"n_unassigned": 1}, "Say who speaks in 1 interview"),
        ({"n_names_to_decide": 1}, "Take the names out of 1 text"),
        ({"n_names_to_confirm": 2}, "Read 2 texts once more for names"),
        ({"n_without_consent": 2}, "Record what 2 participants agreed to"),
        ({"n_texts_of_round": 2}, "Code 2 texts of a round"),
        ({"n_rounds_to_close": 1}, "Close 1 round of coding"),
        ({"n_coded_once": 3, "n_coded_twice": 0}, "Open a round of coding"),
        ({"n_codes": 0}, "Begin the codebook"),
        ({"n_open_answers_waiting": 40}, "Bring in 40 open answers"),
        ({"n_uncoded": 3}, "Code 3 interviews"),
        ({"n_codes_without_theme": 4}, "Place 4 codes in a theme"),
        ({"n_codes_without_theme": 4, "n_themes": 0}, "Group codes into a first theme"),
        ({"n_findings": 0}, "Write the first finding"),
        ({"n_draft_findings": 1}, "Finish 1 draft finding"),
        ({"n_accepted_not_told": 2}, "Tell 2 accepted findings"),
        ({"n_releases": 0}, "Release the story"),
    ],
)
def test_next01_a_rule_speaks_when_its_thing_waits(change: dict[str, int], title: str) -> None:
    assert title not in [step.title for step in next_steps(DONE)]
    assert title in [step.title for step in next_steps(replace(DONE, **change))]  # type: ignore[arg-type]


def test_next02_an_empty_study_begins_at_the_beginning() -> None:
    empty = Standing()
    assert empty.is_empty
    titles = [step.title for step in next_steps(empty)]
    assert titles == ["Write a questionnaire", "Bring in the first transcript"]


def test_next03_what_others_wait_for_comes_first() -> None:
    busy = replace(DONE, n_to_accept=1, n_uncoded=2, n_draft_findings=3)
    assert [step.title.split()[0] for step in next_steps(busy)] == ["Read", "Code", "Finish"]


def test_next03_names_come_before_consent_and_consent_before_coding() -> None:
    begun = replace(DONE, n_names_to_decide=1, n_without_consent=1, n_uncoded=1)
    assert [step.action for step in next_steps(begun)] == ["Names out", "Consent", "Workbench"]


def test_next04_nothing_left_to_do() -> None:
    assert next_steps(DONE) == []


def test_next05_every_step_leads_to_a_page() -> None:
    root = Path(__file__).parent.parent.parent
    everything = Standing(
        n_draft_instruments=1, n_published_instruments=1, n_to_accept=1, n_unassigned=1,
        n_open_answers_waiting=1, n_uncoded=1, n_codes=1, n_segments=1, n_codes_without_theme=1,
        n_draft_findings=1, n_accepted_not_told=1, n_coded_once=1, n_texts_of_round=1,
        n_rounds_to_close=1, n_names_to_decide=1, n_names_to_confirm=1, n_without_consent=1,
    )  # fmt: skip
    for standing in (everything, replace(DONE, n_releases=0), Standing(n_themes=1, n_responses=1)):
        for step in next_steps(standing):
            assert (root / step.page).is_file(), step.page


def test_next01_one_is_not_many() -> None:
    assert (count_of(1, "code"), count_of(2, "code")) == ("1 code", "2 codes")
