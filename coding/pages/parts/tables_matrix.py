"""Codes by codes, participants or the values of an attribute: heat map, table, and the quotes."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from access.pages.parts.charts import figure, heat
from access.pages.parts.look import Column, note, section, table
from coding.corpus import Corpus, Only
from coding.pages.parts.query_limits import attribute_names
from coding.pages.parts.quote_list import counted, draw_quotes
from coding.queries import quotes, run_query
from coding.query_model import Where
from coding.table_model import Across, TableAsked, render_asked
from coding.tables import Matrix

KEY = "tables.matrix"
FIRST = 10  # codes shown unless others are chosen
COUNTED = {"places": "Places", "texts": "Texts", "share": "Share of the code's places"}


def draw_matrix(corpus: Corpus, paths: Mapping[str, str], only: Only) -> None:
    """The menus, then what they ask for."""
    asked = _ask(corpus, paths, only)
    if not asked.codes:
        note("Choose at least one code.")
        return
    matrix = asked.matrix(corpus)
    if not matrix.columns:
        note("Nobody fits: no participant speaks in these texts. Choose other limits.")
        return
    counted_as = st.radio(
        "Count",
        list(COUNTED),
        format_func=COUNTED.__getitem__,
        horizontal=True,
        key=f"{KEY}.counted",
        label_visibility="collapsed",
    )
    _draw_figure(asked, matrix, paths, counted_as)
    _draw_cell(corpus, asked, matrix, paths)


def _ask(corpus: Corpus, paths: Mapping[str, str], only: Only) -> TableAsked:
    names = attribute_names(corpus)
    choices = [one for one in Across if one is not Across.ATTRIBUTE or names]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        across = Across(
            st.selectbox("Codes by", [one.value for one in choices], key=f"{KEY}.across", width=200)
        )
        where, attribute = Where.PASSAGE, ""
        if across is Across.CODES:
            where = Where(
                st.selectbox("In", [one.value for one in Where], key=f"{KEY}.where", width=200)
            )
        elif across is Across.ATTRIBUTE:
            attribute = st.selectbox("Attribute", names, key=f"{KEY}.attribute", width=240)
    used = _most_used(corpus, paths)
    if kept := st.session_state.get(f"{KEY}.codes"):
        st.session_state[f"{KEY}.codes"] = [code for code in kept if code in paths]
    codes = st.multiselect(
        "Codes", list(paths), used, format_func=paths.__getitem__, key=f"{KEY}.codes"
    )
    order = [code for code in paths if code in codes]
    return TableAsked(across, tuple(order), where, attribute, only)


def _most_used(corpus: Corpus, paths: Mapping[str, str]) -> list[str]:
    n = dict.fromkeys(paths, 0)
    for mark in corpus.marks:
        if mark.code in n:
            n[mark.code] += 1
    best = sorted((code for code in paths if n[code]), key=lambda code: -n[code])[:FIRST]
    return [code for code in paths if code in best]


def _draw_figure(
    asked: TableAsked, matrix: Matrix, paths: Mapping[str, str], counted_as: str
) -> None:
    import pandas as pd

    rows = _short(matrix.rows, paths)
    across = _short(matrix.columns, asked.columns(matrix, paths))
    places = [(row, column) for row in matrix.rows for column in matrix.columns]
    frame = pd.DataFrame(
        [
            (rows[row], across[column], 0.0 if row == column else n, label)
            for row, column in places
            for n, label in [_shown(matrix, row, column, counted_as)]
        ],
        columns=["row", "column", "n", "label"],
    )
    base = f"{COUNTED[counted_as].lower()}, {_what(asked)}"
    apart = [(row, column) for row, column in places if row != column]
    most = max(apart or places, key=lambda place: matrix.cell(*place).n)
    alt = f"Heat map of {len(rows)} codes by {len(across)}; the table under it has every number."
    figure(heat(frame), f"Codes by {asked.attribute or asked.across.lower()}", base, alt)
    note(
        "What several coders marked at one place, or what touches, counts once. Most often: "
        f"{rows[most[0]]} and {across[most[1]]}, {matrix.cell(*most).n}."
    )
    _draw_table(matrix, rows, across, counted_as)
    address = f"/api/coding/table.csv?{urlencode({'ask': render_asked(asked)})}"
    st.html(f'<p class="tl-by"><a href="{address}" download>Download the table (CSV)</a></p>')


def _draw_table(
    matrix: Matrix, rows: Mapping[str, str], across: Mapping[str, str], counted_as: str
) -> None:
    width = f"{70 / max(len(across), 1):.2f}%"
    head = [Column("Code", "30%"), *(Column(across[one], width, right=True) for one in across)]
    body = [
        [
            rows[row],
            *(_shown(matrix, row, column, counted_as)[1] or "0" for column in matrix.columns),
        ]
        for row in matrix.rows
    ]
    table(head, body, f"{COUNTED[counted_as]} of each code")


def _draw_cell(corpus: Corpus, asked: TableAsked, matrix: Matrix, paths: Mapping[str, str]) -> None:
    """A cell is chosen by its row and column, and its quotes are read."""
    columns = asked.columns(matrix, paths)
    section("Read a cell")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        row = st.selectbox(
            "Code", list(matrix.rows), format_func=paths.__getitem__, key=f"{KEY}.row", width=320
        )
        column = st.selectbox(
            f"by {asked.attribute or asked.across.lower()}",
            list(matrix.columns),
            None,
            format_func=columns.__getitem__,
            key=f"{KEY}.column.{asked.across}.{asked.attribute}",
            placeholder="Choose",
            width=320,
        )
    if row is None or column is None:
        note("Choose a row and a column to read the passages that are counted there.")
        return
    query = asked.query(corpus, row, column)
    found = quotes(corpus, run_query(corpus, query), query)
    st.html(f'<p class="tl-asked" role="status">{counted(found)}</p>')
    draw_quotes(found, paths, f"{KEY}.{row}.{column}")


def _shown(matrix: Matrix, row: str, column: str, counted_as: str) -> tuple[float, str]:
    """The number of a cell and its words, "" for none."""
    cell = matrix.cell(row, column)
    if not cell.n:
        return 0.0, ""
    if counted_as == "share":
        share = matrix.share(row, column) or 0.0
        return share, f"{share:.0%}"
    n = cell.n if counted_as == "places" else cell.n_sources
    return float(n), f"{n:,}"


def _short(ids: tuple[str, ...], names: Mapping[str, str]) -> dict[str, str]:
    """The last part of each path where that is clear, else the whole of it."""
    last = {id: names[id].rpartition(" / ")[2] for id in ids}
    return {
        id: name if [*last.values()].count(name) == 1 else names[id] for id, name in last.items()
    }


def _what(asked: TableAsked) -> str:
    if asked.across is Across.CODES:
        return f"both codes in {asked.where}; where a code meets itself, how often it stands"
    return "in what they say"
