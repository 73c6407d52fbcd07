"""The grid of open answers: a row per answer, a cell per code, moved in and toggled by keyboard.

Answers come from `/api/coding/answers`; acts go where those of the text marker go, through the same
outbox, so that undo, repeats after a broken connection and refusals are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from access.pages.parts.component import script

_HERE = Path(__file__).parent
_PARTS = (
    _HERE.parent / "text_marker" / "outbox.js",
    *(_HERE / f"{part}.js" for part in ("finder", "rows", "answer_grid")),
)

_component = st.components.v2.component(
    "throughline_answer_grid",
    html=(_HERE / "answer_grid.html").read_text("utf-8"),
    css=(_HERE / "answer_grid.css").read_text("utf-8"),
    js=script(*_PARTS),
    isolate_styles=False,  # the code colours and tokens are variables of the page
)


def answer_grid(
    instrument: str,
    item: str,
    *,
    order: Sequence[str],
    columns: Sequence[tuple[str, str]],
    codes: Sequence[str],
    account: str,
    key: str,
) -> None:
    """Draw the answers in this order.

    Args:
        order: Source.ids.
        columns: items beside the answer, each with its words.
        codes: Code.ids that have a column; every other code is found by typing.
    """
    _component(
        key=key,
        data={
            "instrument": instrument,
            "item": item,
            "order": list(order),
            "columns": [list(one) for one in columns],
            "codes": list(codes),
            "account": account,
        },
    )
