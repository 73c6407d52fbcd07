"""A source to read: its turns as HTML, and the table of its speakers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from access.pages.parts.look import Column, Html, note, state, table
from interviews.model import Source, Turn
from interviews.speakers import count_speakers, without_interviewers
from interviews.timestamps import clock


def draw_turns(source: Source, turns: Sequence[Turn], found: Turn | None = None) -> None:
    """The turns as a transcript; what interviewers say is quieter, the one found is marked."""
    body = "".join(_turn(source, turn, is_found=turn is found) for turn in turns)
    st.html(f'<div class="tl-tr tl-read">{body}</div>')


def draw_speakers(source: Source) -> None:
    """Each speaker with turns and words; the interviewers are marked."""
    rows: list[list[str | Html]] = [
        [
            Html(
                f"{escape(speaker.name or 'without a label')}"
                f"{' ' + state('interviewer', 'info') if speaker.asks else ''}"
            ),
            f"{speaker.n_turns:,}",
            Html(f"{speaker.n_words:,} <small>{speaker.share:.0%}</small>"),
        ]
        for speaker in count_speakers(source)
    ]
    columns = [Column("Speaker", "56%"), Column("Turns", "18%", True), Column("Words", "26%", True)]
    with st.container(key="library_speakers"):
        table(columns, rows, "Speakers with their turns and words")
        others = without_interviewers(source)
        if others:
            note(f"Without those who ask: {others}.")


def _turn(source: Source, turn: Turn, *, is_found: bool = False) -> str:
    mark = " tl-found" if is_found else ""
    asks = " tl-asks" if turn.speaker in source.interviewers else ""
    at = "" if turn.at_ms is None else f"<small>{clock(turn.at_ms)}</small>"
    words = escape(source.said(turn)) or '<span class="tl-muted">nothing said</span>'
    return (
        f'<div class="tl-turn tl-two{asks}{mark}">'
        f'<div class="tl-who">{escape(turn.speaker)}{at}</div>'
        f'<div class="tl-said">{words}</div></div>'
    )
