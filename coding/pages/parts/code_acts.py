"""What can be done with one code: moved, merged, split, retired, removed; each can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from access.pages.parts.look import Column, confirm, note, table
from access.pages.parts.typed import plain
from coding.codebook import moved, path
from coding.errors import CodebookError
from coding.model import Code
from coding.uses import Uses, in_words
from storage.codebook import delete_code, save_order
from storage.codebook_acts import merge_codes, retire_code
from storage.database import open_database
from storage.uses import code_uses


def draw_acts(code: Code, codes: Sequence[Code], people: Mapping[str, str], actor: str) -> None:
    """The passages of the code, and every act on it."""
    with open_database() as db:
        uses = code_uses(db, code.id, actor)
    _draw_moves(code, codes, actor)
    _draw_passages(uses, people)
    if len(codes) > 1:
        _draw_merge(code, codes, uses, people, actor)
    with st.container(horizontal=True, key="codebook_acts"):
        if uses.n and st.button(
            "Split", key=f"codebook.split.{code.id}", icon=":material/call_split:"
        ):
            st.session_state["codebook.splitting"] = code.id
            st.rerun()
        _draw_retirement(code, actor)
        _draw_removal(code, codes, uses, people, actor)


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


def _draw_passages(uses: Uses, people: Mapping[str, str]) -> None:
    """Who has marked how much with the code, and where."""
    if not uses.n:
        note("No passage has this code.")
        return
    label = "1 passage has this code" if uses.n == 1 else f"{uses.n} passages have this code"
    with st.expander(label), st.container(key="narrow_code_passages"):
        table(
            [Column("Text", "60%"), Column("Coder", "25%"), Column("Passages", "15%", right=True)],
            [
                [
                    use.source_title,
                    people.get(use.coder, "Somebody") if use.coder else "",
                    str(use.n),
                ]
                for use in uses.passages
            ],
            "Passages of this code by text and coder",
        )


def _draw_merge(
    code: Code, codes: Sequence[Code], uses: Uses, people: Mapping[str, str], actor: str
) -> None:
    by_id = {one.id: one for one in codes}
    with st.expander("Merge into another code", icon=":material/merge:"):
        kept = st.selectbox(
            "The code that stays",
            [one.id for one in codes if one.id != code.id],
            format_func=lambda id: path(by_id[id], by_id),
            key=f"codebook.merge_into.{code.id}",
        )
        why = st.text_input("Why", key=f"codebook.merge_why.{code.id}")
        note(
            f"All passages of “{code.name}” get “{by_id[kept].name}”. Words that one coder has "
            "marked with both are counted once. What stands under it, and themes with it, follow."
        )
        for line in in_words(uses, people):
            note(line)
        if st.button("Merge", key=f"codebook.merge.{code.id}", type="primary"):
            _merge(code, kept, actor, why.strip())


def _merge(code: Code, kept: str, actor: str, why: str) -> None:
    try:
        with open_database() as db:
            done = merge_codes(db, code.id, kept, actor, why)
    except CodebookError as error:
        st.error(plain(str(error)))
        return
    also = f" {done.n_doubled} had both." if done.n_doubled else ""
    st.toast(f"Merged: {done.n_moved + done.n_doubled} passages.{also}", icon=":material/merge:")
    st.session_state["codebook.next"] = kept
    st.rerun()


def _draw_retirement(code: Code, actor: str) -> None:
    label, icon = ("Use again", "play_arrow") if code.is_retired else ("Retire", "pause")
    why = (
        "It can be given to passages again."
        if code.is_retired
        else ("Its passages stay; it is offered for no new ones.")
    )
    key = f"codebook.retire.{code.id}"
    if st.button(label, key=key, icon=f":material/{icon}:", help=why):
        with open_database() as db:
            retire_code(db, code.id, actor, retired=not code.is_retired)
        st.rerun()


def _draw_removal(
    code: Code, codes: Sequence[Code], uses: Uses, people: Mapping[str, str], actor: str
) -> None:
    if not st.button("Remove", key=f"codebook.remove.{code.id}", icon=":material/delete:"):
        return

    def remove() -> None:
        with open_database() as db:
            delete_code(db, code.id, actor)
        st.toast("Removed. It can be brought back under “Removed”.", icon=":material/undo:")

    under = sum(1 for one in codes if one.parent == code.id)
    passages = "1 passage loses" if uses.n == 1 else f"{uses.n} passages lose"
    moves = [f"{under} codes under it move up one level."] if under else []
    confirm(
        f"Remove {plain(code.name)}?",
        [
            f"{passages} this code; the text stays as it is.",
            *in_words(uses, people),
            *moves,
            "It can be brought back with its passages at any time, under “Removed”, or by Undo.",
        ],
        "Remove the code",
        remove,
        key=f"codebook.confirm.{code.id}",
        danger=True,
    )
