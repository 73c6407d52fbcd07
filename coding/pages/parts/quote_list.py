"""Quotes to read: each in its context, with who speaks and the way to the workbench."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from coding.queries import Quote

STEP = 30  # quotes at a time
LONGEST = 1_200  # characters of one quote


def draw_quotes(found: Sequence[Quote], names: Mapping[str, str], key: str) -> None:
    """The quotes, some at a time.

    Args:
        names: of codes by Code.id.
        key: changes with what was asked, so that a new answer begins at its top.
    """
    shown = int(st.session_state.get(f"{key}.shown", STEP))
    st.html("".join(_quote(quote, names) for quote in found[:shown]))
    if shown < len(found) and st.button(f"Show {STEP} more", key=f"{key}.more"):
        st.session_state[f"{key}.shown"] = shown + STEP
        st.rerun()


def counted(found: Sequence[Quote]) -> str:
    """How many places in how many texts, and of how many participants."""
    texts = len({quote.hit.source for quote in found})
    people = len({quote.participant for quote in found} - {""})
    said = f"{_n(len(found), 'place')} in {_n(texts, 'text')}"
    return f"{said}, {_n(people, 'participant')}" if people else said


def _n(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _quote(quote: Quote, names: Mapping[str, str]) -> str:
    where = {"source": quote.hit.source}
    if quote.segment:
        where["segment"] = quote.segment
    words = quote.words if len(quote.words) <= LONGEST else f"{quote.words[:LONGEST]} …"
    codes = ", ".join(names[code] for code in quote.codes if code in names)
    said = ", ".join(dict.fromkeys(one for one in (quote.title, quote.speaker) if one))
    return (
        f'<p class="tl-hitwords"><span>{escape(quote.before)}</span>{escape(words)}'
        f'<span>{escape(quote.after)}</span></p><p class="tl-by">{escape(said)}'
        f"{' · ' + escape(codes) if codes else ''} "
        f'<a href="/workbench?{urlencode(where)}" target="_self"'
        f' aria-label="Open the passage in {escape(quote.title)}">Open the passage</a></p>'
    )
