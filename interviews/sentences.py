"""Where sentences begin in what somebody said."""

from __future__ import annotations

_ENDS = frozenset(".!?…:;\n\r\t|")
_OPENING = frozenset(" \u00a0\"'“”‘’«»([{*_-–—>")
_ABBREVIATED = {"mr", "mrs", "ms", "mx", "dr", "prof", "st", "ste", "cst", "sgt", "det", "cpl"}
_ABBREVIATED |= {"insp", "const", "hon", "rev", "mme", "mlle", "jr", "sr", "vs", "ave", "rd"}


def begins_sentence(text: str, start: int) -> bool:
    """True if nothing of the same sentence stands before this position."""
    at = start - 1
    while at >= 0 and text[at] in _OPENING:
        at -= 1
    if at < 0:
        return True
    if text[at] not in _ENDS:
        return False
    return not (text[at] == "." and _is_abbreviated(text, at))


def _is_abbreviated(text: str, dot: int) -> bool:
    """True if this full stop ends "Mr", "St" or a single capital."""
    begin = dot
    while begin > 0 and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:dot]
    return word.casefold() in _ABBREVIATED or (len(word) == 1 and word.isupper() and word != "I")
