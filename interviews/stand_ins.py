"""What stands in a text in place of a name: "[Participant A]", "[Place C]", "[date]"."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from interviews.identity import LETTERED, Kind

MAX_OWN = 60  # letters of a stand-in in somebody's own words


def plain_stand_in(kind: Kind) -> str:
    """ "[date]": for what is not somebody or something."""
    return f"[{kind.value}]"


def next_stand_in(kind: Kind, taken: Collection[str]) -> str:
    """The first free one of a kind: "[Person A]" … "[Person Z]", "[Person AA]"."""
    if kind not in LETTERED:
        return plain_stand_in(kind)
    noun = kind.value.capitalize()
    return next(one for n in count() if (one := f"[{noun} {letters(n)}]") not in taken)


def own_stand_in(typed: str) -> str:
    """What somebody typed, on one line and within brackets; "" if that is nothing."""
    words = " ".join(typed.replace("[", " ").replace("]", " ").split())[:MAX_OWN]
    return f"[{words}]" if words else ""


def letters(n: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    said = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        said = chr(ord("A") + rest) + said
    return said
