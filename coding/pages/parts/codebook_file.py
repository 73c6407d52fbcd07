"""Bring codes in: from a file, or the starter codebook."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st

from access.pages.parts.look import Column, Html, code_name, note, section, table
from access.pages.parts.typed import plain
from coding.codebook import depths, tree_order
from coding.codebook_table import CodebookTable, parse_codebook
from coding.errors import CodebookError, ExchangeError
from coding.exchange.codes import codes_in_qdc
from coding.model import Code
from coding.starter import starter_codebook
from storage.codebook import save_codes
from storage.database import open_database


def draw_import(codes: Sequence[Code], actor: str) -> None:
    """Choose a file, look at what it holds, add it."""
    section("From a file")
    note(
        "CSV or Excel with a column name (or code, tag) or path; and, where there are any, "
        "definition, parent, when to use, when not to use, example, origin, colour. "
        "The codebook of Taguette is read as it is, and so is the .qdc of other coding programs."
    )
    n_files = st.session_state.setdefault("codebook.files", 0)  # a new number empties the box
    file = st.file_uploader(
        "A codebook as CSV, XLSX or QDC",
        type=["csv", "tsv", "txt", "xlsx", "qdc"],
        key=f"codebook.file.{n_files}",
    )
    if file is not None:
        _draw_found(file.getvalue(), file.name, codes, actor)


def draw_starter(codes: Sequence[Code], actor: str) -> None:
    """The starter codebook, to look at and to add; nothing where it is there already."""
    starter = starter_codebook(lambda: uuid4().hex)
    taken = {code.name.casefold() for code in codes}
    if any(code.name.casefold() in taken for code in starter):
        return
    section("Starter codebook", f"{len(starter)} codes")
    note(
        "Six themes that studies about data on exploitation keep finding, each code with a "
        "definition, when to use it, when not, and an example. A proposal: keep what fits."
    )
    with st.expander("Look at it"):
        draw_codes(starter)
    if st.button("Add the starter codebook", key="codebook.starter", icon=":material/add:"):
        _add(starter, actor)


def draw_codes(new: Sequence[Code], known: Sequence[Code] = ()) -> None:
    """Codes that are about to be added, in the tree that they will be in."""
    every = [*known, *new]
    above = {code.parent for code in new}
    added, depth = {code.id for code in new}, depths(every)
    table(
        [
            Column("Code", "34%"),
            Column("Definition", "36%"),
            Column("When to use, when not", "30%"),
        ],
        [
            [
                Html(
                    f'<span style="padding-left:{1.25 * depth[code.id]}rem">'
                    f"{code_name(code.colour, code.name)}</span>"
                ),
                code.definition if code.id in added else "(there already)",
                " ".join(w for w in (code.use_when, code.use_not) if w and code.id in added),
            ]
            for code in tree_order(every)
            if code.id in added | above
        ],
        "Codes to add",
    )


def _draw_found(data: bytes, filename: str, codes: Sequence[Code], actor: str) -> None:
    try:
        found = _parsed(data, filename, codes)
    except CodebookError as error:
        for problem in error.problems:
            st.error(plain(problem))
        return
    except ExchangeError as error:
        st.error(plain(str(error)))
        return
    _draw_problems(found)
    if not found.codes:
        return
    draw_codes(found.codes, codes)
    label = "Add 1 code" if len(found.codes) == 1 else f"Add {len(found.codes)} codes"
    if st.button(label, key="codebook.import", type="primary"):
        st.session_state["codebook.files"] += 1
        _add(found.codes, actor)


def _parsed(data: bytes, filename: str, codes: Sequence[Code]) -> CodebookTable:
    if not filename.lower().endswith(".qdc"):
        return parse_codebook(data, filename, lambda: uuid4().hex, codes)
    merged = codes_in_qdc(data, codes)
    for notice in merged.notices:
        st.info(plain(notice))
    if not merged.new:
        note("Every code of this file is in the codebook already.")
    return CodebookTable(merged.new)


def _draw_problems(found: CodebookTable) -> None:
    if not found.problems:
        return
    left_out = len({problem.row for problem in found.problems if problem.left_out})
    rows = "1 row is left out" if left_out == 1 else f"{left_out} rows are left out"
    st.warning(f"{rows}; the others can be added." if found.codes else "No row can be added.")
    table(
        [Column("Row", "10%", right=True), Column("What is wrong with it", "90%")],
        [[str(problem.row), problem.why] for problem in found.problems],
        "Rows with problems",
    )


def _add(codes: Sequence[Code], actor: str) -> None:
    try:
        with open_database() as db:
            save_codes(db, codes, actor)
    except CodebookError as error:
        st.error(plain(str(error)))
        return
    st.session_state["codebook.view_next"] = "Codes"
    st.toast(f"{len(codes)} codes added. Undo takes them back.", icon=":material/check:")
    st.rerun()
