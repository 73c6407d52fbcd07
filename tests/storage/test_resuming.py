"""RES01 a draft gets four plain words, the same however often they are asked for; RES02 they open
the draft on another device, and the first one is shut; RES03 the words are stored only as a slow
hash; RES04 they end with the draft: by its time, by its deletion, by the submit; RES05 guessing is
throttled for a survey, and who knows the words is not counted; RES06 the words of one survey or
invitation open no other; RES07 drafts are deleted after the days that their survey keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import intake, resuming
from storage.collection import save_collection
from storage.database import open_database, open_vault
from storage.receipt import N_WORDS, WORDS
from storage.resuming import TRIES, NotResumed, resume, resume_code
from survey.collection import Collection, Mode
from survey.model import Response
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, PLAIN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name


@pytest.fixture
def draft(data_folder: Path) -> Response:
    """A draft with an answer on its second page."""
    instrument = intake.open_link(publish(WORKING_TOGETHER))
    assert instrument is not None
    begun = intake.start_draft(instrument, EN)
    intake.save_page(begun.id, 2, {"role": "Outreach"}, EN)
    return begun


def test_res01_four_plain_words_that_stay(draft: Response) -> None:
    words = resume_code(draft.id, "a cookie")
    assert resume_code(draft.id, "a cookie") == words
    assert len(words.split()) == N_WORDS
    assert set(words.split()) <= set(WORDS)
    assert resume_code(draft.id, "another cookie") != words


def test_res01_words_that_are_taken_are_not_given_twice(
    draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = intake.start_draft(intake.load_version(NAME, 1) or PLAIN, EN)
    monkeypatch.setattr(resuming, "words_of", lambda secret: f"always {secret[-1]}")
    assert resume_code(draft.id, "x") == "always 0"
    assert resume_code(other.id, "y") == "always 1"


@pytest.mark.parametrize("typed", ["{}", "  {} ", "\n{}."])
def test_res02_they_open_the_draft_elsewhere(typed: str, draft: Response) -> None:
    words = resume_code(draft.id, "a cookie").upper().replace(" ", ", ")
    found = resume(typed.format(words), NAME, "the other device")
    assert isinstance(found, Response)
    assert (found.id, found.page, found.answers) == ("the other device", 2, {"role": "Outreach"})
    assert intake.load_draft(draft.id) is None


def test_res02_they_open_it_again_from_there(draft: Response) -> None:
    words = resume_code(draft.id, "a cookie")
    resume(words, NAME, "second")
    more = resume_code("second", "cookie of the second")
    for known, id in ((words, "third"), (more, "fourth")):
        assert isinstance(resume(known, NAME, id), Response)


def test_res03_only_a_slow_hash_is_stored(draft: Response, data_folder: Path) -> None:
    words = resume_code(draft.id, "a cookie")
    stored = b"".join(path.read_bytes() for path in data_folder.glob("*.db*"))
    assert words.encode() not in stored
    with open_database() as db:
        (code,) = db.execute("select code_hash from resume_code").fetchone()
    assert len(code) == 48


def test_res04_the_words_end_with_the_draft(draft: Response) -> None:
    words = resume_code(draft.id, "a cookie")
    intake.submit(draft.id, {})
    assert resume(words, NAME, "late") is NotResumed.UNKNOWN
    with open_database() as db:
        assert db.execute("select count(*) from resume_code").fetchone() == (0,)


def test_res04_the_words_end_after_their_time(draft: Response) -> None:
    words = resume_code(draft.id, "a cookie")
    with open_database() as db:
        db.execute("update response set updated_at = '2020-01-01'")
    assert intake.load_draft(draft.id) is None
    assert resume(words, NAME, "late") is NotResumed.UNKNOWN
    with open_database() as db:
        assert db.execute("select count(*) from resume_code").fetchone() == (0,)


def test_res05_guessing_is_throttled(draft: Response, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resuming, "words_hash", lambda words: words)  # quick guesses
    words = resume_code(draft.id, "a cookie")
    for n in range(TRIES):
        assert resume(f"a wrong guess {'x' * n}", NAME, "thief") is NotResumed.UNKNOWN
    assert resume(words, NAME, "thief") is NotResumed.TOO_MANY
    assert intake.load_draft(draft.id) is not None


def test_res05_who_knows_the_words_is_not_counted(draft: Response) -> None:
    words = resume_code(draft.id, "a cookie")
    resume(words, NAME, "second")
    with open_vault() as vault:
        assert vault.execute("select count(*) from attempt").fetchone() == (0,)


def test_res06_they_open_no_other_survey(draft: Response) -> None:
    words = resume_code(draft.id, "a cookie")
    assert resume(words, "another_survey", "other") is NotResumed.UNKNOWN


def test_res06_an_identified_draft_stays_with_its_invitation(data_folder: Path) -> None:
    instrument = intake.open_link(publish(WORKING_TOGETHER))
    assert instrument is not None
    with open_database() as db:
        save_collection(db, Collection(NAME, Mode.IDENTIFIED), LEAD)
    begun = intake.start_draft(instrument, EN, invitation="somebody")
    words = resume_code(begun.id, "a cookie")
    assert resume(words, NAME, "other", "somebody else") is NotResumed.UNKNOWN
    assert isinstance(resume(words, NAME, "other", "somebody"), Response)


@pytest.mark.parametrize(("days", "there"), [(1, False), (3, True), (90, True)])
def test_res07_each_survey_keeps_drafts_its_own_time(
    days: int, there: bool, draft: Response
) -> None:
    with open_database() as db:
        save_collection(db, Collection(NAME, draft_days=days), LEAD)
        db.execute("update response set updated_at = date('now', '-2 days')")
        assert (intake.load_draft(draft.id) is not None) is there
        intake.purge_drafts(db)
        assert db.execute("select count(*) from response").fetchone() == (int(there),)
