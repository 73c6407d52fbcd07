"""What a posted page means: the answers it changes, and where to go; live and in preview."""

from __future__ import annotations

from dataclasses import dataclass

from survey.answering import (
    Answers,
    Posted,
    Step,
    agreement,
    back,
    consent_page,
    first_obstacle,
    merged,
    nearest,
    onward,
    page_of,
    read_page,
)
from survey.hard_parts import parts, passing, skipping
from survey.model import Instrument
from survey.repeat_pages import holds_answers, one_less, one_more
from survey.repeats import place
from survey.web.posted import first

ON_REPEATS = ("add ", "remove ", "drop ")  # with the repeat, or its time, behind it


@dataclass(frozen=True)
class Turn:
    """One posted page, understood.

    `go` is one of: stay (show the step's page again, with its problems or new items), look (the
    same without saving), on (to the step's page), break, safety, submit, decline. `changed` are
    the answers of this page, None for an emptied one; `anchor` is the item to go to.
    """

    go: str
    step: Step
    language: str
    changed: Answers
    anchor: str = ""


def page_turn(
    instrument: Instrument, page: int, answers: Answers, posted: Posted, language: str
) -> Turn:
    """A page of items was posted."""
    seen = posted.get(".shown", [])
    changed = read_page(instrument, page, seen, posted, answers)
    so_far = merged(answers, changed)
    asked = first(posted, ".language")
    if asked in instrument.languages and ".language" in posted:
        return Turn("on", Step(page), asked, changed)
    go = first(posted, ".go")
    if go in ("look", "break", "safety"):
        return Turn(go, Step(page), language, changed)
    if go == "keep":  # what a respondent was asked about stays
        return Turn("on", Step(page), language, changed)
    if go == "back":
        return Turn("on", Step(back(instrument, page, so_far)), language, changed)
    if go.startswith(ON_REPEATS):
        return repeat_turn(instrument, page, so_far, changed, go, language)
    if go in ("enter", "skip"):
        return _note_turn(instrument, page, answers, go, language)
    step = onward(instrument, page, so_far, seen, language)
    stays = bool(step.problems or step.appeared)
    return Turn("stay" if stays else "on", step, language, changed)


def repeat_turn(
    instrument: Instrument, page: int, so_far: Answers, changed: Answers, go: str, language: str
) -> Turn:
    """One more time of a repeat, or one less: with its answers only after asking ("drop")."""
    what, _, where = go.partition(" ")
    repeat, _, rest = where.partition("/")
    n = int(rest.strip("/")) if rest.strip("/").isdecimal() else 0
    known = {group.name for group in instrument.groups if group.repeat and not group.count}
    if repeat not in known:
        return Turn("stay", Step(page), language, changed)
    if what == "remove" and holds_answers(repeat, n, so_far):
        return Turn("stay", Step(page, removing=place(repeat, n, "")), language, changed)
    if what == "add":
        after = one_more(repeat, so_far)
        anchor = place(repeat, len(after), "")
    else:
        after = one_less(repeat, n, so_far)
        anchor = f"{repeat}/"
    return Turn("on", Step(page), language, {**changed, repeat: after}, anchor=anchor)


def _note_turn(instrument: Instrument, page: int, answers: Answers, go: str, language: str) -> Turn:
    """The note before a part was answered: go on to it, or skip it."""
    part = next((part for part in parts(instrument, answers) if page in part.pages), None)
    if part is None:
        return Turn("on", Step(nearest(instrument, page, answers)), language, {})
    if go == "enter":
        return Turn("on", Step(page), language, passing(part, answers))
    skipped = skipping(instrument, part, answers)
    behind = nearest(instrument, part.pages[-1] + 1, merged(answers, skipped))
    return Turn("on", Step(behind), language, skipped)


def consent_turn(instrument: Instrument, posted: Posted, language: str) -> Turn:
    """The first page was posted, before anything is stored."""
    page = consent_page(instrument)
    agreed = agreement(page) if page else None
    if agreed and first(posted, ".consent") == "yes":
        posted = {**posted, agreed.name: ["OK"]}
    seen = posted.get(".shown", [])
    changed = read_page(instrument, 0, seen, posted) if page else {}
    if first(posted, ".go") == "safety":
        return Turn("safety", Step(0), language, {})
    if first(posted, ".consent") == "no":
        return Turn("decline", Step(0), language, {})
    asked = first(posted, ".language")
    if asked in instrument.languages and ".language" in posted:
        return Turn("look", Step(0), asked, changed)
    if first(posted, ".consent") != "yes":
        return Turn("look", Step(0), language, changed)
    if page is None:
        return Turn("on", Step(nearest(instrument, 0, {})), language, {})
    step = onward(instrument, 0, merged({}, changed), seen, language)
    stays = bool(step.problems or step.appeared)
    return Turn("stay" if stays else "on", step, language, changed)


def review_turn(instrument: Instrument, answers: Answers, posted: Posted, language: str) -> Turn:
    """The review page was posted."""
    last = len(instrument.pages)
    asked = first(posted, ".language")
    if asked in instrument.languages and ".language" in posted:
        return Turn("on", Step(last), asked, {})
    changing = first(posted, ".change")
    at = page_of(instrument, changing)
    if at is not None:
        return Turn("on", Step(at), language, {}, anchor=changing)
    go = first(posted, ".go")
    if go in ("break", "safety"):
        return Turn(go, Step(last), language, {})
    if go == "back":
        return Turn("on", Step(back(instrument, last, answers)), language, {})
    obstacle = first_obstacle(instrument, answers, language)
    if obstacle:
        return Turn("stay", obstacle, language, {})
    return Turn("submit", Step(last), language, {})
