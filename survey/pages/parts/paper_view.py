"""The paper form of a questionnaire: its printed languages, and the sheets that came back."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote, urlencode

import streamlit as st

from access.pages.parts.look import Column, Html, needs_review, note, section, state, table
from access.record import day
from storage.paper import Sheet
from survey.model import Instrument
from survey.paper import paper_form

_SHEET = [
    *(Column("Sheet", "18%"), Column("State", "24%"), Column("Language", "24%")),
    *(Column("Last change", "18%"), Column("Go on", "16%")),
]


def draw_print(instrument: Instrument) -> None:
    """A link per language, and what the author should look at on paper."""
    section("Print", f"version {instrument.version}")
    links = [
        f'<a class="tl-button" href="{escape(_form(instrument, language))}" target="_blank">'
        f"{escape(language or 'Open the form')}</a>"
        for language in instrument.languages
    ]
    st.html(f'<p class="tl-marks">{" ".join(links)}</p>')
    note(
        "The form opens in a page of its own: every question with its number, conditions in "
        "words, black on white. People are not asked for a name; nothing on a sheet tells who "
        "was given it."
    )
    formulas = paper_form(instrument, instrument.default_language).formulas
    if formulas:
        st.html(needs_review("Conditions that could not be told in words"))
        lines = "".join(f"<li><code>{escape(formula)}</code></li>" for formula in formulas)
        st.html(f'<ul class="tl-happens">{lines}</ul>')
        note("They are printed as formulas. Tell people by hand, or ask in a simpler way.")
    if any(item.choice_filter for item in instrument.items):
        note("Options that depend on other answers are all printed; entering checks them.")


def draw_sheets(instrument: Instrument, sheets: Sequence[Sheet], last: int) -> None:
    """Enter the next sheet; which are under way, how many were entered."""
    section("Enter")
    st.html(
        f'<p class="tl-marks"><a class="tl-button tl-first" target="_self" '
        f'href="/survey/paper/enter/{quote(instrument.name)}">Enter a sheet</a></p>'
    )
    note(
        "Each sheet gets a running number, which you write on it: a sheet with a number is never "
        "entered again. The answers count like those from the web, marked as paper."
    )
    entered = [sheet for sheet in sheets if sheet.response.submitted_at]
    gone = last - len(sheets)
    st.html(
        '<dl class="tl-facts">'
        f"<div><dt>Sheets entered</dt><dd>{len(entered)}</dd>"
        f'<dd class="tl-why">{_given(last)}</dd></div>'
        f"<div><dt>Given up or withdrawn</dt><dd>{gone}</dd>"
        '<dd class="tl-why">Numbers that are not given again</dd></div></dl>'
    )
    if sheets:
        rows = [_row(sheet) for sheet in sheets]
        with st.container(key="stacked_sheets"):
            table(_SHEET, rows, "Sheets, the highest number first")


def _given(last: int) -> str:
    return f"The last number given is {last}" if last else "No number has been given yet"


def _row(sheet: Sheet) -> Sequence[str | Html]:
    done = bool(sheet.response.submitted_at)
    return (
        f"Sheet {sheet.number}",
        state("entered", "done") if done else needs_review("Under way"),
        sheet.response.language or "not named",
        day(sheet.touched_on),
        "–"
        if done
        else Html(
            f'<a href="/survey/paper/sheets/{quote(sheet.response.id)}" target="_self">'
            f"Go on<span class='tl-unseen'> with sheet {sheet.number}</span></a>"
        ),
    )


def _form(instrument: Instrument, language: str) -> str:
    query = f"?{urlencode({'language': language})}" if language else ""
    return f"/survey/paper/{quote(instrument.name)}/{instrument.version}{query}"
