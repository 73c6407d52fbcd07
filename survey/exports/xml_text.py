"""Text for XML files: the few characters that XML cannot hold are replaced."""

from __future__ import annotations

import re

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text with a replacement character for each that no XML file can hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
