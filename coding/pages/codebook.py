"""Page: the codebook: its tree, the form for one code, its history, and codes brought in."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, page_header, stay_awake
from access.pages.parts.room import choose_view
from access.pages.parts.session import guard
from access.permissions import may
from coding.codebook_months import by_month
from coding.pages.parts.code_history import draw_months
from coding.pages.parts.code_split import draw_split
from coding.pages.parts.codebook_file import draw_import, draw_starter
from coding.pages.parts.codebook_form import draw_removed
from coding.pages.parts.codes_view import draw_codes_view
from coding.pages.parts.look_again import draw_look_again
from coding.pages.parts.steps import draw_steps
from coding.rounds import AGREED, AGREED_NAME
from coding.steps import CODEBOOK
from storage.accounts import names_of
from storage.codebook import count_segments, list_codes, list_removed_codes
from storage.database import open_database, open_vault
from storage.revisions import coded_by_month, list_revisions, names_of_codes
from storage.second_looks import list_second_looks

CODES, LOOK_AGAIN, CHANGES, BRING_IN = "Codes", "Look again", "Changes", "Bring in"

account = guard(Act.SEE_STUDY)
stay_awake()
editing = may(account.role, Act.EDIT_CODEBOOK)
with open_database() as db, open_vault() as vault:
    codes = list_codes(db)
    removed = list_removed_codes(db)
    counts = count_segments(db, account.id)
    looks = list_second_looks(db, account.id)
    people = {**names_of(vault), AGREED: AGREED_NAME}

purpose = "What each code means, and where it stands among the others."
splitting = next((c for c in codes if c.id == st.session_state.get("codebook.splitting")), None)
if splitting and editing:
    draw_split(splitting, codes, people, account.id)
    st.stop()
if not codes and not st.session_state.get("codebook.first"):
    page_header("Codebook", purpose, key="codebook")
    if empty_state(
        "No codes yet",
        "A code is a short name with a definition: what a passage must say to receive it, and what "
        "does not count. Codes can also be made while reading, in the workbench.",
        "Write the first code" if editing else None,
        key="codebook.empty",
        icon=":material/add:",
    ):
        st.session_state["codebook.first"] = True
        st.rerun()
    if editing:
        draw_steps(account.id, CODEBOOK, {code.id: code for code in removed}, page="codebook")
        draw_starter(codes, account.id)
        draw_import(codes, account.id)
        draw_removed(removed, account.id)
    st.stop()

if page_header(
    "Codebook",
    purpose,
    "Add a code" if editing and codes else None,
    key="codebook",
    icon=":material/add:",
):
    st.session_state["codebook.next"] = ""
    st.session_state["codebook.view_next"] = CODES
views = [CODES, LOOK_AGAIN, CHANGES, *([BRING_IN] if editing else [])]
asked = st.query_params.get("view", "").replace("-", " ").capitalize()
if "codebook.view_next" in st.session_state:
    st.session_state["codebook.view"] = st.session_state.pop("codebook.view_next")
view = choose_view(
    views,
    key="codebook.view",
    first=asked if asked in views else CODES,
    words=lambda one: f"{one} ({len(looks)})" if one == LOOK_AGAIN and looks else one,
)
if view == LOOK_AGAIN:
    draw_look_again(looks, codes, people, account.id)
elif view == CHANGES:
    with open_database() as db:
        names, coded = names_of_codes(db), coded_by_month(db, account.id)
        draw_months(by_month(list_revisions(db), names, people, coded))
elif view == BRING_IN:
    draw_import(codes, account.id)
    draw_starter(codes, account.id)
else:
    draw_codes_view(codes, removed, counts, looks, people, account, editing=editing)
