"""A word in its surroundings: one line for each time that it was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from access.pages.parts.look import note
from interviews.concordance import Line, Order, concordance
from interviews.model import Participant
from interviews.pages.parts.room_choice import draw_choice
from interviews.speakers import counted

SHOWN = 200  # lines


def draw_context(turns: pd.DataFrame, participants: Sequence[Participant]) -> None:
    """The word, whose words, the order; then the lines with the word in the middle."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            "Word or words",
            placeholder="trust",
            key="reading_room.word",
            width=320,
        )
        order = st.selectbox(
            "Order", [one.value for one in Order], key="reading_room.order", width=200
        )
        forms = st.checkbox(
            "In all its forms",
            value=True,
            key="reading_room.forms",
            help="“wait” also finds “waited” and “waiting”.",
        )
    said, language, _ = draw_choice(turns, participants, key="reading_room.context")
    if not typed.strip():
        note("Type a word to see every time that it was said, with the words around it.")
        return
    lines = concordance(said, typed, language, forms=forms, order=Order(order))
    if not lines:
        note("It was not said in these words. Try another form, or other people.")
        return
    titles = dict(zip(turns["source"], turns["title"], strict=True))
    more = f"; the first {SHOWN}" if len(lines) > SHOWN else ""
    n_texts = len({line.source for line in lines})
    note(f"Said {counted(len(lines), 'time')} in {counted(n_texts, 'text')}{more}")
    st.html(_lines(lines[:SHOWN], titles))


def _lines(lines: Sequence[Line], titles: Mapping[str, str]) -> str:
    rows = "".join(
        f'<tr><td class="r"><bdi>{escape(line.left)}</bdi></td>'
        f'<th scope="row">{escape(line.word)}</th>'
        f"<td>{escape(line.right)}</td>"
        f'<td><a href="/library?source={line.source}&amp;turn={line.n}" target="_self">'
        f"{escape(titles[line.source])}, turn {line.n + 1}</a></td></tr>"
        for line in lines
    )
    return (
        '<div class="tl-scroll" tabindex="0" role="region" aria-label="The word in context">'
        '<table class="tl-kwic"><caption>The word in its surroundings</caption>'
        '<thead><tr><th scope="col" class="r">Before</th><th scope="col">Word</th>'
        '<th scope="col">After</th><th scope="col">Where</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
