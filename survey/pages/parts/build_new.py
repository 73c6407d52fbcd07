"""Begin a questionnaire: its title, its languages, and ready-made pages to begin with."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.model import Account
from access.pages.parts.typed import plain
from storage.database import open_database
from storage.instruments import save_instrument
from survey.builder import begin
from survey.errors import DesignError
from survey.library import ITEM_SETS, add_set, item_set
from survey.model import Instrument, words

LANGUAGES = ("English (en)", "Français (fr)")
USUAL = ("consent", "closing")


def begin_new(account: Account, taken: Sequence[str]) -> None:
    """A dialog; the new draft opens when it is saved. `taken` are the names that are there."""
    titles = {name: words(item_set(name).title, LANGUAGES[0]) for name in ITEM_SETS}

    @st.dialog("New questionnaire")
    def ask() -> None:
        with st.form("build.begin", border=False):
            title = st.text_input("Title, as respondents read it", key="build.begin.title")
            languages = st.multiselect(
                "Languages, the one you write in first",
                LANGUAGES,
                LANGUAGES[:1],
                accept_new_options=True,
                key="build.begin.languages",
            )
            sets = st.multiselect(
                "Ready-made pages to begin with",
                ITEM_SETS,
                USUAL,
                format_func=titles.__getitem__,
                key="build.begin.sets",
            )
            if not st.form_submit_button("Begin", key="build.begin.go", type="primary"):
                return
        try:
            form = begun(title, languages, sets, taken)
        except DesignError as error:
            st.error(plain(str(error)))
            return
        with open_database() as db:
            saved = save_instrument(db, form, account.id)
        st.query_params.from_dict({"name": saved.name})
        st.rerun()

    ask()


def begun(
    title: str, languages: Sequence[str], sets: Sequence[str], taken: Sequence[str]
) -> Instrument:
    """The first state of a questionnaire; DesignError if there is nothing to begin with."""
    if not languages:
        raise DesignError("There is no language.", "Choose the one you write in.")
    form = begin(title, languages, taken)
    if not sets:
        raise DesignError(
            "There is no page to begin with.", "Choose one; you can take it out later."
        )
    for name in [one for one in ITEM_SETS if one in sets]:
        form = add_set(form, name)
    return form
