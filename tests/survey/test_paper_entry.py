"""ENT01 entering is for researchers and leads, from our own pages; ENT02 a sheet gets its number
when it is begun, and the form sent twice is one sheet; ENT03 what is kept can be gone on with;
ENT04 a sheet counts once, marked as paper, however often it is sent; ENT05 nothing but consent is
required, and the rules for an answer stay; ENT06 questions that come up hold the sheet back once;
ENT07 an entry can be given up, what a respondent sends cannot be opened here; ENT08 an earlier
version can be entered; ENT09 the page follows skip logic as one types; ENT10 what repeats on the
sheet is entered as often."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from access.model import Account, Role
from storage import intake
from storage.database import open_database
from storage.paper import list_sheets
from storage.responses import count_drafts, responses_frame
from survey.model import NOT_ASKED, Group, Item, ItemKind
from survey.web.routes import routes
from tests.coding.asking import HOST, Answer, ask
from tests.pages.opening import new_account
from tests.survey.publishing import publish
from tests.survey.questionnaires import EN, FR, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
BEGIN = f"/survey/paper/enter/{NAME}"
OURS = {"origin": f"http://{HOST}"}
FIRST = ("agreed", "role", "refers", "hear_back", "know_whom", "change")
ALL = (*FIRST, "about", "referred", "slowed", "last_night", "hours")


@pytest.fixture
def researcher(data_folder: Path) -> Account:
    """Somebody who enters sheets of the published questionnaire."""
    publish(WORKING_TOGETHER)
    return new_account(Role.RESEARCHER, data_folder)


def post(path: str, account: Account | None, fields: list[tuple[str, str]]) -> Answer:
    """Post a form as one of our pages does."""
    return ask(path, account, urlencode(fields).encode(), OURS, routes)


def begin(account: Account, pile: str = "one", version: str = "1", language: str = EN) -> str:
    """Begin a sheet; the address of its page."""
    fields = [("token", pile), ("version", version), ("language", language)]
    answer = post(BEGIN, account, fields)
    assert answer.status == 303
    return answer.headers["location"]


def enter(
    path: str, account: Account, go: str, shown: Sequence[str] = ALL, **answers: str
) -> Answer:
    """Post the page of a sheet with these answers."""
    fields = [(".shown", name) for name in shown] + list(answers.items())
    return post(path, account, [*fields, (".go", go)])


def stored() -> list[dict[Hashable, object]]:
    """The responses so far."""
    with open_database() as db:
        return responses_frame(db, NAME).to_dict("records")


def test_ent01_entering_is_for_those_who_may(researcher: Account) -> None:
    assert ask(BEGIN, None, mounted=routes).status == 401
    assert ask("/survey/paper/sheets/p1", None, mounted=routes).status == 401
    body = urlencode({"token": "x"}).encode()
    foreign = ask(BEGIN, researcher, body, {"origin": "https://example.org"}, routes)
    assert foreign.status == 403
    assert ask("/survey/paper/enter/nothing", researcher, mounted=routes).status == 404
    with open_database() as db:
        assert list_sheets(db, NAME) == []


def test_ent02_the_number_is_given_when_a_sheet_is_begun(researcher: Account) -> None:
    first = ask(BEGIN, researcher, mounted=routes).body.decode()
    assert "its number will be <b>1</b>" in first
    path = begin(researcher)
    assert begin(researcher) == path, "a double click is one sheet"
    assert begin(researcher, "two") != path
    page = ask(path, researcher, mounted=routes).body.decode()
    assert "Write 1 on the sheet now" in page
    with open_database() as db:
        assert [sheet.number for sheet in list_sheets(db, NAME)] == [2, 1]


def test_ent02_a_begun_sheet_is_in_the_language_that_was_chosen(researcher: Account) -> None:
    page = ask(begin(researcher, language=FR), researcher, mounted=routes).body.decode()
    assert "2. Que faites-vous?" in page
    assert "Prefer" not in page


def test_ent03_what_is_kept_can_be_gone_on_with(researcher: Account) -> None:
    path = begin(researcher)
    kept = enter(path, researcher, "keep", role="A midwife", refers="yes", referred="3")
    assert (kept.status, "Kept so far" in kept.body.decode()) == (200, True)
    page = ask(path, researcher, mounted=routes).body.decode()
    assert 'value="A midwife"' in page
    assert "4. About how many last month?" in page
    assert stored() == []


def test_ent04_a_sheet_counts_once_marked_as_paper(researcher: Account) -> None:
    path = begin(researcher)
    for _ in range(3):
        answer = enter(path, researcher, "enter", agreed="OK", role="A nurse", refers="no")
        assert answer.status in (200, 303)
    (row,) = stored()
    assert (row["origin"], row["role"], row["refers"]) == ("paper", "A nurse", "no")
    assert row["referred"] == NOT_ASKED
    assert row["change"] is None
    done = ask(path, researcher, mounted=routes).body.decode()
    assert "Sheet 1 is entered" in done
    assert len(re.findall("<li>", done)) == 4, "the receipt"
    assert f"{BEGIN}?version=1" in done


def test_ent05_consent_is_required_and_rules_stay(researcher: Account) -> None:
    path = begin(researcher)
    wrong = enter(path, researcher, "enter", refers="yes", referred="9000")
    assert wrong.status == 422
    told = wrong.body.decode()
    assert "2 answers cannot be kept like this" in told
    assert "Between 0 and 500, please." in told
    assert stored() == []
    assert enter(path, researcher, "enter", agreed="OK", refers="yes").status == 303


def test_ent05_required_questions_may_be_empty(data_folder: Path) -> None:
    items = tuple(replace(item, required="yes") for item in WORKING_TOGETHER.items)
    publish(replace(WORKING_TOGETHER, items=items))
    account = new_account(Role.LEAD, data_folder)
    path = begin(account)
    page = ask(path, account, mounted=routes).body.decode()
    assert "Prefer not to answer" in page, "as it was printed"
    assert enter(path, account, "enter", agreed="OK").status == 303
    assert stored()[0]["role"] is None


def test_ent06_questions_that_come_up_hold_the_sheet_back_once(researcher: Account) -> None:
    path = begin(researcher)
    first = enter(path, researcher, "enter", FIRST, agreed="OK", refers="yes")
    assert (first.status, "brought up more questions" in first.body.decode()) == (200, True)
    assert stored() == []
    assert enter(path, researcher, "enter", agreed="OK", refers="yes").status == 303


def test_ent07_an_entry_can_be_given_up(researcher: Account) -> None:
    path = begin(researcher)
    enter(path, researcher, "keep", role="A nurse")
    assert enter(path, researcher, "give_up").headers["location"] == "/paper"
    assert ask(path, researcher, mounted=routes).status == 404
    assert "its number will be <b>2</b>" in ask(BEGIN, researcher, mounted=routes).body.decode()


def test_ent07_what_a_respondent_sends_is_not_opened_here(researcher: Account) -> None:
    instrument = intake.load_version(NAME, 1)
    assert instrument is not None
    draft = intake.start_draft(instrument, EN)
    path = f"/survey/paper/sheets/{draft.id}"
    assert ask(path, researcher, mounted=routes).status == 404
    assert enter(path, researcher, "give_up").status == 404
    with open_database() as db:
        assert count_drafts(db, NAME) == 1


def test_ent08_an_earlier_version_can_be_entered(researcher: Account) -> None:
    more = Item("region", ItemKind.TEXT, {EN: "Where?"}, group="end")
    publish(replace(WORKING_TOGETHER, items=(*WORKING_TOGETHER.items, more)))
    assert "Version 1" in ask(BEGIN, researcher, mounted=routes).body.decode()
    old, new = begin(researcher, "a", "1"), begin(researcher, "b", "2")
    assert "Where?" not in ask(old, researcher, mounted=routes).body.decode()
    assert "11. Where?" in ask(new, researcher, mounted=routes).body.decode()
    enter(old, researcher, "enter", agreed="OK")
    assert (stored()[0]["version"], stored()[0]["region"]) == (1, NOT_ASKED)


def test_ent09_the_page_follows_skip_logic_and_keeps_nothing(researcher: Account) -> None:
    path = begin(researcher)
    look = enter(path, researcher, "look", refers="yes", role="A nurse").body.decode()
    assert "8. When did you last call at night?" in look
    assert "A nurse" not in ask(path, researcher, mounted=routes).body.decode()


def test_ent10_what_repeats_is_entered_as_often(data_folder: Path) -> None:
    each = Group("each", {EN: "Partner"}, repeat=True)
    kind = Item("kind", ItemKind.TEXT, {EN: "What do they do?"}, group="each")
    items, groups = (*WORKING_TOGETHER.items, kind), (*WORKING_TOGETHER.groups, each)
    publish(replace(WORKING_TOGETHER, items=items, groups=groups))
    account = new_account(Role.RESEARCHER, data_folder)
    path = begin(account)
    page = ask(path, account, mounted=routes).body.decode()
    assert "11. What do they do?" in page
    once = (*ALL, "each/1/", "each/1/kind")
    first = {"agreed": "OK", "each/1/kind": "Shelter"}
    assert "Partner 2" in enter(path, account, "add each", once, **first).body.decode()
    twice = (*once, "each/2/", "each/2/kind")
    asked = enter(path, account, "remove each/1/", twice, **first).body.decode()
    assert "Remove this and what you entered in it?" in asked
    both = {**first, "each/2/kind": "Clinic"}
    assert enter(path, account, "enter", twice, **both).status == 303
    assert stored()[0]["each"] == [{"kind": "Shelter"}, {"kind": "Clinic"}]
