"""The form that says what a source is: title, kind, who speaks and who asks, the date.

Streamlit shows the options of a selectbox and a multiselect letter by letter, so typed names need
no escaping there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.pages.parts.typed import plain
from interviews.describing import Described, next_label, write_attributes
from interviews.model import Organisation, Participant, Source, SourceKind
from interviews.source_title import neutral_title

_NAMES_STAY_OUT = "Everybody in the studio sees it: keep names of people out of it."
_NOTHING = Described("", "", "", "", "", frozenset(), "")


def draw_description(
    source: Source,
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    *,
    key: str,
    new: bool = False,
    named: Mapping[str, str] | None = None,
    neutral: bool = False,
) -> Described:
    """The fields, filled with what is known; `new` proposes the next free participant label.

    Args:
        named: of a group the participant of each speaker's label.
        neutral: True proposes a title that names nobody, instead of the one that the source has.
    """
    above = st.container()
    kind = _draw_kind(source, key)
    if kind is SourceKind.LITERATURE:
        return _draw_literature(source, above, key)
    interviewers = _draw_interviewers(source, key)
    others = [one for one in source.speakers if one not in interviewers]
    known = {one.id: one for one in participants if not one.withdrawn_on}
    if len(others) > 1 and _draw_is_group(bool(named), key):
        speakers = _draw_speakers(others, named or {}, list(known), key)
        organisation = _draw_organisation(source.organisation, organisations, key)
        typed = replace(_NOTHING, speakers=speakers, organisation=organisation)
    else:
        proposed = next_label(participants) if new else source.participant
        typed = _draw_person(source, known, organisations, proposed, key)
    on = _draw_day("Held on", source, key)
    title = neutral_title(typed.participant, kind, on) if neutral else source.title
    return replace(
        typed,
        title=_draw_title(title, above, f"{key}.{title}" if neutral else key),
        interviewers=interviewers,
        collected_on=on,
        kind=kind,
    )


def _draw_title(title: str, above: DeltaGenerator, key: str) -> str:
    """The first field, drawn when what a proposal is made of is known."""
    return above.text_input("Title", title, key=f"{key}.title", help=_NAMES_STAY_OUT)


def _draw_kind(source: Source, key: str) -> SourceKind:
    kinds = [SourceKind.INTERVIEW, SourceKind.FIELD_NOTE, SourceKind.LITERATURE]
    if source.kind not in kinds:
        return source.kind
    chosen = st.selectbox(
        "Kind",
        kinds,
        kinds.index(source.kind),
        format_func=str.capitalize,
        key=f"{key}.kind",
    )
    return SourceKind(chosen)


def _draw_literature(source: Source, above: DeltaGenerator, key: str) -> Described:
    """A title and a day: nobody in it is a participant."""
    on = _draw_day("Published on", source, key)
    return replace(
        _NOTHING,
        title=_draw_title(source.title, above, key),
        interviewers=source.interviewers,
        collected_on=on,
        kind=SourceKind.LITERATURE,
    )


def _draw_interviewers(source: Source, key: str) -> frozenset[str]:
    return frozenset(
        st.multiselect(
            "Interviewer",
            source.speakers,
            sorted(source.interviewers, key=source.speakers.index),
            key=f"{key}.interviewers",
            placeholder="Nobody is marked as asking",
            help="Whoever asks the questions. This is a proposal: change it if it is wrong.",
        )
    )


def _draw_is_group(proposed: bool, key: str) -> bool:
    return st.checkbox(
        "Several participants speak (a group)",
        proposed,
        key=f"{key}.group",
        help="Each speaker can be a participant, with a consent of their own.",
    )


def _draw_person(
    source: Source,
    known: Mapping[str, Participant],
    organisations: Sequence[Organisation],
    proposed: str,
    key: str,
) -> Described:
    """The one participant of a source, with organisation, role and attributes."""
    # When somebody else takes the proposed label, the key changes and the next one is proposed.
    chosen = _choice(
        "Participant", proposed, [*known], {}, f"{key}.participant.{proposed}", "No single one"
    )
    label = next((one for one in known if one.casefold() == chosen.casefold()), chosen)
    person = known.get(label, Participant(label, source.organisation))
    # The fields below belong to the participant: another one brings other values.
    of = f"{key}.{label if label in known else 'new'}"
    organisation = _draw_organisation(person.organisation, organisations, of)
    role = attributes = ""
    if label:
        role = st.text_input(
            "Role", person.role, key=f"{of}.role", placeholder="Shelter coordinator"
        )
        attributes = st.text_area(
            "Attributes",
            write_attributes(person),
            key=f"{of}.attributes",
            height=96,
            placeholder="Region: north\nYears in the field: 10",
            help="One a line, as name: value. The page Participants has them as a table.",
        )
    return replace(
        _NOTHING,
        participant=label,
        organisation=organisation,
        role=role,
        attributes=attributes,
        is_new_participant=bool(label) and label not in known,
    )


def _draw_speakers(
    labels: Sequence[str], named: Mapping[str, str], known: Sequence[str], key: str
) -> dict[str, str]:
    """Which participant each speaker is."""
    return {
        label: _choice(
            f"{plain(label)} is",
            named.get(label, ""),
            known,
            {},
            f"{key}.speaker.{label}",
            "Nobody named yet",
        )
        for label in labels
    }


def _draw_organisation(value: str, organisations: Sequence[Organisation], key: str) -> str:
    names = {one.id: one.name for one in organisations}
    return _choice("Organisation", value, [*names], names, f"{key}.organisation", "None")


def _draw_day(label: str, source: Source, key: str) -> str:
    on = date.fromisoformat(source.collected_on) if source.collected_on else None
    day = st.date_input(label, on, key=f"{key}.on", format="YYYY-MM-DD")
    return day.isoformat() if day else ""


def _choice(
    label: str, value: str, ids: Sequence[str], names: dict[str, str], key: str, nothing: str
) -> str:
    """An id that exists, or what was typed as a new one; "" for none."""
    options = list(dict.fromkeys(["", *ids, value]))

    def words(option: str) -> str:
        return names.get(option, option) if option else nothing

    chosen = st.selectbox(
        label,
        options,
        options.index(value),
        format_func=words,
        key=key,
        accept_new_options=True,
        help="Choose one, or type a new one.",
    )
    return str(chosen or "").strip()
