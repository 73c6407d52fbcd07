"""One finding, open: its state and acts, what speaks for and against it, how sure the team is."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from access.pages.parts.look import Html, beside, needs_review, note, quote, section, state
from access.pages.parts.typed import plain
from access.record import day
from findings.confidence import STEPS, in_words, wording_advice
from findings.model import Confidence, Evidence, EvidenceRole, Finding, FindingState, Quote
from findings.next_steps import count_of
from findings.pages.parts.evidence_forms import remove
from findings.pages.parts.finding_forms import ask_to_move
from findings.pages.parts.marks import KINDS, quote_with_act, trace_link
from findings.pages.parts.survey_table import draw_survey_table
from findings.release import Tables
from findings.review import STEPS as POSSIBLE
from findings.review import missing_for_review
from findings.story import paragraphs

ACTS = {
    FindingState.IN_REVIEW: "Send to review",
    FindingState.ACCEPTED: "Accept",
    FindingState.SET_ASIDE: "Set aside",
    FindingState.DRAFT: "Back to draft",
}
AGAIN = {
    (FindingState.ACCEPTED, FindingState.IN_REVIEW): "Review again",
    (FindingState.SET_ASIDE, FindingState.DRAFT): "Take up again",
}
HEADINGS = {
    EvidenceRole.SUPPORTS: "For",
    EvidenceRole.CONTRADICTS: "Against",
    EvidenceRole.NUANCES: "Nuance",
}


def draw_head(
    finding: Finding, theme: str, names: Mapping[str, str], actor: str, may_accept: bool
) -> None:
    """Headline, state, who wrote and accepted it, and the steps it can take."""
    with st.container(
        key="finding_head", horizontal=True, vertical_alignment="bottom", gap="small"
    ):
        beside(_title(finding, theme, names))
        for step in reversed(POSSIBLE[finding.state]):
            if step is FindingState.ACCEPTED and not may_accept:
                continue
            if st.button(
                AGAIN.get((finding.state, step), ACTS[step]),
                key=f"findings.{step.name.lower()}",
                type="primary" if (finding.state, step) in _FORWARD else "tertiary",
                disabled=_not_yet(finding, step, actor),
            ):
                ask_to_move(finding, step, actor)
    _say_why_not(finding, actor)


_FORWARD = (
    (FindingState.DRAFT, FindingState.IN_REVIEW),
    (FindingState.IN_REVIEW, FindingState.ACCEPTED),
)


def _not_yet(finding: Finding, step: FindingState, actor: str) -> bool:
    if step is FindingState.ACCEPTED:
        return actor == finding.last_writer or bool(missing_for_review(finding))
    return step is FindingState.IN_REVIEW and bool(missing_for_review(finding))


def _say_why_not(finding: Finding, actor: str) -> None:
    if finding.review_reason:
        st.html(f'<p class="tl-marks">{needs_review()} {escape(finding.review_reason)}</p>')
    if finding.state in (FindingState.DRAFT, FindingState.IN_REVIEW):
        missing = missing_for_review(finding)
        if missing:
            lines = "".join(f"<li>{escape(line)}</li>" for line in missing)
            before = "sent to review" if finding.state is FindingState.DRAFT else "accepted"
            st.html(
                f'{needs_review(f"Before it can be {before}")}<ul class="tl-happens">{lines}</ul>'
            )
        elif finding.state is FindingState.IN_REVIEW and actor == finding.last_writer:
            note("You wrote it, or changed it last. A second person reads and accepts it.")


def _title(finding: Finding, theme: str, names: Mapping[str, str]) -> str:
    told = [f"written by {names.get(finding.author, 'somebody who left')}"]
    if finding.last_writer != finding.author:
        told.append(f"last changed by {names.get(finding.last_writer, 'somebody who left')}")
    if finding.accepted_by:
        told.append(f"accepted by {names.get(finding.accepted_by, 'somebody who left')}")
    told.append(f"changed {day(finding.changed_at)}")
    if theme:
        told.append(f"from the theme {theme}")
    words = ", ".join(told)
    return (
        f'<h2 class="tl-headline">{escape(finding.headline)}</h2><p class="tl-codes">'
        f"{state(finding.state.capitalize(), KINDS[finding.state])}"
        f'<span class="tl-muted tl-small">{escape(words[0].upper() + words[1:])}</span></p>'
    )


def draw_statement(finding: Finding) -> None:
    """The statement, paragraph by paragraph."""
    body = "".join(f"<p>{escape(line)}</p>" for line in paragraphs(finding.statement))
    if body:
        st.html(f'<div class="tl-statement">{body}</div>')


def draw_evidence(
    finding: Finding, quotes: Mapping[str, Quote], tables: Tables, actor: str | None
) -> None:
    """Everything for it, against it and beside it; without an actor nothing can be taken out."""
    for role, heading in HEADINGS.items():
        pieces = [piece for piece in finding.evidence if piece.role is role]
        if not pieces and role is not EvidenceRole.SUPPORTS:
            continue
        n_quotes = sum(bool(piece.segment) for piece in pieces)
        n_items = len(pieces) - n_quotes
        counts = ((n_quotes, "quote"), (n_items, "survey table"))
        section(heading, ", ".join(count_of(n, name) for n, name in counts if n))
        if not pieces:
            note("Nothing yet. Add the passages or the survey table that it rests on.")
        for piece in pieces:
            _piece(finding, piece, quotes, tables, actor)


def _piece(
    finding: Finding,
    piece: Evidence,
    quotes: Mapping[str, Quote],
    tables: Tables,
    actor: str | None,
) -> None:
    key = f"findings.out_{piece.id}"
    if piece.segment:
        body = _quote(quotes[piece.segment], piece.role)
        if actor is None:
            st.html(body)
        elif quote_with_act(body, "Take out", key=key, icon=":material/close:"):
            remove(finding, piece, actor)
        return
    table = tables.get(piece.table)
    with st.container(key=f"table_{piece.id}", gap="small"):
        if table is None:
            st.warning(f"The question {plain(piece.item)} is not in the questionnaire any more.")
        else:
            draw_survey_table(table)
        if actor and st.button("Take out", key=key, type="tertiary", icon=":material/close:"):
            remove(finding, piece, actor)


def _quote(one: Quote, role: EvidenceRole) -> Html:
    trouble = Html("")
    if not one.intact:
        trouble = state("its words have changed", "stop")
    elif not one.still_coded:
        trouble = state("no longer coded", "stop")
    elif one.not_quotable:
        trouble = Html(f"{state('not to be quoted', 'stop')} {escape(one.not_quotable)}")
    where = f"{one.said_by}, marked “{one.code}”"
    return quote(one.text, where, role, Html(f"{trace_link(one.segment)} {trouble}"))


def draw_confidence(finding: Finding) -> None:
    """The level in words and four steps, and the reason."""
    section("How sure are we", "four levels, after GRADE-CERQual")
    level = finding.confidence
    if level is None:
        note("Nobody has judged it yet.")
        return
    warn = level in (Confidence.LOW, Confidence.VERY_LOW)
    look = "warn" if warn else "on"
    bars = "".join(f'<i class="{look if n < STEPS[level] else ""}"></i>' for n in range(4))
    st.html(
        f'<ul class="tl-judge"><li><b>{level.capitalize()} confidence</b>'
        f'<div class="tl-steps" role="img" aria-label="{level}, of four levels">{bars}</div>'
        f"<p>{escape(finding.confidence_reason)}</p></li></ul>"
        f'<p class="tl-note">{in_words(level)}</p>'
    )
    advice = wording_advice(finding.headline, level)
    if advice:
        st.html(needs_review("Headline") + f' <span class="tl-note">{escape(advice)}</span>')
