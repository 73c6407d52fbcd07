"""The form that opens a round: which texts, which coders, which codes, blind or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from access.model import Account
from access.pages.parts.look import note, section
from access.pages.parts.typed import plain
from coding.errors import RoundError
from coding.model import Code
from coding.rounds import Round, assigned
from coding.text_list import groups
from storage.database import open_database
from storage.open_answers import TextToCode
from storage.rounds import open_round

EVERYBODY = "every coder"


def draw_round_form(
    texts: Sequence[TextToCode],
    codes: Sequence[Code],
    coders: Mapping[str, str],
    account: Account,
) -> None:
    """Ask for a new round and open it.

    Args:
        coders: the name of everybody who may code, by Account.id.
    """
    section("Open a round")
    choices = _choices(texts)
    name = st.text_input("Name", placeholder="Round 1", key="agreement.name")
    chosen = st.multiselect(
        "Texts", list(choices), placeholder="Choose texts", key="agreement.texts"
    )
    who, each = _ask_who(coders)
    only = st.multiselect(
        "Codes",
        [code.id for code in codes],
        format_func={code.id: code.name for code in codes}.__getitem__,
        placeholder="All codes",
        key="agreement.codes",
    )
    reference, blind = _ask_how(coders, who)
    with st.container(horizontal=True):
        opened = st.button("Open this round", key="agreement.open", type="primary")
        if st.button("Cancel", key="agreement.cancel"):
            _leave()
    if opened:
        sources = tuple(source for one in chosen for source in choices[one])
        wanted = Round(name, (), frozenset(only), blind, reference)
        _open(assigned(wanted, sources, who, each) if who else wanted, account)


def _ask_who(coders: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """Who codes, by Account.id, and how many of them each text; 0 stands for all."""
    left, right = st.columns(2)
    who = left.multiselect(
        "Coders",
        list(coders),
        format_func=lambda one: coders[one],
        placeholder="Choose coders",
        key="agreement.coders",
    )
    each = right.selectbox(
        "Each text is coded by",
        [0, *range(2, max(len(who), 1))],
        format_func=lambda n: f"{n} of them, in turn" if n else EVERYBODY,
        key="agreement.each",
    )
    return tuple(who), each


def _ask_how(coders: Mapping[str, str], who: Sequence[str]) -> tuple[str, bool]:
    """Whose coding is the reference, "" in a round that is no training; and whether it is blind."""
    reference = st.selectbox(
        "Train against the coding of",
        ["", *(one for one in coders if one not in who)],
        format_func=lambda one: coders[one] if one else "nobody: this is no training round",
        key="agreement.reference",
        help="Somebody who has coded these texts already. Each coder sees how far they agree with "
        "it, as a figure, once all texts are finished.",
    )
    blind = st.checkbox(
        "Blind: until it is closed nobody sees what others marked in these texts",
        value=True,
        key="agreement.blind",
        disabled=bool(reference),
    )
    hidden = blind or bool(reference)
    if hidden:
        note("That holds for everybody, leads too: on every page, in counts and in the record.")
    return reference, hidden


def _choices(texts: Sequence[TextToCode]) -> dict[str, list[str]]:
    """What can be chosen: each interview, and all answers to one question together."""
    found: dict[str, list[str]] = {}
    for group, members in groups(texts).items():
        if group:
            asked = members[0].question or group
            found[f"All {len(members)} answers to “{asked}”"] = [one.id for one in members]
            continue
        for one in members:
            same = one.title in found
            found[f"{one.title} ({one.id[:4]})" if same else one.title] = [one.id]
    return found


def _open(round: Round, account: Account) -> None:
    try:
        with open_database() as db:
            open_round(db, round, account.id)
    except RoundError as error:
        st.error(plain(str(error)))
        return
    st.toast("The round is open.", icon=":material/play_circle:")
    _leave()


def _leave() -> None:
    st.session_state["agreement.opening"] = False
    st.rerun()
