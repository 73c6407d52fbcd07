"""ENO01 two answer at once and are both past the page of the question when they send: the quota
takes the first, the second is refused and nothing of it is kept; ENO02 the number of responses
wanted turns away who comes, not who has begun; ENO03 however many send at the same moment, as many
are taken as were asked for; ENO04 a double submit gives the same receipt, also when the survey is
full by then; ENO05 answers to what is not asked any more fall under no quota; ENO06 the invitation
of who is refused is as it was; ENO07 sheets of paper are always taken; ENO08 the respondent reads
the page that says so, and the browser forgets the draft; ENO09 of several clicks at once one reads
it, and the others that nothing is left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage import intake
from storage.audit import events_frame
from storage.collection import save_collection
from storage.database import open_database, open_vault
from storage.door import full_quota, is_full, open_door, submit_invited
from storage.enough import EnoughError
from storage.invitations import list_invitations, save_invitations
from storage.paper import start_sheet, submit_sheet
from storage.responses import count_drafts, count_responses
from survey.collection import Collection, Mode, Quota
from survey.invitations import Person
from survey.web.routes import routes
from survey.web.visit import draft_id
from tests.coding.asking import ask
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
YES = Quota("refers", "yes", 1)
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def link(data_folder: Path) -> str:
    """The link of a published questionnaire."""
    return publish(WORKING_TOGETHER)


def limit(**rules: object) -> Collection:
    chosen = Collection(NAME, **rules)  # type: ignore[arg-type]  # as each test names them
    with open_database() as db:
        save_collection(db, chosen, LEAD)
    return chosen


def begin(id: str = "", **answers: object) -> str:
    """A draft that has passed the page of these answers."""
    draft = intake.start_draft(WORKING_TOGETHER, EN, id)
    intake.save_page(draft.id, 2, answers, EN)
    return draft.id


def stored() -> tuple[int, int]:
    """How many were sent, and how many are begun."""
    with open_database() as db:
        return count_responses(db, NAME), count_drafts(db, NAME)


def send(id: str) -> str:
    """The receipt, "" for one too many."""
    try:
        return intake.submit(id, {})
    except EnoughError:
        return ""


def test_eno01_two_past_the_page_of_the_question(link: str) -> None:
    rules = limit(quotas=(YES,))
    assert full_quota(rules, {"refers": "yes"}) is None
    first, second = begin(refers="yes"), begin(refers="yes")
    other = begin(refers="no")
    assert send(second)
    with pytest.raises(EnoughError):
        intake.submit(first, {})
    assert stored() == (1, 1)
    assert intake.load_draft(first) is None
    assert send(other)
    with open_database() as db:
        acts = events_frame(db)["act"]
        assert list(acts).count("submitted a response") == 2


def test_eno02_the_number_of_responses_wanted(link: str) -> None:
    rules = limit(most=2)
    begun = [begin() for _ in range(3)]
    assert is_full(rules) is False
    assert all(map(send, begun))
    assert is_full(rules) is True
    assert stored() == (3, 0)


def test_eno03_however_many_send_at_the_same_moment(link: str) -> None:
    limit(quotas=(Quota("refers", "yes", 3),))
    begun = [begin(refers="yes") for _ in range(16)]
    with ThreadPoolExecutor(16) as pool:
        receipts = list(pool.map(send, begun))
    assert len(set(filter(None, receipts))) == 3
    assert receipts.count("") == 13
    assert stored() == (3, 0)


def test_eno04_a_double_submit_gives_the_same_receipt(link: str) -> None:
    limit(most=1, quotas=(YES,))
    mine = begin(refers="yes")
    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(send, [mine] * 8))
    assert receipts == {send(mine)}
    assert "" not in receipts
    assert stored() == (1, 0)


def test_eno05_what_is_not_asked_falls_under_no_quota(link: str) -> None:
    limit(quotas=(Quota("slowed", "place", 1),))
    assert send(begin(refers="yes", referred=3, slowed=["place"]))
    changed = begin(refers="yes", referred=3, slowed=["place"])
    intake.save_page(changed, 2, {"refers": "no"}, EN)
    assert send(changed)


def test_eno06_an_invitation_stays_as_it_was(link: str) -> None:
    limit(mode=Mode.INVITED, quotas=(YES,))
    people = [Person("Ada", "ada@example.org"), Person("Ben", "ben@example.org")]
    with open_database() as db, open_vault() as vault:
        save_invitations(db, vault, NAME, people, LEAD)
        ada, ben = list_invitations(vault, NAME)
    first, second = (begin(draft_id(cookie), refers="yes") for cookie in ("one", "two"))
    assert submit_invited(ada.token, "one", first)
    with pytest.raises(EnoughError):
        submit_invited(ben.token, "two", second)
    door = open_door(ben.token)
    assert door is not None
    assert not door.used
    assert submit_invited(ben.token, "three", begin(draft_id("three"), refers="no"))


def test_eno07_sheets_of_paper_are_taken(link: str) -> None:
    limit(most=1, quotas=(YES,))
    assert send(begin(refers="yes"))
    with open_database() as db:
        sheet = start_sheet(db, WORKING_TOGETHER, EN, LEAD, "a sheet")
        intake.save_page(sheet.response.id, 2, {"refers": "yes"}, EN)
        submit_sheet(db, sheet.response.id, LEAD)
    assert stored() == (2, 0)


def test_eno08_the_respondent_reads_it(link: str) -> None:
    limit(quotas=(YES,))
    mine = begin(draft_id("a-secret"), agreed="OK", refers="yes")
    assert send(begin(refers="yes"))
    headers = {"cookie": "draft=a-secret", "content-type": FORM}
    told = ask(f"/s/{link}/review", None, b".go=submit", headers, routes)
    assert told.status == 410
    assert b"Enough people have answered" in told.body
    assert b"Nothing of yours is stored" in told.body
    assert 'draft=""' in told.headers["set-cookie"]
    assert intake.load_draft(mine) is None


def test_eno09_several_clicks_of_who_is_refused(link: str) -> None:
    limit(quotas=(YES,))
    begin(draft_id("a-secret"), agreed="OK", refers="yes")
    assert send(begin(refers="yes"))
    headers = {"cookie": "draft=a-secret", "content-type": FORM}

    def click(_: int) -> int:
        return ask(f"/s/{link}/review", None, b".go=submit", headers, routes).status

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(click, range(8))) == [404] * 7 + [410]
    assert stored() == (1, 0)
