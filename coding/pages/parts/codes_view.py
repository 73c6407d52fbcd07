"""The tree of codes, and beside it the form, the acts and the history of the chosen one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from access.model import Account
from access.pages.parts.look import section
from coding.codebook import with_below
from coding.model import Code
from coding.pages.code_tree import code_tree
from coding.pages.parts.code_acts import draw_acts
from coding.pages.parts.code_history import draw_history
from coding.pages.parts.codebook_form import chosen_code, draw_form, draw_removed
from coding.pages.parts.steps import draw_steps
from coding.second_looks import SecondLook
from coding.steps import CODEBOOK


def draw_codes_view(
    codes: Sequence[Code],
    removed: Sequence[Code],
    counts: Mapping[str, int],
    looks: Sequence[SecondLook],
    people: Mapping[str, str],
    account: Account,
    *,
    editing: bool,
) -> None:
    """Both columns; who may not edit sees the tree and the history."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        waiting = Counter(look.code for look in looks)
        if editing:
            known = {code.id: code for code in [*codes, *removed]}
            draw_steps(account.id, CODEBOOK, known, page="codebook")
        _draw_tree(codes, counts, waiting, editing=editing)
        if editing:
            draw_removed(removed, account.id)
    with right, st.container(key="codebook_form"):
        section("Add or change a code" if editing else "One code")
        code = chosen_code(codes)
        if editing:
            draw_form(code, codes, counts, account.id)
        if code and editing:
            draw_acts(code, codes, people, account.id)
        if code:
            draw_history(code, people)


def _draw_tree(
    codes: Sequence[Code], counts: Mapping[str, int], waiting: Mapping[str, int], *, editing: bool
) -> None:
    n_codes = "1 code" if len(codes) == 1 else f"{len(codes)} codes"
    section("Codes", f"{n_codes}, {sum(counts.values())} passages coded")
    state = st.session_state
    open_code = str(state.get("codebook.next", state.get("codebook.code")) or "")
    chosen = code_tree(
        codes,
        with_below(counts, codes),
        waiting,
        chosen=open_code,
        movable=editing,
        key="codebook.tree",
    )
    if chosen:
        state["codebook.next"] = chosen
        st.rerun()
    if codes:
        address = "/api/coding/codebook.csv"
        st.link_button("Export as CSV", address, icon=":material/download:", type="tertiary")
