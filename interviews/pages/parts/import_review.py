"""Before a transcript is kept: its letters, and who speaks in it."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import note
from access.pages.parts.typed import plain
from interviews.encodings import Candidate
from interviews.model import Source
from interviews.pages.parts.import_files import ImportFile, read_again
from interviews.speakers import count_speakers, counted
from interviews.spellings import NOBODY, proposed_spellings, respelled

_NO_SPEAKER = "nobody: it is text"
_SHOWN_LINES = 3


def draw_letters(file: ImportFile, *, key: str) -> Source | None:
    """The source as it reads in the encoding chosen; without a question if the file says which."""
    found = file.outcome.candidates
    if not found:
        return file.outcome.source
    chosen = st.radio(
        "Which of these reads right?",
        range(len(found)),
        format_func=lambda n: plain(found[n].words),
        captions=[_caption(one) for one in found],
        key=f"{key}.encoding",
        help="The file does not say how its accented letters are stored. The first is a guess.",
    )
    return read_again(file, found[chosen].encoding).source


def _caption(candidate: Candidate) -> str:
    return "  \n".join(map(plain, candidate.lines[:_SHOWN_LINES]))


def draw_spellings(source: Source, *, key: str) -> Source:
    """The source with the labels put right that the researcher says are wrong."""
    labels = source.speakers
    if not labels:
        return source
    proposed = proposed_spellings(source)
    keys = {label: f"{key}.is.{n}" for n, label in enumerate(labels)}
    with st.expander("Correct who speaks", expanded=bool(proposed)):
        open_ones = {
            label: full
            for label, full in proposed.items()
            if st.session_state.get(keys[label], label) == label
        }
        if open_ones:
            _draw_proposal(open_ones, keys, key)
        note(
            "For each label say whose it is. Two labels of one person are put together, and a line "
            "that only looks like a label becomes text again. The words are never changed."
        )
        said = {one.name: one for one in count_speakers(source)}
        columns = st.columns(2)
        spellings: dict[str, str] = {}
        for n, label in enumerate(labels):
            turns = counted(said[label].n_turns, "turn")
            with columns[n % 2]:
                spellings[label] = _draw_label(label, turns, labels, keys[label])
    return respelled(source, spellings)


def _draw_proposal(proposed: dict[str, str], keys: dict[str, str], key: str) -> None:
    pairs = ", ".join(f"{label} is {full}" for label, full in proposed.items())
    st.markdown(f"These may be the same people: {plain(pairs)}.")

    def put_together() -> None:
        for label, full in proposed.items():
            st.session_state[keys[label]] = full

    st.button(
        "Put them together", key=f"{key}.proposed", icon=":material/merge:", on_click=put_together
    )


def _draw_label(label: str, turns: str, labels: tuple[str, ...], key: str) -> str:
    """The speaker that a label stands for: itself, another one, a new name, or nobody."""

    def words(option: str) -> str:
        return option or _NO_SPEAKER

    chosen = st.selectbox(
        f"{plain(label)}, {turns}",
        list(dict.fromkeys([label, *labels, NOBODY])),
        format_func=words,
        key=key,
        accept_new_options=True,
    )
    return NOBODY if chosen is None else " ".join(str(chosen).split())
