"""Page: every text of the study; import transcripts, open one, find one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, note, page_header, stay_awake
from access.pages.parts.row_choice import choose_row
from access.pages.parts.session import guard
from access.permissions import may
from interviews.listing import ALL, kinds_in, matching, shown
from interviews.model import SourceKind
from interviews.pages.parts.counting import draw_counting
from interviews.pages.parts.importing import draw_import
from interviews.pages.parts.places import go
from interviews.pages.parts.source_view import draw_source
from storage.consent import consent_of_sources
from storage.database import open_database
from storage.settings import counts_interviewers
from storage.sources import sources_frame

PURPOSE = "Every text of the study, how far its names are out, and how far it has been coded."
WIDTHS = {"Participant": 84, "Title": 188, "Organisation": 164, "Words": 60}
WIDTHS |= {"Passages": 72, "Date": 92, "Consent": 138, "Names": 140}  # px
COLUMNS = {
    "Words": st.column_config.NumberColumn(format="localized", width=WIDTHS["Words"]),
    "Passages": st.column_config.NumberColumn(width=WIDTHS["Passages"], help="Coded passages"),
    "Date": st.column_config.DateColumn(format="D MMM YYYY", width=WIDTHS["Date"]),
}


def draw_list(frame: pd.DataFrame, consent: dict[str, str]) -> None:
    """Find, filter, and the table; choosing a row opens it."""
    rows = matching(frame, *_draw_filter(kinds_in(frame)))
    if rows.empty:
        note("Nothing fits. Try fewer words, or another kind.")
        return
    at = choose_row(
        shown(rows, consent),
        WIDTHS,
        key="library.table",
        alt=f"{len(rows)} texts with participant, organisation, words and coded passages",
        others=COLUMNS,
    )
    note(
        "Choose a row to read the text. It can be coded once two readers have taken its names out."
    )
    if at is not None:
        go(source=str(rows["id"][at]))


def _draw_filter(kinds: Mapping[str, str]) -> tuple[str, str]:
    """The words to find and the kind of text to show."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        find = st.text_input(
            "Find",
            placeholder="Participant, organisation or title",
            key="library.find",
            width=300,
        )
        kind = ALL
        if len(kinds) > 2:
            first = next((one for one in kinds if one == SourceKind.INTERVIEW), ALL)
            chosen = st.segmented_control(
                "Kind",
                list(kinds),
                format_func=kinds.__getitem__,
                default=first,
                key="library.kind",
            )
            kind = chosen or ALL
    return find, kind


account = guard(Act.SEE_STUDY)
stay_awake()
may_import = may(account.role, Act.MANAGE_SOURCES)
if "source" in st.query_params:
    draw_source(st.query_params["source"], account)
elif st.query_params.get("view") == "import":
    draw_import(guard(Act.MANAGE_SOURCES))
else:
    with open_database() as db:
        sources, consent = sources_frame(db), consent_of_sources(db)
        counted = counts_interviewers(db)
    action = "Import transcripts" if may_import else None
    icon = ":material/upload:"
    if sources.empty:
        page_header("Library", PURPOSE, key="library")
        wanted = empty_state(
            "No interviews yet",
            "Import transcripts from Word, PDF, captions, tables or plain text. "
            "You see who speaks before one is kept.",
            action,
            key="library.empty",
            icon=icon,
        )
    else:
        wanted = page_header("Library", PURPOSE, action, key="library", icon=icon)
        draw_list(sources, consent)
        if may_import:
            draw_counting(counted, account)
    if wanted:
        go(view="import")
