"""What the grid of open answers shows: the question, codes, columns, filter and order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from coding.answer_grid import NOTHING, GridAnswer, GridQuestion
from coding.model import Code
from coding.table_model import paths_of

FIRST = 6  # codes with a column unless others are chosen
AS_CAME = ""


def choose_question(questions: Sequence[GridQuestion]) -> GridQuestion:
    """One open item."""
    n = st.selectbox(
        "Question",
        range(len(questions)),
        format_func=lambda n: f"{questions[n].label} ({questions[n].n})",
        key="answers.question",
    )
    return questions[n or 0]


def choose_codes(question: GridQuestion, codes: Sequence[Code], given: Sequence[str]) -> list[str]:
    """The codes with a column, at first those given most here, in the order of the tree."""
    paths = paths_of(codes)
    n = Counter(code for code in given if code in paths)
    first = [code for code, _ in n.most_common(FIRST)] or list(paths)[:FIRST]
    key = f"answers.codes.{question.instrument}.{question.item}"
    if kept := st.session_state.get(key):
        st.session_state[key] = [code for code in kept if code in paths]
    # What is proposed is settled at the first look, so that columns do not move while one codes.
    st.session_state.setdefault(key, [code for code in paths if code in first])
    chosen = st.multiselect(
        "Codes with a column", list(paths), format_func=paths.__getitem__, key=key
    )
    return [code for code in paths if code in chosen]


def choose_columns(question: GridQuestion, beside: Mapping[str, str]) -> list[str]:
    """Other answers of the same response."""
    key = f"answers.columns.{question.instrument}.{question.item}"
    if kept := st.session_state.get(key):
        st.session_state[key] = [name for name in kept if name in beside]
    return st.multiselect(
        "Other answers beside it",
        list(beside),
        format_func=lambda name: beside.get(name, name),
        key=key,
        placeholder="Choose questions",
    )


def choose_filter(
    question: GridQuestion, answers: Sequence[GridAnswer], columns: Mapping[str, str]
) -> tuple[str, list[str], str]:
    """The column and values to keep, and the column to sort by; "" for none."""
    if not columns:
        return AS_CAME, [], AS_CAME
    key = f"{question.instrument}.{question.item}.{'|'.join(columns)}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = _ask_column("Sort by", columns, "as they came", f"answers.sort.{key}")
        column = _ask_column("Only answers with", columns, "anything", f"answers.filter.{key}")
        values: list[str] = []
        if column:
            found = sorted({one.values.get(column, NOTHING) for one in answers})
            values = st.multiselect(
                "that is",
                found,
                format_func=lambda value: value or "no answer",
                key=f"answers.values.{key}.{column}",
                width=320,
            )
    return column, values, order


def _ask_column(label: str, columns: Mapping[str, str], none: str, key: str) -> str:
    chosen = st.selectbox(
        label,
        [AS_CAME, *columns],
        format_func=lambda name: columns.get(name, none),
        key=key,
        width=260,
    )
    return chosen or AS_CAME
