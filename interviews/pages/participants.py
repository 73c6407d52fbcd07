"""Page: the participants of the study with what is known about them, in a table and as a file."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, page_header, stay_awake
from access.pages.parts.session import guard
from access.permissions import may
from interviews.pages.parts.attribute_forms import draw_attributes
from interviews.pages.parts.facesheet import draw_facesheet
from interviews.pages.parts.organisations import draw_organisations
from interviews.pages.parts.people_table import add_participant, draw_people, draw_people_to_read
from storage.attributes import list_attribute_types
from storage.database import open_database
from storage.people import list_organisations, list_participants

PURPOSE = "Who was interviewed, by label and never by name, and what is known about them."

account = guard(Act.SEE_STUDY)
stay_awake()
may_edit = may(account.role, Act.MANAGE_SOURCES)

with open_database() as db:
    participants = [one for one in list_participants(db) if not one.withdrawn_on]
    everybody = list_participants(db)
    organisations = list_organisations(db)
    types = list_attribute_types(db)

wanted = page_header(
    "Participants",
    PURPOSE,
    "Add a participant" if may_edit and participants else None,
    key="participants",
    icon=":material/person_add:",
)
if not participants:
    wanted = empty_state(
        "No participant yet",
        "They come with the transcripts, one by one here, or all at once from a table.",
        "Add a participant" if may_edit else None,
        key="participants.empty",
        icon=":material/person_add:",
    )
if wanted:
    add_participant(everybody, account.id)
if not may_edit:
    draw_people_to_read(participants, organisations, types)
    st.stop()
people, attributes, places, file = st.tabs(
    ["Table", "Attributes", "Organisations", "Facesheet"], key="participants.tabs"
)
with people:
    draw_people(participants, organisations, types, account.id)
with attributes:
    draw_attributes(types, account.id)
with places:
    draw_organisations(organisations, everybody, account.id)
with file:
    draw_facesheet(everybody, organisations, types, account.id)
