"""Page: forms for people who answer with a pen; print them, and enter what comes back."""

from __future__ import annotations

from access.model import Act
from access.pages.parts.look import page_header, stay_awake
from access.pages.parts.room import nothing_here
from access.pages.parts.session import guard
from storage.database import open_database
from storage.instruments import list_versions
from storage.paper import last_number, list_sheets
from survey.pages.parts.paper_view import draw_print, draw_sheets
from survey.pages.parts.published import choose_published, published_titles

account = guard(Act.ENTER_PAPER)
stay_awake()
page_header(
    "Paper forms",
    "For people who answer with a pen: print the form, hand it out, enter what comes back.",
    key="paper",
)
published = published_titles()
if not published:
    nothing_here(
        "No questionnaire is published yet",
        "What is printed must not change any more, so publish a questionnaire first. "
        "Its paper form then stands here, in each of its languages.",
        "Go to Questionnaire",
        "survey/pages/questionnaire.py",
        key="paper.empty",
        icon=":material/list_alt:",
    )

name = choose_published(published, key="paper.instrument")
with open_database() as db:
    newest = list_versions(db, name)[0]
    sheets, last = list_sheets(db, name), last_number(db, name)
draw_print(newest)
draw_sheets(newest, sheets, last)
