"""The setting below the table of the library: do interviewers count?"""

from __future__ import annotations

import streamlit as st

from access.model import Account
from storage.database import open_database
from storage.settings import set_count_interviewers


def draw_counting(counted: bool, account: Account) -> None:
    """Whether interviewers are left out of counts, in the whole study."""
    left_out = st.checkbox(
        "Leave interviewers out of counts",
        not counted,
        key="library.leave_out",
        help="For the whole study: words of texts here and in the workbench, and passages in "
        "which only an interviewer speaks in themes. The choice stands in the record.",
    )
    if left_out == counted:
        with open_database() as db:
            set_count_interviewers(db, account.id, count=not left_out)
        st.rerun()
