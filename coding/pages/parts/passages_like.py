"""Passages like those of a code, and codes for passages without one: suggestions to look at."""

from __future__ import annotations

import streamlit as st

from access.model import Account
from access.pages.parts.look import note
from coding.finding import Hit, ReadTurn
from coding.likeness import Likeness
from coding.pages.parts.passages_shelf import Shelf
from coding.pages.parts.passages_ticks import draw_ticks
from coding.suggesting import like_code, sentences_to_code, suggestions_for

MOST = 60  # passages


@st.cache_data(scope="session", show_spinner="Comparing the passages of all texts", max_entries=2)
def _weighed(turns: tuple[ReadTurn, ...]) -> tuple[list[Hit], Likeness[int]]:
    """Every sentence of those who do not ask, as a vector; worked out once for each state."""
    sentences = sentences_to_code(turns)
    return sentences, Likeness({n: hit.words for n, hit in enumerate(sentences)})


def draw_like(shelf: Shelf, account: Account) -> None:
    """Passages that are like those of a code and do not have it."""
    used = shelf.segments["code"].value_counts()
    paths = {code: words for code, words in shelf.code_paths.items() if code in used.index}
    if not paths:
        note("Code a few passages first: what is like them can then be found.")
        return
    code = st.selectbox(
        "Like the passages of",
        list(paths),
        format_func=lambda one: f"{paths[one]} ({used[one]})",
        key="passages.like.code",
        width=420,
    )
    sentences, likeness = _weighed(tuple(shelf.answered()))
    chosen = next(one for one in shelf.codes if one.id == code)
    found = like_code(sentences, likeness, shelf.segments, chosen)[:MOST]
    if not found:
        note("Nothing in the texts is like them.")
        return
    note(
        "Suggestions by words shared with its passages and its definition, the most alike first. "
        "You decide about each one."
    )
    hits, remarks = zip(*((hit, f"likeness {one:.0%}") for hit, one in found), strict=True)
    draw_ticks(shelf, hits, account, key=f"passages.like.{code}", remarks=remarks, code=code)


def draw_suggested(shelf: Shelf, account: Account) -> None:
    """For one text and one code that is suggested there: the passages that may have it."""
    titles = {turn.source: turn.title for turn in shelf.turns}
    if shelf.segments.empty:
        note("Code a few passages first: suggestions come from what is coded in this study.")
        return
    source = st.selectbox(
        "Text", list(titles), format_func=titles.__getitem__, key="passages.suggested.source"
    )
    sentences, likeness = _weighed(tuple(shelf.answered()))
    found = suggestions_for(sentences, likeness, shelf.segments, str(source))
    paths = shelf.code_paths
    by_code = {code: [hit for hit, one in found if one == code] for code in paths}
    offered = [code for code, hits in by_code.items() if hits]
    if not offered:
        note("Nothing is suggested here: what is coded elsewhere is not like this text.")
        return
    code = st.selectbox(
        "Suggested code",
        offered,
        format_func=lambda one: f"{paths[one]} ({len(by_code[one])})",
        key=f"passages.suggested.{source}",
        width=420,
    )
    note("From passages that are coded already. You decide about each one.")
    key = f"passages.suggested.{source}.{code}"
    draw_ticks(shelf, by_code[str(code)], account, key=key, code=str(code))
