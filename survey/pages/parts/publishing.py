"""Publish a version: say what stands in the way, or what it means, then do it."""

from __future__ import annotations

import streamlit as st

from access.model import Account
from access.pages.parts.look import confirm
from access.pages.parts.typed import plain
from storage.database import open_database
from storage.instruments import list_clashes, publish_instrument
from survey.errors import Level
from survey.lint import lint
from survey.model import Instrument


def ask_to_publish(instrument: Instrument, account: Account, *, key: str) -> None:
    """Refuse what is broken or would mix types of answers; else ask, and publish."""
    name, version = instrument.name, instrument.version
    remarks = lint(instrument)
    n_errors = sum(one.level is Level.ERROR for one in remarks)
    with open_database() as db:
        refused = [str(clash) for clash in list_clashes(db, name, version)]
    if n_errors:
        things = "one thing" if n_errors == 1 else f"{n_errors} things"
        refused.append(f"Change {things} first; “Check” lists what and how.")
    for reason in refused:
        st.error(plain(f"Version {version} cannot be published. {reason}"))
    if refused:
        return

    def publish() -> None:
        with open_database() as db:
            publish_instrument(db, name, version, account.id)

    happens = [
        "Everybody who has the link can answer, without an account.",
        "This version is never edited again; a change becomes the next version.",
        "Who has begun with an earlier version goes on with that one.",
    ]
    if remarks:
        happens.insert(0, f"“Check” has {len(remarks)} remarks that you may want to read first.")
    confirm(f"Publish version {version}?", happens, f"Publish version {version}", publish, key=key)
