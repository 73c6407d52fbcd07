"""Positions that can be meant in several ways: the first quotes of each, and a choice."""

from __future__ import annotations

from html import escape

import streamlit as st

from access.pages.parts.look import section
from access.pages.parts.typed import plain
from coding.exchange.model import Project, Reading, TextSource
from coding.exchange.offsets import in_words

N_QUOTES = 5
_AROUND = 24  # characters before and after a quote


def chosen_readings(doubtful: Project) -> dict[str, Reading]:
    """What a person has chosen so far: TextSource.id → reading."""
    chosen = {}
    for source in _in_doubt(doubtful):
        n = st.session_state.get(_key(source))
        if isinstance(n, int) and n < len(source.choices):
            chosen[source.id] = source.choices[n]
    return chosen


def draw_readings(doubtful: Project, project: Project) -> None:
    """For each text in doubt its first quotes as they would stand, to be looked at.

    Args:
        doubtful: the project as it was read without any choice.
        project: as it is read with the choices.
    """
    texts = _in_doubt(doubtful)
    if not texts:
        return
    section("Look at these quotes", "do they begin and end where they should?")
    now = {source.id: source for source in project.sources}
    for n, source in enumerate(texts):
        with st.expander(plain(source.name), expanded=n == 0):
            st.radio(
                "How this program counts",
                list(range(len(source.choices))),
                format_func=in_words(source.choices).__getitem__,
                key=_key(source),
            )
            for line in _first_quotes(now[source.id]):
                st.html(line)


def _in_doubt(project: Project) -> list[TextSource]:
    return [one for one in project.sources if one.choices and one.selections]


def _first_quotes(source: TextSource) -> list[str]:
    text = source.text or ""
    cuts = [
        (text[max(0, one.start - _AROUND) : one.start], text[one.start : one.end], one.end)
        for one in source.selections[:N_QUOTES]
    ]
    return [
        f'<blockquote class="tl-quote tl-cut">…{escape(before)}<mark>{escape(words)}</mark>'
        f"{escape(text[end : end + _AROUND])}…</blockquote>"
        for before, words, end in cuts
    ]


def _key(source: TextSource) -> str:
    return f"exchange.reading.{source.id}"
