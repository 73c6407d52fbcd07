"""The builder's condition: menus that say when something is shown, or the expression as it is."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import note
from survey.builder import set_relevance
from survey.model import Group, Instrument, Item, words
from survey.pages.parts.desk import Desk, act
from survey.skip_logic import (
    WITHOUT_VALUE,
    Condition,
    Joint,
    Rule,
    Verb,
    askable,
    condition_of,
    read_rule,
    verbs_for,
    write_rule,
)
from survey.texts import short

JOINTS = {Joint.AND: "All of these hold", Joint.OR: "One of these holds"}


def draw_condition(desk: Desk, thing: Item | Group) -> None:
    """When an item or page is shown, by menus where they can say it."""
    rule = read_rule(thing.relevance, desk.instrument)
    begun = st.session_state.get(f"build.menus.{thing.name}.{desk.mark}")
    if rule is None and not begun:
        _draw_expression(desk, thing)
        return
    _draw_menus(desk, thing, rule or Rule())


def _draw_expression(desk: Desk, thing: Item | Group) -> None:
    """A condition that the menus cannot say: it stays as it is, or is changed as text."""
    mark = f"{thing.name}.{desk.mark}"
    note("This condition says more than the menus can. It is kept as it is.")
    with st.form(f"build.expression.{mark}", border=False):
        text = st.text_area("Condition", thing.relevance, key=f"build.expression.text.{mark}")
        saved = st.form_submit_button("Save condition", key="build.expression.save", type="primary")
    if saved:
        act(desk, "changed a condition", lambda now: set_relevance(now, thing.name, text))
    if st.button("Begin anew with menus", key="build.expression.menus"):
        st.session_state[f"build.menus.{mark}"] = True
        st.rerun()


def _draw_menus(desk: Desk, thing: Item | Group, rule: Rule) -> None:
    form, mark = desk.instrument, f"{thing.name}.{desk.mark}"
    items = askable(form, thing)
    if not items:
        note("It is always shown. A condition needs a question that is asked before it.")
        return
    key = f"build.rows.{mark}"
    rows: list[int] = st.session_state.setdefault(key, list(range(len(rule.conditions))))
    if not rows:
        note("It is always shown.")
    typed = _draw_rows(form, items, rule, rows, mark)
    joint = _ask_joint(rule, mark) if len(rows) > 1 else rule.joint
    with st.container(horizontal=True):
        if st.button("Add a condition", key="build.condition.add", icon=":material/add:"):
            rows.append(max(rows, default=-1) + 1)
            st.rerun()
        saved = (rows or thing.relevance) and st.button(
            "Save condition", key="build.condition.save", type="primary"
        )
    if saved:
        act(
            *(desk, "changed a condition"),
            lambda now: set_relevance(
                now,
                thing.name,
                write_rule(Rule(tuple(condition_of(*one) for one in typed), joint), now),
            ),
        )
    if thing.relevance:
        with st.expander("As an expression, for spreadsheets"):
            st.code(thing.relevance, language=None, wrap_lines=True)


def _draw_rows(
    form: Instrument, items: list[Item], rule: Rule, rows: list[int], mark: str
) -> list[tuple[Item, Verb, str]]:
    """What stands in each row; a row can be taken out of `rows`."""
    typed = []
    for n in rows:
        before = rule.conditions[n] if n < len(rule.conditions) else None
        with st.container(key=f"build_condition_{n}", gap="small"):
            typed.append(_draw_row(form, items, before, f"{n}.{mark}"))
            if st.button("Take this out", key=f"build.out.{n}", icon=":material/close:"):
                rows.remove(n)
                st.rerun()
    return typed


def _ask_joint(rule: Rule, mark: str) -> Joint:
    return st.radio(
        *("How they hang together", list(JOINTS), list(JOINTS).index(rule.joint)),
        format_func=JOINTS.__getitem__,
        horizontal=True,
        key=f"build.joint.{mark}",
    )


def _draw_row(
    form: Instrument, items: list[Item], before: Condition | None, mark: str
) -> tuple[Item, Verb, str]:
    """One comparison: the item, how, and with what."""
    names = {item.name: item for item in items}
    language = form.default_language
    name = st.selectbox(
        "Question",
        list(names),
        list(names).index(before.item) if before and before.item in names else 0,
        format_func=lambda one: short(names[one].label, language, 80) or one,
        key=f"build.if.item.{mark}",
    )
    item = names[name]
    same = before if before and before.item == name else None
    verbs = list(verbs_for(item))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        verb = st.selectbox(
            *("How", verbs, verbs.index(same.verb) if same else 0),
            key=f"build.if.verb.{name}.{mark}",
        )
        if verb in WITHOUT_VALUE:
            return item, verb, ""
        if item.options:
            labels = {one.name: words(one.label, language) or one.name for one in item.options}
            value = st.selectbox(
                "Answer",
                list(labels),
                list(labels).index(same.value) if same and same.value in labels else 0,
                format_func=labels.__getitem__,
                key=f"build.if.option.{name}.{mark}",
            )
        else:
            value = st.text_input(
                "Answer", same.value if same else "", key=f"build.if.value.{name}.{mark}"
            )
    return item, verb, value
