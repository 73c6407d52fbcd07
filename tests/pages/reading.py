"""What a page shows, as one text: our HTML, captions and the labels of buttons."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def html_on(at: AppTest) -> str:
    """Everything of our own HTML on a page."""
    return " ".join(block.proto.body for block in at.get("html"))


def words_on(at: AppTest) -> str:
    """Our HTML and the labels of the buttons."""
    return " ".join([html_on(at), *(button.label for button in at.button)])
