"""The Streamlit script: the pages a role may open. Nothing else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from access.model import Account, Act
from access.pages.parts.frame import asked_page, frame, sample_banner
from access.pages.parts.look import style
from access.pages.parts.session import current_account, signed_out
from access.permissions import may

ICON = "/doors/icon.svg"  # a Material icon would be fetched from another machine
SIDEBAR = 232  # px
NEEDS_WIDTH = {"workbench", "build"}  # the arrows at the top left bring the list of pages back
# section: file, title, icon, what the page is for. The address of a page is its file's name.
PAGES = {
    "": [("findings/pages/home.py", "Home", "home", Act.SEE_STUDY)],
    "Survey": [
        ("survey/pages/questionnaire.py", "Questionnaire", "list_alt", Act.DESIGN_SURVEY),
        ("survey/pages/build.py", "Builder", "edit_square", Act.DESIGN_SURVEY),
        ("survey/pages/collect.py", "Collect answers", "outgoing_mail", Act.SEE_STUDY),
        ("survey/pages/paper.py", "Paper forms", "print", Act.ENTER_PAPER),
        ("survey/pages/import_answers.py", "Import answers", "upload_file", Act.IMPORT_ANSWERS),
        ("survey/pages/results.py", "Results", "bar_chart", Act.READ_RESULTS),
        ("survey/pages/answer.py", "Answer a survey", "edit_note", Act.ANSWER_SURVEY),
    ],
    "Interviews": [
        ("interviews/pages/library.py", "Library", "library_books", Act.SEE_STUDY),
        ("interviews/pages/names_out.py", "Names out", "person_off", Act.TAKE_NAMES_OUT),
        ("interviews/pages/participants.py", "Participants", "badge", Act.SEE_STUDY),
        ("interviews/pages/consent.py", "Consent", "handshake", Act.SEE_STUDY),
        ("interviews/pages/reading_room.py", "Reading room", "local_library", Act.SEE_STUDY),
    ],
    "Coding": [
        ("coding/pages/workbench.py", "Workbench", "format_ink_highlighter", Act.CODE),
        ("coding/pages/answers.py", "Answers", "table_rows", Act.CODE),
        ("coding/pages/codebook.py", "Codebook", "account_tree", Act.SEE_STUDY),
        ("coding/pages/memos.py", "Memos", "sticky_note_2", Act.CODE),
        ("coding/pages/agreement.py", "Agreement", "compare_arrows", Act.CODE),
        ("coding/pages/passages.py", "Passages", "manage_search", Act.CODE),
        ("coding/pages/tables.py", "Tables", "grid_on", Act.CODE),
        ("coding/pages/exchange.py", "Exchange", "swap_horiz", Act.SEE_STUDY),
    ],
    "Findings": [
        ("findings/pages/themes.py", "Themes", "category", Act.SEE_STUDY),
        ("findings/pages/findings.py", "Findings", "fact_check", Act.SEE_STUDY),
        ("findings/pages/story.py", "Story", "auto_stories", Act.SEE_STUDY),
    ],
    "Study": [
        ("access/pages/people.py", "People", "group", Act.MANAGE_PEOPLE),
        ("access/pages/record.py", "Record", "history", Act.READ_RECORD),
    ],
}


def pages_for(account: Account | None) -> dict[str, list[StreamlitPage]]:
    """The navigation of this account.

    Pages it may not open stay registered but unseen, so that their address answers with a refusal
    in words. A visitor gets the answer page alone: the names of the others are not his.
    """
    role = account.role if account else None
    found: dict[str, list[StreamlitPage]] = {}
    if account is None:  # the first page takes the address "/", so the answer page cannot be it
        found[""] = [st.Page(signed_out, title="Signed out", default=True, visibility="hidden")]
    for section, entries in PAGES.items():
        for file, title, icon, act in entries:
            allowed = may(role, act)
            if account is None and not allowed:
                continue
            found.setdefault(section, []).append(
                st.Page(
                    file,
                    title=title,
                    icon=f":material/{icon}:",
                    url_path=Path(file).stem,
                    default=title == "Home",
                    visibility="visible" if allowed else "hidden",
                )
            )
    return found


def say_window(*, wide: bool) -> None:
    """Say how the window looks, before `st.navigation` takes the icon of a page for the window's.

    Said twice with two wishes the list of pages is drawn in one or the other, by chance.
    """
    st.set_page_config(
        page_title="Throughline",
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state="collapsed" if wide else SIDEBAR,
    )


asked_wide = asked_page() in NEEDS_WIDTH
say_window(wide=asked_wide)
style()
account = current_account()
if account is None and asked_page() != "answer":
    signed_out()
    st.stop()
pages = pages_for(account)
here = st.navigation(pages, position="hidden")
if (here.url_path in NEEDS_WIDTH) != asked_wide:  # a link within the page came here
    say_window(wide=not asked_wide)
if account:
    frame(account, pages, here)
sample_banner(account)
here.run()
