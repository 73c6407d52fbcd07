"""How often each code was given, and how much of the text it covers."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from access.pages.parts.charts import figure, named_bars
from access.pages.parts.look import Column, note, table
from coding.corpus import Corpus, Only
from coding.query_json import render_query
from coding.query_model import All, Query
from coding.spans import length
from coding.tables import Frequency, frequencies

MOST = 15  # bars
HEAD = (
    *(Column("Code", "36%"), Column("Passages", "13%", right=True)),
    *(Column("Places", "12%", right=True), Column("Texts", "12%", right=True)),
    *(Column("Characters", "14%", right=True), Column("Of all text", "13%", right=True)),
)


def draw_frequency(corpus: Corpus, paths: Mapping[str, str], only: Only) -> None:
    """Bars of the codes that cover most, and the table of all."""
    found = frequencies(corpus, list(paths), only)
    used = sorted((one for one in found if one.n_marks), key=lambda one: -one.n_characters)
    if not used:
        note("Nothing that fits is coded. Choose other limits.")
        return
    everything = sum(length(corpus.scope(text, only)) for text in corpus.texts)
    _draw_bars(used, paths, everything, only)
    note(
        "Passages are counted as given, by every coder. A place is what overlaps or touches: it "
        "counts once, and coverage is the length of all places of a code."
    )
    table(HEAD, [_row(one, paths) for one in found], "How often each code was given")
    address = (
        f"/api/coding/frequency.csv?{urlencode({'ask': render_query(Query(All(()), only=only))})}"
    )
    st.html(f'<p class="tl-by"><a href="{address}" download>Download the table (CSV)</a></p>')


def _draw_bars(
    used: list[Frequency], paths: Mapping[str, str], everything: int, only: Only
) -> None:
    import pandas as pd

    frame = pd.DataFrame(
        [
            (paths[one.code], one.share or 0.0, f"{one.share or 0:.1%}, {one.n_marks:,}")
            for one in used[:MOST]
        ],
        columns=["name", "share", "label"],
    )
    who = "" if only.askers else ", without interviewers"
    first = used[0]
    figure(
        named_bars(frame, "name", "share", "label", top=max(float(frame["share"].max()), 0.01)),
        "Coverage, and passages",
        f"{everything:,} characters of text{who}",
        f"Bars: {paths[first.code]} covers most, {first.share or 0:.1%}; the table has the rest.",
    )


def _row(one: Frequency, paths: Mapping[str, str]) -> list[str]:
    share = "–" if one.share is None else f"{one.share:.1%}"
    counts = (one.n_marks, one.n_places, one.n_sources, one.n_characters)
    return [paths[one.code], *(f"{n:,}" for n in counts), share]
