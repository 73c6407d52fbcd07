"""The column of texts in the workbench, and moving from one text to the next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.pages.parts.look import note, section, state
from access.pages.parts.typed import plain
from coding.text_list import around, groups, short
from storage.open_answers import TextToCode


def chosen_text(texts: Sequence[TextToCode]) -> TextToCode:
    """The text of the address; else the one that was open last; else the first."""
    wanted = st.query_params.get("source") or st.session_state.get("workbench.source")
    found = next((text for text in texts if text.id == wanted), texts[0])
    st.session_state["workbench.source"] = found.id
    return found


def next_text(texts: Sequence[TextToCode], text: TextToCode) -> TextToCode:
    """The one after this in the list; after the last comes the first."""
    return texts[(texts.index(text) + 1) % len(texts)]


def open_text(text: TextToCode) -> None:
    """Put a text into the address and run the page again."""
    st.query_params.from_dict({"source": text.id})
    st.rerun()


def draw_consent(words: str) -> None:
    """What consent does not allow of this text; nothing where it may be quoted."""
    if words not in ("", "may be quoted"):
        kind = "info" if words == "quotes after review" else "stop"
        st.html(
            f'<p class="tl-marks">{state(f"Consent: {words}", kind)} '
            '<span class="tl-note"><a href="/consent" target="_self">See Consent</a></span></p>'
        )


def draw_texts(texts: Sequence[TextToCode], chosen: TextToCode) -> None:
    """Interviews as a list; open answers folded together by their item."""
    section("Texts", str(len(texts)))
    with st.container(key="sources", gap=None):
        _draw_groups(texts, chosen)


def _draw_groups(texts: Sequence[TextToCode], chosen: TextToCode) -> None:
    for group, members in groups(texts).items():
        if not group:
            _draw_group(members, chosen)
            continue
        coded = sum(1 for text in members if text.n_segments)
        label = f"{plain(members[0].question or group)} :small[{coded} of {len(members)} coded]"
        with st.expander(label, expanded=chosen in members), st.container(gap=None):
            _draw_group(members, chosen)


def _draw_group(members: Sequence[TextToCode], chosen: TextToCode) -> None:
    shown = around(members, chosen.id)
    for text in shown:
        here = "source_on" if text.id == chosen.id else f"source_{text.id}"
        with st.container(key=here):
            name = text.title.rpartition(", ")[2] if _is_answer(text) else text.title
            about = f"{plain(text.about)}, " if text.about and not _is_answer(text) else ""
            label = f"**{plain(name)}**  \n:small[{about}{short(text)}]"
            if st.button(label, key=f"workbench.{text.id}", type="tertiary", width="stretch"):
                open_text(text)
    if len(shown) < len(members):
        note(f"{len(shown)} of {len(members)} are listed. “Next text” goes on.")


def _is_answer(text: TextToCode) -> bool:
    return text.kind == "open answer"
