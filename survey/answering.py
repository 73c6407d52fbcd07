"""How a respondent goes through an instrument: which page comes next, and what holds it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from survey.chance import by_chance
from survey.constraints import problems, read_answer
from survey.model import Instrument, Item, ItemKind, Page, Problem
from survey.relevance import relevant_items, settled
from survey.repeat_pages import names_on_page, read_times
from survey.repeats import inside, item_name
from survey.scales import is_header

SECONDS_PER_ITEM = 20

Answers = Mapping[str, object]
Posted = Mapping[str, list[str]]


@dataclass(frozen=True)
class Step:
    """Where to go now. `page` is a place in `Instrument.pages`; their number stands for the review.

    `problems` are to be solved first; `appeared` are items that an answer on this page called up
    and that the respondent has not seen yet. `removing` is the time of a repeat that is to be
    taken away with its answers, which the respondent is asked about first.
    """

    page: int
    problems: tuple[Problem, ...] = ()
    appeared: tuple[str, ...] = ()
    removing: str = ""


@dataclass(frozen=True)
class Place:
    """Where one is: page `n` of `total` (the review is the last), and the minutes left."""

    n: int
    total: int
    minutes: int


def shown_pages(instrument: Instrument, answers: Answers) -> dict[int, Page]:
    """The pages with something to show, each with its relevant items only."""
    asked = {item.name for item in relevant_items(instrument, answers)}
    found: dict[int, Page] = {}
    for number, page in enumerate(instrument.pages):
        items = tuple(item for item in page.items if item.name in asked and is_shown(item))
        if items:
            found[number] = replace(page, items=items)
    return found


def is_shown(item: Item) -> bool:
    """True if a page has something to show for it; a question may show what was calculated."""
    return item.kind not in (ItemKind.CALCULATE, ItemKind.HIDDEN)


def consent_page(instrument: Instrument) -> Page | None:
    """The first page, if it asks the respondent to agree to something."""
    first = shown_pages(instrument, {}).get(0)
    return first if first and _acknowledged(first) else None


def agreement(page: Page) -> Item | None:
    """What starting agrees to, if a page asks to acknowledge exactly one thing."""
    found = _acknowledged(page)
    return found[0] if len(found) == 1 else None


def read_page(
    instrument: Instrument,
    page: int,
    shown: Sequence[str],
    posted: Posted,
    answers: Answers | None = None,
) -> Answers:
    """The answers of the items that a page showed; None where one was left empty.

    Args:
        shown: names of the items as the browser had them; anything foreign to the page is ignored.
        posted: what the browser sent, field by field.
        answers: so far; of a repeat they keep what the page did not show.
    """
    items = [item for item in instrument.pages[page].items if takes_answer(item)]
    repeated = inside(instrument)
    found: dict[str, object] = {
        item.name: read_answer(item, posted.get(item.name, []))
        for item in items
        if item.name in shown and item.name not in repeated
    }
    for repeat in dict.fromkeys(repeated[one.name] for one in items if one.name in repeated):
        within = [item for item in items if repeated.get(item.name) == repeat]
        read = read_times(repeat, within, shown, posted, answers or {})
        if read is not None:
            found[repeat] = read
    return found


def takes_answer(item: Item) -> bool:
    """True if a respondent can answer the item on a page."""
    return item.is_answered and not item.calculation and not is_header(item)


def merged(answers: Answers, changed: Answers) -> dict[str, object]:
    """Answers with some of them changed; None takes an answer away."""
    both = {**answers, **changed}
    return {name: value for name, value in both.items() if value is not None}


def drawn(instrument: Instrument, answers: Answers) -> dict[str, object]:
    """What chance has given so far, to be kept with the answers so that no page draws again."""
    names = [item.name for item in instrument.items if by_chance(item)]
    if not names:
        return {}
    values = settled(instrument, answers)
    return {name: values[name] for name in names if name in values}


def onward(
    instrument: Instrument, page: int, answers: Answers, shown: Sequence[str], language: str = ""
) -> Step:
    """The step after "Next" on a page: stay for new items, else for problems, else go on."""
    pages = shown_pages(instrument, answers)
    items = pages[page].items if page in pages else ()
    asked = names_on_page(instrument, items, answers)
    appeared = tuple(name for name, _ in asked if name not in shown)
    # A note that appears is worth showing, but only a question is worth staying for.
    if any(takes_answer(item) and name in appeared for name, item in asked):
        return Step(page, appeared=appeared)
    found = tuple(problems(instrument, answers, language, items))
    if found:
        return Step(page, found)
    return Step(next((n for n in pages if n > page), len(instrument.pages)))


def back(instrument: Instrument, page: int, answers: Answers) -> int:
    """The page before; the first one stays where it is."""
    pages = shown_pages(instrument, answers)
    return max((n for n in pages if n < page), default=min(pages, default=page))


def first_obstacle(instrument: Instrument, answers: Answers, language: str = "") -> Step | None:
    """The first page that has a problem; None if all of it may be submitted."""
    pages = shown_pages(instrument, answers)
    items = [item for page in pages.values() for item in page.items]
    found = problems(instrument, answers, language, items)
    if not found:
        return None
    number = next(n for n, page in pages.items() if _stands_on(page, found[0].item))
    return Step(number, tuple(one for one in found if _stands_on(pages[number], one.item)))


def nearest(instrument: Instrument, page: int, answers: Answers) -> int:
    """This page if it has something to show, else the next that has; else the review."""
    return nearest_among(shown_pages(instrument, answers), instrument, page)


def nearest_among(pages: Mapping[int, Page], instrument: Instrument, page: int) -> int:
    """The same where the pages are known, as from `shown_pages`."""
    return next((n for n in pages if n >= page), len(instrument.pages))


def page_of(instrument: Instrument, name: str) -> int | None:
    """The page on which an item stands; None if there is no such item."""
    return next((n for n, page in enumerate(instrument.pages) if _stands_on(page, name)), None)


def _stands_on(page: Page, name: str) -> bool:
    """True if a page has the item of a name, or of a place in a repeat."""
    return any(item.name == item_name(name) for item in page.items)


def place(instrument: Instrument, page: int, answers: Answers) -> Place:
    """Where a page stands among those that this respondent sees."""
    return place_among(shown_pages(instrument, answers), page)


def place_among(pages: Mapping[int, Page], page: int) -> Place:
    """The same where the pages are known, as from `shown_pages`."""
    to_come = [item for n, one in pages.items() if n >= page for item in one.items]
    seconds = SECONDS_PER_ITEM * sum(takes_answer(item) for item in to_come)
    before = sum(n < page for n in pages)
    return Place(before + 1, len(pages) + 1, max(1, -(-seconds // 60)))


def _acknowledged(page: Page) -> list[Item]:
    return [item for item in page.items if item.kind is ItemKind.ACKNOWLEDGE]
