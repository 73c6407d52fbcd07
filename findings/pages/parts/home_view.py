"""What Home draws: the next steps, the interviews by stage, responses, findings, the record."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from access.pages.parts.look import Html, beside, needs_review, note, section, state
from findings.next_steps import Standing, Step, count_of
from findings.pages.parts.marks import bar_list

SHOWN = 5  # steps; more than that is not a next step any more


def draw_steps(steps: Sequence[Step]) -> None:
    """What waits, each with the page where it is done."""
    section("Next", f"{count_of(len(steps), 'thing')} to do" if steps else "")
    if not steps:
        note("Nothing waits for you. What other people do next appears here.")
    with st.container(gap=None):
        for place, step in enumerate(steps[:SHOWN]):
            with st.container(
                key=f"todo_{place}", horizontal=True, vertical_alignment="center", gap="medium"
            ):
                beside(
                    f'<p class="tl-todo"><b>{escape(step.title)}</b>'
                    f'<span class="tl-why">{escape(step.why)}</span></p>'
                )
                if st.button(
                    step.action,
                    key=f"home.step_{place}",
                    icon=":material/arrow_forward:",
                    icon_position="right",
                ):
                    st.switch_page(step.page)


def draw_protected(standing: Standing, problems: Sequence[str]) -> None:
    """What keeps people safe: names in texts, and the record verified just now."""
    section("Protected")
    whole = state("unbroken", "done") if not problems else state("broken", "stop")
    told = f"Verified just now: {count_of(standing.n_events, 'event')}, each sealed by the next."
    rows: list[tuple[str, str, str]] = []
    if standing.n_interviews:
        names = (
            needs_review(f"{standing.n_names_in} of {standing.n_interviews}")
            if standing.n_names_in
            else state("none", "done")
        )
        rows.append(("Interviews whose names are not out yet", names, _why_names(standing)))
    rows.append(("The record of every act", whole, problems[0] if problems else told))
    body = "".join(_fact(*row) for row in rows)
    st.html(f'<dl class="tl-facts">{body}</dl>')


def _why_names(standing: Standing) -> str:
    if not standing.n_names_in:
        return ""
    if standing.n_not_codable == standing.n_names_in:
        return "They cannot be coded before two people have read them."
    return "Some were brought in before names were taken out; quote them with care."


def _fact(name: str, value: str, why: str = "") -> str:
    tail = f'<dd class="tl-why">{escape(why)}</dd>' if why else ""
    return f"<div><dt>{escape(name)}</dt><dd>{value}</dd>{tail}</div>"


def draw_stages(standing: Standing) -> None:
    """Each interview once, where it stands now."""
    section(
        "Interviews by stage",
        f"{count_of(standing.n_interviews, 'interview')}, "
        f"{count_of(standing.n_organisations, 'organisation')}",
    )
    stages = [
        ("names not out yet", standing.n_not_codable, False),
        ("not coded yet", standing.n_uncoded, False),
        ("coded by one", standing.n_coded_once, True),
        ("coded by two or more", standing.n_coded_twice, True),
    ]
    items = "".join(
        f"<li{' class=on' if done else ''}><i></i><b>{n}</b><span>{name}</span></li>"
        for name, n, done in stages
    )
    st.html(f'<ol class="tl-stages tl-four">{items}</ol>')
    note("Each interview is counted once, where it stands now.")


def draw_responses(standing: Standing) -> None:
    """How many have answered the survey, and what became of their written answers."""
    section("Survey", f"{count_of(standing.n_published_instruments, 'questionnaire')} published")
    rows = [
        ("Responses sent", str(standing.n_responses), ""),
        (
            "Begun and not sent",
            str(standing.n_drafts),
            "Some will come back; until then their answers are kept." if standing.n_drafts else "",
        ),
        ("Written answers in the workbench", str(standing.n_open_answers), ""),
    ]
    body = "".join(_fact(*row) for row in rows)
    st.html(f'<dl class="tl-facts">{body}</dl>')


def draw_findings(standing: Standing) -> None:
    """How far the findings have come."""
    total = standing.n_findings + standing.n_set_aside
    section("Findings by state", count_of(total, "finding"))
    rows = [
        ("Draft", standing.n_draft_findings),
        ("In review", standing.n_in_review),
        ("Accepted", standing.n_accepted),
        ("Set aside", standing.n_set_aside),
    ]
    bar_list([(name, str(n), n / total if total else 0.0) for name, n in rows])
    if standing.n_releases:
        note(f"The story is out in {count_of(standing.n_releases, 'edition')}.")


def draw_first_day(steps: Sequence[Step]) -> None:
    """What an empty study says: the line that lies ahead, and where it begins."""
    line = [
        ("Survey", "Write a questionnaire, publish it and hand out its link."),
        (
            "Interviews",
            "Bring in transcripts, take the names out, record what each person agreed to.",
        ),
        ("Coding", "Mark passages with the codes of one codebook, in rounds by several people."),
        ("Findings", "Group codes into themes, write findings, let a second person accept them."),
        ("Story", "Tell them in one file in which every quote can be followed back."),
    ]
    items = "".join(
        f"<li><b>{place}</b><div>{name}<span>{why}</span></div></li>"
        for place, (name, why) in enumerate(line, 1)
    )
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        draw_steps(steps)
    with right:
        section("The line ahead")
        st.html(Html(f'<ol class="tl-ahead">{items}</ol>'))
