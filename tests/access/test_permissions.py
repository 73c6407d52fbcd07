"""PER01 a visitor may answer a survey and nothing else; PER02 a lead may do everything; PER03 a
researcher may not publish, release, manage people, delete all of a participant, read the record or
remove the sample; PER04
every role has a row in the table; PER05 any account that may not do something is told so by its
route."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from access.model import Account, Act, Role
from access.permissions import PERMITTED, may
from access.web.gate import SESSION
from access.web.permission import permitted, require_same_origin
from storage.sessions import Session

LEADS_ONLY = {
    Act.PUBLISH_SURVEY,
    Act.SHOW_STATISTICS,
    Act.COMPOSE_STORY,
    Act.RELEASE_STORY,
    Act.MANAGE_PEOPLE,
    Act.ERASE_PARTICIPANT,
    Act.EXPORT_PROJECT,
    Act.VOUCH_NAMES,
    Act.READ_RECORD,
    Act.REMOVE_SAMPLE,
}


def request_of(session: Session | None, headers: dict[str, str] | None = None) -> Request:
    """A request as the gate hands it on."""
    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    return Request({"type": "http", "method": "POST", "headers": raw, SESSION: session})


def session_of(role: Role, one_time: bool = False) -> Session:
    return Session("k", Account("a1", "Ada", "ada@example.org", role), one_time)


@pytest.mark.parametrize("act", Act)
def test_per01_a_visitor_may_only_answer(act: Act) -> None:
    assert may(None, act) == (act is Act.ANSWER_SURVEY)


@pytest.mark.parametrize("act", Act)
def test_per02_a_lead_may_do_everything(act: Act) -> None:
    assert may(Role.LEAD, act)


@pytest.mark.parametrize("act", Act)
def test_per03_a_researcher_may_do_all_but_what_leads_answer_for(act: Act) -> None:
    assert may(Role.RESEARCHER, act) == (act not in LEADS_ONLY)


def test_per04_every_role_is_in_the_table() -> None:
    assert set(PERMITTED) == {None, *Role}


def test_per05_a_route_gets_the_account_or_refuses() -> None:
    assert permitted(request_of(session_of(Role.LEAD)), Act.READ_RECORD).name == "Ada"
    for session, status in [
        (None, 401),
        (session_of(Role.LEAD, one_time=True), 401),
        (session_of(Role.RESEARCHER), 403),
    ]:
        with pytest.raises(HTTPException) as refused:
            permitted(request_of(session), Act.READ_RECORD)
        assert refused.value.status_code == status


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"host": "a.org", "origin": "https://a.org"}, True),
        ({"host": "a.org"}, True),
        ({"host": "a.org:8501", "origin": "http://a.org:8501"}, True),
        ({"host": "a.org", "origin": "https://b.org"}, False),
        ({"host": "a.org", "origin": "null"}, False),
        ({"host": "a.org", "origin": "https://a.org.b.org"}, False),
        ({"host": "a.org", "sec-fetch-site": "cross-site"}, False),
        ({"host": "a.org", "origin": "https://a.org", "sec-fetch-site": "same-origin"}, True),
    ],
)
def test_per05_a_form_of_another_site_is_refused(headers: dict[str, str], ours: bool) -> None:
    request = request_of(None, headers)
    if ours:
        require_same_origin(request)
    else:
        with pytest.raises(HTTPException, match="another site"):
            require_same_origin(request)
