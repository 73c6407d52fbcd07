"""What a lead edits of the story: its words, and which findings stand in it in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from access.pages.parts.look import beside, note, section, state
from findings.model import Finding, FindingState, Story
from findings.pages.parts.marks import KINDS
from findings.story import USUAL_NOTE
from storage.database import open_database
from storage.stories import save_story


def edit_words(story: Story, actor: str) -> None:
    """Title, opening, method and note, saved together."""
    with st.form("story.words", border=False):
        title = st.text_input("Title", story.title, key="story.title", max_chars=160)
        lead = st.text_area("Opening, one paragraph", story.lead, key="story.lead", height=110)
        method = st.text_area(
            "How we worked: who took part, when, and how", story.method, key="story.method"
        )
        typed = st.text_area(
            "Before you read: what a reader should know first",
            story.note,
            key="story.note",
            placeholder=USUAL_NOTE,
            height=90,
        )
        if st.form_submit_button("Save words", key="story.save"):
            after = replace(story, title=title.strip(), lead=lead.strip(), method=method.strip())
            _save(replace(after, note=typed.strip()), actor)


def edit_findings(story: Story, findings: Sequence[Finding], actor: str) -> None:
    """The findings of the story in order, and those that are accepted and could be added."""
    known = {finding.id: finding for finding in findings}
    section("Findings in the story", f"{len(story.findings)}, in this order")
    if not story.findings:
        note("None yet. Add accepted findings from the list below.")
    for place, chosen in enumerate(story.findings):
        if chosen in known:
            _in_story(story, known[chosen], place, actor)
    free = [
        one
        for one in findings
        if one.state is FindingState.ACCEPTED and one.id not in story.findings
    ]
    section("Accepted and not in the story", str(len(free)))
    if not free:
        note("Every accepted finding is in it. Findings are accepted on the findings page.")
    for finding in free:
        with st.container(
            key=f"todo_{finding.id}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            beside(f'<p class="tl-todo">{escape(finding.headline)}</p>')
            if st.button("Add", key=f"story.add_{finding.id}", icon=":material/add:"):
                _save(replace(story, findings=(*story.findings, finding.id)), actor)


def _in_story(story: Story, finding: Finding, place: int, actor: str) -> None:
    mark = ""
    if finding.state is not FindingState.ACCEPTED:
        mark = f" {state(finding.state, KINDS[finding.state])}"
    order = list(story.findings)
    with st.container(
        key=f"todo_{finding.id}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        beside(f'<p class="tl-todo">{place + 1}. {escape(finding.headline)}{mark}</p>')
        acts: Mapping[str, tuple[str, bool, list[str]]] = {
            "up": ("Move up", place > 0, _moved(order, place, place - 1)),
            "down": ("Move down", place < len(order) - 1, _moved(order, place, place + 1)),
            "out": ("Take out", True, [one for one in order if one != finding.id]),
        }
        icons = {"up": "arrow_upward", "down": "arrow_downward", "out": "close"}
        for name, (label, possible, after) in acts.items():
            if st.button(
                f":material/{icons[name]}:",
                key=f"story.{name}_{finding.id}",
                type="tertiary",
                help=label,
                disabled=not possible,
            ):
                _save(replace(story, findings=tuple(after)), actor)


def _moved(order: list[str], place: int, to: int) -> list[str]:
    rest = [one for at, one in enumerate(order) if at != place]
    return [*rest[: max(to, 0)], order[place], *rest[max(to, 0) :]]


def _save(story: Story, actor: str) -> None:
    with open_database() as db:
        save_story(db, story, actor)
    st.rerun()
