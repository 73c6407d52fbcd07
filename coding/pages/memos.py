"""Page: what the team writes down while it thinks, found by words and kind, written and changed."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, note, page_header, stay_awake
from access.pages.parts.session import guard
from coding.memos import MEMOS, MemoKind, found
from coding.pages.parts.memo_form import draw_memo_form
from coding.pages.parts.memo_list import draw_memos
from coding.pages.parts.steps import draw_steps
from storage.accounts import names_of
from storage.database import open_database, open_vault
from storage.memos import list_memos, memo_subjects

EVERY_KIND = ""
NEW = "new"  # instead of the id of a memo, while one is written

account = guard(Act.CODE)
stay_awake()
with open_database() as db, open_vault() as vault:
    memos = list_memos(db, account.id)
    about = memo_subjects(db, account.id)
    people = names_of(vault)

purpose = "Thoughts on codes, passages, texts, people and themes; on method, and on oneself."
writing = st.session_state.get("memos.open", "")
if not memos and not writing:
    page_header("Memos", purpose, key="memos")
    if empty_state(
        "No memos yet",
        "A memo keeps a thought with what it is about: why a code is needed, what a passage may "
        "mean, what you decided and why. In the workbench M writes one about a passage.",
        "Write the first memo",
        key="memos.empty",
        icon=":material/edit_note:",
    ):
        st.session_state["memos.open"] = NEW
        st.rerun()
    draw_steps(account.id, MEMOS, {}, page="memos")
    st.stop()
if page_header("Memos", purpose, "Write a memo", key="memos", icon=":material/edit_note:"):
    st.session_state["memos.open"] = NEW
    st.rerun()

if writing:
    known = next((memo for memo in memos if memo.id == writing), None)
    draw_memo_form(known, about.get(writing, ""), account)
with st.container(horizontal=True, vertical_alignment="bottom", key="memos_find"):
    words = st.text_input("Find", key="memos.words", placeholder="Words of a memo", width=340)
    kind = st.selectbox(
        "Kind",
        [EVERY_KIND, *(one.value for one in MemoKind)],
        format_func=lambda one: MemoKind(one).label if one else "Every kind",
        key="memos.kind",
        width=180,
    )
draw_steps(account.id, MEMOS, {}, page="memos")
shown = found(memos, words, about, MemoKind(kind) if kind else None)
note(f"{len(shown)} of {len(memos)} memos." if len(memos) != 1 else "1 memo.")
draw_memos(shown, about, people, account)
with st.container(horizontal=True, key="memos_files"):
    for ending, label in (("csv", "CSV"), ("docx", "Word"), ("html", "HTML")):
        st.link_button(
            f"Take all along as {label}",
            f"/api/coding/memos.{ending}",
            icon=":material/download:",
            type="tertiary",
        )
