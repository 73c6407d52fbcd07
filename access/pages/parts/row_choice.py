"""A table to choose a row from: sorted by its heads, and scrolling when it is long."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

ROW = 36  # px
MOST_ROWS = 20  # beyond these the table scrolls
_NONE: Mapping[str, Any] = MappingProxyType({})


def choose_row(
    frame: pd.DataFrame,
    widths: Mapping[str, int],
    *,
    key: str,
    alt: str,
    others: Mapping[str, Any] = _NONE,
) -> int | None:
    """The place of the chosen row, counted from 0; None while none is chosen.

    Args:
        widths: px by column.
        alt: what the table holds, for who does not see it.
        others: how columns are set up that hold something else than text.
    """
    texts = {name: st.column_config.TextColumn(width=width) for name, width in widths.items()}
    chosen = st.dataframe(
        frame,
        hide_index=True,
        height="content" if len(frame) <= MOST_ROWS else (MOST_ROWS + 1) * ROW,
        row_height=ROW,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        column_config={**texts, **others},
        alt=alt,
    )
    return next(iter(chosen.selection.rows), None)
