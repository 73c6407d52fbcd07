"""The wave under way: which one it is, how many answered in it, and how a lead begins the next."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from access.pages.parts.look import confirm, note
from access.pages.parts.typed import plain
from storage.database import open_database, open_vault
from storage.waves import begin_wave
from survey.collection import Collection, CollectionError, waves_told


def draw_wave(collection: Collection, counts: Mapping[int, int]) -> None:
    """Which wave is under way, from the second one on.

    Args:
        counts: how many responses were sent in each wave.
    """
    name = collection.instrument
    if told := waves_told(collection.wave, counts):
        note(told)
    if begun := st.session_state.pop(f"collect.wave.{name}.begun", 0):
        st.toast(f"Wave {begun} has begun.", icon=":material/check:")
    if refused := st.session_state.pop(f"collect.wave.{name}.refused", ""):
        st.error(plain(refused))


def draw_next_wave(collection: Collection, n: int, title: str, actor: str) -> None:
    """The act that begins the next wave, once `n` have answered in the one under way."""
    name, after = collection.instrument, collection.wave + 1
    if n and st.button("Begin the next wave", key=f"collect.wave.{name}", icon=":material/repeat:"):
        confirm(
            f"Begin wave {after} of “{plain(title)}”?",
            _happens(collection, n),
            f"Begin wave {after}",
            lambda: _begin(name, actor),
            key=f"collect.wave.{name}.beginning",
        )


def _happens(collection: Collection, n: int) -> list[str]:
    wave = collection.wave
    stay = "response stays" if n == 1 else "responses stay"
    told = [
        f"What is sent from now on counts as wave {wave + 1}, also what was begun before.",
        f"{n} {stay} in wave {wave}. Results can tell waves apart.",
        "Limits of responses count anew. The link and the days to open and close stay as they are.",
    ]
    if collection.is_invited:
        told.append(
            "Whoever was invited can answer once more. Who has answered gets a new address, and "
            "that they answered before is forgotten; write to everybody again."
        )
    return [*told, "It cannot be undone."]


def _begin(instrument: str, actor: str) -> None:
    try:
        with open_database() as db, open_vault() as vault:
            wave = begin_wave(db, vault, instrument, actor)
    except CollectionError as error:
        st.session_state[f"collect.wave.{instrument}.refused"] = str(error)
        return
    st.session_state[f"collect.wave.{instrument}.begun"] = wave
