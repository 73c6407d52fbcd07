"""The worklist of passages coded before the meaning of their code changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from access.pages.parts.look import code_name, empty_state, note, quote
from access.pages.parts.typed import plain
from access.record import day
from coding.codebook import path
from coding.errors import SegmentError
from coding.model import Code
from coding.rounds import AGREED
from coding.second_looks import SecondLook, by_code, of_coder
from storage.database import open_database
from storage.second_looks import give_other_code, keep_code

AT_ONCE = 30  # passages of one code on the screen


def draw_look_again(
    looks: Sequence[SecondLook], codes: Sequence[Code], people: Mapping[str, str], actor: str
) -> None:
    """The own passages, code by code; of the others how many wait."""
    own = of_coder(looks, [actor, AGREED])
    if not own:
        empty_state(
            "Nothing to look at again",
            "When the meaning of a code changes, the passages coded before come into this list: "
            "each is kept, or gets another code.",
            key="codebook.look_empty",
        )
    by_id = {code.id: code for code in codes}
    for id, passages in by_code(own).items():
        if id in by_id:
            _draw_code(by_id[id], passages, codes, people, actor)
    _draw_others(looks, people, actor)


def _draw_code(
    code: Code,
    looks: Sequence[SecondLook],
    codes: Sequence[Code],
    people: Mapping[str, str],
    actor: str,
) -> None:
    changed = looks[0].changed_at
    when = f"Coded before the meaning changed on {day(changed[:10])}." if changed else ""
    st.html(f'<h2 class="tl-section">{code_name(code.colour, code.name)}<span>{when}</span></h2>')
    for label, words in (
        ("Definition", code.definition),
        ("When to use", code.use_when),
        ("When not to use", code.use_not),
    ):
        if words:
            note(f"{label}: {words}")
    for look in looks[:AT_ONCE]:
        _draw_passage(look, codes, people, actor)
    if len(looks) > AT_ONCE:
        note(f"{AT_ONCE} of {len(looks)} are shown; the others follow as these are ticked off.")
    if len(looks) > 1 and st.button(
        f"All {len(looks)} keep {plain(code.name)}", key=f"codebook.keep_all.{code.id}"
    ):
        _keep([look.segment for look in looks], actor)


def _draw_passage(
    look: SecondLook, codes: Sequence[Code], people: Mapping[str, str], actor: str
) -> None:
    by_id = {code.id: code for code in codes}
    agreed = ", agreed" if look.coder == AGREED else ""
    st.html(quote(look.words, f"{look.source_title}{agreed}"))
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"look_{look.segment}"):
        if st.button("Keep", key=f"codebook.keep.{look.segment}", icon=":material/check:"):
            _keep([look.segment], actor)
        others = [code.id for code in codes if code.id != look.code and not code.is_retired]
        chosen = st.selectbox(
            "Another code",
            others,
            None,
            format_func=lambda id: path(by_id[id], by_id),
            key=f"codebook.recode.{look.segment}",
            placeholder="Give it another code",
            label_visibility="collapsed",
            width=320,
        )
        if chosen:
            _recode(look.segment, chosen, actor)


def _draw_others(looks: Sequence[SecondLook], people: Mapping[str, str], actor: str) -> None:
    coders = {look.coder for look in looks} - {actor, AGREED}
    for coder in sorted(coders, key=lambda one: people.get(one, "")):
        n = len(of_coder(looks, [coder]))
        passages = "1 passage" if n == 1 else f"{n} passages"
        note(f"{people.get(coder, 'Somebody who left')} has {passages} to look at again.")


def _keep(segments: list[str], actor: str) -> None:
    try:
        with open_database() as db:
            n = keep_code(db, segments, actor)
    except SegmentError as error:
        st.error(plain(str(error)))
        return
    st.toast(f"{n} ticked off." if n != 1 else "Ticked off.", icon=":material/check:")
    st.rerun()


def _recode(segment: str, code: str, actor: str) -> None:
    try:
        with open_database() as db:
            give_other_code(db, segment, code, actor)
    except SegmentError as error:
        st.error(plain(str(error)))
        return
    st.toast("It has the other code now.", icon=":material/check:")
    st.rerun()
