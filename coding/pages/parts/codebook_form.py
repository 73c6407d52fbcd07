"""The form to add a code or to change what is known of it, and the codes that were removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from access.pages.parts.look import CODE_COLOURS, code_name, section
from access.pages.parts.typed import plain
from coding.codebook import next_colour, path, possible_parents
from coding.errors import CodebookError
from coding.model import Code, Origin
from storage.codebook import restore_code, save_code
from storage.database import open_database

NEW = ""  # instead of the id of a code


def chosen_code(codes: Sequence[Code]) -> Code | None:
    """Draw the choice of a code, or of a new one (None); what was just saved is chosen."""
    by_id = {code.id: code for code in codes}
    if "codebook.next" in st.session_state:
        st.session_state["codebook.code"] = st.session_state.pop("codebook.next")
    if st.session_state.get("codebook.code", NEW) not in by_id:
        st.session_state["codebook.code"] = NEW
    chosen = st.selectbox(
        "Code",
        [NEW, *by_id],
        format_func=lambda id: path(by_id[id], by_id) if id else "A new code",
        key="codebook.code",
    )
    return by_id.get(chosen)


def draw_form(
    known: Code | None, codes: Sequence[Code], counts: Mapping[str, int], actor: str
) -> None:
    """The fields of a code; save."""
    name, edited = _draw_fields(known, codes)
    look_again, why = True, ""
    if known:
        if counts.get(known.id) and edited.meaning != known.meaning and any(known.meaning):
            look_again = st.checkbox(
                "Its passages want another look",
                value=True,
                key=f"codebook.look.{known.id}",
                help="They come into the list under “Look again”. Untick it if only the wording "
                "changes.",
            )
        why = st.text_input(
            "Why it changes", key=f"codebook.why.{known.id}", help="Kept in the history of the code"
        )
    key = f"codebook.save.{known.id if known else NEW}"
    if st.button("Save" if known else "Add this code", key=key, type="primary"):
        _save(name, edited, known, actor, look_again=look_again, why=why.strip())


def draw_removed(removed: Sequence[Code], actor: str) -> None:
    """Each removed code with a button that brings it back, its passages with it."""
    if not removed:
        return
    section("Removed", "newest first; their passages come back with them")
    for code in removed:
        with st.container(horizontal=True, vertical_alignment="center", key=f"removed_{code.id}"):
            st.html(code_name(code.colour, code.name))
            if st.button("Bring back", key=f"codebook.restore.{code.id}", icon=":material/undo:"):
                _restore(code, actor)


def _draw_fields(known: Code | None, codes: Sequence[Code]) -> tuple[str, Code]:
    """The name in its field, which may be empty, and the code with all the others."""
    base = known or Code("", "New code", colour=next_colour(codes))
    key = known.id if known else f"new{len(codes)}"
    if known:
        _follow(known)
    name = st.text_input(
        "Name", known.name if known else "", key=f"codebook.name.{key}", max_chars=80
    )
    texts = {
        field: st.text_area(label, getattr(base, field), key=f"codebook.{field}.{key}", height=rows)
        for field, label, rows in (
            ("definition", "Definition", 96),
            ("use_when", "When to use", 68),
            ("use_not", "When not to use", 68),
            ("example", "Example", 68),
        )
    }
    parent = _draw_parent(known, codes, key)
    left, right = st.columns(2)
    with left:
        colour = _draw_colour(base, key)
    with right:
        origin = st.selectbox(
            "Origin",
            [one.value for one in Origin],
            list(Origin).index(base.origin),
            format_func=lambda one: one.capitalize() or "Not said",
            key=f"codebook.origin.{key}",
            help="A priori: from theory or another study. In vivo: words of a participant. "
            "Inductive: found while reading.",
        )
    st.html(code_name(colour, name.strip() or "New code"))
    stripped = {field: text.strip() for field, text in texts.items()}
    edited = replace(base, parent=parent, colour=colour, origin=Origin(origin), **stripped)
    return name.strip(), edited


def _follow(known: Code) -> None:
    """A field shows what is stored again if that was changed elsewhere: by a drag, by undo."""
    fields = ("name", "definition", "use_when", "use_not", "example", "parent", "colour", "origin")
    stored = {field: str(getattr(known, field)) for field in fields}
    before = st.session_state.get(f"codebook.was.{known.id}", stored)
    for field in fields:
        if stored[field] != before.get(field):
            st.session_state.pop(f"codebook.{field}.{known.id}", None)
    st.session_state[f"codebook.was.{known.id}"] = stored


def _draw_parent(known: Code | None, codes: Sequence[Code], key: str) -> str:
    by_id = {code.id: code for code in codes}
    parents = [NEW, *(one.id for one in possible_parents(known.id if known else "", codes))]
    return st.selectbox(
        "Stands under",
        parents,
        parents.index(known.parent) if known else 0,
        format_func=lambda id: path(by_id[id], by_id) if id else "Nothing, at the top",
        key=f"codebook.parent.{key}",
    )


def _draw_colour(base: Code, key: str) -> int:
    numbers = list(range(1, len(CODE_COLOURS) + 1))
    return st.selectbox(
        "Colour",
        numbers,
        numbers.index(base.colour),
        format_func=lambda n: f"{n} {CODE_COLOURS[n - 1][0]}{', broken line' if n > 6 else ''}",
        key=f"codebook.colour.{key}",
    )


def _save(
    name: str, edited: Code, known: Code | None, actor: str, *, look_again: bool, why: str
) -> None:
    if not name:
        st.error("A code needs a name. Give it one word or a short phrase.")
        return
    edited = replace(edited, name=name)
    if known and edited.parent != known.parent:
        edited = replace(edited, position=0)
    try:
        with open_database() as db:
            saved = save_code(db, edited, actor, look_again=look_again, why=why)
    except CodebookError as error:
        st.error(plain(str(error)))
        return
    if known:
        del st.session_state[f"codebook.why.{known.id}"]
    st.session_state["codebook.next"] = saved.id if known else NEW
    st.session_state.pop("codebook.first", None)
    st.toast("Saved.", icon=":material/check:")
    st.rerun()


def _restore(code: Code, actor: str) -> None:
    try:
        with open_database() as db:
            restore_code(db, code.id, actor)
    except CodebookError as error:
        st.error(plain(str(error)))
        return
    st.rerun()
