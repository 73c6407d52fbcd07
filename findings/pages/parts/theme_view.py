"""One theme on the screen: its passages in numbers, in quotes and in words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from access.pages.parts.charts import inks
from access.pages.parts.look import Column, Html, code_name, note, quote, section, state, table
from access.pages.parts.typed import plain
from coding.model import Code
from findings.model import EvidenceRole, Finding, Quote, Theme
from findings.next_steps import count_of
from findings.pages.parts.marks import (
    KINDS,
    bar_list,
    not_to_be_quoted,
    quote_with_act,
    quoted,
    trace_link,
)
from findings.themes import ThemeSummary
from interviews.errors import NotQuotableError
from interviews.word_cloud import MAX_WORDS, render_word_cloud
from interviews.words import Word
from storage.database import open_database
from storage.themes import save_theme

SHOWN = 8  # rows of a list of bars


def draw_codes(theme: Theme, codes: Sequence[Code], summary: ThemeSummary) -> None:
    """The codes of the theme and what they add up to."""
    marks = "".join(code_name(c.colour, c.name) for c in codes if c.id in theme.codes)
    counts = (
        f"{count_of(summary.n_segments, 'passage')} by {count_of(summary.n_coders, 'coder')}, "
        f"from {count_of(summary.n_participants, 'participant')} of "
        f"{count_of(summary.n_organisations, 'organisation')}"
    )
    st.html(f'<p class="tl-codes">{marks}<span class="tl-muted">{escape(counts)}</span></p>')
    if summary.n_asked:
        note(
            f"{count_of(summary.n_asked, 'passage')} in which only an interviewer speaks "
            f"{'is' if summary.n_asked == 1 else 'are'} not counted. The Library has the setting."
        )


def draw_quotes(
    theme: Theme, summary: ThemeSummary, problems: Mapping[str, str], actor: str | None
) -> None:
    """Chosen quotes, and suggestions as suggestions; without an actor nothing can be changed.

    Args:
        problems: Segment.id → why consent does not cover it today.
    """
    n = len(summary.chosen)
    section("Typical", f"chosen by the team, {n} of {count_of(summary.n_segments, 'passage')}")
    if not n:
        note("No quote is chosen yet. Choose the passages that say best what the theme means.")
    for row in summary.chosen.to_dict("records"):
        left = tuple(one for one in theme.quotes if one != row["segment"])
        _choice(row, "Take out", replace(theme, quotes=left), actor, "close")
        if row["segment"] in problems:
            not_to_be_quoted(problems[str(row["segment"])])
    if not len(summary.suggested) or actor is None:
        return
    section("Suggested", "short passages of different people; nothing is chosen for you")
    for row in summary.suggested.to_dict("records"):
        more = (*theme.quotes, str(row["segment"]))
        _choice(row, "Choose", replace(theme, quotes=more), actor, "add")


def _choice(
    row: Mapping[Hashable, Any], act: str, after: Theme, actor: str | None, icon: str
) -> None:
    body = quoted(row)
    if actor is None:
        st.html(body)
        return
    key = f"themes.{icon}_{row['segment']}"
    if quote_with_act(body, act, key=key, icon=f":material/{icon}:"):
        try:
            with open_database() as db:
                save_theme(db, after, actor)
        except NotQuotableError as refused:
            st.error(plain(str(refused)))
            return
        st.rerun()


def draw_against(findings: Sequence[Finding], quotes: dict[str, Quote]) -> None:
    """What speaks against findings of this theme."""
    against = [
        quotes[piece.segment]
        for finding in findings
        for piece in finding.evidence
        if piece.role is EvidenceRole.CONTRADICTS and piece.segment in quotes
    ]
    if not against:
        return
    section("Speaks against it", "from the findings of this theme")
    body = "".join(
        quote(one.text, one.said_by, "contradicts", trace_link(one.segment)) for one in against
    )
    st.html(body)


def draw_who(summary: ThemeSummary) -> None:
    """How many participants of each organisation speak of it."""
    if not len(summary.who):
        return
    n, base = int(summary.who["n"].sum()), int(summary.who["all"].sum())
    section("Who speaks of it", f"{n} of {count_of(base, 'participant')}")
    rows = list(summary.who.itertuples(index=False, name=None))
    bar_list([(str(name), f"{n} of {base}", n / base) for name, n, base in rows[:SHOWN]])
    if len(rows) > SHOWN:
        note(f"{len(rows) - SHOWN} more organisations speak of it as little or less.")


def draw_beside(summary: ThemeSummary) -> None:
    """Codes of other themes on the same words."""
    if not len(summary.beside):
        return
    section("Occurs with", "other codes on the same words")
    rows = list(summary.beside.head(SHOWN).itertuples(index=False, name=None))
    bar_list([(str(name), str(n), n / rows[0][1]) for name, n in rows])


def draw_words(words: Sequence[Word], n_names: int = 0) -> None:
    """The cloud, and the same words as a table for who does not see it; names are counted only."""
    shown = words[:MAX_WORDS]
    colours = inks()
    picture = render_word_cloud(words, [colours.bar, colours.ink, colours.muted])
    first = ", ".join(word.text for word in shown[:10])
    st.image(picture, width="stretch", alt=f"Word cloud; the most frequent words are {first}")
    note("Size: how often participants say it in these passages. Interviewers are left out.")
    if n_names:
        note(f"{count_of(n_names, 'word')} left out, because the vault knows them as names.")
    with st.expander("The words as a table", key="themes.words_table"):
        table(
            [Column("Word", "50%"), Column("Times", "25%", True), Column("Texts", "25%", True)],
            [[word.text, str(word.n), str(word.n_sources)] for word in shown],
            "The most frequent words of the theme",
        )


def draw_findings(findings: Sequence[Finding]) -> None:
    """The findings written from this theme."""
    if not findings:
        return
    section("Findings", "written from this theme")
    items = "".join(
        f'<div><dt><a href="/findings?finding={one.id}" target="_self">{escape(one.headline)}</a>'
        f"</dt><dd>{state(one.state, KINDS[one.state])}</dd></div>"
        for one in findings
    )
    st.html(f'<dl class="tl-facts">{items}</dl>')


def draw_table(frame: pd.DataFrame) -> None:
    """Codes × participants."""
    if not len(frame):
        return
    section("Codes by participant", "number of passages")
    people = [str(name) for name in frame.columns if name != "all"]
    width = f"{60 / (len(people) + 1):.1f}%"
    columns = [Column(name, width, True) for name in [*people, "All"]]
    rows: list[list[str | Html]] = [
        [str(code), *(str(n) if n else "·" for n in counts)]
        for code, counts in zip(frame.index, frame.to_numpy().tolist(), strict=True)
    ]
    table([Column("Code", "40%"), *columns], rows, "Number of passages by code and participant")
