"""What was edited in a table is saved whole, or not at all and why is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from access.pages.parts.typed import plain
from storage.database import open_database, writing

Row = TypeVar("Row")


def save_rows(
    changed: Callable[[], Sequence[Row]], save: Callable[..., object], actor: str, *, key: str
) -> None:
    """Save the changed rows together, and draw the table anew from what is stored.

    Args:
        changed: finds the rows; a ValueError says which cell does not fit.
        save: called with the database, a row and the Account.id; may refuse in the same way.
        key: of the table.
    """
    try:
        rows = changed()
        with open_database() as db, writing(db):
            for row in rows:
                save(db, row, actor)
    except ValueError as problem:
        st.error(plain(str(problem)))
        return
    st.session_state.pop(key, None)
    st.toast(f"{len(rows)} changed", icon=":material/check:")
    st.rerun()
