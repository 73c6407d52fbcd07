"""The builder's editor: the words, the answers and the condition of what is in hand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from access.pages.parts.look import note, section
from access.pages.parts.typed import plain
from survey.answer_kinds import (
    CHOICES,
    KINDS,
    NUMBERS,
    RARE_KINDS,
    fitting,
    scale_of,
    set_options,
    users_of_list,
)
from survey.builder import ask_for_other, change_item
from survey.languages import language_code, language_name
from survey.limits import limits_of, read_limit, write_limits
from survey.model import Instrument, Item, ItemKind, Texts
from survey.options_editor import option_lines, read_options
from survey.pages.parts.build_condition import draw_condition
from survey.pages.parts.build_more import draw_more
from survey.pages.parts.build_outline import draw_acts, page_of
from survey.pages.parts.desk import Desk, act
from survey.texts import short, with_text
from survey.wording import add_language, remove_language, set_label, set_title

LANGUAGES = ("English (en)", "Français (fr)")
SIDES = ["Words", "Answers", "Shown if", "More"]


def draw_editor(desk: Desk, place: str) -> None:
    """What is in hand: the whole questionnaire, a page or a question."""
    if not place:
        _draw_whole(desk)
    elif place in {item.name for item in desk.instrument.items}:
        _draw_item(desk, desk.instrument.item(place))
    else:
        _draw_page(desk, place)


def _draw_whole(desk: Desk) -> None:
    form = desk.instrument
    section("Title and languages")
    with st.form(f"build.whole.{desk.mark}", border=False):
        titles = _ask_titles("Title", form.title, desk, "build.title")
        if st.form_submit_button("Save title", key="build.title.save", type="primary"):
            act(desk, "changed the title", lambda now: set_title(now, titles))
    if form.languages == ("",):
        note("The questionnaire does not say which language it is in. Name it to translate it.")
    there = {language_code(language) for language in form.languages}
    free = [language for language in LANGUAGES if language_code(language) not in there]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language = st.selectbox(
            "Add a language" if form.languages != ("",) else "It is written in",
            free,
            index=None,
            accept_new_options=True,
            placeholder="Choose, or type one like Deutsch (de)",
            key=f"build.language.{desk.mark}",
        )
        if st.button("Add", key="build.language.add"):
            act(desk, "added a language", lambda now: add_language(now, language or ""))
    for other in form.languages:
        if other and other != form.default_language:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(other)
                if st.button(f"Take {plain(other)} out", key=f"build.language.out.{other}"):
                    act(desk, "took a language out", partial(remove_language, language=other))


def _draw_page(desk: Desk, place: str) -> None:
    form = desk.instrument
    page = page_of(form, place)
    group = page.group if page else None
    draw_acts(desk, place, "Page")
    if group is None:
        note("These questions stand outside of a page with a title. Move them into one.")
        return
    with st.form(f"build.page.{place}.{desk.mark}", border=False):
        titles = _ask_titles("Title of the page", group.label, desk, f"build.page.{place}")
        if st.form_submit_button("Save page", key="build.page.save", type="primary"):
            act(desk, "changed a page title", lambda now: set_label(now, group.name, titles))
    section("Shown if")
    draw_condition(desk, group)


def _ask_titles(what: str, now: Texts, desk: Desk, key: str) -> dict[str, str]:
    """A title in each language of the questionnaire."""
    return {
        language: st.text_input(
            _label(what, language, desk.instrument),
            now.get(language, ""),
            key=f"{key}.{language}.{desk.mark}",
        )
        for language in desk.instrument.languages
    }


def _draw_item(desk: Desk, item: Item) -> None:
    draw_acts(desk, item.name, "Question")
    side = st.segmented_control(
        "Part", SIDES, default=SIDES[0], key="build.side", label_visibility="collapsed"
    )
    if side == "Answers":
        _draw_answers(desk, item)
    elif side == "Shown if":
        draw_condition(desk, item)
    elif side == "More":
        draw_more(desk, item)
    else:
        _draw_words(desk, item)


def _draw_words(desk: Desk, item: Item) -> None:
    form = desk.instrument
    home, mark = form.default_language, f"{item.name}.{desk.mark}"
    with st.form(f"build.item.{mark}", border=False):
        label = st.text_area(
            _label("What is asked", home, form),
            item.label.get(home, ""),
            key=f"build.label.{mark}",
            height=96,
        )
        hint = st.text_input(
            "Hint under it (may stay empty)", item.hint.get(home, ""), key=f"build.hint.{mark}"
        )
        kind = _ask_kind(item, mark)
        required = st.checkbox(
            "Must be answered", bool(item.required), key=f"build.required.{mark}"
        )
        sensitive = st.checkbox(
            "Sensitive: “Prefer not to answer” is offered",
            item.sensitive,
            key=f"build.sensitive.{mark}",
        )
        saved = st.form_submit_button("Save question", key="build.item.save", type="primary")

    def changed(now: Instrument) -> Instrument:
        edited = replace(
            item,
            label=with_text(item.label, home, label),
            hint=with_text(item.hint, home, hint),
            required=(item.required or "true()") if required else "",
            sensitive=sensitive,
        )
        return change_item(now, fitting(edited, kind, now))

    note(f"Its name in tables and files is {item.name}.")
    if saved:
        act(desk, "changed a question", changed)


def _ask_kind(item: Item, mark: str) -> ItemKind:
    kinds = KINDS | ({item.kind: RARE_KINDS[item.kind]} if item.kind in RARE_KINDS else {})
    return st.selectbox(
        *("Kind of answer", list(kinds), list(kinds).index(item.kind)),
        format_func=kinds.__getitem__,
        key=f"build.kind.{mark}",
    )


def _draw_answers(desk: Desk, item: Item) -> None:
    if item.kind in CHOICES:
        _draw_options(desk, item)
    elif item.kind in NUMBERS:
        _draw_limits(desk, item)
    elif item.kind is ItemKind.RANGE:
        _draw_scale(desk, item)
    elif item.kind is ItemKind.TEXT:
        _draw_room(desk, item)
    elif item.kind is ItemKind.CALCULATE:
        _draw_calculation(desk, item)
    else:
        note("There is nothing to set for this kind of answer.")


def _draw_options(desk: Desk, item: Item) -> None:
    form, mark = desk.instrument, f"{item.name}.{desk.mark}"
    sharing = users_of_list(form, item)
    note("One answer on each line. Cut and paste a line to move it.")
    with st.form(f"build.options.{mark}", border=False):
        columns = st.columns(min(len(form.languages), 2))
        lines = {}
        for n, language in enumerate(form.languages):
            with columns[n % 2]:
                lines[language] = st.text_area(
                    plain(language_name(language)) or "Answers",
                    option_lines(item.options, language),
                    key=f"build.lines.{language}.{mark}",
                    height=max(160, 28 * len(item.options) + 60),
                )
        everywhere = True
        if sharing:
            others = ", ".join(short(one.label, form.default_language, 30) for one in sharing[:3])
            everywhere = st.checkbox(
                plain(f"Change them also for {len(sharing)} more: {others}"),
                True,
                key=f"build.everywhere.{mark}",
            )
        other = item.kind is not ItemKind.RANK and st.checkbox(
            "“Other” among them asks for a few words", bool(item.other), key=f"build.other.{mark}"
        )
        saved = st.form_submit_button("Save answers", key="build.options.save", type="primary")

    def changed(now: Instrument) -> Instrument:
        options = read_options(lines, item.options, form.default_language)
        with_options = set_options(now, item.name, options, everywhere)
        still_asks = other and (not item.other or bool(with_options.item(item.name).other))
        return ask_for_other(with_options, item.name, still_asks)

    if saved:
        act(desk, "changed the answers to choose from", changed)


def _draw_limits(desk: Desk, item: Item) -> None:
    mark = f"{item.name}.{desk.mark}"
    limits = limits_of(item.constraint)
    if limits is None:
        note("The answer is checked by an expression, which is kept as it is:")
        st.code(item.constraint, language=None, wrap_lines=True)
        return
    with st.form(f"build.limits.{mark}", border=False):
        with st.container(horizontal=True):
            least, most = (
                st.text_input(told, _number(limit), key=f"build.{key}.{mark}")
                for told, limit, key in (
                    ("At least", limits[0], "least"),
                    ("At most", limits[1], "most"),
                )
            )
        message = st.text_input(
            "What to say otherwise (may stay empty)",
            item.constraint_message.get(desk.instrument.default_language, ""),
            key=f"build.message.{mark}",
        )
        saved = st.form_submit_button("Save limits", key="build.limits.save", type="primary")

    def changed(now: Instrument) -> Instrument:
        said = with_text(item.constraint_message, now.default_language, message)
        limited = write_limits(read_limit(least), read_limit(most))
        return change_item(now, replace(item, constraint=limited, constraint_message=said))

    if saved:
        act(desk, "changed the limits of a number", changed)


def _draw_scale(desk: Desk, item: Item) -> None:
    mark = f"{item.name}.{desk.mark}"
    with st.form(f"build.scale.{mark}", border=False):
        with st.container(horizontal=True):
            given = {
                name: st.text_input(told, item.parameters.get(name, ""), key=f"build.{name}.{mark}")
                for name, told in (("start", "From"), ("end", "To"), ("step", "In steps of"))
            }
        saved = st.form_submit_button("Save scale", key="build.scale.save", type="primary")

    def changed(now: Instrument) -> Instrument:
        return change_item(now, replace(item, parameters=scale_of(given)))

    if saved:
        act(desk, "changed a scale", changed)


def _draw_room(desk: Desk, item: Item) -> None:
    mark = f"{item.name}.{desk.mark}"
    with st.form(f"build.room.{mark}", border=False):
        long = st.checkbox(
            "Room for several lines", "multiline" in item.appearance, key=f"build.long.{mark}"
        )
        saved = st.form_submit_button("Save answers", key="build.room.save", type="primary")
    if saved:
        look = "multiline" if long else ""
        act(
            *(desk, "changed the room for an answer"),
            lambda now: change_item(now, replace(item, appearance=look)),
        )


def _draw_calculation(desk: Desk, item: Item) -> None:
    note("It is calculated by an expression, which is kept as it is:")
    st.code(item.calculation, language=None, wrap_lines=True)


def _number(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def _label(what: str, language: str, form: Instrument) -> str:
    # Screen readers are told the label as it is, so it had better have nothing to escape.
    return f"{what}, {plain(language_name(language))}" if len(form.languages) > 1 else what
