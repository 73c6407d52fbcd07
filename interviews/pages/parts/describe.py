"""The form that says what a source is: title, participant, organisation, who asks, the date.

Streamlit shows the options of a selectbox and a multiselect letter by letter, so typed names need
no escaping there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from interviews.describing import Described, next_label, write_attributes
from interviews.model import Organisation, Participant, Source

_NAMES_STAY_OUT = "Everybody in the studio sees it: keep names of people out of it."


def draw_description(
    source: Source,
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    *,
    key: str,
    new: bool = False,
) -> Described:
    """The fields, filled with what is known; `new` proposes the next free participant label."""
    title = st.text_input("Title", source.title, key=f"{key}.title", help=_NAMES_STAY_OUT)
    interviewers = st.multiselect(
        "Interviewer",
        source.speakers,
        sorted(source.interviewers, key=source.speakers.index),
        key=f"{key}.interviewers",
        placeholder="Nobody is marked as asking",
        help="Whoever asks the questions. This is a proposal: change it if it is wrong.",
    )
    known = {one.id: one for one in participants}
    proposed = next_label(participants) if new else source.participant
    # When somebody else takes the proposed label, the key changes and the next one is proposed.
    chosen = _choice(
        "Participant", proposed, [*known], {}, f"{key}.participant.{proposed}", "No single one"
    )
    label = next((one for one in known if one.casefold() == chosen.casefold()), chosen)
    person = known.get(label, Participant(label, source.organisation))
    names = {one.id: one.name for one in organisations}
    # The fields below belong to the participant: another one brings other values.
    of = f"{key}.{label if label in known else 'new'}"
    organisation = _choice(
        "Organisation", person.organisation, [*names], names, f"{of}.organisation", "None"
    )
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
            help="One a line, as name: value.",
        )
    on = date.fromisoformat(source.collected_on) if source.collected_on else None
    collected_on = st.date_input("Interviewed on", on, key=f"{key}.on", format="YYYY-MM-DD")
    return Described(
        title,
        label,
        organisation,
        role,
        attributes,
        frozenset(interviewers),
        collected_on.isoformat() if collected_on else "",
        is_new_participant=bool(label) and label not in known,
    )


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
