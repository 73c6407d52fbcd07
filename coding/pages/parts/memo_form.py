"""Write a memo, or change one's own."""

from __future__ import annotations

import streamlit as st

from access.model import Account
from access.pages.parts.look import note, section
from access.pages.parts.typed import plain
from coding.codebook import path
from coding.errors import MemoError
from coding.memos import LONGEST, Memo, MemoKind
from storage.codebook import list_codes
from storage.database import open_database
from storage.memos import save_memo
from storage.open_answers import list_texts
from storage.people import list_participants
from storage.themes import list_themes

# A memo about a passage is begun at the passage, in the workbench.
_HERE = [kind.value for kind in MemoKind if kind is not MemoKind.SEGMENT]
_FIRST = MemoKind.REFLEXIVE.value


def draw_memo_form(known: Memo | None, about: str, author: Account) -> None:
    """The fields of a new memo, or the words of a known one; save and cancel."""
    key = known.id if known else "new"
    section("Change a memo" if known else "Write a memo", about)
    kind, subject = (known.kind, known.subject) if known else _draw_subject(author.id)
    if kind is MemoKind.PARTICIPANT:
        note("Write no names: a memo is read by the team, and leaves with the others as a file.")
    words = st.text_area(
        "Memo", known.text if known else "", key=f"memos.text.{key}", height=180, max_chars=LONGEST
    )
    with st.container(horizontal=True, key="memos_save"):
        if st.button("Save", key=f"memos.save.{key}", type="primary"):
            _save(Memo(kind, words, subject, known.id if known else ""), author.id, key)
        if st.button("Cancel", key=f"memos.cancel.{key}"):
            _close(key)


def _draw_subject(viewer: str) -> tuple[MemoKind, str]:
    kind = MemoKind(
        st.selectbox(
            "About",
            _HERE,
            _HERE.index(_FIRST),
            format_func=lambda one: MemoKind(one).label,
            key="memos.about",
            help="Method: what you decided and why. Reflexive: what you bring along yourself. "
            "About a passage: select it in the workbench and press M.",
        )
    )
    if not kind.has_subject:
        return kind, ""
    choices = _choices(kind, viewer)
    chosen = st.selectbox(
        kind.label,
        list(choices),
        None,
        format_func=lambda id: choices[id],
        key=f"memos.subject.{kind}",
        placeholder="Choose one" if choices else "There is none yet",
    )
    return kind, chosen or ""


def _choices(kind: MemoKind, viewer: str) -> dict[str, str]:
    """What a memo of this kind can be about: words by id."""
    with open_database() as db:
        if kind is MemoKind.CODE:
            by_id = {code.id: code for code in list_codes(db)}
            return {id: path(code, by_id) for id, code in by_id.items()}
        if kind is MemoKind.SOURCE:
            return {text.id: text.title for text in list_texts(db, viewer)}
        if kind is MemoKind.THEME:
            return {theme.id: theme.name for theme in list_themes(db)}
        return {one.id: f"{one.id} {one.role}".strip() for one in list_participants(db)}


def _save(memo: Memo, author: str, key: str) -> None:
    try:
        with open_database() as db:
            save_memo(db, memo, author)
    except MemoError as error:
        st.error(plain(str(error)))
        return
    st.toast("Saved.", icon=":material/check:")
    _close(key)


def _close(key: str) -> None:
    st.session_state.pop("memos.open", None)
    st.session_state.pop(f"memos.text.{key}", None)
    st.rerun()
