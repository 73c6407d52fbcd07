"""One source: read it turn by turn, say what it is, code it, delete it."""

from __future__ import annotations

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import (
    confirm,
    empty_state,
    needs_review,
    note,
    page_header,
    section,
    state,
)
from access.pages.parts.typed import plain
from access.permissions import may
from interviews.describing import Described, description_problems
from interviews.errors import (
    ParticipantTakenError,
    QuotedSourceError,
    SourceInUseError,
    WithdrawnError,
)
from interviews.identity import NamesState
from interviews.listing import NAMES_WORDS, day_words
from interviews.model import Organisation, Participant, Source, SourceKind
from interviews.pages.parts.describe import draw_description
from interviews.pages.parts.places import go
from interviews.pages.parts.reading import draw_speakers, draw_turns
from interviews.source_title import title_problems
from interviews.speakers import counted
from storage.attributes import list_attribute_types
from storage.consent import consent_of_sources
from storage.database import open_database, open_vault, writing
from storage.names_key import load_surfaces
from storage.names_out import list_unmapped
from storage.people import (
    list_organisations,
    list_participants,
    load_speakers,
    save_people,
    save_speakers,
)
from storage.sources import (
    delete_source,
    load_source,
    load_unredacted,
    sources_frame,
    update_source,
)
from storage.unredacted import forget_source

PAGE_TURNS = 200  # turns drawn at a time: a long interview stays quick to open
WORKBENCH = "coding/pages/workbench.py"
NAMES_OUT = "interviews/pages/names_out.py"


def draw_source(id: str, account: Account) -> None:
    """The page of one source; an address that leads nowhere says so."""
    with open_database() as db:
        frame = sources_frame(db)
        if id not in set(frame["id"]):
            _draw_missing()
            return
        participants, organisations = list_participants(db), list_organisations(db)
        consent = consent_of_sources(db).get(id, "")
    source = _readable(id, account)
    row = frame[frame["id"] == id].iloc[0]
    action, icon, page = _next_act(source, account)
    if page_header(
        source.title,
        _facts(source, str(row["organisation_name"]), int(row["n_words"])),
        action,
        key="library.source",
        icon=icon,
        secondary="Back to the library",
    ):
        st.switch_page(page, query_params={"source": id})
    if st.session_state["library.source.secondary"]:
        go()
    _draw_marks(source, int(row["n_segments"]), consent)
    if source.kind is SourceKind.OPEN_ANSWER:
        _draw_text(source)
        note("An answer to an open question of the survey, in the respondent's own words.")
        return
    refused = st.session_state.pop("library.refused", "")
    if refused:
        st.error(plain(refused))
    reading, details = st.columns([3, 2], gap="large")
    with reading:
        _draw_text(source)
    with details:
        section("Speakers")
        draw_speakers(source)
        if may(account.role, Act.MANAGE_SOURCES):
            _draw_details(source, participants, organisations, account)
            _draw_delete(source, int(row["n_segments"]), account)


def _readable(id: str, account: Account) -> Source:
    """The source; before its names are out its words come from the vault, to those who may."""
    with open_database() as db, open_vault() as vault:
        source = load_source(db, id)
        if source.text or not may(account.role, Act.TAKE_NAMES_OUT):
            return source
        return load_unredacted(db, vault, id)


def _next_act(source: Source, account: Account) -> tuple[str | None, str, str]:
    """What is to be done with it now: words, icon and page."""
    if source.is_codable:
        action = "Open in the workbench" if may(account.role, Act.CODE) else None
        return action, ":material/format_ink_highlighter:", WORKBENCH
    action = "Take names out" if may(account.role, Act.TAKE_NAMES_OUT) else None
    return action, ":material/person_off:", NAMES_OUT


def _draw_missing() -> None:
    page_header("Library", "This address leads to no text.", key="library.missing")
    if empty_state(
        "This text is not here",
        "It may have been deleted, or the address was copied in part.",
        "Go to the library",
        key="library.gone",
    ):
        go()


def _facts(source: Source, organisation: str, n_words: int) -> str:
    where = [source.kind.value.capitalize(), source.participant, organisation]
    return " · ".join(
        filter(None, [*where, counted(n_words, "word"), day_words(source.collected_on)])
    )


def _draw_marks(source: Source, n_segments: int, consent: str) -> None:
    names = (
        state("names taken out", "done")
        if source.names_removed
        else needs_review(f"Names: {NAMES_WORDS[source.names]}")
    )
    coded = state(counted(n_segments, "coded passage"))
    told = ""
    if consent:
        kind = {"may be quoted": "done", "quotes after review": "info"}.get(consent, "stop")
        told = state(consent, kind)
    st.html(f'<p class="tl-marks">{names} {coded} {told}</p>')
    if source.names is NamesState.BEFORE:
        note(
            "This text was brought in before names were taken out, and is coded as it came: "
            "do not pass it on. On the Names out page its names can be taken out now."
        )
    elif not source.is_codable:
        note("It can be coded once two readers have taken its names out.")
    with open_database() as db:
        lost = list_unmapped(db, source.id)
    if lost:
        note(
            f"When this text changed, {counted(len(lost), 'passage')} no longer lay on the words "
            f"that were marked and could not be moved: {', '.join(lost)}. Mark them again."
        )
    for notice in source.notices:
        note(f"At import: {notice}")


def _draw_text(source: Source) -> None:
    turns = source.turns
    section("Text", counted(len(turns), "turn"))
    asked = st.query_params.get("turn", "")
    if asked.isdecimal() and int(asked) < len(turns):
        _draw_from(source, int(asked))
        return
    first = 0
    if len(turns) > PAGE_TURNS:
        starts = range(0, len(turns), PAGE_TURNS)
        first = st.selectbox(
            "Turns",
            starts,
            format_func=lambda n: f"{n + 1}–{min(n + PAGE_TURNS, len(turns))}",
            key=f"library.{source.id}.turns",
            width=180,
        )
    draw_turns(source, turns[first : first + PAGE_TURNS])


def _draw_from(source: Source, n: int) -> None:
    """The text from the turn that the address names, with the one before it."""
    first = max(0, n - 1)
    with st.container(horizontal=True, vertical_alignment="center"):
        note(f"Shown from turn {first + 1}; the marked turn is {n + 1}.")
        if st.button("From the beginning", key="library.from_start", type="tertiary"):
            go(source=source.id)
    draw_turns(source, source.turns[first : first + PAGE_TURNS], found=source.turns[n])


def _draw_details(
    source: Source,
    participants: list[Participant],
    organisations: list[Organisation],
    account: Account,
) -> None:
    section("Details")
    key = f"library.{source.id}"
    with open_database() as db, open_vault() as vault:
        named, types = load_speakers(db, source), list_attribute_types(db)
        surfaces = load_surfaces(vault)
    typed = draw_description(source, participants, organisations, key=key, named=named)
    problems = description_problems(typed, types)
    problems += title_problems(typed, surfaces, source.speakers)
    for problem in problems:
        st.warning(plain(problem))
    if st.button("Save details", key=f"{key}.save") and not problems:
        _save(source, typed, account)


def _save(source: Source, typed: Described, account: Account) -> None:
    try:
        with open_vault() as vault, open_database() as db, writing(db):
            told = save_people(db, source, typed, account.id)
            update_source(db, vault, told, account.id)
            save_speakers(db, source, typed.speakers, account.id)
    except (ParticipantTakenError, WithdrawnError) as refused:
        st.session_state["library.refused"] = str(refused)
        st.rerun()
    st.toast("Details saved", icon=":material/check:")
    st.rerun()


def _draw_delete(source: Source, n_segments: int, account: Account) -> None:
    section("Delete")
    if n_segments:
        note(
            "This text cannot be deleted while it has coded passages: quotes in themes and "
            "findings would lead nowhere. Remove its codes in the workbench first."
        )
        return
    if st.button("Delete this text", key="library.delete", icon=":material/delete:"):
        confirm(
            "Delete this text?",
            [
                "The text, its turns and its details are removed from the study.",
                "The original file and what was decided about its names leave the vault.",
                "This cannot be undone; only a backup has it then.",
            ],
            "Delete it",
            lambda: _delete(source, account),
            key="library.confirm",
            danger=True,
            type_this="delete",
        )


def _delete(source: Source, account: Account) -> None:
    """Gone from the study first: an original without a source does no harm."""
    try:
        with open_database() as db:
            delete_source(db, source.id, account.id)
    except (SourceInUseError, QuotedSourceError) as refused:
        st.session_state["library.refused"] = str(refused)
        return
    with open_vault() as vault:
        forget_source(vault, source.id, source.original_sha256)
    st.query_params.clear()
