"""A questionnaire as its designer sees it: facts, items in words, the preview, the versions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NoReturn
from urllib.parse import quote

import streamlit as st

from access.pages.parts.look import (
    Column,
    Html,
    beside,
    needs_review,
    note,
    section,
    state,
    table,
)
from access.record import day
from storage.instruments import InstrumentRow
from survey.model import Instrument, Page, words
from survey.outline import asked_when, facts, outline, untranslated

PREVIEW_HEIGHT = 760  # px
_ITEM = [Column("Question", "46%"), Column("Answer", "20%"), Column("Asked", "34%")]
_VERSION = [
    *(Column("Version", "14%"), Column("State", "18%"), Column("Questions", "10%", right=True)),
    *(Column("Kept", "20%"), Column("Published", "20%"), Column("Files", "18%")),
]


def go(**query: str) -> NoReturn:
    """Show another part of the page; without a query the newest questionnaire."""
    st.query_params.from_dict(query)
    st.rerun()


def draw_facts(instrument: Instrument) -> None:
    """Pages, items, conditions, languages, and texts that have no translation."""
    section(words(instrument.title, instrument.default_language) or instrument.name)
    missing = [
        needs_review(f"{n} text{'s' if n > 1 else ''} without {language}")
        for language, n in untranslated(instrument).items()
    ]
    beside("<br>".join([escape(" · ".join(facts(instrument))), *missing]))


def draw_items(instrument: Instrument) -> None:
    """The items of every page, what kind of answer each takes and when it is asked."""
    for number, page in enumerate(instrument.pages, start=1):
        title = words(page.group.label, instrument.default_language) if page.group else ""
        when = ""
        if page.group and page.group.relevance:
            when = f"asked if {asked_when(page.group.relevance, instrument)}"
        section(f"{number}. {title or 'Page without a title'}", when)
        rows: list[Sequence[str | Html]] = [
            (line.words, line.kind, f"if {line.asked}" if line.asked else "always")
            for line in outline(instrument, page)
        ]
        with st.container(key=f"stacked_items_{number}"):
            table(_ITEM, rows, f"Questions of page {number}")


def draw_preview(instrument: Instrument) -> None:
    """The pages that a respondent sees, in a frame; nothing typed there is kept."""
    width = st.segmented_control(
        "Width", ["Phone", "Computer"], default="Phone", key="questionnaire.width"
    )
    st.iframe(
        f"/s/preview/{quote(instrument.name)}/{instrument.version}",
        width=390 if width == "Phone" else "stretch",
        height=PREVIEW_HEIGHT,
        alt="Preview of the questionnaire",
    )
    note("These are the pages that respondents see. Nothing you type here is kept.")


def draw_live_preview(instrument: Instrument, page: Page | None) -> None:
    """The page in hand as a respondent sees it on a phone; it changes with every change."""
    number = instrument.pages.index(page) if page else 0
    address = f"/s/preview/{quote(instrument.name)}/{instrument.version}"
    st.iframe(
        # The fingerprint makes the frame load again when the draft has changed.
        f"{address}?page={number}&of={instrument.sha256[:8]}",
        width="stretch",
        height=PREVIEW_HEIGHT,
        alt="Preview of the page",
    )
    note("As respondents see it on a phone. Nothing you type here is kept.")


def draw_versions(versions: Sequence[InstrumentRow]) -> None:
    """Every version with its state and its file."""
    rows: list[Sequence[str | Html]] = [
        (
            f"Version {row.version}",
            state("published", "done") if row.published_at else state("draft"),
            str(row.n_items),
            day(row.created_at),
            day(row.published_at) or "not yet",
            Html(
                f'<a href="{file_address(row.name, row.version)}" target="_self">XLSForm</a>, '
                f'<a href="/survey/paper/{quote(row.name)}/{row.version}" target="_blank">paper</a>'
            ),
        )
        for row in versions
    ]
    table(_VERSION, rows, "Versions of the questionnaire")
    note("A published version is never edited: bring in a changed file to make the next one.")


def file_address(name: str, version: int) -> str:
    """Where a version can be had as an XLSForm."""
    return f"/survey/questionnaires/{quote(name)}/{version}.xlsx"
