"""With words in hand: go on with what was begun elsewhere, or take back what was sent."""

from __future__ import annotations

import secrets

from starlette.responses import RedirectResponse, Response

from storage.resuming import NotResumed, resume
from storage.withdrawals import Outcome, withdraw_by_receipt
from survey.web import page
from survey.web.posted import first
from survey.web.visit import Visit, draft_id, with_cookie, without_cookie

RESUME, WITHDRAW = "resume", "withdraw"
_STATUS = {Outcome.UNKNOWN: 422, Outcome.TOO_LATE: 422, Outcome.TOO_MANY: 429}
_RESUME_STATUS = {NotResumed.UNKNOWN: 422, NotResumed.TOO_MANY: 429}


def resume_page(visit: Visit) -> Response:
    """Four words open a draft in this browser; there must be none in it already."""
    sheet = visit.sheet(f"{visit.home}/{RESUME}")
    door = visit.door
    if door is None or door.needs_invitation or visit.draft is not None:
        return RedirectResponse(visit.home, 303)
    if first(visit.posted, ".go") != "resume":
        return page.html(page.resume(sheet), sheet)
    cookie = secrets.token_urlsafe(18)
    typed = first(visit.posted, ".words")
    draft = resume(typed, door.instrument.name, draft_id(cookie), door.named)
    if isinstance(draft, NotResumed):
        return page.html(page.resume(sheet, draft.name), sheet, _RESUME_STATUS[draft])
    return with_cookie(visit, RedirectResponse(visit.home, 303), cookie)


def withdraw_page(visit: Visit) -> Response:
    """A receipt takes back its answers, also after the survey has closed."""
    sheet = visit.sheet(f"{visit.home}/{WITHDRAW}")
    if first(visit.posted, ".go") != "withdraw":
        return page.html(page.withdraw(sheet), sheet)
    outcome = withdraw_by_receipt(first(visit.posted, ".words"))
    answer = page.html(page.withdraw(sheet, outcome.name), sheet, _STATUS.get(outcome, 200))
    mine = visit.draft is not None and outcome is Outcome.DONE
    return without_cookie(visit, answer) if mine else answer
