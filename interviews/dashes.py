"""Dialogues in which a dash, and no name, tells that somebody else speaks."""

from __future__ import annotations

import re

from interviews.readers.reading import Mark

BY_TURNS = (
    "Each dash begins a turn, but no dash says whose: the turns were given to Speaker 1 and "
    "Speaker 2, one after the other. Check that two people speak and none has two dashes in a row."
)
_DASH = re.compile(r"^[ \t]*(?P<dash>[-–—―])[ \t]*(?=[^\s\d-])", re.MULTILINE)
_FEW = 4  # lines with a dash, below which they may be anything
_NEARLY_ALL = 0.8  # share of the paragraphs that begin with a dash
_ASKS = 0.5  # share of one speaker's turns with a question
_ANSWERS = 0.25  # and at most of the other's: a list of questions is no dialogue


def find_dashes(text: str) -> tuple[Mark, ...]:
    """A mark for each dash of a dialogue of two, () if the text is none.

    It is one if nearly every paragraph begins with the same dash, and of those in the odd and those
    in the even places one side asks and the other hardly does.
    """
    found = list(_DASH.finditer(text))
    dashes = {one["dash"] for one in found}
    paragraphs = sum(1 for line in text.split("\n") if line.strip())
    if len(found) < max(_FEW, _NEARLY_ALL * paragraphs) or len(dashes) != 1:
        return ()
    ends = [one.start() for one in found[1:]] + [len(text)]
    asked = ["?" in text[one.end() : end] for one, end in zip(found, ends, strict=True)]
    low, high = sorted((_share(asked[::2]), _share(asked[1::2])))
    if high < _ASKS or low > _ANSWERS:
        return ()
    return tuple(
        Mark(one.start(), one.end(), f"Speaker {n % 2 + 1}") for n, one in enumerate(found)
    )


def _share(asked: list[bool]) -> float:
    return sum(asked) / len(asked)
