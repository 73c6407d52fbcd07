"""Queries: codes together, or passages beside others; what is found stands as quotes."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.model import Account
from access.pages.parts.look import note
from access.pages.parts.typed import plain
from coding.corpus import Corpus
from coding.errors import CodingError
from coding.pages.parts.query_limits import draw_limits, set_limits
from coding.pages.parts.quote_list import counted, draw_quotes
from coding.queries import quotes, run_query
from coding.query_json import render_query
from coding.query_menu import Menus, menus_of
from coding.query_model import (
    All,
    Beside,
    Condition,
    Distance,
    Query,
    Relation,
    SavedQuery,
    Where,
)
from coding.query_words import said
from coding.rounds import AGREED, AGREED_NAME, told_apart
from coding.table_model import paths_of
from storage.accounts import names_of
from storage.codebook import list_codes
from storage.database import open_database, open_vault
from storage.queries import delete_query, list_queries, load_corpus, save_query

KEY = "passages.query"
LIMITS = f"{KEY}.only"
FORMS = {"together": "Codes together", "beside": "Passages beside others"}


def draw_query(account: Account) -> None:
    """The menus, what they ask in words, and the quotes."""
    with open_database() as db, open_vault() as vault:
        corpus, paths = load_corpus(db, account.id), paths_of(list_codes(db))
        saved, names = list_queries(db), told_apart({**names_of(vault), AGREED: AGREED_NAME})
    if not paths:
        note("There are no codes yet: make the first one in the workbench or on the codebook page.")
        return
    mine = _draw_saved(saved, account)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        form = st.selectbox(
            "Find", list(FORMS), format_func=FORMS.__getitem__, key=f"{KEY}.form", width=280
        )
        where = Where.PASSAGE
        if form == "together":
            where = Where(
                st.selectbox("In", [one.value for one in Where], key=f"{KEY}.where", width=200)
            )
    ask = _draw_codes(paths) if form == "together" else _draw_beside(paths)
    query = Query(ask, where, draw_limits(corpus, coders_of(corpus, names), LIMITS))
    if ask == All(()) or (isinstance(ask, Beside) and not (ask.codes and ask.others)):
        note("Choose the codes. What is found stands here as quotes in their context.")
        return
    _draw_found(corpus, query, paths)
    _draw_keeping(query, mine, account)


def coders_of(corpus: Corpus, names: dict[str, str]) -> dict[str, str]:
    """Those who marked something that may be seen, by name."""
    there = {mark.coder for mark in corpus.marks}
    return {coder: names.get(coder, coder) for coder in names if coder in there}


def _draw_found(corpus: Corpus, query: Query, paths: dict[str, str]) -> None:
    found = quotes(corpus, run_query(corpus, query), query)
    asked = render_query(query)
    st.html(f'<p class="tl-asked" role="status">{counted(found)}</p>')
    note(said(query, {code: words.rpartition(" / ")[2] for code, words in paths.items()}))
    if not found:
        note("Nothing fits. Ask for less, or look in a wider place, such as one turn.")
        return
    draw_quotes(found, paths, f"{KEY}.{asked}")
    address = f"/api/coding/found.csv?{urlencode({'ask': asked})}"
    st.html(f'<p class="tl-by"><a href="{address}" download>Download the quotes (CSV)</a></p>')


def _draw_codes(paths: dict[str, str]) -> Condition:
    all_of, any_of, none_of = (
        _codes(label, paths, f"{KEY}.{name}", column)
        for label, name, column in zip(
            ("All of these codes", "At least one of these", "None of these"),
            ("all_of", "any_of", "none_of"),
            st.columns(3, gap="medium"),
            strict=True,
        )
    )
    return Menus(all_of, any_of, none_of).condition


def _draw_beside(paths: dict[str, str]) -> Beside:
    left, middle, right = st.columns([5, 3, 5], gap="medium")
    codes = _codes("Passages of", paths, f"{KEY}.codes", left)
    with middle:
        relation = Relation(
            st.selectbox("that", [one.value for one in Relation], key=f"{KEY}.relation")
        )
        distance, by = 1, Distance.TURNS
        if relation is Relation.NEAR:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                distance = int(
                    st.number_input("at most", 0, 100_000, 1, key=f"{KEY}.distance", width=110)
                )
                by = Distance(
                    st.selectbox(
                        "turns or characters",
                        [one.value for one in Distance],
                        key=f"{KEY}.by",
                        label_visibility="collapsed",
                    )
                )
    others = _codes("passages of ", paths, f"{KEY}.others", right)
    return Beside(codes, relation, others, distance, by)


def _codes(label: str, paths: dict[str, str], key: str, column: DeltaGenerator) -> tuple[str, ...]:
    if kept := st.session_state.get(key):
        st.session_state[key] = [one for one in kept if one in paths]
    with column:
        chosen = st.multiselect(
            label, list(paths), format_func=paths.__getitem__, key=key, placeholder="Choose codes"
        )
    return tuple(chosen)


def _draw_saved(saved: list[SavedQuery], account: Account) -> SavedQuery | None:
    """The saved queries; the one that is open, if it is the reader's own."""
    if not saved:
        return None
    by_id = {one.id: one for one in saved}

    def open_it() -> None:
        chosen = by_id.get(st.session_state[f"{KEY}.saved"] or "")
        if chosen:
            _put(chosen.query)

    with st.container(horizontal=True, vertical_alignment="bottom"):
        id = st.selectbox(
            "Saved queries",
            list(by_id),
            None,
            format_func=lambda id: by_id[id].name,
            key=f"{KEY}.saved",
            on_change=open_it,
            placeholder="Open a saved query",
            width=360,
        )
        chosen = by_id.get(id or "")
        mine = chosen if chosen and chosen.author == account.id else None
        if mine and st.button("Delete it", key=f"{KEY}.delete", icon=":material/delete:"):
            with open_database() as db:
                delete_query(db, mine.id, account.id)
            st.session_state.pop(f"{KEY}.saved")
            st.toast("Deleted. The menus still hold it: save it again to keep it.")
            st.rerun()
    return mine


def _put(query: Query) -> None:
    """Set the menus to what a saved query asks."""
    kept = st.session_state
    ask = query.ask
    kept[f"{KEY}.form"] = "beside" if isinstance(ask, Beside) else "together"
    kept[f"{KEY}.where"] = query.where.value
    if isinstance(ask, Beside):
        for name in ("codes", "others"):
            kept[f"{KEY}.{name}"] = list(getattr(ask, name))
        kept[f"{KEY}.relation"] = ask.relation.value
        kept[f"{KEY}.distance"], kept[f"{KEY}.by"] = ask.distance, ask.by.value
    menus = menus_of(query)
    for name in ("all_of", "any_of", "none_of"):
        kept[f"{KEY}.{name}"] = list(getattr(menus, name))
    set_limits(query.only, LIMITS)


def _draw_keeping(query: Query, mine: SavedQuery | None, account: Account) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Save this query as",
            mine.name if mine else "",
            key=f"{KEY}.name",
            max_chars=80,
            width=320,
        )
        go = st.button("Save the query", key=f"{KEY}.save")
    if not go:
        return
    try:
        with open_database() as db:
            save_query(db, name, query, account.id)
    except CodingError as refused:
        st.error(plain(str(refused)))
        return
    st.toast("Saved for everybody in this study.", icon=":material/check:")
    st.rerun()
