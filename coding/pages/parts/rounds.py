"""Rounds on the page of agreement: their progress, one's own texts, opening and closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import (
    Column,
    Html,
    code_name,
    confirm,
    empty_state,
    note,
    section,
    state,
    table,
)
from access.pages.parts.typed import plain
from access.permissions import may
from access.record import day
from coding.agreement_units import Unit
from coding.agreement_words import number
from coding.errors import RoundError
from coding.model import Code
from coding.pages.parts.agreement_table import SCALE, whisker
from coding.rounds import Round
from storage.database import open_database
from storage.open_answers import TextToCode
from storage.rounds import close_round, finish_text, reference_agreement
from storage.settings import is_reflexive

SHOWN = 20  # of one's own texts in a round


def draw_rounds(
    rounds: Sequence[Round],
    texts: Sequence[TextToCode],
    codes: Sequence[Code],
    names: Mapping[str, str],
    account: Account,
) -> None:
    """Every round, open ones unfolded; or what a round is, if there is none."""
    if not rounds:
        if empty_state(
            "No round yet",
            "In a round some people code the same texts. While it is open nobody sees what others "
            "marked; when it is closed you see how far you agree, and talk over what differs.",
            "Open a round" if may(account.role, Act.MANAGE_ROUNDS) else None,
            key="agreement.empty",
            icon=":material/add:",
        ):
            st.session_state["agreement.opening"] = True
            st.rerun()
        return
    with st.container(key="rounds"):
        for n, one in enumerate(rounds):
            word = "open" if one.is_open else f"closed {day(one.closed_at)}"
            with st.expander(f"{plain(one.name)} · {word}", expanded=one.is_open or n == 0):
                _draw_round(one, {text.id: text for text in texts}, names, account)
                _draw_own_figure(one, {code.id: code for code in codes}, account)
                _draw_closing(one, account)


def _draw_round(
    one: Round, texts: Mapping[str, TextToCode], names: Mapping[str, str], account: Account
) -> None:
    st.html(f'<p class="tl-marks">{_marks(one)}</p>')
    rows = [
        [names.get(coder, "A closed account"), f"{done} of {every}", _bar(done, every)]
        for coder, (done, every) in one.progress().items()
    ]
    if rows:
        table(
            [
                Column("Coder", "40%"),
                Column("Texts finished", "20%", right=True),
                Column("Progress", "40%"),
            ],
            rows,
            f"Progress in {one.name}",
        )
    if one.reference:
        who = names.get(one.reference, "a closed account")
        note(f"Training: the others are compared with the coding of {who}.")
    _draw_own_texts(one, texts, account)


def _draw_closing(one: Round, account: Account) -> None:
    closing = one.is_open and may(account.role, Act.MANAGE_ROUNDS)
    if closing and st.button("Close this round", key=f"agreement.close.{one.id}"):
        _ask_to_close(one, account)


def _marks(one: Round) -> str:
    n = len(one.sources)
    marks = [state("open", "info") if one.is_open else state("closed", "done")]
    marks.append(state("blind" if one.blind else "not blind"))
    texts = "1 text" if n == 1 else f"{n:,} texts"
    codes = len(one.codes)
    words = "all codes" if not codes else "1 code" if codes == 1 else f"{codes} codes"
    return "".join([*marks, f'<span class="tl-muted tl-small">{texts}, {words}</span>'])


def _bar(done: int, every: int) -> Html:
    share = done / every if every else 0
    return Html(f'<i class="tl-share" aria-hidden="true" style="--v:{share:.0%}"></i>')


def _draw_own_texts(one: Round, texts: Mapping[str, TextToCode], account: Account) -> None:
    """The reader's own texts in an open round, each with a way to it and whether it is done."""
    mine = [each for each in one.assignments if each.coder == account.id]
    if not mine or not one.is_open:
        return
    section("Your texts", "Tick a text when you have finished it")
    mine.sort(key=lambda each: bool(each.done_at))
    for each in mine[:SHOWN]:
        key = f"agreement.done.{one.id}.{each.source}"
        title = texts[each.source].title if each.source in texts else "A text that cannot be coded"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            done = st.checkbox(plain(title), value=bool(each.done_at), key=key)
            address = f"/workbench?source={each.source}"
            st.html(f'<a href="{address}" target="_self">Open</a>', width="content")
        if done != bool(each.done_at):
            with open_database() as db:
                finish_text(db, one.id, each.source, account.id, done=done)
            st.rerun()
    if len(mine) > SHOWN:
        note(f"{SHOWN} of {len(mine)} are listed, those to do first. The workbench has them all.")


def _draw_own_figure(one: Round, codes: Mapping[str, Code], account: Account) -> None:
    """In a training round, how far the reader agrees with the reference, once all is finished."""
    if not one.reference or account.id not in one.progress():
        return
    with open_database() as db:
        if is_reflexive(db):
            return
        try:
            found = reference_agreement(db, one.id, account.id, Unit.TURN, uncoded=True)
        except RoundError as why:
            note(str(why))
            return
    alpha = found.overall.alpha
    section("You and the reference")
    note(
        f"Alpha is {number(alpha)} for all codes together, turn by turn, over "
        f"{found.n_units:,} turns. From 0.8 you are ready to code; below 0.67 read the definitions "
        "together." + ("" if alpha is not None else f" It is not defined: {found.overall.reason}.")
    )
    table(
        [Column("Code", "45%"), Column("Alpha", "15%", right=True), Column(SCALE, "40%")],
        [
            [
                code_name(codes[row.code].colour, codes[row.code].name),
                number(row.alpha),
                whisker(row),
            ]
            for row in found.rows
            if row.n_passages
        ],
        "You and the reference, code by code",
    )


def _ask_to_close(one: Round, account: Account) -> None:
    missing = sum(every - done for done, every in one.progress().values())
    unfinished = "1 text is" if missing == 1 else f"{missing} texts are"

    def close() -> None:
        with open_database() as db:
            close_round(db, one.id, account.id)

    happens = [
        "Everybody sees what everybody marked.",
        "Agreement and differences can be looked at.",
        "It stays closed; for more coding open another round.",
    ]
    if missing:
        happens[2] = f"{unfinished} not finished: who marked nothing there is not compared."
    confirm(f"Close “{one.name}”?", happens, "Close this round", close, key="agreement.closing")
