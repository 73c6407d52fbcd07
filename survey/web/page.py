"""The respondent's pages as HTML: one function per page, all of them inside `base.html`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.responses import HTMLResponse

from storage.intake import Surroundings
from survey.answering import (
    Step,
    agreement,
    consent_page,
    place,
    place_among,
    shown_pages,
)
from survey.collection import Collection
from survey.hard_parts import Part
from survey.leaving import site_of
from survey.model import Instrument, Item, Page
from survey.web.drawing import TEMPLATES, asset, macros
from survey.web.fields import blocks
from survey.web.reader import Reader
from survey.web.review import parts_in_words
from survey.web.words import Words, code_of, direction_of, name_of, words_for

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "form-action 'self' {away}; base-uri 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True)
class Sheet:
    """What is the same on every page of one visit.

    `action` is the address of the page's form, `home` that of the survey; `kept` and `at` carry a
    preview's answers and page, which are stored nowhere else.
    """

    language: str
    languages: tuple[str, ...]
    action: str
    home: str
    around: Surroundings
    kept: str = ""
    at: str = ""
    preview: bool = False
    moved: bool = True
    collection: Collection = field(default_factory=lambda: Collection(""))
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", words_for(self.language))

    @property
    def away(self) -> str:
        """Where "Leave now" goes: a page that anybody may have open."""
        return self.around.away[self.words.code]

    @property
    def ours(self) -> dict[str, str]:
        """`lang` and `dir` of the page's own words."""
        return {"lang": self.words.tag, "dir": "ltr"}

    @property
    def theirs(self) -> dict[str, str]:
        """`lang` and `dir` of the instrument's text, the same as of our words where it is one."""
        code = code_of(self.language)
        if not code or code.partition("-")[0] == self.words.code:
            return self.ours
        return {"lang": code, "dir": direction_of(self.language)}


@dataclass(frozen=True)
class Switch:
    """One language that can be chosen."""

    language: str
    name: str
    code: str
    current: bool


def consent(sheet: Sheet, instrument: Instrument, answers: Mapping[str, object], step: Step) -> str:
    """Before anything is stored: what this is, and the choice to take part or not."""
    page = consent_page(instrument)
    reader = Reader(instrument, answers, sheet.language)
    agreed = agreement(page) if page else None
    drawn = blocks(replace_items(page, agreed), reader, step.problems) if page else []
    return _render(
        "consent.html",
        sheet,
        document=sheet.theirs if page else sheet.ours,
        heading=reader.text(page.group.label) if page and page.group else "",
        blocks=drawn,
        ids=reader.ids,
        own=page is not None,
        invited=sheet.collection.is_invited,
        named=not sheet.collection.is_anonymous,
        may_resume=True,
        agreed=reader.text(agreed.label) if agreed else "",
        agreed_name=agreed.name if agreed else "",
        title_of=reader.text(instrument.title),
        where=place(instrument, 0, answers),
        problems=step.problems,
        labels=_labels(reader, step),
    )


def questions(
    sheet: Sheet,
    instrument: Instrument,
    answers: Mapping[str, object],
    step: Step,
    pages: Mapping[int, Page],
) -> str:
    """One page of items; `pages` are those with something to show."""
    page = pages[step.page]
    reader = Reader(instrument, answers, sheet.language)
    return _render(
        "questions.html",
        sheet,
        document=sheet.theirs,
        heading=reader.text(page.group.label) if page.group else "",
        blocks=blocks(page, reader, step.problems, step.removing),
        ids=reader.ids,
        where=place_among(pages, step.page),
        problems=step.problems,
        labels=_labels(reader, step),
        appeared=step.appeared,
        live=_depends(instrument, step.page),
        first=min(pages) == step.page,
    )


def note(
    sheet: Sheet, instrument: Instrument, answers: Mapping[str, object], number: int, part: Part
) -> str:
    """Before a part that asks about something hard: what comes, and that it may be skipped."""
    reader = Reader(instrument, answers, sheet.language)
    return _render(
        "note.html",
        sheet,
        document=sheet.theirs,
        notes=list(dict.fromkeys(reader.text(note) for note in part.notes)),
        n_items=part.n_items,
        where=place(instrument, number, answers),
        first=min(shown_pages(instrument, answers)) == number,
    )


def review(sheet: Sheet, instrument: Instrument, answers: Mapping[str, object]) -> str:
    """All answers once more, before they are sent."""
    pages = shown_pages(instrument, answers)
    where = place_among(pages, len(instrument.pages))
    parts = parts_in_words(pages.values(), Reader(instrument, answers, sheet.language), sheet.words)
    return _render("review.html", sheet, document=sheet.theirs, parts=parts, where=where)


def thanks(sheet: Sheet, receipt: str) -> str:
    """After the submit: the receipt, what it is good for, and the support lines."""
    until = sheet.collection.withdraw_until
    return _render(
        "thanks.html",
        sheet,
        receipt=receipt.split(),
        until=sheet.words.date(until) if until else "",
    )


def pause(
    sheet: Sheet, instrument: Instrument, answers: Mapping[str, object], page: int, code: str
) -> str:
    """The answers are saved: how to come back here or elsewhere, or to delete them."""
    where = place(instrument, page, answers)
    return _render("pause.html", sheet, where=where, code=code.split())


def resume(sheet: Sheet, trouble: str = "") -> str:
    """Where the four words of a break are typed; trouble: UNKNOWN or TOO_MANY."""
    return _render("resume.html", sheet, trouble=trouble)


def withdraw(sheet: Sheet, outcome: str = "") -> str:
    """Where a receipt takes back its answers; outcome: "" before, else the name of an Outcome."""
    return _render("withdraw.html", sheet, outcome=outcome)


def by_invitation(sheet: Sheet) -> str:
    """One answers under the address of one's own invitation."""
    return _render("by_invitation.html", sheet)


def used(sheet: Sheet) -> str:
    """Answers were sent under this invitation."""
    return _render("used.html", sheet)


def full(sheet: Sheet) -> str:
    """Enough have answered, or enough like this person."""
    return _render("full.html", sheet)


def declined(sheet: Sheet) -> str:
    """Nobody has to take part."""
    return _render("declined.html", sheet)


def closed(sheet: Sheet) -> str:
    """There is no such survey, or it takes no answers now."""
    return _render("closed.html", sheet, may_withdraw=True)


def lost(sheet: Sheet) -> str:
    """The draft of this browser is gone, or was begun elsewhere."""
    return _render("lost.html", sheet, may_resume=True)


def safety(sheet: Sheet) -> str:
    """What leaving quickly can and cannot hide."""
    return _render("safety.html", sheet)


def html(body: str, sheet: Sheet, status: int = 200) -> HTMLResponse:
    """A page as an answer to the browser: never kept, never indexed, nothing from elsewhere."""
    return HTMLResponse(
        body,
        status,
        {
            "content-security-policy": _POLICY.format(away=f"https://{site_of(sheet.away)}"),
            "cache-control": "no-store",
            "x-robots-tag": "noindex",
        },
    )


def replace_items(page: Page, without: Item | None) -> Page:
    """The page without the item that its button stands for."""
    return Page(page.name, tuple(item for item in page.items if item != without), page.group)


def anchor(instrument: Instrument | None, name: str) -> str:
    """The end of an address that leads to an item, "" if there is no such item."""
    place = Reader(instrument, {}, "").ids.get(name) if instrument and name else None
    return f"#{place}" if place else ""


def _labels(reader: Reader, step: Step) -> dict[str, str]:
    """The question behind each problem."""
    return {problem.item: reader.label(problem.item) for problem in step.problems}


def _depends(instrument: Instrument, number: int) -> bool:
    """True if something on the page may look different after an answer on it."""
    items = instrument.pages[number].items
    around = [group for item in items for group in instrument.ancestors(item)[1:]]
    texts = [text for group in around for text in (group.relevance, group.count)]
    for item in items:
        texts += [item.relevance, item.choice_filter, *item.label.values(), *item.hint.values()]
        texts.append(item.calculation)
    return any("${" in text for text in texts)


def _render(template: str, sheet: Sheet, **values: object) -> str:
    own = sheet.words
    # Who comes to a page begins at its heading, or at what has to be looked at on it first.
    first = values.get("problems") or values.get("appeared")
    document = values.get("document", sheet.ours)
    told_ours = {} if document == sheet.ours else sheet.ours
    told_theirs = {} if document == sheet.theirs else sheet.theirs
    shared = {
        "fields": macros(own, tuple(told_ours.items()), tuple(told_theirs.items())),
        "focus": {"tabindex": "-1", "autofocus": True} if sheet.moved and not first else {},
        "sheet": sheet,
        "switches": _switches(sheet),
        "document": document,
        "ours": told_ours,
        "theirs": told_theirs,
        "_": own.one,
        "ngettext": own.many,
        "asset": lambda name: asset(name)[0],
        "site": site_of(sheet.away),
        "support": [
            (line.number, line.address, line.words.get(own.code) or line.words.get("en", ""))
            for line in sheet.around.support
        ],
    }
    usual = {
        "live": False,
        "problems": (),
        "appeared": (),
        "where": None,
        "may_resume": False,
        "may_withdraw": bool(sheet.collection.withdraw_until),
    }
    return TEMPLATES.get_template(template).render({**usual, **shared, **values})


def _switches(sheet: Sheet) -> Sequence[Switch]:
    if len(sheet.languages) < 2:
        return ()
    return [
        Switch(language, name_of(language), code_of(language), language == sheet.language)
        for language in sheet.languages
    ]
