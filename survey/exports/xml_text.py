"""Text for XML files: the few characters that XML cannot hold are replaced."""

from __future__ import annotations

import re

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str, instead: str = "\N{REPLACEMENT CHARACTER}") -> str:
    """The text with another one instead of each character that no XML file can hold."""
    return _NOT_XML.sub(instead, text)
