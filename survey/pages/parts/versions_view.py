"""What stands behind results: versions and what each changed, and how answers came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from access.pages.parts.look import note, section
from survey.model import Instrument
from survey.paper import origins_told
from survey.versions import history

NO_CHANGE = "Nothing that is answered: words of notes, of hints or the order."


def draw_history(versions: Sequence[Instrument]) -> None:
    """A heading and a list per version that followed another, the newest first."""
    for number, before, told in history(versions):
        section(f"What version {number} changed", f"against version {before}")
        st.html(_listed(told or [NO_CHANGE]))


def draw_joined(versions: Sequence[Instrument]) -> None:
    """Over results: which versions stand in one table, and what differs between them."""
    if len(versions) < 2:
        return
    numbers = sorted(version.version for version in versions)
    listed = f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
    with st.expander(f"Answers to versions {listed} are counted together"):
        note(
            "Questions of the same name are one. One that a version did not have counts as not "
            "asked there; what was answered to one that is gone is still shown."
        )
        draw_history(versions)


def draw_origins(counts: Mapping[str, int]) -> None:
    """Over results: how many responses came on paper or from elsewhere."""
    told = origins_told(counts)
    if told:
        note(told)


def _listed(lines: Sequence[str]) -> str:
    return f'<ul class="tl-happens">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'
