"""Memos as cards: what each is about, its words, who wrote it; one's own can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from access.model import Account
from access.pages.parts.look import note
from access.pages.parts.typed import plain
from access.record import day
from coding.errors import MemoError
from coding.memos import Memo, MemoKind
from storage.database import open_database
from storage.memos import delete_memo

AT_ONCE = 50


def draw_memos(
    memos: Sequence[Memo], about: Mapping[str, str], people: Mapping[str, str], reader: Account
) -> None:
    """The newest first."""
    for memo in memos[:AT_ONCE]:
        by = people.get(memo.written_by, "Somebody who left")
        with st.container(key=f"memo_{memo.id}", gap=None):
            st.html(_card(memo, about.get(memo.id, ""), by))
            if memo.written_by == reader.id:
                _draw_own(memo, reader.id)
    if len(memos) > AT_ONCE:
        note(f"{AT_ONCE} of {len(memos)} are shown. Find the others by their words.")


def _card(memo: Memo, about: str, by: str) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in memo.text.splitlines() if line.strip())
    head = escape(memo.kind.label)
    if about:
        head += f": {escape(about)}"
    if memo.kind is MemoKind.SEGMENT:
        address = f"/workbench?source={escape(memo.source)}&amp;segment={escape(memo.subject)}"
        head += f' <a href="{address}" target="_self">Open the passage</a>'
    changed = f", changed {day(memo.changed_at)}" if memo.changed_at != memo.written_at else ""
    return (
        f'<article class="tl-memo"><h2>{head}</h2>{lines}'
        f"<footer>{escape(by)}, {day(memo.written_at)}{changed}</footer></article>"
    )


def _draw_own(memo: Memo, actor: str) -> None:
    with st.container(horizontal=True, key=f"memo_acts_{memo.id}"):
        if st.button("Change", key=f"memos.change.{memo.id}", type="tertiary"):
            st.session_state["memos.open"] = memo.id
            st.rerun()
        if st.button("Remove", key=f"memos.remove.{memo.id}", type="tertiary"):
            try:
                with open_database() as db:
                    delete_memo(db, memo.id, actor)
            except MemoError as error:
                st.error(plain(str(error)))
                return
            st.toast("Removed. Undo brings it back.", icon=":material/undo:")
            st.rerun()
