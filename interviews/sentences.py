"""Where sentences begin in what somebody said."""

from __future__ import annotations

_ENDS = frozenset(".!?…:;\n\r\t|")
_BETWEEN = frozenset(" \u00a0\"'”’»([{*_-–—>")
_QUOTES = frozenset("“‘«„")  # what is quoted begins anew
ABBREVIATED = {"mr", "mrs", "ms", "mx", "dr", "prof", "st", "ste", "cst", "sgt", "det", "cpl"}
ABBREVIATED |= {"insp", "const", "hon", "rev", "mme", "mlle", "jr", "sr", "vs", "ave", "rd"}


def begins_sentence(text: str, start: int) -> bool:
    """True if nothing of the same sentence stands before this position."""
    at = start - 1
    while at >= 0 and text[at] in _BETWEEN:
        at -= 1
    if at < 0 or text[at] in _QUOTES:
        return True
    if text[at] not in _ENDS:
        return False
    return not (text[at] == "." and is_abbreviated(text, at))


def is_abbreviated(text: str, dot: int) -> bool:
    """True if this full stop ends "Mr", "St" or a single capital."""
    begin = dot
    while begin > 0 and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:dot]
    return word.casefold() in ABBREVIATED or (len(word) == 1 and word.isupper() and word != "I")
