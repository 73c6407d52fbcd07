"""The researcher's preview: the respondent's own pages, with the answers kept in the page alone."""

from __future__ import annotations

import json
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from access.model import Act
from access.web.permission import permitted
from storage import intake
from storage.receipt import new_receipt
from survey.answering import Answers, Posted, Step, consent_page, merged, shown_pages
from survey.hard_parts import PASSED, part_ahead
from survey.model import Instrument
from survey.web import page
from survey.web.posted import first, posted_fields
from survey.web.turn import Turn, consent_turn, page_turn, review_turn

CONSENT, THANKS = "consent", "thanks"


async def preview(request: Request) -> Response:
    """/s/preview/<instrument>/<version>: every page of a version, nothing saved."""
    permitted(request, Act.DESIGN_SURVEY)
    posted = await posted_fields(request)
    return await run_in_threadpool(_preview, request, posted)


def _preview(request: Request, posted: Posted) -> Response:
    name, version = request.path_params["instrument"], request.path_params["version"]
    instrument = intake.load_version(name, version)
    if instrument is None:
        raise HTTPException(404, f"There is no version {version} of the questionnaire '{name}'.")
    at, answers = first(posted, ".at", CONSENT), _kept(posted)
    language = first(posted, ".in", instrument.default_language)
    turn = _turn(instrument, at, answers, posted, language)
    asked = request.query_params.get("page", "")
    if not posted and asked.isdecimal() and int(asked) < len(instrument.pages):
        instrument, at, turn = _opened(instrument, int(asked), turn)
    answers = merged(answers, turn.changed)
    where = _where(instrument, at, turn, posted)
    sheet = page.Sheet(
        language=turn.language if turn.language in instrument.languages else language,
        languages=instrument.languages,
        action=request.url.path,
        home=request.url.path,
        around=intake.load_surroundings(),
        kept=json.dumps(answers, ensure_ascii=False),
        at=where,
        preview=True,
        moved=bool(posted),  # a frame that opens takes no focus from the author's fields
    )
    return page.html(_drawn(sheet, instrument, answers, where, turn.step), sheet)


def _opened(instrument: Instrument, number: int, turn: Turn) -> tuple[Instrument, str, Turn]:
    """What an author looks at: one page, though its condition may not hold yet."""
    if number == 0 and consent_page(instrument):
        return instrument, CONSENT, turn
    page_in_hand = instrument.pages[number]
    without = [page_in_hand.group.name] if page_in_hand.group else []
    if number not in shown_pages(_unconditional(instrument, without), {}):
        without += [item.name for item in page_in_hand.items]
        without += [group.name for group in instrument.groups]
    return (
        *(_unconditional(instrument, without), str(number)),
        replace(turn, go="look", step=Step(number), changed={PASSED: [number]}),
    )


def _unconditional(instrument: Instrument, names: list[str]) -> Instrument:
    """The instrument with these items and groups always shown."""
    groups = tuple(replace(g, relevance="") if g.name in names else g for g in instrument.groups)
    items = tuple(replace(i, relevance="") if i.name in names else i for i in instrument.items)
    return replace(instrument, groups=groups, items=items)


def _turn(instrument: Instrument, at: str, answers: Answers, posted: Posted, language: str) -> Turn:
    number = int(at) if at.isdecimal() else -1
    if 0 <= number < len(instrument.pages):
        return page_turn(instrument, number, answers, posted, language)
    if at == str(len(instrument.pages)):
        return review_turn(instrument, answers, posted, language)
    if at == CONSENT:
        return consent_turn(instrument, posted, language)
    return Turn("look", Step(0), first(posted, ".language", language), {})


def _where(instrument: Instrument, at: str, turn: Turn, posted: Posted) -> str:
    """The place to show: a page's number, the number of pages for the review, or a word."""
    words = {"submit": THANKS, "decline": "decline", "safety": "safety"}
    if turn.go in words:
        return words[turn.go]
    if first(posted, ".go") in ("again", "home", "resume"):
        return CONSENT
    if turn.go == "look" or (turn.go == "stay" and at == CONSENT):
        return at
    return str(turn.step.page)


def _drawn(
    sheet: page.Sheet, instrument: Instrument, answers: Answers, where: str, step: Step
) -> str:
    if where == CONSENT:
        return page.consent(sheet, instrument, answers, step)
    if where == THANKS:
        return page.thanks(sheet, new_receipt())
    if where == "decline":
        return page.declined(sheet)
    if not where.isdecimal():
        return page.safety(sheet)
    if int(where) >= len(instrument.pages):
        return page.review(sheet, instrument, answers)
    if part := part_ahead(instrument, int(where), answers):
        return page.note(sheet, instrument, answers, int(where), part)
    return page.questions(sheet, instrument, answers, step, shown_pages(instrument, answers))


def _kept(posted: Posted) -> dict[str, object]:
    """The answers that the page carried along."""
    try:
        kept = json.loads(first(posted, ".kept", "{}"))
    except json.JSONDecodeError as error:
        raise HTTPException(400, "This was not sent by a preview. Open it again.") from error
    return kept if isinstance(kept, dict) else {}
