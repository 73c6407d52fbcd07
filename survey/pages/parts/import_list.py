"""What was imported before, and the act to take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from access.pages.parts.look import confirm, section, state
from access.pages.parts.typed import plain
from access.record import day
from storage.database import open_database
from storage.imports import ImportRefusedError, ImportRow, undo_import

DONE = "import.done"  # the id of the import that was just made
REFUSED = "import.refused"  # why the last wish to undo was not done


def draw_done(imports: Sequence[ImportRow]) -> None:
    """Say once that an import was made."""
    id = st.session_state.pop(DONE, "")
    made = next((one for one in imports if one.id == id), None)
    if made:
        st.success(
            f"{made.n_imported} responses imported, {made.n_rejected} rows left out. "
            "They stand under Results.",
            icon=":material/check_circle:",
        )


def draw_imports(imports: Sequence[ImportRow], titles: Mapping[str, str], actor: str) -> None:
    """Each import with its day and numbers; those that stand can be undone."""
    if not imports:
        return
    section("Imports so far")
    if refused := st.session_state.pop(REFUSED, ""):
        st.error(plain(refused), icon=":material/block:")
    for one in imports:
        _draw_one(one, titles[one.instrument], actor)


def _draw_one(one: ImportRow, title: str, actor: str) -> None:
    told = (
        f"{day(one.imported_at)}: {one.n_imported} responses to “{escape(title)}”, version "
        f"{one.version}; {one.n_rejected} rows left out"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f'<p class="tl-note">{told} '
            f"{state('undone', 'stop') if one.undone_at else state('in the study', 'done')}</p>",
            width="content",
        )
        if not one.undone_at and st.button(
            "Undo", key=f"import.undo.{one.id}", icon=":material/undo:"
        ):
            confirm(
                "Undo this import?",
                [
                    f"Its {one.n_imported} responses are deleted from the study.",
                    "Texts made of its open answers go too, unless they were coded.",
                    "The file can be imported again.",
                ],
                "Undo the import",
                lambda: _undo(one.id, actor),
                key=f"import.undoing.{one.id}",
                danger=True,
            )


def _undo(id: str, actor: str) -> None:
    """Take the responses back, or keep why that cannot be."""
    try:
        with open_database() as db:
            undo_import(db, id, actor)
    except ImportRefusedError as error:
        st.session_state[REFUSED] = str(error)
