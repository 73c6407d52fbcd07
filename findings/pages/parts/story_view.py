"""Beside the editing of the story: check list, preview, releases, and following a quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from access.pages.parts.look import Column, Html, confirm, note, quote, section, state, table
from access.pages.parts.typed import plain
from access.record import day
from findings.errors import StoryError
from findings.model import Release, Story
from findings.pages.parts.marks import trace_link
from findings.release import Check, Outcome, stops
from storage.database import open_database, open_vault
from storage.evidence import load_quote
from storage.stories import release_story

_MARKS = {
    Outcome.PASS: ("in order", "pass", "✓"),
    Outcome.NOTICE: ("know this", "notice", "!"),
    Outcome.STOP: ("stops the release", "stop", "×"),
}


def draw_checks(checks: Sequence[Check]) -> None:
    """The check list; the outcome is said in words, not by colour alone."""
    items = "".join(_check(check) for check in checks)
    st.html(f'<ul class="tl-checks">{items}</ul>')


def _check(check: Check) -> str:
    words, look, sign = _MARKS[check.outcome]
    return (
        f'<li><b class="{look}" role="img" aria-label="{words}">{sign}</b>'
        f"<div>{escape(check.title)}<span>{escape(check.detail)}</span></div></li>"
    )


def ask_to_release(story: Story, checks: Sequence[Check], edition: int, actor: str) -> None:
    """Ask before the story is released; each notice is named again."""
    notices = [f"{one.title}." for one in checks if one.outcome is Outcome.NOTICE]

    def release() -> None:
        try:
            with open_database() as db, open_vault() as vault:
                release_story(db, vault, story.id, actor)
        except StoryError as error:
            st.error(plain(str(error)))
            st.stop()

    confirm(
        f"Release edition {edition}?",
        [
            "The file is kept as it is now and is never changed; a correction is a new edition.",
            "Whoever has the file can read and copy it.",
            *notices,
        ],
        f"Release edition {edition}",
        release,
        key="story.release_confirm",
    )


def can_release(checks: Sequence[Check]) -> bool:
    """True if no check stops the release."""
    return not stops(checks)


def draw_preview(title: str, version: str) -> None:
    """The story in a frame, as it stands now; a new version of it is loaded at once."""
    st.iframe(
        f"/findings/story/preview?v={version.replace(' ', '')}",
        height=960,
        alt=f"Preview of the story {title}",
    )


def draw_releases(
    releases: Sequence[Release], names: Mapping[str, str], may_download: bool
) -> None:
    """Every release with its checksum and, for who may, the way to its file."""
    section("Releases", str(len(releases)) if releases else "")
    if not releases:
        note("Nothing has been released yet. The file of each edition is kept here.")
        return
    rows: list[list[str | Html]] = [
        [
            str(one.number),
            Html(f"{escape(day(one.released_at))} {_recalled(one)}"),
            names.get(one.released_by, "somebody who left"),
            Html(f'<code class="tl-print">{one.sha256[:8]}</code>'),
            *([_download(one)] if may_download else []),
        ]
        for one in releases
    ]
    table(_COLUMNS if may_download else _COLUMNS[:-1], rows, "Releases of the story")
    if any(one.recalled_on for one in releases):
        note(
            "Somebody who is quoted in an edition that is called back has withdrawn. Ask everybody "
            "who has a copy to delete it, and release a new one."
        )


_COLUMNS = (
    Column("Edition", "14%"),
    Column("Released", "22%"),
    Column("By", "24%"),
    Column("Checksum", "21%"),
    Column("File", "19%"),
)


def _recalled(release: Release) -> Html:
    return state("called back", "stop") if release.recalled_on else Html("")


def _download(release: Release) -> Html:
    number = release.number
    if release.recalled_on:
        return Html("deleted")
    return Html(
        f'<a href="/findings/releases/{number}.html" download="story-{number}.html">'
        f'Download<span class="tl-unseen"> edition {number}</span></a>'
    )


def follow_reference() -> None:
    """From the mark of a quote in a story back to its passage."""
    section("Follow a quote back", "the mark that stands under it")
    typed = st.text_input("Reference", key="story.reference", placeholder="Q-7F3K2A")
    if not typed.strip():
        return
    with open_database() as db:
        found = load_quote(db, typed)
    if found is None:
        note("No quote in this study has this reference. Check its six letters and digits.")
        return
    where = f"{found.source_title}, marked “{found.code}”"
    st.html(quote(found.text, where, mark=trace_link(found.segment)))
    if st.button("Open in its text", key="story.follow", icon=":material/format_ink_highlighter:"):
        st.switch_page(
            "coding/pages/workbench.py",
            query_params={"source": found.source, "segment": found.segment},
        )
