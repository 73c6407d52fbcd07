"""WDR01 a receipt takes back its answers until the last day, and a stub stays; WDR02 nothing of the
answers is left: not in tables, texts or passages, not in the bytes of the file; WDR03 asking again
is answered alike, an unknown receipt is said to be unknown, and guessing is throttled; WDR04 what a
finding or theme quotes waits, says where, and goes once it is taken out; WDR05 the record tells the
day and the questionnaire of an anonymous response, and stays whole; WDR06 others' answers stay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from coding.model import Code, Segment
from storage import intake, withdrawals
from storage.audit import chain_problems, events_frame
from storage.codebook import next_colour, save_code
from storage.collection import save_collection
from storage.database import open_database, open_vault, today
from storage.open_answers import save_open_answers
from storage.responses import count_responses, responses_frame
from storage.segments import save_segment
from storage.sources import load_source, sources_frame
from storage.withdrawals import (
    TRIES,
    Outcome,
    count_withdrawn,
    finish_withdrawals,
    list_waiting,
    withdraw,
    withdraw_by_receipt,
)
from survey.collection import Collection
from tests.storage.texts import keep_all_names
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
TELLTALE = "A sentence that nobody else would write"
TOMORROW = (date.today() + timedelta(days=1)).isoformat()  # noqa: DTZ011  as a lead types it
LONG_AGO = "2020-01-01"


@pytest.fixture
def receipt(data_folder: Path) -> str:
    """The receipt of a response that may be withdrawn; somebody else has answered too."""
    instrument = intake.open_link(publish(WORKING_TOGETHER))
    assert instrument is not None
    with open_database() as db:
        save_collection(db, Collection(NAME, withdraw_until=TOMORROW), LEAD)
    intake.submit(intake.start_draft(instrument, EN).id, {"change": "Somebody else's words"})
    return intake.submit(intake.start_draft(instrument, EN).id, {"change": TELLTALE})


def coded() -> Segment:
    """The answers brought in as texts, and the telltale one marked."""
    with open_database() as db, open_vault() as vault:
        save_open_answers(db, vault, NAME, LEAD)
        ids = list(sources_frame(db)["id"])
        for id in ids:
            keep_all_names(db, vault, id)
        source = next(id for id in ids if TELLTALE in load_source(db, id).text)
        code = save_code(db, Code("", "Change", colour=next_colour(db)), LEAD)
        return save_segment(db, Segment(source, 0, 10, code.id, LEAD))


def stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("*.db*"))


def test_wdr01_a_receipt_takes_back_its_answers(receipt: str) -> None:
    assert withdraw_by_receipt(receipt.upper()) is Outcome.DONE
    with open_database() as db:
        assert count_responses(db, NAME) == 1
        assert count_withdrawn(db, NAME) == 1
        stub = db.execute(
            "select instrument, version, asked_on, done_on, response from withdrawal"
        ).fetchone()
    assert stub == (NAME, 1, today(), today(), None)


def test_wdr01_until_the_last_day(receipt: str) -> None:
    with open_database() as db:
        save_collection(db, Collection(NAME, withdraw_until=LONG_AGO), LEAD)
    assert withdraw_by_receipt(receipt) is Outcome.TOO_LATE
    with open_database() as db:
        save_collection(db, Collection(NAME), LEAD)
    assert withdraw_by_receipt(receipt) is Outcome.TOO_LATE
    with open_database() as db:
        assert count_responses(db, NAME) == 2
        assert withdraw(db, receipt, "operator") is Outcome.DONE


@pytest.mark.parametrize("marked", [False, True])
def test_wdr02_nothing_of_the_answers_is_left(
    marked: bool, receipt: str, data_folder: Path
) -> None:
    if marked:
        coded()
    assert TELLTALE.encode() in stored(data_folder)
    assert withdraw_by_receipt(receipt) is Outcome.DONE
    assert TELLTALE.encode() not in stored(data_folder)
    assert receipt.encode() not in stored(data_folder)
    with open_database() as db:
        assert TELLTALE not in set(responses_frame(db, NAME)["change"])
        assert db.execute("select count(*) from segment").fetchone() == (0,)
        assert db.execute("pragma foreign_key_check").fetchall() == []


def test_wdr03_asking_again_is_answered_alike(receipt: str) -> None:
    assert [withdraw_by_receipt(receipt) for _ in range(3)] == [Outcome.DONE] * 3
    with open_database() as db:
        assert count_withdrawn(db, NAME) == 1
        acts = list(events_frame(db)["act"])
    assert acts.count("withdrew answers") == 1


def test_wdr03_asking_many_times_at_once_is_one_withdrawal(receipt: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: withdraw_by_receipt(receipt), range(16)))
    assert found == {Outcome.DONE}
    with open_database() as db:
        assert list(events_frame(db)["act"]).count("withdrew answers") == 1
        assert count_withdrawn(db, NAME) == 1


@pytest.mark.parametrize("typed", ["", "four words of nobody", "'; drop table response; --"])
def test_wdr03_an_unknown_receipt(typed: str, receipt: str) -> None:
    intake.start_draft(WORKING_TOGETHER, EN)  # has no receipt: "" must not find it
    assert withdraw_by_receipt(typed) is Outcome.UNKNOWN


def test_wdr03_guessing_is_throttled(receipt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withdrawals, "words_hash", lambda words: words)
    for n in range(TRIES):
        assert withdraw_by_receipt(f"wrong {'x' * n}") is Outcome.UNKNOWN
    assert withdraw_by_receipt(receipt) is Outcome.TOO_MANY


def test_wdr04_what_is_quoted_waits_and_says_where(receipt: str) -> None:
    segment = coded()
    with open_database() as db:
        db.execute(
            "insert into finding (id, headline, state, author, changed_at)"
            " values ('f', 'A finding', 'draft', ?, ?)",
            [LEAD, today()],
        )
        db.execute(
            "insert into evidence (id, finding, position, role, segment)"
            " values ('e', 'f', 0, 'supports', ?)",
            [segment.id],
        )
    assert withdraw_by_receipt(receipt) is Outcome.WAITS
    assert withdraw_by_receipt(receipt) is Outcome.WAITS
    with open_database() as db:
        assert count_responses(db, NAME) == 2
        (waiting,) = list_waiting(db)
        assert (waiting.instrument, waiting.quoted_in) == (NAME, ("A finding",))
        assert finish_withdrawals(db, LEAD) == 0
        db.execute("delete from evidence")
        assert finish_withdrawals(db, LEAD) == 1
        assert (count_responses(db, NAME), list_waiting(db)) == (1, [])
    assert withdraw_by_receipt(receipt) is Outcome.DONE


def test_wdr05_the_record_tells_the_day(receipt: str) -> None:
    withdraw_by_receipt(receipt)
    with open_database() as db:
        event = events_frame(db).iloc[0]
        assert chain_problems(db) == []
    told = (event["actor"], event["act"], event["subject"], event["at"])
    assert told == ("respondent", "withdrew answers", NAME, today())


def test_wdr06_others_answers_stay(receipt: str) -> None:
    coded()
    withdraw_by_receipt(receipt)
    with open_database() as db:
        assert list(responses_frame(db, NAME)["change"]) == ["Somebody else's words"]
        assert len(sources_frame(db)) == 1
