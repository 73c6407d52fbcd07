"""The respondent at /s/<link>: load → understand the posted page → save → show or go on."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from storage import intake
from survey.answering import Answers, Posted, Step, merged, nearest
from survey.hard_parts import part_ahead
from survey.model import Instrument
from survey.model import Response as Draft
from survey.web import page
from survey.web.posted import first, posted_fields
from survey.web.turn import Turn, consent_turn, page_turn, review_turn
from survey.web.words import OWN, preferred

COOKIE = "draft"
REVIEW, BREAK, SAFETY = "review", "break", "safety"


@dataclass(frozen=True)
class Visit:
    """One request: what lies behind the link, and what this browser has begun.

    `instrument` is the version of the draft if there is one; None if the link is not open.
    """

    link: str
    secure: bool
    accepted: str
    posted: Posted
    around: intake.Surroundings
    instrument: Instrument | None
    draft: Draft | None

    @property
    def home(self) -> str:
        return f"/s/{self.link}"

    @property
    def language(self) -> str:
        """As chosen just now, else as kept with the draft, else as the browser asks for."""
        known = self.instrument.languages if self.instrument else OWN
        for wish in (first(self.posted, ".language"), self.draft.language if self.draft else ""):
            if wish in known and wish:
                return wish
        carried = first(self.posted, ".in")
        if carried in known and carried:
            return carried
        default = self.instrument.default_language if self.instrument else OWN[0]
        return preferred(known, default, self.accepted)

    def sheet(self, action: str = "") -> page.Sheet:
        """The frame of a page whose form is posted to `action`, or to the survey's own address."""
        languages = self.instrument.languages if self.instrument else OWN
        moved = bool(self.posted or self.draft)  # who has just opened the link begins at the top
        return page.Sheet(
            self.language, languages, action or self.home, self.home, self.around, moved=moved
        )


async def home(request: Request) -> Response:
    """/s/<link>: the consent page, the way back to where one was, or the receipt."""
    return await _answered(request, _home)


async def inside(request: Request) -> Response:
    """/s/<link>/<place>: a page of items by its number, the review, the break, the safety page."""
    return await _answered(request, _inside)


async def _answered(request: Request, show: Callable[[Visit, str], Response]) -> Response:
    posted = await posted_fields(request)
    # SQLite waits for the disk; the event loop serves everybody else meanwhile.
    visit = await run_in_threadpool(_arrive, request, posted)
    return await run_in_threadpool(show, visit, request.path_params.get("place", ""))


def _arrive(request: Request, posted: Posted) -> Visit:
    link = request.path_params["link"]
    instrument = intake.open_link(link)
    token = request.cookies.get(COOKIE)
    draft = intake.load_draft(draft_id(token)) if token else None
    if draft and (instrument or draft.submitted_at):
        instrument = intake.load_version(draft.instrument, draft.version)
    return Visit(
        link=link,
        secure=request.url.scheme == "https",
        accepted=request.headers.get("accept-language", ""),
        posted=posted,
        around=intake.load_surroundings(),
        instrument=instrument,
        draft=draft,
    )


def draft_id(token: str) -> str:
    """The id under which a draft is stored: whoever reads the database cannot make the cookie."""
    return hashlib.sha256(token.encode()).hexdigest()[:24]


def _home(visit: Visit, _: str) -> Response:
    if visit.draft and visit.draft.submitted_at:
        return _after(visit, visit.draft)
    if visit.instrument is None:
        sheet = visit.sheet()
        return page.html(page.closed(sheet), sheet, 404)
    if visit.draft:
        return _to(visit, visit.draft.page)
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


def _consent(visit: Visit, instrument: Instrument, turn: Turn) -> Response:
    sheet = visit.sheet()
    answers = merged({}, turn.changed)
    body = page.consent(sheet, instrument, answers, turn.step)
    return page.html(body, sheet, 422 if turn.step.problems else 200)


def _begin(visit: Visit, instrument: Instrument, turn: Turn) -> Response:
    token = secrets.token_urlsafe(18)
    draft = intake.start_draft(instrument, turn.language, draft_id(token))
    intake.save_page(draft.id, turn.step.page, turn.changed, turn.language)
    answer = _to(replace(visit, draft=draft), turn.step.page)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=intake.DRAFT_DAYS * 86_400,
        path=visit.home,
        secure=visit.secure,
        httponly=True,
        samesite="lax",
    )
    return answer


def _after(visit: Visit, draft: Draft) -> Response:
    if first(visit.posted, ".go") == "safety":
        return _safety(visit)
    if first(visit.posted, ".go") == "again":
        return _without_cookie(visit, RedirectResponse(visit.home, 303))
    sheet = visit.sheet()
    return page.html(page.thanks(sheet, draft.receipt), sheet)


def _without_cookie(visit: Visit, answer: Response) -> Response:
    answer.delete_cookie(COOKIE, path=visit.home, httponly=True, samesite="lax")
    return answer


def _inside(visit: Visit, place: str) -> Response:
    if place == SAFETY:
        return _safety(visit)
    if visit.instrument is None or (visit.draft and visit.draft.submitted_at):
        return RedirectResponse(visit.home, 303)
    if visit.draft is None:
        sheet = visit.sheet(f"{visit.home}/1")
        return page.html(page.lost(sheet), sheet, 404)
    if place == BREAK:
        return _break(visit, visit.instrument, visit.draft)
    if place == REVIEW:
        return _review(visit, visit.instrument, visit.draft)
    number = int(place) - 1 if place.isdecimal() and len(place) < 6 else -1
    if not 0 <= number < len(visit.instrument.pages):
        return _to(visit, visit.draft.page)
    return _questions(visit, visit.instrument, visit.draft, number)


def _safety(visit: Visit) -> Response:
    if visit.draft and ".language" in visit.posted:
        intake.save_page(visit.draft.id, visit.draft.page, {}, visit.language)
    sheet = visit.sheet(f"{visit.home}/{SAFETY}")
    return page.html(page.safety(sheet), sheet)


def _questions(visit: Visit, instrument: Instrument, draft: Draft, number: int) -> Response:
    if not visit.posted:
        if nearest(instrument, number, draft.answers) != number:
            return _to(visit, nearest(instrument, number, draft.answers))
        if part := part_ahead(instrument, number, draft.answers):
            sheet = visit.sheet(f"{visit.home}/{number + 1}")
            return page.html(page.note(sheet, instrument, draft.answers, number, part), sheet)
        return _page(visit, instrument, draft.answers, Step(number))
    turn = page_turn(instrument, number, draft.answers, visit.posted, visit.language)
    answers = merged(draft.answers, turn.changed)
    if turn.go != "look":
        intake.save_page(draft.id, turn.step.page, turn.changed, turn.language)
    if turn.go in ("stay", "look"):
        return _page(visit, instrument, answers, turn.step)
    return _go(visit, turn)


def _page(visit: Visit, instrument: Instrument, answers: Answers, step: Step) -> Response:
    sheet = visit.sheet(f"{visit.home}/{step.page + 1}")
    body = page.questions(sheet, instrument, answers, step)
    return page.html(body, sheet, 422 if step.problems else 200)


def _review(visit: Visit, instrument: Instrument, draft: Draft) -> Response:
    sheet = visit.sheet(f"{visit.home}/{REVIEW}")
    if not visit.posted:
        return page.html(page.review(sheet, instrument, draft.answers), sheet)
    turn = review_turn(instrument, draft.answers, visit.posted, visit.language)
    if turn.go == "submit":
        intake.submit(draft.id, {})
        return RedirectResponse(visit.home, 303)
    intake.save_page(draft.id, turn.step.page, {}, turn.language)
    if turn.go == "stay":
        return _page(visit, instrument, draft.answers, turn.step)
    return _go(visit, turn)


def _break(visit: Visit, instrument: Instrument, draft: Draft) -> Response:
    go = first(visit.posted, ".go")
    if go == "delete":
        intake.delete_draft(draft.id)
        sheet = visit.sheet()
        return _without_cookie(visit, page.html(page.declined(sheet), sheet))
    if go == "resume":
        return _to(visit, draft.page)
    if go == "safety":
        return _safety(visit)
    if visit.posted:
        intake.save_page(draft.id, draft.page, {}, visit.language)
    sheet = visit.sheet(f"{visit.home}/{BREAK}")
    return page.html(page.pause(sheet, instrument, draft.answers, draft.page), sheet)


def _go(visit: Visit, turn: Turn) -> Response:
    if turn.go in (BREAK, SAFETY):
        return RedirectResponse(f"{visit.home}/{turn.go}", 303)
    return _to(visit, turn.step.page, turn.anchor)


def _to(visit: Visit, number: int, anchor: str = "") -> Response:
    n_pages = len(visit.instrument.pages) if visit.instrument else 0
    where = REVIEW if number >= n_pages else str(number + 1)
    return RedirectResponse(f"{visit.home}/{where}" + page.anchor(visit.instrument, anchor), 303)
