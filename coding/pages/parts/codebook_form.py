"""The form to add, change, move or remove a code, and the codes that were removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from access.pages.parts.look import CODE_COLOURS, code_name, confirm, note, section
from access.pages.parts.typed import plain
from coding.codebook import moved, next_colour, path, possible_parents
from coding.errors import CodebookError
from coding.model import Code
from storage.codebook import delete_code, restore_code, save_code, save_order
from storage.database import open_database

NEW = ""  # instead of the id of a code


def draw_form(codes: Sequence[Code], counts: Mapping[str, int], actor: str) -> None:
    """Choose a code, or a new one; change it; save."""
    by_id = {code.id: code for code in codes}
    _follow(by_id)
    section("Add or change a code")
    chosen = st.selectbox(
        "Code",
        [NEW, *by_id],
        format_func=lambda id: path(by_id[id], by_id) if id else "A new code",
        key="codebook.code",
    )
    known = by_id.get(chosen)
    edited = _draw_fields(known, codes)
    if st.button(
        "Save" if known else "Add this code",
        key=f"codebook.save.{chosen}",
        type="primary",
    ):
        _save(edited, known, actor)
    if known:
        _draw_moves(known, codes, actor)
        _draw_removal(known, codes, counts, actor)


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


def _follow(by_id: Mapping[str, Code]) -> None:
    """Show what was just saved; and never a code that is gone."""
    if "codebook.next" in st.session_state:
        st.session_state["codebook.code"] = st.session_state.pop("codebook.next")
    if st.session_state.get("codebook.code", NEW) not in by_id:
        st.session_state["codebook.code"] = NEW


def _draw_fields(known: Code | None, codes: Sequence[Code]) -> dict[str, str]:
    by_id = {code.id: code for code in codes}
    key = known.id if known else f"new{len(codes)}"
    name = st.text_input(
        "Name", known.name if known else "", key=f"codebook.name.{key}", max_chars=80
    )
    definition = st.text_area(
        "Definition",
        known.definition if known else "",
        key=f"codebook.definition.{key}",
        help="What a passage must say to receive the code, and what does not count.",
    )
    parents = [NEW, *(code.id for code in possible_parents(known.id if known else NEW, codes))]
    parent = st.selectbox(
        "Stands under",
        parents,
        index=parents.index(known.parent) if known else 0,
        format_func=lambda id: path(by_id[id], by_id) if id else "No other code",
        key=f"codebook.parent.{key}",
    )
    numbers = range(1, len(CODE_COLOURS) + 1)
    colour = st.selectbox(
        "Colour",
        numbers,
        index=(known.colour if known else next_colour(codes)) - 1,
        format_func=lambda n: f"{n} {CODE_COLOURS[n - 1][0]}{', broken line' if n > 6 else ''}",
        key=f"codebook.colour.{key}",
    )
    st.html(code_name(colour, name.strip() or "New code"))
    return {"name": name, "definition": definition, "parent": parent, "colour": str(colour)}


def _save(edited: Mapping[str, str], known: Code | None, actor: str) -> None:
    if not edited["name"].strip():
        st.error("A code needs a name. Give it one word or a short phrase.")
        return
    base = known or Code("", edited["name"])
    parent = edited["parent"]
    code = replace(
        base,
        name=edited["name"],
        definition=edited["definition"].strip(),
        parent=parent,
        colour=int(edited["colour"]),
        position=base.position if parent == base.parent else 0,
    )
    try:
        with open_database() as db:
            saved = save_code(db, code, actor)
    except CodebookError as error:
        st.error(plain(str(error)))
        return
    st.session_state["codebook.next"] = saved.id if known else NEW
    st.session_state.pop("codebook.first", None)
    st.toast("Saved.", icon=":material/check:")
    st.rerun()


def _draw_moves(code: Code, codes: Sequence[Code], actor: str) -> None:
    siblings = [one.id for one in codes if one.parent == code.parent]
    with st.container(horizontal=True, key="codebook_moves"):
        for label, step, end in (("Move up", -1, siblings[0]), ("Move down", 1, siblings[-1])):
            icon = ":material/arrow_upward:" if step < 0 else ":material/arrow_downward:"
            key = f"codebook.move{step}.{code.id}"
            if st.button(label, key=key, icon=icon, disabled=code.id == end):
                with open_database() as db:
                    save_order(db, moved(code.id, step, codes), actor)
                st.rerun()


def _draw_removal(code: Code, codes: Sequence[Code], counts: Mapping[str, int], actor: str) -> None:
    n = counts[code.id]
    passages = "1 passage loses" if n == 1 else f"{n} passages lose"
    under = sum(1 for one in codes if one.parent == code.id)
    note(f"{n} passages have this code." if n != 1 else "1 passage has this code.")
    if not st.button("Remove", key=f"codebook.remove.{code.id}", icon=":material/delete:"):
        return

    def remove() -> None:
        with open_database() as db:
            delete_code(db, code.id, actor)
        st.toast("Removed. It can be brought back under “Removed”.", icon=":material/undo:")

    moves = [f"{under} codes under it move up one level."] if under else []
    confirm(
        f"Remove {plain(code.name)}?",
        [
            f"{passages} this code; the text stays as it is.",
            *moves,
            "It can be brought back with its passages at any time, under “Removed”.",
        ],
        "Remove the code",
        remove,
        key=f"codebook.confirm.{code.id}",
        danger=True,
    )


def _restore(code: Code, actor: str) -> None:
    try:
        with open_database() as db:
            restore_code(db, code.id, actor)
    except CodebookError as error:
        st.error(plain(str(error)))
        return
    st.rerun()
