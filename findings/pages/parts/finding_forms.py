"""The dialogs of a finding: its words, how sure the team is, and what to do with its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from access.pages.parts.look import confirm, note
from access.pages.parts.typed import plain
from findings.confidence import LIKELY, in_words, wording_advice
from findings.errors import FindingError
from findings.model import Confidence, Evidence, Finding, FindingState, Theme
from interviews.errors import NotQuotableError
from storage.database import open_database
from storage.findings import change_finding, save_finding, set_finding_state

_HEADLINE = "Headline: one sentence that says what was found"
_STATEMENT = "Statement: the same in a few sentences; the first paragraph opens it in the story"


def write_finding(theme: str, chosen: pd.DataFrame, actor: str) -> None:
    """A dialog for the first finding of a theme; it opens on the findings page when saved."""

    @st.dialog("Write a finding", width="medium")
    def ask() -> None:
        with st.form("themes.finding", border=False):
            headline = st.text_input(_HEADLINE, key="themes.headline")
            statement = st.text_area(_STATEMENT, key="themes.statement")
            take = len(chosen) > 0 and st.checkbox(
                f"Take the chosen quotes along as support ({len(chosen)})",
                value=True,
                key="themes.take",
            )
            if st.form_submit_button("Save draft", key="themes.finding_save", type="primary"):
                segments = list(chosen["segment"]) if take else []
                evidence = tuple(Evidence("", segment=str(segment)) for segment in segments)
                kept = _save(headline, statement, theme, actor, evidence=evidence)
                st.switch_page("findings/pages/findings.py", query_params={"finding": kept.id})

    ask()


def edit_finding(finding: Finding | None, themes: Sequence[Theme], actor: str) -> None:
    """A dialog for headline, statement and theme; None begins a new finding."""
    names = {"": "No theme"} | {theme.id: theme.name for theme in themes}

    @st.dialog("Edit finding" if finding else "New finding", width="medium")
    def ask() -> None:
        if finding and finding.state is FindingState.ACCEPTED:
            note("It is accepted. Any change brings it back to review.")
        with st.form("findings.form", border=False):
            before = finding or Finding("", "New", "", actor)
            headline = st.text_input(
                _HEADLINE, before.headline if finding else "", key="findings.headline"
            )
            statement = st.text_area(
                _STATEMENT, before.statement, key="findings.statement", height=180
            )
            theme = st.selectbox(
                "Theme",
                list(names),
                list(names).index(before.theme) if before.theme in names else 0,
                format_func=names.__getitem__,
                key="findings.theme",
            )
            if st.form_submit_button("Save finding", key="findings.save", type="primary"):
                kept = _save(headline, statement, theme, actor, before=finding)
                st.query_params["finding"] = kept.id
                st.rerun()

    ask()


def _save(
    headline: str,
    statement: str,
    theme: str,
    actor: str,
    *,
    evidence: tuple[Evidence, ...] = (),
    before: Finding | None = None,
) -> Finding:
    if not headline.strip():
        st.error("A finding needs a headline. Write one sentence that says what was found.")
        st.stop()

    def worded(now: Finding) -> Finding:
        return replace(now, headline=headline.strip(), statement=statement.strip(), theme=theme)

    try:
        with open_database() as db:
            if before:
                return change_finding(db, before.id, worded, actor)
            new = worded(Finding("", headline, "", actor, evidence=evidence))
            return save_finding(db, new, actor)
    except NotQuotableError as refused:
        st.error(plain(str(refused)))
        st.stop()


def judge(finding: Finding, actor: str) -> None:
    """A dialog for the level of confidence and its reason."""
    levels = list(Confidence)

    @st.dialog("How sure are we?", width="medium")
    def ask() -> None:
        level = st.radio(
            "Overall confidence",
            levels,
            levels.index(finding.confidence) if finding.confidence else None,
            format_func=lambda one: f"{one.capitalize()}: {LIKELY[one]}",
            key="findings.level",
        )
        if level:
            note(" ".join(filter(None, (in_words(level), wording_advice(finding.headline, level)))))
        reason = st.text_area(
            "Why this level: how the study was made, how well the pieces fit, how much there is, "
            "how close it is to the question",
            finding.confidence_reason,
            key="findings.reason",
        )
        if st.button("Save judgement", key="findings.judge_save", type="primary"):
            if level is None or not reason.strip():
                st.error("Choose a level and say why in a sentence or two.")
                st.stop()

            def judged(now: Finding) -> Finding:
                return replace(now, confidence=level, confidence_reason=reason.strip())

            with open_database() as db:
                change_finding(db, finding.id, judged, actor)
            st.rerun()

    ask()


_ASKED: dict[FindingState, tuple[str, list[str], str]] = {
    FindingState.IN_REVIEW: (
        "Send to review?",
        [
            "A second person reads it with its evidence and can accept it.",
            "You can still change it.",
        ],
        "Send to review",
    ),
    FindingState.ACCEPTED: (
        "Accept this finding?",
        [
            "It may be told in a story, with you as the second person.",
            "The judgement is kept with today’s date.",
            "Any change to its words or evidence brings it back to review.",
        ],
        "Accept finding",
    ),
    FindingState.SET_ASIDE: (
        "Set this finding aside?",
        ["It leaves the board’s work and cannot be told in a story.", "It can be taken up again."],
        "Set aside",
    ),
    FindingState.DRAFT: (
        "Make it a draft again?",
        ["It leaves review until it is sent there again."],
        "Back to draft",
    ),
}


def ask_to_move(finding: Finding, state: FindingState, actor: str) -> None:
    """Ask before a finding changes its state; what the rules refuse is said in the dialog."""
    title, happens, action = _ASKED[state]

    def move() -> None:
        try:
            with open_database() as db:
                set_finding_state(db, finding.id, state, actor)
        except FindingError as error:
            st.error(plain(str(error)))
            st.stop()

    confirm(title, happens, action, move, key="findings.move")
