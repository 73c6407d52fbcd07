"""What a team can decide about a difference, and how it is taken back."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import note
from access.pages.parts.typed import plain
from coding.differences import (
    Decision,
    Difference,
    Remark,
    Ruling,
    Spans,
    settled,
    words_near,
)
from coding.errors import CodingError
from coding.pages.parts.desk import Desk
from coding.rounds import AGREED_NAME
from storage.coding_steps import next_undo, undo
from storage.database import open_database
from storage.settling import SETTLING, add_remark, decide, take_over_alike


def draw_acts(one: Difference, desk: Desk, key: str, after: str) -> None:
    """The words why, and one button for each thing that can be decided."""
    why = st.text_input(
        "Why we decide so", placeholder="Is kept beside the decision", key=f"agreement.why.{key}"
    )
    readings = [reading for reading in one.readings if reading.spans]
    with st.container(horizontal=True):
        for reading in readings:
            name = desk.name(reading.coder)
            if st.button(plain(f"Take {name}’s"), key=f"agreement.take.{reading.coder}.{key}"):
                ruling = (Ruling.TAKE, reading.coder)
                _settle(one, desk, ruling, settled(one, *ruling), why, after)
        if len(readings) > 1 and st.button("Keep both", key=f"agreement.both.{key}"):
            _settle(one, desk, (Ruling.BOTH, ""), settled(one, Ruling.BOTH), why, after)
        if st.button("Keep neither", key=f"agreement.neither.{key}"):
            _settle(one, desk, (Ruling.NEITHER, ""), (), why, after)
        if st.button("Mark it anew", key=f"agreement.anew.{key}"):
            st.session_state["agreement.anew"] = key
        if st.button("Note it, decide later", key=f"agreement.say.{key}", type="tertiary"):
            _say(one, desk, why)
    if st.session_state.get("agreement.anew") == key:
        _draw_anew(one, desk, key, why, after)


def draw_undo(desk: Desk, n_alike: int) -> None:
    """Take back what this person settled last; take over what all coders marked alike."""
    with open_database() as db:
        last = next_undo(db, desk.account.id, SETTLING)
    with st.container(horizontal=True):
        if last and st.button(f"Undo: {last.kind}", key="agreement.undo", type="tertiary"):
            with open_database() as db:
                taken = undo(db, desk.account.id, SETTLING)
            if taken and taken.why_not:
                st.toast(f"It stays as it is: {taken.why_not}")
            st.rerun()
        if n_alike and st.button(
            "Take over what all marked alike",
            key="agreement.alike",
            help=f"Adds it to the coding of “{AGREED_NAME}”: {n_alike} passages, unless they are "
            "there already. Can be undone.",
        ):
            with open_database() as db:
                n = take_over_alike(db, desk.compared, desk.account.id)
            st.toast(f"{n} passages were taken over." if n else "They are all there already.")
            st.rerun()
    note(
        f"What you settle is coded by “{AGREED_NAME}”, beside the coding of each person, which "
        "stays as it is. In the workbench it stands with that name."
    )


def _draw_anew(one: Difference, desk: Desk, key: str, why: str, after: str) -> None:
    """Another code, or other borders: the words of the passage, as they shall be."""
    codes = desk.codes
    text = desk.source(one.source).text
    code = st.selectbox(
        "Code",
        list(codes),
        index=list(codes).index(one.code),
        format_func=lambda each: codes[each].name,
        key=f"agreement.newcode.{key}",
    )
    words = st.text_area(
        "The words of the passage",
        text[one.start : one.end],
        key=f"agreement.words.{key}",
        help="Shorten them, or paste more of the text. They must stand in the text just so.",
    )
    if st.button("Mark these words", key=f"agreement.mark.{key}", type="primary"):
        span = words_near(text, words, one.start)
        if span is None:
            st.error("These words do not stand in the text. Copy them from the passage above.")
        else:
            _settle(one, desk, (Ruling.NEW, ""), (span,), why, after, code)


def _settle(
    one: Difference,
    desk: Desk,
    ruling: tuple[Ruling, str],
    spans: Spans,
    why: str,
    after: str,
    code: str = "",
) -> None:
    decision = Decision(*one.key, *ruling, round=desk.round)
    try:
        with open_database() as db:
            if why.strip():
                add_remark(db, Remark(*one.key, words=why, round=desk.round), desk.account.id)
            decide(db, decision, spans, desk.account.id, code)
    except CodingError as error:
        st.error(plain(str(error)))
        return
    st.session_state["agreement.at"] = after
    st.session_state["agreement.anew"] = ""
    st.rerun()


def _say(one: Difference, desk: Desk, why: str) -> None:
    try:
        with open_database() as db:
            add_remark(db, Remark(*one.key, words=why, round=desk.round), desk.account.id)
    except CodingError as error:
        st.error(plain(str(error)))
        return
    st.rerun()
