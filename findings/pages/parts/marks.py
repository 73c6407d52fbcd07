"""Small marks of the findings pages: bars with a number, a quote that leads back, an act."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from access.pages.parts.look import Html, beside, quote, state
from findings.model import FindingState
from findings.reference import reference
from findings.themes import said_by

# How `state` of the look shows each state.
KINDS = {
    FindingState.DRAFT: "plain",
    FindingState.IN_REVIEW: "info",
    FindingState.ACCEPTED: "done",
    FindingState.SET_ASIDE: "plain",
}


def bar_list(rows: Sequence[tuple[str, str, float | None]]) -> None:
    """Thin bars in a list: name, the number as words, and the share (0–1) of the full width.

    A share of None draws no bar: the number is hidden.
    """
    items = "".join(
        f"<li>{escape(name)}<span>{escape(number)}</span>{_bar(share)}</li>"
        for name, number, share in rows
    )
    st.html(f'<ul class="tl-bars">{items}</ul>')


def _bar(share: float | None) -> str:
    return "" if share is None else f'<i style="--v:{share:.1%}"></i>'


def trace_link(segment: str) -> Html:
    """The reference of a quote as a link to its passage in its source."""
    mark = reference(segment)
    return Html(
        f'<a class="tl-ref" href="/findings/trace/{mark}" target="_self" '
        f'aria-label="Open {mark} in its text">{mark}</a>'
    )


def quoted(row: Mapping[Hashable, Any], role: str = "supports") -> Html:
    """A row of `segments_frame` as a quote with who speaks and where it leads back to."""
    by = f"{said_by(row)}, marked “{row['code_name']}”"
    return quote(str(row["text"]), by, role, trace_link(str(row["segment"])))


def not_to_be_quoted(why: str) -> None:
    """Under words that may not be quoted today: why, and where the consent is."""
    st.html(
        f'<p class="tl-by">{state("not to be quoted", "stop")} {escape(why)}. '
        'See <a href="/consent" target="_self">Consent</a>.</p>'
    )


def quote_with_act(body: Html, act: str, *, key: str, icon: str | None = None) -> bool:
    """A quote with one quiet act beside it; True if it was chosen."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"quote_{key}"):
        beside(body)
        return st.button(act, key=key, type="tertiary", icon=icon)
