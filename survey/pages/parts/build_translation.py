"""The builder's translation: every text of a page beside its words in another language."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from access.pages.parts.look import empty_state, note
from access.pages.parts.typed import plain
from survey.languages import language_name
from survey.outline import untranslated
from survey.pages.parts.build_outline import page_of, page_title
from survey.pages.parts.desk import Desk, act, show
from survey.texts import texts_of_page, translated


def draw_translation(desk: Desk, place: str, open_place: Callable[[str], None]) -> None:
    """One page at a time: at the left the words as they are, at the right a field for each."""
    form = desk.instrument
    others = [language for language in form.languages if language != form.default_language]
    if not others:
        if empty_state(
            "One language so far",
            "Add a language to the questionnaire, then translate it here, page by page.",
            "Add a language",
            key="build.translate.empty",
            icon=":material/translate:",
        ):
            open_place("")
        return
    here = page_of(form, place) or form.pages[0]
    pages = {page.name: page_title(form, page) or "Page without a title" for page in form.pages}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        page_name = st.selectbox(
            *("Page", list(pages), list(pages).index(here.name)),
            format_func=lambda name: f"{list(pages).index(name) + 1}. {pages[name]}",
            key=f"build.translate.page.{here.name}",
        )
        language = st.selectbox("Into", others, key="build.translate.language")
    if page_name != here.name:
        show(page_name)
        st.rerun()
    missing = untranslated(form).get(language, 0)
    note(f"{missing} texts of the questionnaire are not translated yet." if missing else "")
    _draw_texts(desk, here.name, language)


def _draw_texts(desk: Desk, page_name: str, language: str) -> None:
    form = desk.instrument
    with st.form(f"build.translate.{page_name}.{language}.{desk.mark}", border=False):
        given = {}
        for n, text in enumerate(texts_of_page(form, page_name), start=1):
            source = text.texts.get(form.default_language, "")
            left, right = st.columns(2, gap="medium")
            left.html(
                f'<p class="tl-source"><small>{escape(text.what)}</small>{escape(source)}</p>'
            )
            given[text.key] = right.text_area(
                f"{text.what} {n}, {plain(language_name(language))}",
                text.texts.get(language, ""),
                key=f"build.translate.{text.key}.{language}.{desk.mark}",
                label_visibility="collapsed",
                height=68 if len(source) < 90 else 110,
            )
        saved = st.form_submit_button(
            "Save translation", key="build.translate.save", type="primary"
        )
    if saved:
        act(desk, "translated a page", lambda now: translated(now, language, given))
