"""The search of the reading room: turns with the words found, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

import pandas as pd
import streamlit as st

from access.pages.parts.look import note
from interviews.listing import ALL, KIND_WORDS
from interviews.search import cut_around, read_query
from interviews.speakers import counted
from storage.database import open_database
from storage.reading import Found, Hit, search_turns

STEP = 50  # hits at a time
HELP = (
    "All words must stand in one turn, in any of their forms. "
    "“In quotes” stand one after the other. hous* begins a word. safe OR sure takes either. "
    "-word leaves turns out. housing ~5 wait finds the two at most five words apart."
)


def draw_search(turns: pd.DataFrame) -> None:
    """The field, what it may hold, and the turns that fit."""
    typed, kind, askers = _draw_field(set(turns["kind"]))
    query = read_query(typed)
    if not query.match:
        note(query.problem or HELP)
        return
    limit = _limit(typed, kind, askers)
    with open_database() as db:
        found = search_turns(
            db, query, kind="" if kind == ALL else kind, askers=askers, limit=limit
        )
    _draw_found(found)
    if found.n_turns > len(found.hits) and st.button("Show more", key="reading_room.more"):
        st.session_state["reading_room.limit"] = [limit + STEP, typed, kind, askers]
        st.rerun()


def _draw_field(kinds: set[str]) -> tuple[str, str, bool]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            "Find in every text",
            placeholder="housing wait, “warm handover”, hous*",
            key="reading_room.find",
            help=HELP,
            width=420,
        )
        kind = ALL
        if len(kinds) > 1:
            kind = st.selectbox(
                "Where",
                [one for one in KIND_WORDS if one == ALL or one in kinds],
                format_func=KIND_WORDS.__getitem__,
                key="reading_room.kind",
                width=180,
            )
        askers = st.checkbox("Interviewers too", value=True, key="reading_room.askers")
    return typed, kind, askers


def _limit(*asked: object) -> int:
    """How many hits are shown: a first lot, and more once they were asked for."""
    kept = st.session_state.get("reading_room.limit")
    return int(kept[0]) if kept and tuple(kept[1:]) == asked else STEP


def _draw_found(found: Found) -> None:
    if not found.hits:
        note("Nothing fits. Try fewer words, the beginning of a word with *, or another kind.")
        return
    more = f"; the first {len(found.hits)}" if found.n_turns > len(found.hits) else ""
    note(f"{counted(found.n_turns, 'turn')} in {counted(found.n_sources, 'text')}{more}")
    for _, hits in groupby(found.hits, key=lambda hit: hit.source):
        st.html(_source(list(hits)))


def _source(hits: Sequence[Hit]) -> str:
    """One text with its hits, each with the way to its place."""
    rows = "".join(
        f'<div class="tl-hit"><div class="tl-who">{escape(hit.speaker)}</div>'
        f'<p class="tl-said">{_cut(hit)}</p>'
        f'<a href="/library?source={hit.source}&amp;turn={hit.n}" target="_self"'
        f' aria-label="Open turn {hit.n + 1} of {escape(hit.title)}">Turn {hit.n + 1}</a></div>'
        for hit in hits
    )
    return f'<h2 class="tl-section">{escape(hits[0].title)}</h2>{rows}'


def _cut(hit: Hit) -> str:
    """The words found, marked, in a stretch of the turn."""
    start, end = cut_around(hit.words, list(hit.spans))
    at, pieces = start, ["… " if start else ""]
    for first, last in hit.spans:
        if first >= at and last <= end:
            pieces += [escape(hit.words[at:first]), f"<mark>{escape(hit.words[first:last])}</mark>"]
            at = last
    pieces += [escape(hit.words[at:end]), " …" if end < len(hit.words) else ""]
    return "".join(pieces)
