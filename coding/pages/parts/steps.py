"""Undo and redo of what one coder did in a place, as two buttons that say what they would do."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from access.pages.parts.typed import plain
from coding.model import Code
from coding.steps import Step, TakenBack
from storage.coding_steps import next_redo, next_undo, redo, undo
from storage.database import open_database


def draw_steps(actor: str, place: str, codes: Mapping[str, Code], *, page: str) -> None:
    """Draw both; a step that cannot be taken back stays, with the reason."""
    with open_database() as db:
        back, forth = next_undo(db, actor, place), next_redo(db, actor, place)
    if back is None and forth is None:
        return
    with st.container(horizontal=True, key=f"{page}_steps"):
        for step, name, icon, take in (
            (back, "Undo", ":material/undo:", undo),
            (forth, "Redo", ":material/redo:", redo),
        ):
            label = f"{name}: {_words(step, codes)}" if step else name
            if st.button(label, key=f"{page}.{name.lower()}", icon=icon, disabled=step is None):
                with open_database() as db:
                    _tell(take(db, actor, place))
                st.rerun()


def _words(step: Step, codes: Mapping[str, Code]) -> str:
    what = step.kind.removeprefix("codebook: ")
    return f"{what}, {plain(codes[step.subject].name)}" if step.subject in codes else what


def _tell(taken: TakenBack | None) -> None:
    if taken and taken.why_not:
        st.toast(f"It stays as it is: {plain(taken.why_not)}", icon=":material/info:")
