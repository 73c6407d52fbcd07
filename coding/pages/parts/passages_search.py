"""Search and code: words, a phrase or a pattern in every text, ticked and coded together."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.model import Account
from access.pages.parts.look import note
from access.pages.parts.typed import plain
from coding.errors import CodingError
from coding.finding import (
    Extent,
    Hit,
    ReadTurn,
    Span,
    Way,
    find_pattern,
    find_phrase,
    hits_of,
)
from coding.pages.parts.passages_shelf import Shelf
from coding.pages.parts.passages_ticks import draw_ticks
from interviews.search import read_query
from storage.database import open_database
from storage.reading import search_turns

KEY = "passages.search"
MOST = 2_000  # turns


def draw_search(shelf: Shelf, account: Account) -> None:
    """The field, how it is looked for, and the passages found."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            "Find in every text", key=f"{KEY}.typed", placeholder="waiting for housing", width=320
        )
        way = st.selectbox("As", [one.value for one in Way], key=f"{KEY}.way", width=230)
        extent = st.selectbox(
            "Mark", [one.value for one in Extent], 1, key=f"{KEY}.extent", width=170
        )
        askers = st.checkbox("Interviewers too", key=f"{KEY}.askers")
    if not typed.strip():
        note(
            "All words must stand in one turn. “In quotes” stand one after the other. hous* begins "
            "a word. safe OR sure takes either. -word leaves turns out. housing ~5 wait finds the "
            "two at most five words apart."
        )
        return
    turns = shelf.turns if askers else shelf.answered()
    try:
        found = _found(turns, typed, Way(way))
    except CodingError as trouble:
        st.error(plain(str(trouble)))
        return
    hits = hits_of(found, Extent(extent))
    if not hits:
        note("Nothing fits. Try fewer words, or look for them in any form.")
        return
    note(_counted(hits))
    draw_ticks(shelf, hits, account, key=KEY)


def _found(
    turns: Sequence[ReadTurn], typed: str, way: Way
) -> list[tuple[ReadTurn, Sequence[Span]]]:
    if way is Way.PHRASE:
        return [*find_phrase(turns, typed)]
    if way is Way.PATTERN:
        return [*find_pattern(turns, typed)]
    known = {(turn.source, turn.start): turn for turn in turns}
    with open_database() as db:
        hits = search_turns(db, read_query(typed), limit=MOST).hits
    return [
        (known[hit.source, hit.start], hit.spans)
        for hit in hits
        if (hit.source, hit.start) in known
    ]


def _counted(hits: Sequence[Hit]) -> str:
    n, texts = len(hits), len({hit.turn.source for hit in hits})
    return f"{n} passage{'s' * (n != 1)} in {texts} text{'s' * (texts != 1)}"
