"""Bring codes in from a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st

from access.pages.parts.look import Column, code_name, table
from access.pages.parts.typed import plain
from coding.codebook_csv import parse_codebook_csv
from coding.errors import CodebookError
from coding.model import Code
from storage.codebook import save_codes
from storage.database import open_database


def draw_import(codes: Sequence[Code], actor: str) -> None:
    """Choose a file, look at what it holds, add it."""
    with st.expander("Import codes from a CSV file", icon=":material/upload_file:"):
        n_files = st.session_state.setdefault("codebook.files", 0)  # a new number empties the box
        file = st.file_uploader(
            "A file with the columns name, definition, parent",
            type=["csv"],
            key=f"codebook.file.{n_files}",
        )
        if file is not None:
            _draw_found(file.getvalue(), codes, actor)


def _draw_found(data: bytes, codes: Sequence[Code], actor: str) -> None:
    try:
        found = parse_codebook_csv(data, lambda: uuid4().hex, codes)
    except CodebookError as error:
        for problem in error.problems:
            st.error(plain(problem))
        return
    table(
        [Column("Code", "40%"), Column("Definition", "60%")],
        [[code_name(code.colour, code.name), code.definition] for code in found],
        "Codes in the file",
    )
    label = "Add 1 code" if len(found) == 1 else f"Add {len(found)} codes"
    if st.button(label, key="codebook.import", type="primary", disabled=not found):
        with open_database() as db:
            save_codes(db, found, actor)
        st.session_state["codebook.files"] += 1
        st.toast(f"{len(found)} codes added.", icon=":material/check:")
        st.rerun()
