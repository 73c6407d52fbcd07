"""Names that shorten after the first turn: "Jane Smith", then "Jane", "Ms. Smith" or "JS"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_TITLES = {"mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor", "sgt", "det", "cst", "const"}
_TITLES |= {"insp", "cpl", "mme", "mlle", "m", "judge", "sister", "elder", "sir", "madam"}


def is_short_for(short: str, full: str) -> bool:
    """True if one label can be a shorter way to write the other.

    Its words are all words of the full name, in that order; or it is the full name's initials.
    """
    less, more = _parts(short), _parts(full)
    if not less or not more or less == more:
        return bool(less) and less == more and short != full
    if len(less) <= len(more) and _in_order(less, more):
        return True
    initials = "".join(part[0] for part in more)
    letters = re.sub(r"[\s.]", "", short).casefold()
    return len(more) > 1 and len(letters) > 1 and letters == initials


def full_names(labels: Sequence[str]) -> dict[str, str]:
    """Short label → the one full label that it can stand for; left out if two would fit."""
    found: dict[str, str] = {}
    for short in labels:
        fitting = [full for full in labels if full != short and is_short_for(short, full)]
        longest = [one for one in fitting if all(_same_person(one, other) for other in fitting)]
        if longest:
            best = max(longest, key=lambda one: (len(_parts(one)), len(one)))
            if best != short and not (is_short_for(best, short) and len(best) <= len(short)):
                found[short] = best
    return found


def recurring(names: Sequence[str]) -> set[str]:
    """The names that occur again, as they are or in a short form that occurs again itself."""
    counts = Counter(names)
    often = {name for name, n in counts.items() if n > 1}
    once = [name for name, n in counts.items() if n == 1]
    return often | {
        name
        for name in once
        if any(is_short_for(other, name) or is_short_for(name, other) for other in often)
    }


def _same_person(one: str, other: str) -> bool:
    return one == other or is_short_for(other, one) or is_short_for(one, other)


def _parts(label: str) -> list[str]:
    bare = re.sub(r"\([^()]*\)", " ", label).casefold()
    words = [word for word in re.split(r"[\s.,_]+", bare) if word]
    return [word for word in words if word not in _TITLES] or words


def _in_order(less: Sequence[str], more: Sequence[str]) -> bool:
    rest = iter(more)
    return all(any(_is_part(word, one) for one in rest) for word in less)


def _is_part(word: str, whole: str) -> bool:
    """The word itself, or its first letter: "J. Smith"."""
    return word == whole or (len(word) == 1 and word == whole[0] and not word.isdigit())
