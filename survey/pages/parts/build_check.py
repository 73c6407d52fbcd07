"""The builder's check: what stands in the way of publishing, and what to look at again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from access.pages.parts.look import beside, needs_review, note, section, state
from survey.errors import Level, Remark
from survey.model import Instrument
from survey.pages.parts.build_outline import page_of, page_title
from survey.texts import short

_PARTS = {  # what a column is called on the screens
    "relevance": "shown if",
    "constraint": "limits",
    "required": "must be answered",
    "choice_filter": "which answers are offered",
    "options": "answers",
    "count": "how often",
    "constraint_message": "words beside the limits",
    "required_message": "words where it is left empty",
    "guidance_hint": "more to read",
    "content_note": "note before it",
}


def draw_check(
    instrument: Instrument, remarks: Sequence[Remark], open_place: Callable[[str], None]
) -> None:
    """Every remark with its place and remedy, and a way to that place."""
    n = sum(one.level is Level.ERROR for one in remarks)
    if not remarks:
        section("Nothing to remark")
        note("No expression is broken, nothing is out of reach, every text is translated.")
        return
    section("Before publishing", _counted(n, len(remarks) - n))
    for number, remark in enumerate(remarks):
        mark = state("must change", "stop") if remark.level is Level.ERROR else needs_review("look")
        with st.container(horizontal=True, key=f"todo_remark_{number}"):
            beside(
                f'<p class="tl-todo"><b>{escape(_place(instrument, remark))}</b>'
                f'<span class="tl-why">{mark} {escape(_where(remark))}'
                f"{escape(remark.reason)} {escape(remark.remedy)}</span></p>"
            )
            if remark.place and st.button("Open", key=f"build.open.{number}"):
                open_place(remark.place)


def _counted(errors: int, warnings: int) -> str:
    told = f"{errors} must be changed" if errors else "nothing must be changed"
    return f"{told}, {warnings} to look at" if warnings else told


def _place(instrument: Instrument, remark: Remark) -> str:
    """The words of the question or page that a remark is about."""
    if not remark.place:
        return "The questionnaire"
    page = page_of(instrument, remark.place)
    if page and page.name == remark.place:
        return f"Page: {page_title(instrument, page)}"
    item = next((item for item in instrument.items if item.name == remark.place), None)
    return short(item.label, instrument.default_language, 90) or remark.place if item else ""


def _where(remark: Remark) -> str:
    parts = [_PARTS.get(remark.column, remark.column)] if remark.column not in ("", "label") else []
    if remark.position:
        parts.append(f"character {remark.position + 1}")
    if remark.language:
        parts.append(remark.language)
    return f"{', '.join(parts)}: " if parts else ""
