"""INT01 a link opens the newest published version, and nothing when it is unknown or closed; INT02
a page save keeps other pages, and None empties an answer; INT03 a submitted response never changes;
INT04 a submit happens exactly once, and every caller gets the same receipt; INT05 what is not
relevant is not stored, what was left empty differs from what was not asked, and calculations are
stored; INT06 a submit is one event without answers, and of an anonymous one without the response;
INT07 drafts go after thirty days, responses stay; INT08 nothing about who answered has a place to
be stored; INT09 any answers come back as they were given; INT10 a receipt is four words and no two
responses share one; INT11 what is deleted before the submit is gone."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import intake
from storage.audit import chain_problems, events_frame
from storage.database import open_database, today
from storage.instruments import close_link, reopen_link, save_instrument
from storage.receipt import N_WORDS, WORDS, new_receipt
from survey.model import Response
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, PLAIN, WORKING_TOGETHER

EVERYTHING = {
    "agreed": "OK",
    "role": "Outreach",
    "refers": "yes",
    "referred": 12,
    "slowed": ["whom", "place"],
    "hear_back": "4",
    "last_night": "2026-03-14",
    "hours": 2.5,
    "change": "One number\nto call",
}


@pytest.fixture
def link(data_folder: Path) -> str:
    """The link of a published questionnaire."""
    return publish(WORKING_TOGETHER)


def begin(link: str) -> Response:
    """A draft behind the link."""
    instrument = intake.open_link(link)
    assert instrument is not None
    return intake.start_draft(instrument, EN)


def answers_of(id: str) -> dict[str, object]:
    """The stored answer rows of a response."""
    with open_database() as db:
        rows = db.execute("select item, value from answer where response = ?", [id]).fetchall()
    return {item: json.loads(value) for item, value in rows}


def test_int01_a_link_opens_the_newest_published_version(link: str) -> None:
    again = publish(replace(WORKING_TOGETHER, items=WORKING_TOGETHER.items[:-1]))
    opened = intake.open_link(link)
    assert again == link
    assert opened is not None
    assert (opened.version, len(opened.items)) == (2, len(WORKING_TOGETHER.items) - 1)


def test_int01_a_draft_version_behind_a_link_is_not_opened(link: str) -> None:
    with open_database() as db:
        save_instrument(db, replace(WORKING_TOGETHER, items=WORKING_TOGETHER.items[:-1]), LEAD)
    opened = intake.open_link(link)
    assert opened is not None
    assert opened.version == 1


def test_int01_an_unknown_or_closed_link_opens_nothing(link: str) -> None:
    with open_database() as db:
        close_link(db, link, LEAD)
    assert (intake.open_link("nothing"), intake.open_link(link)) == (None, None)
    with open_database() as db:
        reopen_link(db, link, LEAD)
    assert intake.open_link(link) is not None


def test_int02_a_page_save_keeps_other_pages_and_none_empties(link: str) -> None:
    id = begin(link).id
    intake.save_page(id, 1, {"role": "Outreach", "refers": "yes"}, EN)
    intake.save_page(id, 3, {"change": "Time", "role": None}, EN)
    draft = intake.load_draft(id)
    assert draft is not None
    assert (draft.answers, draft.page) == ({"refers": "yes", "change": "Time"}, 3)


def test_int03_a_submitted_response_never_changes(link: str) -> None:
    id = begin(link).id
    intake.submit(id, EVERYTHING)
    before = intake.load_draft(id)
    intake.save_page(id, 0, {"role": "Somebody else"}, EN)
    intake.delete_draft(id)
    assert intake.load_draft(id) == before


def test_int04_many_clicks_submit_once_with_one_receipt(link: str) -> None:
    id = begin(link).id
    with ThreadPoolExecutor(16) as threads:
        receipts = set(threads.map(lambda _: intake.submit(id, EVERYTHING), range(64)))
    with open_database() as db:
        (n_events,) = db.execute(
            "select count(*) from event where act = 'submitted a response'"
        ).fetchone()
        n_rows, n_items = db.execute("select count(*), count(distinct item) from answer").fetchone()
    assert len(receipts) == 1
    assert n_events == 1
    assert n_rows == n_items


def test_int04_many_respondents_at_once_are_all_stored(link: str) -> None:
    def respond(n: int) -> tuple[str, str]:
        id = begin(link).id
        intake.save_page(id, 1, {"role": f"role {n}", "agreed": "OK"}, EN)
        return id, intake.submit(id, {"change": f"change {n}"})

    with ThreadPoolExecutor(12) as threads:
        done = dict(threads.map(respond, range(48)))
    with open_database() as db:
        stored = dict(db.execute("select id, receipt from response where submitted_at != ''"))
        assert chain_problems(db) == []
    assert stored == done
    assert len(set(done.values())) == 48


def test_int04_a_submit_of_nothing_known_says_what_to_do(link: str) -> None:
    with pytest.raises(LookupError, match="start a new one"):
        intake.submit("nobody", {})


def test_int05_only_what_was_asked_is_stored(link: str) -> None:
    id = begin(link).id
    intake.submit(id, {**EVERYTHING, "refers": "no"})
    stored = answers_of(id)
    assert {"referred", "slowed", "last_night", "hours", "calls"} & stored.keys() == set()
    assert stored["know_whom"] is None
    draft = intake.load_draft(id)
    assert draft is not None
    assert draft.answers == {name: value for name, value in stored.items() if value is not None}


def test_int05_calculations_are_stored(link: str) -> None:
    id = begin(link).id
    intake.submit(id, EVERYTHING)
    assert answers_of(id) == {**EVERYTHING, "know_whom": None, "calls": "many"}


def test_int06_a_submit_is_one_event_that_tells_the_day(link: str) -> None:
    id = begin(link).id
    intake.submit(id, EVERYTHING)
    with open_database() as db:
        event = events_frame(db).iloc[0]
    assert (event["actor"], event["subject"]) == ("respondent", "working_together")
    assert json.loads(event["detail"]) == {"version": 1}
    assert event["at"] == today()


def test_int07_drafts_go_after_thirty_days_and_responses_stay(link: str) -> None:
    old, kept, fresh = begin(link).id, begin(link).id, begin(link).id
    intake.submit(kept, EVERYTHING)
    with open_database() as db:
        db.execute(
            "update response set updated_at = '2020-01-01T00:00:00+00:00' where id != ?", [fresh]
        )
    begin(link)
    assert intake.load_draft(old) is None
    assert intake.load_draft(kept) is not None
    assert intake.load_draft(fresh) is not None


def test_int08_there_is_no_place_for_who_answered(data_folder: Path) -> None:
    with open_database() as db:
        columns = {row["name"] for row in db.query("pragma table_info(response)")}
    assert columns == {
        *("id", "instrument", "version", "page", "answers", "language", "receipt"),
        *("updated_at", "submitted_at", "origin", "sheet", "invitation", "wave"),  # MOD04
    }


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(role=st.text(st.characters(codec="utf-8"), min_size=1), cups=st.integers(0, 10**15))
def test_int09_any_answers_come_back(link: str, role: str, cups: int) -> None:
    id = begin(link).id
    given_answers = {"agreed": "OK", "role": role, "refers": "yes", "referred": cups}
    intake.save_page(id, 1, given_answers, EN)
    draft = intake.load_draft(id)
    assert draft is not None
    assert draft.answers == given_answers
    intake.submit(id, {})
    assert answers_of(id)["role"] == role


def test_int10_a_receipt_is_four_words() -> None:
    assert len(WORDS) == len(set(WORDS)) >= 256
    words = new_receipt().split()
    assert len(words) == N_WORDS
    assert set(words) <= set(WORDS)


def test_int10_a_taken_receipt_is_drawn_again(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["a b c d", "a b c d", "e f g h"])
    monkeypatch.setattr(intake, "new_receipt", lambda: next(drawn))
    assert intake.submit(begin(link).id, {}) == "a b c d"
    assert intake.submit(begin(link).id, {}) == "e f g h"


def test_int11_what_is_deleted_before_the_submit_is_gone(link: str) -> None:
    id = begin(link).id
    intake.save_page(id, 1, {"role": "Outreach"}, EN)
    intake.delete_draft(id)
    assert intake.load_draft(id) is None


def test_int01_a_draft_starts_with_the_defaults(data_folder: Path) -> None:
    tea = replace(PLAIN.item("tea"), default="yes")
    link = publish(replace(PLAIN, items=(tea, *PLAIN.items[1:])))
    assert begin(link).answers == {"tea": "yes"}
