"""The codebook as a tree: a code is chosen by click or key, moved by drag or by Alt and arrows.

A move goes to `/api/coding/codebook/moves` at once; the page then runs again with the new order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from access.pages.parts.component import script
from coding.codebook import depths
from coding.model import Code


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_component = st.components.v2.component(
    "throughline_code_tree",
    html='<div class="ct-host"><ul class="ct-tree" role="tree" aria-label="Codes"></ul>'
    '<p class="ct-keys"></p><p class="ct-told" role="status"></p></div>',
    css=_read("code_tree.css"),
    js=script(Path(__file__).with_name("code_tree.js")),
    isolate_styles=False,  # the code colours and tokens are variables of the page
)


def code_tree(
    codes: Sequence[Code],
    counts: Mapping[str, int],
    waiting: Mapping[str, int],
    *,
    chosen: str,
    movable: bool,
    key: str,
) -> str:
    """Draw the codes in the order of the tree; the Code.id that was just chosen, "" for none.

    Args:
        counts: passages by code.
        waiting: passages by code that want another look.
    """
    depth = depths(codes)
    listing = [
        {
            "id": code.id,
            "name": code.name,
            "parent": code.parent,
            "depth": depth[code.id],
            "colour": code.colour,
            "words": code.definition,
            "retired": code.is_retired,
            "count": counts.get(code.id, 0),
            "waiting": waiting.get(code.id, 0),
        }
        for code in codes
    ]
    found = _component(
        key=key,
        data={"codes": listing, "chosen": chosen, "movable": movable},
        on_chosen_change=_run_again,
        on_moved_change=_run_again,
    )
    return str(found.get("chosen") or "")


def _run_again() -> None:
    """A registered callback is what makes the component's trigger run the page again."""
