"""Pages that ask about hard things: the note before them, and what skipping such a part means."""

from __future__ import annotations

from dataclasses import dataclass

from survey.answering import Answers, consent_page, shown_pages, takes_answer
from survey.model import PREFER_NOT, Instrument, Item, ItemKind, Page, Texts
from survey.reading import is_blank
from survey.relevance import settle
from survey.repeats import inside, times

PASSED = ".passed"  # in a draft: the pages whose note was read; no item can have such a name


@dataclass(frozen=True)
class Part:
    """Pages in a row that one note stands before; `notes` are the author's words for it."""

    pages: tuple[int, ...]
    notes: tuple[Texts, ...]
    n_items: int


def part_ahead(instrument: Instrument, page: int, answers: Answers) -> Part | None:
    """The part that a page belongs to, if its note has not been passed yet."""
    if page in passed_pages(answers) or not any(map(_is_hard, instrument.items)):
        return None
    return next((part for part in parts(instrument, answers) if page in part.pages), None)


def parts(instrument: Instrument, answers: Answers) -> list[Part]:
    """The parts that a note stands before: the first sensitive pages, and any with its own note.

    What follows without a note belongs to the part before it as long as it is sensitive.
    """
    found: list[Part] = []
    goes_on = False  # whether the page before belongs to the last part
    for number, page in shown_pages(instrument, answers).items():
        own, hard = (
            _notes(page),
            any(map(_is_hard, page.items)) and not _is_consent(instrument, number),
        )
        begins = hard and bool(own or not found)
        goes_on = begins or (hard and goes_on)
        n_items = sum(takes_answer(item) for item in page.items)
        if begins:
            found.append(Part((number,), own, n_items))
        elif goes_on:
            last = found.pop()
            found.append(Part((*last.pages, number), last.notes, last.n_items + n_items))
    return found


def passing(part: Part, answers: Answers) -> Answers:
    """What a draft keeps when the note of a part was read and the respondent went on."""
    return {PASSED: sorted(passed_pages(answers) | set(part.pages))}


def passed_pages(answers: Answers) -> frozenset[int]:
    """The pages whose note was read."""
    kept = answers.get(PASSED)
    return frozenset(kept) if isinstance(kept, list) else frozenset()


def skipping(instrument: Instrument, part: Part, answers: Answers) -> Answers:
    """What skipping a part says: "prefer not to answer" to all that was not answered before.

    In a repeat it is said each time. Consent is never given or refused by the way; it is asked
    when the answers are sent.
    """
    pages = shown_pages(instrument, answers)
    items = [
        item
        for number in part.pages
        for item in pages[number].items
        if takes_answer(item) and item.kind is not ItemKind.ACKNOWLEDGE
    ]
    repeated = inside(instrument)
    found: dict[str, object] = {
        item.name: PREFER_NOT
        for item in items
        if item.name not in repeated and is_blank(answers.get(item.name))
    }
    _, scope = settle(instrument, answers)
    for repeat in dict.fromkeys(repeated[one.name] for one in items if one.name in repeated):
        names = [item.name for item in items if repeated.get(item.name) == repeat]
        given = times(repeat, answers)
        found[repeat] = [
            {**dict.fromkeys(names, PREFER_NOT), **_given(given[n] if n < len(given) else {})}
            for n in range(len(scope.times[repeat]))
        ]
    return found


def _given(answers: Answers) -> Answers:
    return {name: answer for name, answer in answers.items() if not is_blank(answer)}


def _is_hard(item: Item) -> bool:
    return item.sensitive or bool(item.content_note)


def _notes(page: Page) -> tuple[Texts, ...]:
    return tuple(item.content_note for item in page.items if item.content_note)


def _is_consent(instrument: Instrument, number: int) -> bool:
    return number == 0 and consent_page(instrument) is not None
