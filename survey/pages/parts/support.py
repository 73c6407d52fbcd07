"""What stands around every page of respondents: the support lines, and where leaving goes."""

from __future__ import annotations

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import Column, note, section, table
from access.pages.parts.typed import plain
from access.permissions import may
from storage.database import open_database
from storage.surroundings import load_away, load_support_lines, save_away, save_support_lines
from survey.leaving import Away, read_away
from survey.support import SupportLine, read_support_lines

_LANGUAGES = (("en", "English"), ("fr", "French"))


def draw_surroundings(account: Account) -> None:
    """The lines and addresses as respondents have them; a lead can change them."""
    with open_database() as db:
        lines, away = load_support_lines(db), load_away(db)
    section("Help and leaving", "on every page of every survey")
    table(
        [Column("Number", "24%"), Column("In English", "38%"), Column("In French", "38%")],
        [[line.number, line.words.get("en", ""), line.words.get("fr", "")] for line in lines],
        "The support lines that every respondent sees",
    )
    note(f"“Leave now” opens {away['en']} in English and {away['fr']} in French.")
    if may(account.role, Act.PUBLISH_SURVEY):
        if st.session_state.pop("collect.support.saved", False):
            st.toast("Saved. Every page shows it from now on.", icon=":material/check:")
        with st.expander("Change help and leaving", icon=":material/support:"):
            _draw_form(lines, away, account.id)


def _draw_form(lines: tuple[SupportLine, ...], away: Away, actor: str) -> None:
    with st.form("collect.support", border=False):
        note("One line each. Empty the number of a line to take it away; the last row adds one.")
        rows = [_draw_line(n, line) for n, line in enumerate([*lines, None], 1)]
        note("A page that anybody may have open, such as the weather. Its address has no “?”.")
        sites = {
            code: st.text_input(
                f"“Leave now” opens, in {language}",
                away[code],
                key=f"collect.support.away.{code}",
                placeholder="https://",
            )
            for code, language in _LANGUAGES
        }
        if st.form_submit_button("Save help and leaving", key="collect.support.save"):
            _save(rows, sites, actor)


def _draw_line(n: int, line: SupportLine | None) -> tuple[str, str, str]:
    """The three inputs of one line; what stands in them."""
    key = f"collect.support.{n}"
    number, english, french = st.columns([1, 2, 2])
    told = line.words if line else {}
    return (
        number.text_input(f"Number {n}", line.number if line else "", key=f"{key}.number"),
        english.text_input(f"Who answers {n}, in English", told.get("en", ""), key=f"{key}.en"),
        french.text_input(f"Who answers {n}, in French", told.get("fr", ""), key=f"{key}.fr"),
    )


def _save(rows: list[tuple[str, str, str]], sites: dict[str, str], actor: str) -> None:
    lines, wrong = read_support_lines(rows)
    away, astray = read_away(sites)
    for problem in (*wrong, *astray):
        st.error(plain(problem))
    if wrong or astray:
        return
    with open_database() as db:
        if lines != load_support_lines(db):
            save_support_lines(db, lines, actor)
        if away != load_away(db):
            save_away(db, away, actor)
    for key in [key for key in st.session_state if str(key).startswith("collect.support.")]:
        del st.session_state[key]  # a line that was taken away moves the rows
    st.session_state["collect.support.saved"] = True
    st.rerun()
