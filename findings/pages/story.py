"""Page: compose the story from accepted findings, check it, and release it as one file."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, note, page_header, section, stay_awake
from access.pages.parts.session import guard
from access.permissions import may
from findings.model import Story
from findings.pages.parts.story_forms import edit_findings, edit_words
from findings.pages.parts.story_view import (
    ask_to_release,
    can_release,
    draw_checks,
    draw_preview,
    draw_releases,
    follow_reference,
)
from storage.accounts import names_of
from storage.database import open_database, open_vault
from storage.findings import list_findings
from storage.stories import (
    list_releases,
    load_release_checks,
    load_story,
    load_story_view,
    next_edition,
    save_story,
)

account = guard(Act.SEE_STUDY)
stay_awake()
may_compose = may(account.role, Act.COMPOSE_STORY)

with open_database() as db:
    story = load_story(db)
    findings = list_findings(db)

if story is None:
    page_header("Story", "What the study tells the public, finding by finding.", key="story")
    if empty_state(
        "No story yet",
        "A story tells accepted findings in order, each with its evidence and how sure you are. "
        "It becomes one file that anybody can open."
        + ("" if may_compose else " A lead of the study begins it."),
        "Begin the story" if may_compose else None,
        key="story.begin",
        icon=":material/auto_stories:",
    ):
        with open_database() as db:
            save_story(db, Story("", ""), account.id)
        st.rerun()
    st.stop()

with open_database() as db, open_vault() as vault:
    checks = load_release_checks(db, vault, story)
    view = load_story_view(db, story)
    edition = next_edition(db)
    releases = list_releases(db)
with open_vault() as vault:
    names = names_of(vault)

may_release = may(account.role, Act.RELEASE_STORY)
if page_header(
    story.title or "Untitled story",
    "Story: accepted findings in order, checked and released as one file.",
    f"Release edition {edition}" if may_release else None,
    key="story",
    disabled=not can_release(checks),
):
    ask_to_release(story, checks, edition, account.id)

left, right = st.columns([1, 1.35], gap="large")
with left:
    if may_compose:
        section("Words")
        edit_words(story, account.id)
        edit_findings(story, findings, account.id)
    else:
        note("A lead of the study writes and releases the story; you can read it here.")
with right:
    section("Preview", "accepted findings only; marks open their passages")
    draw_preview(story.title, view.fingerprint)
below = st.columns([1, 1.35], gap="large") if may_compose else (left, left)
with below[0]:
    section("Before release", "checked now")
    draw_checks(checks)
with below[1]:
    draw_releases(releases, names, may_release)
    follow_reference()
