"""Page: the codebook, its codes with their definitions, and the form to add or change one."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import (
    Column,
    Html,
    code_name,
    empty_state,
    note,
    page_header,
    section,
    stay_awake,
    table,
)
from access.pages.parts.session import guard
from access.permissions import may
from coding.codebook import depths
from coding.pages.parts.codebook_file import draw_import
from coding.pages.parts.codebook_form import draw_form, draw_removed
from coding.pages.parts.steps import draw_steps
from coding.steps import CODEBOOK
from storage.codebook import count_segments, list_codes, list_removed_codes
from storage.database import open_database

account = guard(Act.SEE_STUDY)
stay_awake()
editing = may(account.role, Act.EDIT_CODEBOOK)

with open_database() as db:
    codes = list_codes(db)
    removed = list_removed_codes(db)
    counts = count_segments(db, account.id)

purpose = "What each code means, and where it stands among the others."
writing_first = bool(st.session_state.get("codebook.first"))
if not codes and not writing_first:
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

left, right = st.columns([5, 3], gap="large")
with left:
    if editing:
        known = {code.id: code for code in [*codes, *removed]}
        draw_steps(account.id, CODEBOOK, known, page="codebook")
    n_codes = "1 code" if len(codes) == 1 else f"{len(codes)} codes"
    section("Codes", f"{n_codes}, {counts.total()} passages coded")
    depth = depths(codes)
    table(
        [Column("Code", "38%"), Column("Definition", "50%"), Column("Passages", "12%", right=True)],
        [
            [
                Html(
                    f'<span style="padding-left:{1.25 * depth[code.id]}rem">'
                    f"{code_name(code.colour, code.name)}</span>"
                ),
                code.definition,
                str(counts[code.id]),
            ]
            for code in codes
        ],
        "Codes with their definitions",
    )
    if codes:
        st.link_button(
            "Export as CSV", "/api/coding/codebook.csv", icon=":material/download:", type="tertiary"
        )
    else:
        note("Your first code will stand here.")
with right, st.container(key="codebook_form"):
    if editing:
        draw_form(codes, counts, account.id)
if editing:
    draw_import(codes, account.id)
    draw_removed(removed, account.id)
