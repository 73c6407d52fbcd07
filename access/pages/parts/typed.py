"""Anything typed by a person is text (rule T9): escape it before Streamlit reads it as Markdown."""

from __future__ import annotations

import re

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# Links, the logo shortcode and arrows are matched after unescaping; a word joiner breaks them up.
_LINK = re.compile(r"(?i)(:)(?=//|streamlit:)|(www)(?=\.)|(?<=\S)(?=@)")
_ARROW = re.compile(r"[-<>=~]{2,3}")
_SPECIAL = re.compile(r"""([\\`*_{}\[\]()#+\-.!|~<>$:&"'=^@/%])""")
_JOINER = "\u2060"


def plain(text: str) -> str:
    """The text so that a label, a radio option or a caption shows it letter by letter, on one line.

    Options of select boxes are shown letter by letter already and take the text as it is.
    """
    line = " ".join(_UNSEEN.sub("", text).split())
    line = _LINK.sub(lambda found: found.group(0) + _JOINER, line)
    line = _ARROW.sub(lambda found: _JOINER.join(found.group(0)), line)
    return _SPECIAL.sub(r"\\\1", line)
