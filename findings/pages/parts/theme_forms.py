"""The dialogs of the theme page: name, meaning and codes; words left out of clouds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from access.pages.parts.look import confirm, note
from coding.model import Code
from findings.model import Theme
from interviews.words import USUAL
from storage.database import open_database
from storage.themes import delete_theme, list_stop_words, list_themes, save_stop_words, save_theme


def edit_theme(theme: Theme, codes: Sequence[Code], actor: str) -> None:
    """A dialog for a theme; one without an id is new. Saving opens the theme."""
    names = {code.id: code.name for code in codes}
    title = "Edit theme" if theme.id else "New theme"

    @st.dialog(title)
    def ask() -> None:
        with st.form("themes.form", border=False):
            name = st.text_input("Name", theme.name, key="themes.name", max_chars=120)
            meaning = st.text_area(
                "What it means, in a sentence or two", theme.meaning, key="themes.meaning"
            )
            chosen = st.multiselect(
                "Codes",
                list(names),
                [code for code in theme.codes if code in names],
                format_func=names.__getitem__,
                key="themes.codes",
                placeholder="Choose the codes that belong together",
            )
            if st.form_submit_button("Save theme", key="themes.save", type="primary"):
                if not name.strip():
                    st.error("A theme needs a name. Write a few words that say what it is about.")
                    st.stop()
                after = replace(theme, name=name.strip(), meaning=meaning, codes=tuple(chosen))
                _save(after, actor)

    ask()


def _save(theme: Theme, actor: str) -> None:
    with open_database() as db:
        # The dialog may have stood open for a while: quotes chosen meanwhile stay chosen.
        now = next((one for one in list_themes(db) if one.id == theme.id), theme)
        kept = save_theme(db, replace(theme, quotes=now.quotes), actor)
    st.query_params["theme"] = kept.id
    st.rerun()


def ask_to_delete(theme: Theme, actor: str) -> None:
    """Ask before a theme goes."""

    def delete() -> None:
        with open_database() as db:
            delete_theme(db, theme.id, actor)
        st.query_params.clear()

    confirm(
        "Delete this theme?",
        [
            f"“{theme.name}” and its chosen quotes go.",
            "Its codes and passages stay, and so do the findings written from it.",
        ],
        "Delete theme",
        delete,
        key="themes.delete",
        danger=True,
    )


def edit_stop_words(actor: str) -> None:
    """A dialog with the whole list of words that no cloud shows."""
    with open_database() as db:
        words = list_stop_words(db)

    @st.dialog("Words left out of the cloud")
    def ask() -> None:
        note("One word after another, with blanks or lines between. The list serves every theme.")
        typed = st.text_area("Words", " ".join(sorted(words)), key="themes.stop_words", height=260)
        with st.container(horizontal=True, horizontal_alignment="right"):
            usual = st.button("Put back the usual list", key="themes.stop_usual", type="tertiary")
            if usual or st.button("Save words", key="themes.stop_save", type="primary"):
                with open_database() as db:
                    save_stop_words(db, USUAL if usual else typed.split(), actor)
                st.rerun()

    ask()
