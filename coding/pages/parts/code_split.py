"""Split a code: new codes, and for every passage whether it stays or which one it gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

import streamlit as st

from access.pages.parts.look import note, page_header, quote, section
from access.pages.parts.typed import plain
from coding.codebook import next_colour
from coding.errors import CodebookError
from coding.model import Code
from storage.codebook_acts import split_code
from storage.database import open_database
from storage.uses import passages_of

MOST_PARTS = 6
STAYS = "stays"
AT_ONCE = 50  # passages on the screen


def draw_split(code: Code, codes: Sequence[Code], people: Mapping[str, str], actor: str) -> None:
    """The whole page while a code is split."""
    with open_database() as db:
        passages = passages_of(db, code.id, actor)
    if page_header(
        f"Split “{code.name}”",
        "Name the new codes, then say which passages each of them gets. The others stay.",
        "Split",
        key="codebook.divide",
        secondary="Cancel",
    ):
        _split(code, codes, [id for id, *_ in passages], actor)
    if st.session_state["codebook.divide.secondary"]:
        st.session_state.pop("codebook.splitting")
        st.session_state.pop(f"codebook.parts.{code.id}", None)
        st.rerun()
    left, right = st.columns([3, 5], gap="large")
    with left:
        names = _draw_names(code)
    with right:
        section("Passages", f"{len(passages)}, in the order of the texts")
        for n, (segment, title, coder, words) in enumerate(_page(passages)):
            by = f"{title}, marked by {people.get(coder, 'somebody who left')}"
            with st.container(key=f"split_{n}", gap="xsmall"):
                st.html(quote(words, by))
                _draw_choice(segment, code, names)


def _draw_choice(segment: str, code: Code, names: Mapping[str, str]) -> None:
    """Where a passage goes; kept beside the widget, which forgets it on another page."""
    choices = [STAYS, *names]
    kept = _chosen(code)
    before = kept.get(segment, STAYS)
    kept[segment] = st.selectbox(
        "Goes to",
        choices,
        choices.index(before) if before in choices else 0,
        format_func=lambda part: names.get(part, f"stays {code.name}"),
        key=f"codebook.part.{code.id}.{segment}",
        label_visibility="collapsed",
    )


def _chosen(code: Code) -> dict[str, str]:
    """The number of the new code, or `STAYS`, by Segment.id."""
    kept: dict[str, str] = st.session_state.setdefault(f"codebook.parts.{code.id}", {})
    return kept


def _draw_names(code: Code) -> dict[str, str]:
    """The new codes, by the number of their field; the reason below."""
    section("New codes", "they stand beside it")
    names: dict[str, str] = {}
    for n in range(1, MOST_PARTS + 1):
        name = st.text_input(f"New code {n}", key=f"codebook.part{n}.{code.id}", max_chars=80)
        if not name.strip():
            break
        names[str(n)] = name.strip()
    st.text_input("Why", key=f"codebook.split_why.{code.id}")
    note("Definitions are written afterwards, on the codebook. Undo takes the whole split back.")
    return names


def _page(passages: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    if len(passages) <= AT_ONCE:
        return passages
    n_pages = (len(passages) - 1) // AT_ONCE + 1
    page = st.number_input(
        f"Page of {n_pages}", 1, n_pages, key="codebook.split_page", help="Choices are kept."
    )
    return passages[(int(page) - 1) * AT_ONCE : int(page) * AT_ONCE]


def _split(code: Code, codes: Sequence[Code], segments: Sequence[str], actor: str) -> None:
    state = st.session_state
    parts: dict[str, Code] = {}
    for n in range(1, MOST_PARTS + 1):
        name = str(state.get(f"codebook.part{n}.{code.id}", "")).strip()
        if name:
            colour = next_colour([*codes, *parts.values()])
            parts[str(n)] = Code(uuid4().hex, name, parent=code.parent, colour=colour)
    kept = _chosen(code)
    chosen = {id: state.get(f"codebook.part.{code.id}.{id}", kept.get(id)) for id in segments}
    where = {id: parts[part].id for id, part in chosen.items() if part in parts}
    try:
        with open_database() as db:
            why = str(state.get(f"codebook.split_why.{code.id}", "")).strip()
            split_code(db, code.id, list(parts.values()), where, actor, why)
    except CodebookError as error:
        st.error(plain(str(error)))
        return
    state.pop("codebook.splitting")
    state.pop(f"codebook.parts.{code.id}")
    st.toast(f"Split: {len(where)} passages have a new code.", icon=":material/call_split:")
    st.rerun()
