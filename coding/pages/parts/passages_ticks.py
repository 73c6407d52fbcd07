"""Passages to tick, and the bar that gives all ticked ones a code: one step, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from html import escape

import streamlit as st

from access.model import Account
from access.pages.parts.look import note
from access.pages.parts.typed import plain
from coding.errors import CodingError
from coding.finding import Hit
from coding.pages.parts.passages_shelf import Shelf
from storage.bulk_coding import code_passages
from storage.database import open_database

STEP = 30  # passages at a time
AROUND = 160  # characters of the turn on either side


def draw_ticks(
    shelf: Shelf,
    hits: Sequence[Hit],
    account: Account,
    *,
    key: str,
    remarks: Sequence[str] = (),
    code: str = "",
) -> None:
    """The passages with a box each; then the code that the ticked ones get.

    Args:
        remarks: a word about each passage, such as how alike it is.
        code: proposed for all of them.
    """
    refused = st.session_state.pop("passages.refused", "")
    if refused:
        st.error(plain(refused))
    shown = _page(hits, key)
    everything = st.checkbox(f"Tick all {len(shown)} shown", key=f"{key}.all.{_mark(shown)}")
    ticked = [
        hit
        for n, hit in enumerate(shown)
        if _draw_hit(hit, remarks[n] if remarks else "", everything, key)
    ]
    if len(shown) < len(hits) and st.button(f"Show {STEP} more", key=f"{key}.more"):
        st.session_state[f"{key}.shown"] = len(shown) + STEP
        st.rerun()
    _draw_bar(shelf, ticked, account, code, key)


def _page(hits: Sequence[Hit], key: str) -> Sequence[Hit]:
    return hits[: int(st.session_state.get(f"{key}.shown", STEP))]


def _mark(hits: Sequence[Hit]) -> str:
    """A key that changes with the passages, so that a tick never jumps to another one."""
    text = "|".join(f"{hit.turn.source} {hit.start} {hit.end}" for hit in hits)
    return sha256(text.encode()).hexdigest()[:10]


def _draw_hit(hit: Hit, remark: str, everything: bool, key: str) -> bool:
    name = f"{key}.{hit.turn.source}.{hit.start}.{hit.end}.{everything}"
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        ticked = st.checkbox(
            plain(f"{hit.turn.title}: {hit.words[:60]}"),
            everything,
            key=name,
            label_visibility="collapsed",
        )
        with st.container(width="stretch"):
            st.html(_words(hit, remark))
    return ticked


def _words(hit: Hit, remark: str) -> str:
    """The passage in its turn, the words found marked; who says it, and the way there."""
    said, at = hit.turn.words, hit.turn.start
    start, end = hit.start - at, hit.end - at
    before = said[max(0, start - AROUND) : start]
    after = said[end : end + AROUND]
    inside, place = "", start
    for first, last in hit.found:
        inside += (
            escape(said[place : first - at])
            + f"<mark>{escape(said[first - at : last - at])}</mark>"
        )
        place = last - at
    inside += escape(said[place:end])
    tail = f" · {escape(remark)}" if remark else ""
    return (
        f'<p class="tl-hitwords"><span>{"… " if start > AROUND else ""}{escape(before)}</span>'
        f"{inside}<span>{escape(after)}{' …' if end + AROUND < len(said) else ''}</span></p>"
        f'<p class="tl-by">{escape(hit.turn.title)}, {escape(hit.turn.speaker)}{tail} '
        f'<a href="/workbench?source={hit.turn.source}" target="_self"'
        f' aria-label="Open {escape(hit.turn.title)} in the workbench">Open the text</a></p>'
    )


def _draw_bar(shelf: Shelf, ticked: Sequence[Hit], account: Account, code: str, key: str) -> None:
    paths = shelf.code_paths
    if not paths:
        note("There are no codes yet: make the first one in the workbench or on the codebook page.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = list(paths)
        chosen = st.selectbox(
            "Code",
            options,
            options.index(code) if code in paths else None,
            format_func=paths.__getitem__,
            key=f"{key}.code.{code}",
            placeholder="Choose a code",
            width=360,
        )
        n = len(ticked)
        what = "1 ticked passage" if n == 1 else f"{n} ticked passages"
        go = st.button(
            f"Code {what}",
            key=f"{key}.go",
            type="primary",
            disabled=not (ticked and chosen),
        )
    note("Coding them is one step: one undo takes all of it back.")
    if go and chosen:
        _code(ticked, chosen, account, paths[chosen])


def _code(ticked: Sequence[Hit], code: str, account: Account, name: str) -> None:
    passages = [(hit.turn.source, hit.start, hit.end) for hit in ticked]
    try:
        with open_database() as db:
            n = code_passages(db, passages, code, account.id)
    except CodingError as refused:
        st.session_state["passages.refused"] = str(refused)
        st.rerun()
    had = f"; {len(passages) - n} had it already" if n < len(passages) else ""
    st.toast(plain(f"{n} coded as {name}{had}"), icon=":material/check:")
    st.rerun()
