"""Page: rounds of coding, how far coders agree, and what they differ about."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, note, page_header, stay_awake
from access.pages.parts.room import choose_view
from access.pages.parts.session import guard
from access.permissions import may
from coding.pages.parts.agreement_table import draw_agreement, draw_reflexive
from coding.pages.parts.desk import Desk
from coding.pages.parts.differences import draw_differences
from coding.pages.parts.round_form import draw_round_form
from coding.pages.parts.rounds import draw_rounds
from coding.rounds import AGREED, AGREED_NAME, told_apart
from storage.accounts import list_accounts, names_of
from storage.codebook import list_codes
from storage.database import open_database, open_vault
from storage.open_answers import list_texts
from storage.rounds import list_rounds, round_coding, shared_coding
from storage.settings import is_reflexive

ROUNDS, AGREEMENT, DIFFERENCES = "Rounds", "Agreement", "Differences"
VIEWS = (ROUNDS, AGREEMENT, DIFFERENCES)
EVERYTHING = ""  # the choice beside the rounds: all texts that two people coded

account = guard(Act.CODE)
stay_awake()

with open_database() as db, open_vault() as vault:
    rounds = list_rounds(db)
    reflexive = is_reflexive(db)
    accounts = [one for one in list_accounts(vault) if not one.closed_at]
    names = told_apart({**names_of(vault), AGREED: AGREED_NAME})
coders = {one.id: names[one.id] for one in accounts if may(one.role, Act.CODE)}
shown = {one.id: one.name for one in rounds if not one.is_hidden and one.sources}

asked = next((one for one in VIEWS if one.lower() == st.query_params.get("view")), None)
under_way = any(one.is_open for one in rounds)
first = asked or (AGREEMENT if shown and not under_way else ROUNDS)
view = st.session_state.get("agreement.view") or first
opening = bool(st.session_state.get("agreement.opening"))
may_open = may(account.role, Act.MANAGE_ROUNDS) and bool(rounds) and not opening
if page_header(
    "Agreement",
    "How far coders mark the same passages alike, and where to talk it over.",
    "Open a round" if view == ROUNDS and may_open else None,
    key="agreement",
    icon=":material/add:",
):
    st.session_state["agreement.opening"] = True
    st.rerun()
with st.container(horizontal=True, vertical_alignment="bottom"):
    view = choose_view(VIEWS, key="agreement.view", first=first)
    round = EVERYTHING
    if view != ROUNDS:
        round = st.selectbox(
            "Compare",
            [*shown, EVERYTHING],
            format_func=lambda id: shown.get(id, "All texts that two or more people coded"),
            key="agreement.round",
            width=340,
        )

if view == ROUNDS:
    with open_database() as db:
        texts, codes = list_texts(db, account.id), list_codes(db)
    if opening and may(account.role, Act.MANAGE_ROUNDS):
        draw_round_form(texts, codes, coders, account)
    else:
        draw_rounds(rounds, texts, codes, names, account)
    st.stop()

with open_database() as db:
    compared = round_coding(db, round) if round else shared_coding(db)
n_texts = next((len(one.sources) for one in rounds if one.id == round), 0)
if compared.sources and len(compared.sources) < n_texts:
    note(
        f"Compared are {len(compared.sources)} of the {n_texts} texts of this round. The others "
        "are hidden by an open blind round, or fewer than two people have coded them."
    )
if view == AGREEMENT and reflexive:
    draw_reflexive(account)
elif not compared.sources or not compared.codes:
    if empty_state(
        "Nothing to compare yet",
        "Agreement needs a text that two people have coded. Open a round, code it, and close it; "
        "what an open blind round hides is not compared.",
        "Look at the rounds",
        key="agreement.nothing",
    ):
        st.query_params["view"] = ROUNDS.lower()
        st.session_state.pop("agreement.view", None)
        st.rerun()
elif view == AGREEMENT:
    draw_agreement(compared, round, names, account)
else:
    draw_differences(Desk(compared, round, names, account, reflexive))
