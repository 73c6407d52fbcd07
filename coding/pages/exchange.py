"""Page: projects, codebooks and quotes between this study and other coding programs."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import page_header, stay_awake
from access.pages.parts.session import guard
from access.permissions import may
from coding.pages.parts.project_export import draw_export
from coding.pages.parts.project_import import draw_import

account = guard(Act.SEE_STUDY)
stay_awake()

page_header(
    "Exchange",
    "Projects come from and go to other coding programs; quotes go out as tables and documents.",
    key="exchange",
)
into, out = st.columns([5, 4], gap="large")
with into:
    if may(account.role, Act.IMPORT_PROJECT):
        draw_import(account)
with out:
    draw_export(account)
