"""The respondent at /s/<link>: load → understand the posted page → save → show or go on."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from storage import intake
from storage.desk import stored
from storage.door import forget_claim, full_quota, is_full, submit_invited
from storage.enough import EnoughError
from storage.resuming import resume_code
from survey.answering import Answers, Step, drawn, merged, nearest_among, shown_pages
from survey.hard_parts import part_ahead
from survey.model import Instrument, Page
from survey.model import Response as Draft
from survey.web import page
from survey.web.posted import first, posted_fields
from survey.web.returning import RESUME, WITHDRAW, resume_page, withdraw_page
from survey.web.turn import Turn, consent_turn, page_turn, review_turn
from survey.web.visit import Visit, arrive, draft_id, with_cookie, without_cookie

REVIEW, BREAK, SAFETY = "review", "break", "safety"


async def home(request: Request) -> Response:
    """/s/<link>: the consent page, the way back to where one was, or the receipt."""
    return await _answered(request, _home)


async def inside(request: Request) -> Response:
    """/s/<link>/<place>: a page of items by its number, the review, the break, the safety page."""
    return await _answered(request, _inside)


async def _answered(request: Request, show: Callable[[Visit, str], Response]) -> Response:
    posted = await posted_fields(request)
    place = request.path_params.get("place", "")
    visit = arrive(request, posted)
    if not _is_light(visit, place):
        return await run_in_threadpool(lambda: show(visit, place))
    return await stored(lambda: show(visit, place)) if posted else show(visit, place)


def _is_light(visit: Visit, place: str) -> bool:
    """True for what is shown or saved in moments, in the study alone: a change of threads would
    take longer. Invitations and receipts are looked up in the vault too, limits count responses."""
    door = visit.door
    limits = (door.invitation, door.collection.quotas, door.collection.most) if door else ()
    return place not in (BREAK, RESUME, WITHDRAW) and not any(limits)


def _home(visit: Visit, _: str) -> Response:
    if visit.draft and visit.draft.submitted_at:
        return _after(visit, visit.draft)
    if visit.instrument is None:
        sheet = visit.sheet()
        return page.html(page.closed(sheet), sheet, 404)
    if visit.draft:
        return _to(visit, visit.draft.page)
    if refusal := _refusal(visit):
        return refusal
    if not visit.posted:
        return _consent(visit, visit.instrument, Turn("look", Step(0), visit.language, {}))
    turn = consent_turn(visit.instrument, visit.posted, visit.language)
    if turn.go == "decline":
        return page.html(page.declined(visit.sheet()), visit.sheet())
    if turn.go == "safety":
        return _safety(visit)
    if turn.go == "on":
        return _begin(visit, visit.instrument, turn)
    return _consent(visit, visit.instrument, turn)


def _refusal(visit: Visit) -> Response | None:
    """Why nobody can begin at this address now, as a page; None if one can."""
    sheet, door = visit.sheet(), visit.door
    if door is None or door.needs_invitation:
        return page.html(page.by_invitation(sheet), sheet, 403)
    if door.used:
        return page.html(page.used(sheet), sheet, 410)
    if is_full(door.collection):
        return page.html(page.full(sheet), sheet, 410)
    return None


def _consent(visit: Visit, instrument: Instrument, turn: Turn) -> Response:
    sheet = visit.sheet()
    answers = merged({}, turn.changed)
    body = page.consent(sheet, instrument, answers, turn.step)
    return page.html(body, sheet, 422 if turn.step.problems else 200)


def _begin(visit: Visit, instrument: Instrument, turn: Turn) -> Response:
    cookie = secrets.token_urlsafe(18)
    named = visit.door.named if visit.door else ""
    draft = intake.start_draft(instrument, turn.language, draft_id(cookie), named)
    kept = {**turn.changed, **drawn(instrument, merged(draft.answers, turn.changed))}
    intake.save_page(draft.id, turn.step.page, kept, turn.language)
    return with_cookie(visit, _to(replace(visit, draft=draft), turn.step.page), cookie)


def _after(visit: Visit, draft: Draft) -> Response:
    if visit.door and visit.door.invitation:
        forget_claim(visit.link, visit.cookie)
    if first(visit.posted, ".go") == "safety":
        return _safety(visit)
    if first(visit.posted, ".go") == "again":
        return without_cookie(visit, RedirectResponse(visit.home, 303))
    sheet = visit.sheet()
    return page.html(page.thanks(sheet, draft.receipt), sheet)


def _inside(visit: Visit, place: str) -> Response:
    if place == SAFETY:
        return _safety(visit)
    if place == RESUME:
        return resume_page(visit)
    if place == WITHDRAW:
        return withdraw_page(visit)
    if visit.instrument is None or (visit.draft and visit.draft.submitted_at):
        return RedirectResponse(visit.home, 303)
    if visit.draft is None:
        return _lost(visit, place)
    if place == BREAK:
        return _break(visit, visit.instrument, visit.draft)
    if place == REVIEW:
        return _review(visit, visit.instrument, visit.draft)
    number = int(place) - 1 if place.isdecimal() and len(place) < 6 else -1
    if not 0 <= number < len(visit.instrument.pages):
        return _to(visit, visit.draft.page)
    return _questions(visit, visit.instrument, visit.draft, number)


def _lost(visit: Visit, place: str) -> Response:
    sheet = visit.sheet(f"{visit.home}/{place}")
    return page.html(page.lost(sheet), sheet, 404)


def _safety(visit: Visit) -> Response:
    if visit.draft and ".language" in visit.posted:
        intake.save_page(visit.draft.id, visit.draft.page, {}, visit.language)
    sheet = visit.sheet(f"{visit.home}/{SAFETY}")
    return page.html(page.safety(sheet), sheet)


def _questions(visit: Visit, instrument: Instrument, draft: Draft, number: int) -> Response:
    if not visit.posted:
        pages = shown_pages(instrument, draft.answers)
        if number not in pages:
            return _to(visit, nearest_among(pages, instrument, number))
        if part := part_ahead(instrument, number, draft.answers):
            sheet = visit.sheet(f"{visit.home}/{number + 1}")
            return page.html(page.note(sheet, instrument, draft.answers, number, part), sheet)
        return _page(visit, instrument, draft.answers, Step(number), pages)
    turn = page_turn(instrument, number, draft.answers, visit.posted, visit.language)
    answers = merged(draft.answers, turn.changed)
    if turn.go == "on" and _is_enough(visit, turn.changed):
        intake.delete_draft(draft.id)
        return _enough(visit)
    if turn.go != "look":
        kept = {**turn.changed, **drawn(instrument, answers)}
        intake.save_page(draft.id, turn.step.page, kept, turn.language)
    if turn.go in ("stay", "look"):
        return _page(visit, instrument, answers, turn.step, shown_pages(instrument, answers))
    return _go(visit, turn)


def _is_enough(visit: Visit, changed: Answers) -> bool:
    """True if enough others have given one of these answers."""
    return visit.door is not None and full_quota(visit.door.collection, changed) is not None


def _enough(visit: Visit) -> Response:
    """Enough others have answered, and nothing of this one is kept."""
    sheet = visit.sheet()
    return without_cookie(visit, page.html(page.full(sheet), sheet, 410))


def _page(
    visit: Visit, instrument: Instrument, answers: Answers, step: Step, pages: Mapping[int, Page]
) -> Response:
    sheet = visit.sheet(f"{visit.home}/{step.page + 1}")
    body = page.questions(sheet, instrument, answers, step, pages)
    return page.html(body, sheet, 422 if step.problems else 200)


def _review(visit: Visit, instrument: Instrument, draft: Draft) -> Response:
    sheet = visit.sheet(f"{visit.home}/{REVIEW}")
    if not visit.posted:
        return page.html(page.review(sheet, instrument, draft.answers), sheet)
    turn = review_turn(instrument, draft.answers, visit.posted, visit.language)
    if turn.go == "submit":
        return _submit(visit, draft)
    intake.save_page(draft.id, turn.step.page, {}, turn.language)
    if turn.go == "stay":
        pages = shown_pages(instrument, draft.answers)
        return _page(visit, instrument, draft.answers, turn.step, pages)
    return _go(visit, turn)


def _submit(visit: Visit, draft: Draft) -> Response:
    try:
        if visit.door is None or not visit.door.invitation:
            intake.submit(draft.id, {})
        elif submit_invited(visit.link, visit.cookie, draft.id) is None and not _is_sent(draft.id):
            sheet = visit.sheet()
            return page.html(page.used(sheet), sheet, 410)
    except EnoughError:
        return _enough(visit)
    except LookupError:  # refused or deleted at the same moment, by another click
        return _lost(visit, REVIEW)
    return RedirectResponse(visit.home, 303)


def _is_sent(id: str) -> bool:
    """True if the same answers arrived by another click at the same moment."""
    sent = intake.load_draft(id)
    return sent is not None and bool(sent.submitted_at)


def _break(visit: Visit, instrument: Instrument, draft: Draft) -> Response:
    go = first(visit.posted, ".go")
    if go == "delete":
        intake.delete_draft(draft.id)
        sheet = visit.sheet()
        return without_cookie(visit, page.html(page.declined(sheet), sheet))
    if go == "resume":
        return _to(visit, draft.page)
    if go == "safety":
        return _safety(visit)
    if visit.posted:
        intake.save_page(draft.id, draft.page, {}, visit.language)
    sheet = visit.sheet(f"{visit.home}/{BREAK}")
    code = resume_code(draft.id, visit.cookie)
    return page.html(page.pause(sheet, instrument, draft.answers, draft.page, code), sheet)


def _go(visit: Visit, turn: Turn) -> Response:
    if turn.go in (BREAK, SAFETY):
        return RedirectResponse(f"{visit.home}/{turn.go}", 303)
    return _to(visit, turn.step.page, turn.anchor)


def _to(visit: Visit, number: int, anchor: str = "") -> Response:
    n_pages = len(visit.instrument.pages) if visit.instrument else 0
    where = REVIEW if number >= n_pages else str(number + 1)
    return RedirectResponse(f"{visit.home}/{where}" + page.anchor(visit.instrument, anchor), 303)
