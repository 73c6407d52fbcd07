"""RSP01 one row per submitted response and one column per item of any version; RSP02 a cell tells
apart an answer, what was left empty and what was not asked; RSP03 drafts are counted, not shown;
RSP04 open answers are what was written, without the empty ones; RSP05 versions are joined by
item name: an answer to an item that is not asked any more stays, and keeps its base; RSP06 who had
begun with a version goes on with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage import intake
from storage.database import open_database
from storage.instruments import load_joined
from storage.responses import (
    count_drafts,
    count_responses,
    last_response_at,
    list_open_answers,
    responses_frame,
)
from survey.model import NOT_ASKED, Instrument, Item, ItemKind
from survey.summary import summarise
from tests.survey.publishing import publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name


def respond(link: str, answers: dict[str, object]) -> None:
    """One response, submitted."""
    instrument = intake.open_link(link)
    assert instrument is not None
    intake.submit(intake.start_draft(instrument, EN).id, answers)


@pytest.fixture
def link(data_folder: Path) -> str:
    """A link with two responses and a draft."""
    link = publish(WORKING_TOGETHER)
    respond(link, {"agreed": "OK", "refers": "no", "change": "One number"})
    respond(link, {"agreed": "OK", "refers": "yes", "referred": 3, "slowed": ["whom", "place"]})
    instrument = intake.open_link(link)
    assert instrument is not None
    intake.start_draft(instrument, EN)
    return link


def test_rsp01_one_row_per_response_and_one_column_per_item(link: str) -> None:
    more = Item("region", ItemKind.TEXT, {EN: "Where?"}, group="end")
    publish(replace(WORKING_TOGETHER, items=(*WORKING_TOGETHER.items, more)))
    respond(link, {"agreed": "OK", "region": "North"})
    with open_database() as db:
        frame = responses_frame(db, NAME)
    named = [item.name for item in WORKING_TOGETHER.items if item.kind is not ItemKind.NOTE]
    assert list(frame.columns) == [
        *("response", "version", "wave", "language", "origin", "submitted_at"),
        *named,
        "region",
    ]
    assert sorted(frame["version"]) == [1, 1, 2]
    assert sorted(frame["region"]) == ["North", NOT_ASKED, NOT_ASKED]


def test_rsp02_a_cell_tells_empty_from_not_asked(link: str) -> None:
    with open_database() as db:
        frame = responses_frame(db, NAME).set_index("refers")
    no, yes = frame.loc["no"], frame.loc["yes"]
    assert no["role"] is None
    assert no["referred"] == NOT_ASKED
    assert no["calls"] == NOT_ASKED
    assert (yes["referred"], yes["slowed"], yes["calls"]) == (3, ["whom", "place"], "few")
    assert yes["last_night"] is None


def test_rsp03_drafts_are_counted_not_shown(link: str) -> None:
    with open_database() as db:
        assert (count_responses(db, NAME), count_drafts(db, NAME)) == (2, 1)
        assert len(responses_frame(db, NAME)) == 2
        assert last_response_at(db, NAME) == responses_frame(db, NAME)["submitted_at"].max()


def test_rsp01_an_instrument_without_responses_has_an_empty_table(data_folder: Path) -> None:
    publish(WORKING_TOGETHER)
    with open_database() as db:
        frame = responses_frame(db, NAME)
        assert (len(frame), count_responses(db, NAME), last_response_at(db, NAME)) == (0, 0, "")
    assert "role" in frame.columns


def test_rsp04_open_answers_are_what_was_written(link: str) -> None:
    with open_database() as db:
        found = list_open_answers(db, NAME)
    assert [(one.item, one.text, one.language) for one in found] == [("change", "One number", EN)]


def shortened() -> Instrument:
    """The questionnaire without its items "refers" and "change", and what depends on them."""
    kept = ("agreed", "role", "slowed")
    items = [item for item in WORKING_TOGETHER.items if item.name in kept]
    return replace(
        WORKING_TOGETHER,
        items=tuple(replace(item, relevance="") for item in items),
        groups=tuple(replace(group, relevance="") for group in WORKING_TOGETHER.groups),
    )


def test_rsp05_an_answer_to_a_removed_item_is_never_lost(link: str) -> None:
    publish(shortened())
    respond(link, {"agreed": "OK", "role": "Nurse"})
    with open_database() as db:
        frame = responses_frame(db, NAME).set_index("version")
        summary = summarise(responses_frame(db, NAME), load_joined(db, NAME))
        opened = [answer.text for answer in list_open_answers(db, NAME)]
    assert set(frame["refers"]) == {"no", "yes", NOT_ASKED}
    assert frame.loc[2, "refers"] == NOT_ASKED
    assert "One number" in opened
    refers = summary[summary["item"] == "refers"].set_index("option")
    assert (refers.loc["yes", "n"], refers.loc["yes", "base"], refers.loc["yes", "missing"]) == (
        *(1, 2),
        0,
    )


def test_rsp05_a_condition_of_a_later_version_takes_nobody_out_of_the_base(link: str) -> None:
    role = replace(WORKING_TOGETHER.item("role"), relevance="${refers} = 'maybe'")
    items = tuple(role if item.name == "role" else item for item in WORKING_TOGETHER.items)
    publish(replace(WORKING_TOGETHER, items=items))
    with open_database() as db:
        summary = summarise(responses_frame(db, NAME), load_joined(db, NAME)).set_index("item")
    assert (summary.loc["role", "base"], summary.loc["role", "missing"]) == (2, 2)


def test_rsp06_a_draft_goes_on_in_the_version_in_which_it_began(link: str) -> None:
    instrument = intake.open_link(link)
    assert instrument is not None
    draft = intake.start_draft(instrument, EN)
    publish(shortened())
    newest = intake.open_link(link)
    assert newest is not None
    assert newest.version == 2
    intake.save_page(draft.id, 1, {"agreed": "OK", "refers": "no"}, EN)
    intake.submit(draft.id, {})
    with open_database() as db:
        frame = responses_frame(db, NAME).set_index("response")
    assert (frame.loc[draft.id, "version"], frame.loc[draft.id, "refers"]) == (1, "no")
