"""The data story: what a reader gets to see of accepted findings, and the one file it becomes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coding.html_file import template
from findings.confidence import LIKELY, STEPS
from findings.model import EvidenceRole, Finding, Quote, Story
from findings.release import Tables
from findings.render.bars import draw_bars
from findings.survey_table import SurveyTable

if TYPE_CHECKING:
    pass

_TEMPLATES = Path(__file__).parent / "web" / "templates"
USUAL_NOTE = (
    "This page quotes people whose work touches hard situations. Read it when it suits you, "
    "and in parts if you like."
)
_KINDS = {
    "open answer": "an open survey answer",
    "field note": "a field note",
    "literature document": "a document",
}


@dataclass(frozen=True)
class QuoteView:
    """A quote as the public sees it: nobody is named, and little is said of who speaks."""

    reference: str
    text: str
    beside: str  # what was agreed to and at least three share; "" for nothing
    kind: str  # of the source, in words
    code: str
    n_words: int
    n_coders: int

    @property
    def said_by(self) -> str:
        """What stands under the quote."""
        return self.beside or f"From {self.kind}"


@dataclass(frozen=True)
class FindingView:
    """One finding of the story; `other` are the quotes that contradict or nuance it."""

    number: int
    headline: str
    paragraphs: tuple[str, ...]
    level: str
    likely: str
    n_steps: int
    reason: str
    quotes: tuple[QuoteView, ...]
    against: tuple[QuoteView, ...]
    nuances: tuple[QuoteView, ...]
    tables: tuple[SurveyTable, ...]
    accepted_on: str

    @property
    def fingerprint(self) -> str:
        """Of all that the reader sees of it."""
        said = (self.headline, self.paragraphs, self.level, self.reason)
        return _fingerprint(said, self.quotes, self.against, self.nuances, self.tables)

    @property
    def anchor(self) -> str:
        """The name of its section."""
        return f"finding-{self.number}"


@dataclass(frozen=True)
class Reach:
    """How much the study rests on."""

    n_organisations: int = 0
    n_interviews: int = 0
    n_responses: int = 0


@dataclass(frozen=True)
class StoryView:
    """All that the file holds; `support` are numbers to call as (number, address, words)."""

    study: str
    title: str
    lead: str
    note: str
    method: tuple[str, ...]
    findings: tuple[FindingView, ...]
    reach: Reach
    support: tuple[tuple[str, str, str], ...]
    edition: int
    published_on: str  # YYYY-MM-DD
    is_sample: bool = False

    @property
    def example(self) -> str:
        """A reference to explain references with: the first one, "" if nothing is quoted."""
        marks = (quote.reference for finding in self.findings for quote in finding.quotes)
        return next(marks, "")

    @property
    def fingerprint(self) -> str:
        """Of everything a reader sees; changes when any word, number or quote changes."""
        return _fingerprint(
            self.title, self.lead, self.note, self.method, self.findings, self.reach
        )


def story_texts(view: StoryView) -> dict[str, str]:
    """Everything in it that somebody wrote or said, by the words that say where it stands."""
    found = {"the title": view.title, "the opening": view.lead, "the note": view.note}
    found["the method"] = "\n".join(view.method)
    for one in view.findings:
        where = f"finding {one.number}"
        found[where] = "\n".join((one.headline, *one.paragraphs, one.reason))
        for quote in (*one.quotes, *one.against, *one.nuances):
            found[f"the quote {quote.reference}"] = quote.text
    return found


def story_view(
    story: Story,
    findings: Sequence[Finding],
    quotes: Mapping[str, Quote],
    tables: Tables,
    reach: Reach,
    *,
    study: str,
    support: Sequence[tuple[str, str, str]],
    edition: int,
    published_on: str,
    is_sample: bool = False,
) -> StoryView:
    """What the public sees of a story.

    Args:
        findings: those of the story in its order; the caller has made sure that they are accepted.
        quotes, tables: the evidence by Segment.id and by (instrument, item).
        edition: the number of this release.
    """
    return StoryView(
        study=study,
        title=story.title,
        lead=story.lead,
        note=story.note or USUAL_NOTE,
        method=paragraphs(story.method),
        findings=tuple(
            _finding_view(number, one, quotes, tables) for number, one in enumerate(findings, 1)
        ),
        reach=reach,
        support=tuple(support),
        edition=edition,
        published_on=published_on,
        is_sample=is_sample,
    )


def render_html(view: StoryView, *, inside: bool = False) -> str:
    """One whole file: nothing is fetched, no script is needed to read it.

    Args:
        inside: the preview in the studio, where the reference of a quote is a link to its passage.
    """
    from markupsafe import Markup

    return template(_TEMPLATES, "story.html").render(
        view=view,
        inside=inside,
        published=in_words(view.published_on),
        css=Markup((_TEMPLATES / "story.css").read_text("utf-8")),  # noqa: S704  our own file
        script=Markup((_TEMPLATES / "leave.js").read_text("utf-8")),  # noqa: S704  our own file
        draw_bars=draw_bars,
        in_words=in_words,
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """Typed text cut at its line breaks."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def in_words(day: str) -> str:
    """22 November 2026, from an ISO date or time; "" stays ""."""
    if not day:
        return ""
    when = date.fromisoformat(day[:10])
    return f"{when.day} {when:%B %Y}"


def _finding_view(
    number: int, finding: Finding, quotes: Mapping[str, Quote], tables: Tables
) -> FindingView:
    def quoted(role: EvidenceRole) -> tuple[QuoteView, ...]:
        pieces = [e.segment for e in finding.evidence if e.role is role and e.segment in quotes]
        return tuple(_quote_view(quotes[segment]) for segment in pieces)

    wanted = [e.table for e in finding.evidence if e.item]
    level = finding.confidence
    return FindingView(
        number=number,
        headline=finding.headline,
        paragraphs=paragraphs(finding.statement),
        level=level.capitalize() if level else "",
        likely=LIKELY[level] if level else "",
        n_steps=STEPS[level] if level else 0,
        reason=finding.confidence_reason,
        quotes=quoted(EvidenceRole.SUPPORTS),
        against=quoted(EvidenceRole.CONTRADICTS),
        nuances=quoted(EvidenceRole.NUANCES),
        tables=tuple(tables[key] for key in wanted if key in tables),
        accepted_on=finding.changed_at[:10] if finding.accepted_by else "",
    )


def _quote_view(quote: Quote) -> QuoteView:
    kind = _KINDS.get(quote.kind, "an interview")
    return QuoteView(
        reference=quote.reference,
        text=quote.text.strip(),
        beside=quote.beside,
        kind=kind,
        code=quote.code,
        n_words=len(quote.text.split()),
        n_coders=quote.n_coders,
    )


def _fingerprint(*parts: object) -> str:
    """Twelve hexadecimal digits in three groups."""
    code = hashlib.sha256(repr(parts).encode()).hexdigest()[:12].upper()
    return " ".join((code[:4], code[4:8], code[8:]))
