"""What a page shows, as one text: our HTML, captions and the labels of buttons."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def words_on(at: AppTest) -> str:
    """Everything readable on a page."""
    html = [block.proto.body for block in at.get("html")]
    labels = [button.label for button in at.button]
    return " ".join([*html, *labels])
