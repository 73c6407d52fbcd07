"""New codes of each interview, and whether saturation is reached."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.charts import columns_and_line, figure
from access.pages.parts.look import Column, note, table
from coding.corpus import Corpus, Text
from coding.saturation import Saturation, in_words, saturation
from interviews.model import SourceKind

KEY = "tables.new"
HEAD = (
    *(Column("Interview", "10%", right=True), Column("Text", "38%"), Column("Held on", "16%")),
    *(Column("New codes", "12%", right=True), Column("All so far", "12%", right=True)),
    Column("Run that ends here", "12%", right=True),
)


def draw_new_codes(corpus: Corpus) -> None:
    """The three numbers, the sentence, the chart and the table."""
    texts = [text for text in corpus.texts if text.source.kind is SourceKind.INTERVIEW]
    coded = {text.id: {m.code for m in corpus.marks if m.source == text.id} for text in texts}
    texts = [text for text in texts if coded[text.id]]
    if not texts:
        note("No interview is coded yet. New codes are counted interview by interview.")
        return
    with st.container(horizontal=True):
        base = int(st.number_input("Base: interviews", 1, 50, 4, key=f"{KEY}.base", width=170))
        run = int(st.number_input("Run: interviews", 1, 20, 2, key=f"{KEY}.run", width=170))
        percent = int(
            st.number_input("Threshold: % new", 0, 100, 5, key=f"{KEY}.threshold", width=170)
        )
    found = saturation([coded[text.id] for text in texts], base, run, percent / 100)
    st.html(f'<p class="tl-asked" role="status">{in_words(found)}</p>')
    _draw_chart(found)
    _draw_table(found, texts)
    note(
        "Interviews that are coded, in the order in which they were held; those without a date "
        "come last. New codes of a run are compared with the codes of the base: Guest, Namey and "
        "Chen (2020), A simple method to assess and report thematic saturation. It tells about "
        "this codebook and these interviews, not that nothing is left to learn."
    )


def _totals(found: Saturation) -> list[int]:
    return [sum(found.new[: n + 1]) for n in range(len(found.new))]


def _draw_chart(found: Saturation) -> None:
    import pandas as pd

    steps = list(range(1, len(found.new) + 1))
    totals = _totals(found)
    frame = pd.DataFrame({"step": steps, "n": found.new, "total": totals})
    figure(
        columns_and_line(frame, "Interview", "Codes"),
        "New codes by interview",
        "columns: new in this one; line: all so far",
        f"{totals[-1]} codes after {len(steps)} interviews; the table has every number.",
    )


def _draw_table(found: Saturation, texts: list[Text]) -> None:
    ends = {one.last: one for one in found.runs}
    rows = []
    for n, (text, new, total) in enumerate(
        zip(texts, found.new, _totals(found), strict=True), start=1
    ):
        run = ends.get(n)
        held = text.source.collected_on or "–"
        share = f"{run.n_new} ({run.share:.0%})" if run else "–"
        rows.append([str(n), text.source.title, held, str(new), str(total), share])
    table(HEAD, rows, "New codes of each interview")
