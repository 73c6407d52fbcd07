"""Page: themes, and one theme on one page: how widely it is held, and in whose words."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import note, page_header, section, stay_awake
from access.pages.parts.session import guard
from access.pages.parts.typed import plain
from access.permissions import may
from coding.errors import SegmentError
from findings.model import Theme
from findings.pages.parts.finding_forms import write_finding
from findings.pages.parts.theme_forms import ask_to_delete, edit_stop_words, edit_theme
from findings.pages.parts.theme_list import draw_themes, no_codes, no_passages, no_themes
from findings.pages.parts.theme_view import (
    draw_against,
    draw_beside,
    draw_codes,
    draw_findings,
    draw_quotes,
    draw_table,
    draw_who,
    draw_words,
)
from findings.themes import segments_of, theme_summary, theme_words
from interviews.words import without_names
from storage.codebook import list_codes
from storage.database import open_database, open_vault
from storage.evidence import list_quotes
from storage.findings import list_findings
from storage.names_key import load_surfaces
from storage.people import interviewed_frame
from storage.quoting import list_quoting
from storage.segments_frame import segments_frame
from storage.settings import counts_interviewers
from storage.sources import load_source
from storage.themes import list_stop_words, list_themes

account = guard(Act.SEE_STUDY)
stay_awake()
may_edit = may(account.role, Act.EDIT_THEMES)
PURPOSE = "Codes that belong together, with a meaning: what the interviews add up to."

try:
    with open_database() as db:
        themes, codes, askers = list_themes(db), list_codes(db), counts_interviewers(db)
        segments, interviewed = segments_frame(db), interviewed_frame(db)
except SegmentError as error:
    page_header("Themes", PURPOSE, key="themes")
    st.error(plain(str(error)))
    st.stop()

theme = next((one for one in themes if one.id == st.query_params.get("theme")), None)
if theme is None:
    wanted = page_header(
        "Themes", PURPOSE, "New theme" if themes and may_edit else None, key="themes"
    )
    if not codes:
        no_codes()
    elif not themes:
        wanted = no_themes(len(codes), len(segments), may_edit)
    if wanted:
        edit_theme(Theme("", ""), codes, account.id)
    draw_themes(themes, segments, interviewed, askers=askers)
    st.stop()

if st.button("All themes", key="themes.all", type="tertiary", icon=":material/arrow_back:"):
    st.query_params.clear()
    st.rerun()
own = segments_of(theme, segments)
with open_database() as db, open_vault() as vault:
    quoting = list_quoting(db, own["segment"])
    findings = [one for one in list_findings(db) if one.theme == theme.id]
    quotes = list_quotes(db, [e.segment for one in findings for e in one.evidence if e.segment])
    texts = {source: load_source(db, source) for source in own["source"].unique()}
    said = theme_words(own, texts, list_stop_words(db))
    words, n_names = without_names(said, load_surfaces(vault))
problems = {segment: one.problem for segment, one in quoting.items() if one.problem}
summary = theme_summary(theme, segments, interviewed, not_quotable=problems, askers=askers)

if page_header(
    theme.name,
    f"Theme: {theme.meaning}" if theme.meaning else "Theme. Say what it means under “Edit theme”.",
    "Write a finding" if may(account.role, Act.WRITE_FINDINGS) and len(own) else None,
    key="themes",
    secondary="Edit theme" if may_edit else None,
):
    write_finding(theme.id, summary.chosen, account.id)
if may_edit and st.session_state["themes.secondary"]:
    edit_theme(theme, codes, account.id)

if own.empty:
    if no_passages(theme) and may_edit:
        edit_theme(theme, codes, account.id)
else:
    draw_codes(theme, codes, summary)
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        draw_quotes(theme, summary, problems, account.id if may_edit else None)
        draw_against(findings, quotes)
    with right:
        draw_who(summary)
        draw_beside(summary)
        section("Words", "said in these passages")
        if words:
            draw_words(words, n_names)
        else:
            note("Every word of these passages is on the list of words left out.")
        if may_edit and st.button(
            "Words left out", key="themes.stop_words_open", icon=":material/filter_list:"
        ):
            edit_stop_words(account.id)
        draw_findings(findings)
    draw_table(summary.codes_by_participant)
if may_edit:
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Delete theme", key="themes.delete_ask", type="tertiary"):
            ask_to_delete(theme, account.id)
