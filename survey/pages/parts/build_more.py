"""The builder's fourth side of a question: what is said before it, and how its answers are kept."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from access.pages.parts.look import note
from survey.answer_kinds import CHOICES
from survey.builder import change_item
from survey.model import Instrument, Item, ItemKind
from survey.pages.parts.desk import Desk, act
from survey.shuffle import with_shuffle
from survey.texts import with_text


def draw_more(desk: Desk, item: Item) -> None:
    """The note before a hard part, more to read, marks for those who handle the answers."""
    if item.kind in (ItemKind.CALCULATE, ItemKind.HIDDEN):
        note("Respondents do not see it, so there is nothing to say to them.")
        return
    home, mark = desk.instrument.default_language, f"{item.name}.{desk.mark}"
    with st.form(f"build.more.{mark}", border=False):
        content_note = st.text_area(
            "Note before its page, with “Skip this part” (may stay empty)",
            item.content_note.get(home, ""),
            key=f"build.content_note.{mark}",
            help="For something hard to answer: say what comes. It stands on a page of its own.",
        )
        guidance = st.text_area(
            "More to read, folded away (may stay empty)",
            item.guidance_hint.get(home, ""),
            key=f"build.guidance.{mark}",
        )
        shuffled = _ask_shuffled(item, mark)
        pii, theme = _ask_pii(item, mark), _ask_theme(item, mark)
        saved = st.form_submit_button("Save", key="build.more.save", type="primary")

    def changed(now: Instrument) -> Instrument:
        edited = replace(
            item,
            content_note=with_text(item.content_note, home, content_note),
            guidance_hint=with_text(item.guidance_hint, home, guidance),
            pii=pii,
            codebook_theme=" ".join(theme.split()),
        )
        return change_item(now, with_shuffle(edited, shuffled))

    if len(desk.instrument.languages) > 1:
        note("Its other languages stand under Translate.")
    if saved:
        act(desk, "changed what is said before a question, or how it is kept", changed)


def _ask_shuffled(item: Item, mark: str) -> bool:
    shuffled = item.parameters.get("randomize") == "true"
    if item.kind not in CHOICES:
        return shuffled
    return st.checkbox(
        "In an order of its own for each respondent", shuffled, key=f"build.shuffled.{mark}"
    )


def _ask_pii(item: Item, mark: str) -> bool:
    if not item.is_answered:
        return item.pii
    return st.checkbox(
        "An answer may name or locate somebody",
        item.pii,
        key=f"build.pii.{mark}",
        help="It is then not brought into the workbench, and the codebook says so.",
    )


def _ask_theme(item: Item, mark: str) -> str:
    if item.kind is not ItemKind.TEXT:
        return item.codebook_theme
    return st.text_input(
        "Where its answers belong in the codebook (may stay empty)",
        item.codebook_theme,
        key=f"build.theme.{mark}",
    )
