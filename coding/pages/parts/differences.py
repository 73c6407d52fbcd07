"""Differences between coders: the list, both readings side by side, and what the team decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from access.model import Act
from access.pages.parts.look import code_name, empty_state, note, section, state
from access.pages.parts.typed import plain
from access.permissions import may
from access.record import day
from coding.differences import (
    Decision,
    Difference,
    Key,
    Kind,
    Reading,
    alike,
    differences,
)
from coding.memos import Memo, on_passages
from coding.pages.parts.desk import Desk
from coding.pages.parts.passage_html import around, underlined
from coding.pages.parts.settle import draw_acts, draw_undo
from interviews.model import Source
from storage.database import open_database
from storage.memos import list_memos
from storage.settling import list_decisions, list_remarks, reopen

SHOWN = 25  # differences in the list, and more with each "Show more"
LIST_HEIGHT = 600  # px; the list scrolls by itself
OPEN, SETTLED, ALL = "To settle", "Settled", "All"


def draw_differences(desk: Desk) -> None:
    """The list at the left, the chosen difference at the right."""
    with open_database() as db:
        decided = {one.key: one for one in list_decisions(db, desk.round)}
    every = differences(desk.compared)
    if not every:
        empty_state(
            "No differences",
            "Whatever one of these coders marked, the others marked alike.",
            key="agreement.none",
        )
        _draw_below(desk)
        return
    found = _filtered(every, decided, desk)
    if not found:
        note("Nothing is left here. Choose another code, or look at what is settled.")
        _draw_below(desk)
        return
    chosen = _chosen(found)
    left, right = st.columns([1, 1.9], gap="large")
    with left:
        _draw_list(found, chosen, decided, desk)
        _draw_below(desk)
    with right:
        _draw_difference(chosen, decided.get(chosen.key), desk, _next(found, chosen))


def key_of(one: Difference) -> str:
    """A difference in session_state and in the keys of its widgets."""
    return "-".join(map(str, one.key))


def _filtered(
    every: Sequence[Difference], decided: Mapping[Key, Decision], desk: Desk
) -> list[Difference]:
    codes = desk.codes
    n_open = sum(one.key not in decided for one in every)
    n_of = {OPEN: n_open, SETTLED: len(every) - n_open, ALL: len(every)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.segmented_control(
            "Show",
            [OPEN, SETTLED, ALL],
            format_func=lambda one: one if desk.reflexive else f"{one} {n_of[one]}",
            default=OPEN,
            key="agreement.which",
        )
        code = st.selectbox(
            "Code",
            ["", *dict.fromkeys(code.id for code in desk.compared.codes)],
            format_func=lambda one: codes[one].name if one else "All codes",
            key="agreement.code",
            width=260,
        )
    wanted = {OPEN: (False,), SETTLED: (True,)}.get(which or ALL, (True, False))
    return [
        one for one in every if (one.key in decided) in wanted and (not code or one.code == code)
    ]


def _chosen(found: Sequence[Difference]) -> Difference:
    wanted = st.session_state.get("agreement.at")
    return next((one for one in found if key_of(one) == wanted), found[0])


def _next(found: Sequence[Difference], chosen: Difference) -> str:
    """The difference after this one, where one goes on once it is settled."""
    at = found.index(chosen)
    after = found[at + 1 : at + 2] or found[:1]
    return key_of(after[0])


def _draw_list(
    found: Sequence[Difference],
    chosen: Difference,
    decided: Mapping[Key, Decision],
    desk: Desk,
) -> None:
    section("Differences", "" if desk.reflexive else f"{len(found)}, the largest first")
    shown = int(st.session_state.setdefault("agreement.shown", SHOWN))
    shown = max(shown, found.index(chosen) + 1)
    with st.container(key="differences", gap="xsmall", height=LIST_HEIGHT):
        for n, one in enumerate(found[:shown]):
            here = "difference_on" if one == chosen else f"difference_{n}"
            what = plain(desk.codes[one.code].name)
            done = " · settled" if one.key in decided else ""
            size = "" if desk.reflexive else f", {one.size:,} characters"
            label = (
                f"**{what}**  \n:small[{plain(desk.source(one.source).title)}: "
                f"{plain(how(one, desk))}{size}{done}]"
            )
            with st.container(key=here):
                if st.button(
                    label, key=f"agreement.d.{key_of(one)}", type="tertiary", width="stretch"
                ):
                    st.session_state["agreement.at"] = key_of(one)
                    st.rerun()
        if len(found) > shown and st.button("Show more", key="agreement.more"):
            st.session_state["agreement.shown"] = shown + SHOWN
            st.rerun()


def how(one: Difference, desk: Desk) -> str:
    """How coders differ, with names: "only Dana", "different borders"."""
    if one.kind is not Kind.ONE_SIDED:
        return one.kind.value
    marked = [desk.name(reading.coder) for reading in one.readings if reading.spans]
    return f"only {' and '.join(marked)}"


def _draw_difference(one: Difference, decision: Decision | None, desk: Desk, after: str) -> None:
    source, code = desk.source(one.source), desk.codes[one.code]
    section(source.title, how(one, desk))
    about = f'<p class="tl-note">{escape(code.definition)}</p>' if code.definition else ""
    st.html(f"{code_name(code.colour, code.name)}{about}")
    with open_database() as db:
        memos = on_passages(list_memos(db, desk.account.id))
    cells = "".join(_reading(reading, one, source, desk, memos) for reading in one.readings)
    st.html(f'<div class="tl-pair tl-many">{cells}</div>')
    st.html(
        f'<p><a href="/workbench?source={source.id}&segment={_any_segment(one)}" '
        'target="_self">Open in the workbench</a></p>'
    )
    _draw_remarks(one, desk)
    if decision:
        _draw_decision(decision, desk)
    elif may(desk.account.role, Act.SETTLE_DIFFERENCES):
        draw_acts(one, desk, key_of(one), after)


def _any_segment(one: Difference) -> str:
    return next(segment for reading in one.readings for segment in reading.segments)


def _reading(
    reading: Reading,
    one: Difference,
    source: Source,
    desk: Desk,
    memos: Mapping[str, Sequence[Memo]],
) -> str:
    turns = [(turn.start, turn.end) for turn in source.turns]
    shown = around(turns, one.start, one.end, len(source.text))
    theirs = [
        segment
        for segment in desk.compared.segments
        if (segment.coder, segment.source) == (reading.coder, source.id)
        and segment.start < shown[1]
        and shown[0] < segment.end
    ]
    colours = {code.id: code.colour for code in desk.compared.codes}
    words = underlined(source.text, shown, theirs, colours, (one.start, one.end))
    used = dict.fromkeys(segment.code for segment in theirs)
    names = "".join(code_name(desk.codes[code].colour, desk.codes[code].name) for code in used)
    nothing = '<span class="tl-muted">no code here</span>'
    thoughts = "".join(
        f'<p class="tl-note">Memo: {escape(memo.text)} ({escape(desk.name(memo.written_by))})</p>'
        for segment in theirs
        for memo in memos.get(segment.id, ())
    )
    return (
        f'<div><h3>{escape(desk.name(reading.coder))}</h3><div class="tl-said">{words}</div>'
        f'<div class="tl-margin">{names or nothing}</div>{thoughts}</div>'
    )


def _draw_remarks(one: Difference, desk: Desk) -> None:
    with open_database() as db:
        said = list_remarks(db, *one.key)
    if said:
        items = "".join(
            f"<li>{escape(remark.words)} <small>{escape(desk.name(remark.author))}, "
            f"{day(remark.written_at)}</small></li>"
            for remark in said
        )
        st.html(f'<ul class="tl-remarks" aria-label="What was said">{items}</ul>')


def _draw_decision(decision: Decision, desk: Desk) -> None:
    taken = f": {desk.name(decision.taken)}" if decision.taken else ""
    by = f"{desk.name(decision.decided_by)}, {day(decision.decided_at)}"
    st.html(
        f"<p>{state('settled', 'done')} {escape(decision.ruling.value)}{escape(taken)} "
        f'<span class="tl-muted tl-small">{escape(by)}</span></p>'
    )
    if may(desk.account.role, Act.SETTLE_DIFFERENCES) and st.button(
        "Take the decision back", key=f"agreement.reopen.{decision.id}"
    ):
        with open_database() as db:
            reopen(db, decision.id, desk.account.id)
        st.rerun()


def _draw_below(desk: Desk) -> None:
    """Under the list: undo, and what all coders marked alike."""
    if may(desk.account.role, Act.SETTLE_DIFFERENCES):
        draw_undo(desk, len(alike(desk.compared)))
