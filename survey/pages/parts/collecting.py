"""How the answers to one survey are collected: said in words, and changed by a lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.model import Account, Act
from access.pages.parts.look import note
from access.pages.parts.typed import plain
from access.permissions import may
from storage.collection import save_collection
from storage.database import open_database
from survey.collection import (
    LONGEST_DRAFT_DAYS,
    Collection,
    CollectionError,
    Mode,
    Quota,
    quota_items,
)
from survey.model import Instrument, words

MODES = {
    Mode.OPEN: "Anonymous, one open link",
    Mode.INVITED: "Anonymous, with invitations that can be used once",
    Mode.IDENTIFIED: "Identified, with invitations that can be used once",
}
_MEANS = {
    Mode.OPEN: "Whoever has the link can answer. Nothing tells who did.",
    Mode.INVITED: "You see who was invited and whose invitation was used; nobody, you included, "
    "can tell which answers came from it.",
    Mode.IDENTIFIED: "Each response keeps a number that stands for the invited person. "
    "Respondents read so before they begin.",
}
NO_QUOTA = ""


def draw_collecting(collection: Collection, instrument: Instrument, account: Account) -> None:
    """The mode, the days and the limits; a form for a lead."""
    st.html(
        f'<p class="tl-note"><strong>{MODES[collection.mode]}.</strong> {_told(collection)}</p>'
    )
    if not may(account.role, Act.PUBLISH_SURVEY):
        return
    if st.session_state.pop(f"collect.saved.{instrument.name}", False):
        st.toast("Saved. It holds from now on.", icon=":material/check:")
    with st.expander("Change how answers are collected", icon=":material/tune:"):
        _draw_form(collection, instrument, account.id)


def _told(collection: Collection) -> str:
    """What holds, in sentences; fixed words and dates only."""
    told = [_MEANS[collection.mode]]
    if collection.opens_on:
        told.append(f"Opens on {collection.opens_on}.")
    if collection.closes_on:
        told.append(f"Closes after {collection.closes_on}.")
    if collection.most:
        told.append(f"Nobody can begin after {collection.most} responses.")
    if collection.quotas:
        n = len(collection.quotas)
        told.append(f"{n} answer{'' if n == 1 else 's'} with a limit.")
    if collection.withdraw_until:
        told.append(f"Answers can be taken back until {collection.withdraw_until}.")
    return " ".join(told)


def _draw_form(collection: Collection, instrument: Instrument, actor: str) -> None:
    key = f"collect.rules.{instrument.name}"
    with st.form(key, border=False):
        mode = _draw_mode(collection, key)
        opens, closes, until = _draw_days(collection, key)
        most, days = _draw_limits(collection, key)
        quotas = _draw_quotas(collection, instrument, key)
        if st.form_submit_button("Save", key=f"{key}.save"):
            _save(
                lambda: replace(
                    collection,
                    mode=mode,
                    opens_on=opens,
                    closes_on=closes,
                    most=most,
                    draft_days=days,
                    withdraw_until=until,
                    quotas=quotas,
                ),
                actor,
            )


def _draw_mode(collection: Collection, key: str) -> Mode:
    mode = st.radio(
        "Who can tell whose answers they are?",
        list(Mode),
        list(Mode).index(collection.mode),
        format_func=MODES.__getitem__,
        captions=[_MEANS[mode] for mode in Mode],
        disabled=collection.begun,
        key=f"{key}.mode",
    )
    note(
        "This was promised to those who have begun, and cannot be changed any more."
        if collection.begun
        else "Choose it now: as soon as somebody begins to answer, it stays for good."
    )
    return mode or collection.mode


def _draw_days(collection: Collection, key: str) -> tuple[str, str, str]:
    """The first day, the last, and the last on which answers can be taken back; "" for none."""
    first, second, third = st.columns(3)
    opens = _day_input(first, "Opens on", collection.opens_on, f"{key}.opens")
    closes = _day_input(second, "Last day", collection.closes_on, f"{key}.closes")
    until = _day_input(
        third, "Answers can be taken back until", collection.withdraw_until, f"{key}.until"
    )
    note("Respondents read beside their receipt until when they can take answers back.")
    return opens, closes, until


def _draw_limits(collection: Collection, key: str) -> tuple[int, int]:
    """How many responses are wanted, and the days that unfinished ones are kept."""
    left, right = st.columns(2)
    most = left.number_input(
        "Responses wanted, 0 for no limit",
        0,
        value=collection.most,
        key=f"{key}.most",
        help="When they are there nobody else can begin; who has begun can finish.",
    )
    days = right.number_input(
        "Days that unfinished answers are kept",
        1,
        LONGEST_DRAFT_DAYS,
        collection.draft_days,
        key=f"{key}.days",
    )
    return int(most), int(days)


def _draw_quotas(collection: Collection, instrument: Instrument, key: str) -> tuple[Quota, ...]:
    """A row for each limit and an empty one; what stands in them."""
    labels = _labels(instrument)
    if not labels:
        return ()
    note(
        "At most so many responses with one answer. Who gives it when they are there is thanked, "
        "and nothing of theirs is kept."
    )
    found = []
    for n, quota in enumerate([*collection.quotas, None], 1):
        answer, limit = st.columns([3, 1], vertical_alignment="bottom")
        chosen = answer.selectbox(
            f"Answer with a limit, {n}",
            [(NO_QUOTA, NO_QUOTA), *labels],
            [NO_QUOTA, *labels].index((quota.item, quota.option)) if quota else 0,
            format_func=lambda pair: labels.get(pair, "No limit"),
            key=f"{key}.quota.{n}",
        )
        most = limit.number_input(
            f"At most, {n}", 1, value=quota.most if quota else 100, key=f"{key}.quota.{n}.most"
        )
        if chosen in labels:
            found.append(Quota(*chosen, int(most)))
    return tuple(found)


def _labels(instrument: Instrument) -> dict[tuple[str, str], str]:
    """Item and option → how a menu names them."""
    language = instrument.default_language
    return {
        (item.name, option.name): f"{words(item.label, language) or item.name}: "
        f"{words(option.label, language) or option.name}"
        for item in map(instrument.item, quota_items(instrument))
        for option in item.options
    }


def _save(asked: Callable[[], Collection], actor: str) -> None:
    """Save what the form asks for, or say why it cannot be."""
    try:
        collection = asked()
        with open_database() as db:
            save_collection(db, collection, actor)
    except CollectionError as error:
        st.error(plain(str(error)))
        return
    for key in [one for one in st.session_state if str(one).startswith("collect.rules.")]:
        del st.session_state[key]  # a limit that was taken away moves the rows
    st.session_state[f"collect.saved.{collection.instrument}"] = True
    st.rerun()


def _day_input(place: DeltaGenerator, label: str, written: str, key: str) -> str:
    """A day to choose, as it is written; "" if there is none."""
    day = date.fromisoformat(written) if written else None
    chosen = place.date_input(label, day, key=key, format="YYYY-MM-DD")
    return chosen.isoformat() if isinstance(chosen, date) else ""
