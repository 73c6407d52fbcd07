"""Page: find words in every text, see them in their surroundings, count them."""

from __future__ import annotations

from access.model import Act
from access.pages.parts.look import page_header, stay_awake
from access.pages.parts.room import choose_view, nothing_here
from access.pages.parts.session import guard
from access.permissions import may
from interviews.pages.parts.room_context import draw_context
from interviews.pages.parts.room_search import draw_search
from interviews.pages.parts.room_words import draw_words
from storage.database import open_database
from storage.people import list_participants
from storage.reading import turns_frame

VIEWS = {"search": "Search", "context": "In context", "words": "Words"}

account = guard(Act.SEE_STUDY)
stay_awake()
page_header(
    "Reading room",
    "Find words in every text, see them in their surroundings, and count what is said.",
    key="reading_room",
)
with open_database() as db:
    turns, participants = turns_frame(db), list_participants(db)
if turns.empty:
    nothing_here(
        "Nothing to read yet",
        "A text can be searched once it is imported and its names are taken out.",
        "Open Names out" if may(account.role, Act.TAKE_NAMES_OUT) else None,
        "interviews/pages/names_out.py",
        key="reading_room.empty",
        icon=":material/person_off:",
    )
view = choose_view(VIEWS, key="reading_room.view", words=VIEWS.__getitem__)
if view == "context":
    draw_context(turns, participants)
elif view == "words":
    draw_words(turns, participants)
else:
    draw_search(turns)
