"""The questionnaire on its author's desk: loaded, changed act by act, taken back and redone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from access.model import Account
from access.pages.parts.typed import plain
from storage.database import open_database
from storage.instruments import InstrumentRow, list_instruments, load_instrument
from storage.questionnaire_drafts import DraftChangedError, change_draft
from survey.errors import DesignError
from survey.expression import ExpressionError
from survey.history import History, Step, acted, redone, undone
from survey.model import Instrument

Change = Callable[[Instrument], Instrument]
BEGUN = ("build.rows.", "build.menus.")  # of conditions that are not saved yet
_SEEN = "build.seen"  # name and fingerprint of what this window showed last
_HISTORY = "build.history"  # name and fingerprint it belongs to, past and future as plain lists


@dataclass(frozen=True)
class Desk:
    """What lies there: the newest version of one questionnaire, and who works on it."""

    instrument: Instrument
    row: InstrumentRow
    account: Account
    history: History

    @property
    def mark(self) -> str:
        """Changes with the questionnaire: fields that carry it in their key begin anew then."""
        return f"{self.instrument.version}.{self.instrument.sha256[:8]}"


def load_desk(name: str, account: Account) -> Desk:
    """The newest version of a questionnaire, with what was done to it in this sitting."""
    with open_database() as db:
        row = next(row for row in list_instruments(db) if row.name == name)
        instrument = load_instrument(db, name, row.version)
    seen = st.session_state.get(_SEEN, ["", ""])
    if seen[0] == name and seen[1] != instrument.sha256:
        st.warning(
            "Somebody else has changed this questionnaire in the meantime. What you had not saved "
            "is not kept: look at what is there now, and make your change again.",
            icon=":material/group:",
        )
    st.session_state[_SEEN] = [name, instrument.sha256]
    return Desk(instrument, row, account, _history(instrument))


def act(
    desk: Desk, told: str, change: Change, at: str | None = None, open_new: bool = False
) -> None:
    """Change the questionnaire, keep it and run the page again; or say why it cannot be done.

    Args:
        told: the act in a few words, for the record and for undo.
        at: what to open afterwards; the same as before without it.
        open_new: open the page or question that came in.
    """
    try:
        after = change(desk.instrument)
    except (DesignError, ExpressionError) as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if after == desk.instrument:
        return  # no rerun, which would take away what the page has to say
    _keep(desk, after, told, acted(desk.history, told, desk.instrument))
    if open_new:
        at = next(name for name in _places(after) if name not in _places(desk.instrument))
    if at is not None:
        show(at)
    st.rerun()


def undo(desk: Desk) -> None:
    """Take the newest act back."""
    told = desk.history.past[-1].act
    history, before = undone(desk.history, desk.instrument)
    _keep(desk, before, f"undid: {told}", history)
    st.rerun()


def redo(desk: Desk) -> None:
    """Do again what was taken back last."""
    told = desk.history.future[-1].act
    history, after = redone(desk.history, desk.instrument)
    _keep(desk, after, f"did again: {told}", history)
    st.rerun()


def show(place: str) -> None:
    """Open an item, a page, or with "" the whole on the next run."""
    st.query_params["at"] = place


def shown(desk: Desk) -> str:
    """What is open: the name of an item or of a page, "" for the whole."""
    place = st.query_params.get("at", "")
    return place if place in _places(desk.instrument) else ""


def _places(instrument: Instrument) -> list[str]:
    """Names of items, and of pages, in the order in which they are looked for."""
    return [item.name for item in instrument.items] + [page.name for page in instrument.pages]


def _keep(desk: Desk, after: Instrument, told: str, history: History) -> None:
    """Store the change; a conflict with somebody else is said, and nothing is overwritten."""
    try:
        with open_database() as db:
            kept = change_draft(db, desk.instrument, after, desk.account.id, told)
    except DraftChangedError as error:
        st.error(plain(str(error)), icon=":material/group:")
        st.stop()
    for key in [key for key in st.session_state if str(key).startswith(BEGUN)]:
        del st.session_state[key]  # undo may bring the same state back, but not what was begun
    st.session_state[_SEEN] = [kept.name, kept.sha256]
    st.session_state[_HISTORY] = [
        *(kept.name, kept.sha256),
        [[step.act, step.body] for step in history.past],
        [[step.act, step.body] for step in history.future],
    ]


def _history(instrument: Instrument) -> History:
    """What can be taken back here; nothing of another questionnaire or of another person's."""
    name, sha256, past, future = st.session_state.get(_HISTORY, ["", "", [], []])
    if (name, sha256) != (instrument.name, instrument.sha256):
        return History()
    return History(tuple(Step(*step) for step in past), tuple(Step(*step) for step in future))
