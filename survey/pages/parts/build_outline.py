"""The builder's list of pages and questions, and what can be added to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from access.pages.parts.look import beside, confirm, note
from access.pages.parts.typed import plain
from survey.answer_kinds import KINDS, RARE_KINDS, new_item
from survey.builder import add_item, add_page, move_item, move_page, remove_item, remove_page
from survey.library import ITEM_SETS, add_set, item_set
from survey.model import Instrument, ItemKind, Page, words
from survey.pages.parts.desk import Desk, act, show
from survey.texts import short

ALL_OPEN = 40  # items; of a longer questionnaire only the page in hand is unfolded


def draw_outline(desk: Desk, place: str) -> None:
    """Every page with its questions; the one in hand is marked."""
    form = desk.instrument
    here = page_of(form, place)
    with st.container(key="build_outline", gap=None):
        _entry("Title and languages", "", place == "", "whole")
        for number, page in enumerate(form.pages, start=1):
            title = page_title(form, page) or "Page without a title"
            _entry(f"{number}. {title}", page.name, place == page.name, "page")
            if len(form.items) <= ALL_OPEN or page == here:
                for item in page.items:
                    label = short(item.label, form.default_language, 90)
                    silent = f"{RARE_KINDS.get(item.kind, 'No words yet')}: {item.name}"
                    _entry(label or silent, item.name, place == item.name, "item")
    with st.container(horizontal=True, key="build_add", gap="small"):
        if st.button("Question", key="build.add", icon=":material/add:"):
            _ask_for_question(desk, place)
        if st.button("Page", key="build.add_page", icon=":material/add:"):
            _ask_for_page(desk, here)
        if st.button("Ready-made", key="build.library", icon=":material/library_add:"):
            _ask_for_set(desk, here)


def draw_acts(desk: Desk, place: str, title: str) -> None:
    """What is in hand, and how to move it or take it out."""
    is_page = place in {page.name for page in desk.instrument.pages}
    what = "page" if is_page else "question"
    with st.container(horizontal=True, key="build_acts", gap="small", vertical_alignment="center"):
        beside(f'<h2 class="tl-section">{escape(title)}</h2>')
        for told, by in (("Up", -1), ("Down", 1)):
            arrow = "arrow_upward" if by < 0 else "arrow_downward"
            if st.button(told, key=f"build.{told.lower()}", icon=f":material/{arrow}:"):
                move = move_page if is_page else move_item
                act(desk, f"moved a {what}", partial(_moved, move, place, by))
        if st.button("Remove", key="build.remove", icon=":material/delete:"):
            _remove(desk, place, is_page)


def _moved(
    move: Callable[[Instrument, str, int], Instrument], place: str, by: int, form: Instrument
) -> Instrument:
    return move(form, place, by)


def page_of(form: Instrument, place: str) -> Page | None:
    """The page that is, or holds, what is in hand."""
    return next(
        (
            page
            for page in form.pages
            if place == page.name or place in {item.name for item in page.items}
        ),
        None,
    )


def page_title(form: Instrument, page: Page) -> str:
    """The title of a page in the questionnaire's own language."""
    return words(page.group.label, form.default_language) if page.group else ""


def _entry(label: str, place: str, is_open: bool, kind: str) -> None:
    state = "open_" if is_open else ""
    with st.container(key=f"build_{state}{kind}_{place}", gap=None):
        if st.button(
            plain(label), key=f"build.pick.{kind}.{place}", type="tertiary", width="stretch"
        ):
            show(place)
            st.rerun()


def _remove(desk: Desk, place: str, is_page: bool) -> None:
    page = page_of(desk.instrument, place)
    if not is_page:
        act(desk, "removed a question", lambda form: remove_item(form, place), at="")
    elif page is not None and len(page.items) == 1:
        act(desk, "removed a page", lambda form: remove_page(form, place), at="")
    elif page is not None:
        confirm(
            "Remove this page?",
            [f"Its {len(page.items)} questions go with it.", "Undo brings them back."],
            "Remove the page",
            lambda: act(desk, "removed a page", lambda form: remove_page(form, place), at=""),
            key="build.remove_page",
        )


def _ask_for_question(desk: Desk, place: str) -> None:
    @st.dialog("Add a question")
    def ask() -> None:
        form = desk.instrument
        page = page_of(form, place)
        after = place if place in {item.name for item in form.items} else ""
        if not after and page is not None:
            after = page.items[-1].name
        with st.form("build.new", border=False):
            label = st.text_area("What do you ask?", key="build.new.label", height=80)
            kind = st.selectbox(
                "Kind of answer", list(KINDS), format_func=KINDS.__getitem__, key="build.new.kind"
            )
            note(f"It is put {'behind the one in hand' if after == place else 'at the end'}.")
            if st.form_submit_button("Add question", key="build.new.go", type="primary"):
                act(
                    *(desk, "added a question"),
                    lambda now: add_item(now, new_item(now, kind, label), after),
                    open_new=True,
                )

    ask()


def _ask_for_page(desk: Desk, here: Page | None) -> None:
    after = here.name if here else ""

    @st.dialog("Add a page")
    def ask() -> None:
        with st.form("build.new_page", border=False):
            title = st.text_input("Title of the page", key="build.new_page.title")
            label = st.text_area("Its first question", key="build.new_page.label", height=80)
            kind = st.selectbox(
                *("Kind of answer", list(KINDS)),
                format_func=KINDS.__getitem__,
                key="build.new_page.kind",
            )
            if st.form_submit_button("Add page", key="build.new_page.go", type="primary"):
                act(
                    *(desk, "added a page"),
                    lambda now: add_page(now, title, [new_item(now, kind, label)], after),
                    open_new=True,
                )

    ask()


def _ask_for_set(desk: Desk, here: Page | None) -> None:
    after = here.name if here else ""

    @st.dialog("Ready-made pages")
    def ask() -> None:
        language = desk.instrument.default_language
        with st.spinner("Opening the library"):
            titles = {name: words(item_set(name).title, language) for name in ITEM_SETS}
        chosen = st.radio(
            "Page",
            list(titles),
            format_func=lambda name: plain(titles[name]),
            key="build.set",
            label_visibility="collapsed",
        )
        asked = [item for item in item_set(chosen).items if item.kind is not ItemKind.CALCULATE]
        st.html(
            '<ul class="tl-happens">'
            + "".join(f"<li>{escape(short(item.label, language, 120))}</li>" for item in asked)
            + "</ul>"
        )
        note("In English and French. You can change every word afterwards.")
        if st.button("Add this page", key="build.set.go", type="primary"):
            act(
                *(desk, "added a ready-made page"),
                lambda now: add_set(now, chosen, after),
                open_new=True,
            )

    ask()
