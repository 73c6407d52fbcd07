"""Page: where the study stands and what to do next."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import page_header, stay_awake
from access.pages.parts.session import guard
from access.permissions import may
from access.record import day
from findings.next_steps import next_steps
from findings.pages.parts.home_view import (
    draw_findings,
    draw_first_day,
    draw_protected,
    draw_responses,
    draw_stages,
    draw_steps,
)
from storage.audit import chain_problems
from storage.database import now, open_database
from storage.settings import study_name
from storage.standing import load_standing

account = guard(Act.SEE_STUDY)
stay_awake()

with open_database() as db:
    name = study_name(db)
    standing = load_standing(db, account.id)
    problems = chain_problems(db)

steps = [step for step in next_steps(standing) if may(account.role, step.act)]
if standing.is_empty:
    page_header("A good place to begin", f"{name}. Nothing has been brought in yet.", key="home")
    draw_first_day(steps)
    st.stop()

page_header("Where the study stands", f"{name}. {day(now())}.", key="home")
left, right = st.columns([1.55, 1], gap="large")
with left:
    draw_steps(steps)
with right:
    draw_protected(standing, problems)
if standing.n_interviews:
    draw_stages(standing)
left, right = st.columns([1.55, 1], gap="large")
with left:
    draw_responses(standing)
with right:
    draw_findings(standing)
