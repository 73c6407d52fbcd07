"""Find who speaks: which of the lines that look like labels are some, and which are text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from interviews.label_forms import Candidate, Form, candidates, is_one_small_word
from interviews.names import is_name, is_role
from interviews.readers.reading import Mark
from interviews.short_names import recurring
from interviews.timestamps import TIME, milliseconds

DENSE = 0.6  # share of labelled lines from which on a name that occurs once is believed
FULL = 0.9  # the same, where other names recur
ALONE = 0.15  # share of lines that are a name, from which on such lines are believed
_APART = 0.8  # share of labels with an empty line above them
_MOSTLY = 0.5  # share of recurring names beside bare times, from which on the others are names too
_FEW = 3  # such names, below which that says nothing
_MINUTE = 60_000  # milliseconds
_NEAR = 40  # characters before a label that may hold the time stamp of the line before
# F4 and f5 write the time at the end of what was said: then the next turn begins.
_CLOSING = re.compile(rf"[ \t]*\#(?P<at>{TIME}(?:-\d)?)\#\s*\Z")


def find_labels(text: str) -> list[Mark]:
    """Where turns begin, in order.

    "Interviewer: Jane Roe" above the talk tells who will speak, and is text.

    A label is believed for its form (a time stamp, a role such as INT or P1) or because the same
    name recurs, or because nearly every line has one. "Note:" and "10:30" are text.
    """
    found = _without_head(text, _names_under_times(list(candidates(text))))
    n_lines = sum(1 for line in text.split("\n") if line.strip())
    beside = _believed(text, [one for one in found if one.form is not Form.ALONE], n_lines)
    alone = _believed_alone([one for one in found if one.form is Form.ALONE], n_lines)
    named = sum(1 for one in beside if one.name)
    chosen = beside if named >= len(alone) else sorted(beside + alone, key=lambda one: one.start)
    return [_mark(text, one) for one in chosen]


def _mark(text: str, one: Candidate) -> Mark:
    """The place of a label; a time stamp that closes the line before belongs to it."""
    near = max(0, one.start - _NEAR)
    closing = _CLOSING.search(text[near : one.start])
    if closing is None or one.at_ms is not None:
        return Mark(one.start, one.words, one.name or None, one.at_ms)
    at_ms = milliseconds(closing.group("at"))
    return Mark(near + closing.start(), one.words, one.name or None, at_ms)


def _without_head(text: str, found: list[Candidate]) -> list[Candidate]:
    """Without what stands above the talk and names who speaks: a role once, and then a name."""
    counts = Counter(one.name for one in found if one.name)
    talk = next((one.start for one in found if counts[one.name] > 1), 0)

    def in_head(one: Candidate) -> bool:
        if one.start >= talk or one.form is not Form.OPEN or not is_role(one.name):
            return False
        end = text.find("\n", one.words)
        return is_name(text[one.words : end if end >= 0 else len(text)].strip())

    return [one for one in found if not in_head(one)]


def _names_under_times(found: list[Candidate]) -> list[Candidate]:
    """A name below a time is believed if most times have one; else only the time counts."""
    under = [one for one in found if one.form is Form.UNDER]
    times = [one for one in found if one.form is Form.TIME]
    if len(under) > 1 and len(under) >= DENSE * (len(under) + len(times)):
        return found
    return [one.without_name() if one.form is Form.UNDER else one for one in found]


def _believed(text: str, found: list[Candidate], n_lines: int) -> list[Candidate]:
    """The candidates that are labels."""
    names = [one.name for one in found if one.name and not _is_weak(one)]
    often = recurring(names)
    dense = len(set(names)) > 1 and len(names) >= DENSE * n_lines
    full = len(names) >= FULL * n_lines or len(set(names) & often) < 2
    apart = _stand_apart(text, [one for one in found if one.name in often])

    def once(one: Candidate) -> bool:
        """A name that does not recur, where nearly every line has a name."""
        return dense and (full or (apart and _stands_apart(text, one)))

    def open_one(one: Candidate) -> bool:
        if is_one_small_word(one.name):
            return is_role(one.name) or (dense and one.name in often)
        sure = is_role(one.name) or _is_short_without_capitals(one.name)
        return sure or one.name in often or once(one)

    of = _by_form(found)
    pair = {one.name for one in of[Form.PAIR]} == {"Q", "A"}
    several = _are_several(of[Form.BOLD], often)
    bare_often = recurring([one.name for one in of[Form.BARE]])
    bare = _are_several(of[Form.BARE], bare_often) and len(of[Form.BARE]) >= DENSE * n_lines
    capitals = _are_several(of[Form.CAPITALS], often) and len(names) >= _MOSTLY * n_lines
    clock = _is_of_a_recording(of[Form.CLOCK], n_lines)
    boxed = any(one.name in often for one in of[Form.BOXED])
    n_timed = sum(one.name in often for one in of[Form.TIMED])
    mostly = n_timed >= _MOSTLY * max(_FEW, len(of[Form.TIMED]))
    believed: dict[Form, Callable[[Candidate], bool]] = {
        Form.PAIR: lambda one: pair,
        Form.BOXED: lambda one: boxed,
        Form.BARE: lambda one: (
            one.name in (often if is_role(one.name) else bare_often) and (bare or is_role(one.name))
        ),
        Form.CAPITALS: lambda one: capitals and one.name in often,
        Form.CLOCK: lambda one: clock,
        Form.BOLD: lambda one: several and (one.name in often or is_role(one.name)),
        Form.OVER: lambda one: len(of[Form.OVER]) > 1,
        Form.TIMED: lambda one: mostly or one.name in often or is_role(one.name),
        Form.OPEN: open_one,
    }
    kept = {one: one.form not in believed or believed[one.form](one) for one in found}
    return [one if kept[one] else one.time_alone() for one in found if kept[one] or one.box_end]


def _is_weak(one: Candidate) -> bool:
    """True for "Jane – ", which tells of a label only if nearly every line begins so."""
    return one.form is Form.BARE and not is_role(one.name)


def _are_several(found: Sequence[Candidate], often: set[str]) -> bool:
    return len({one.name for one in found} & often) > 1


def _is_of_a_recording(found: Sequence[Candidate], n_lines: int) -> bool:
    """True if bare times run from the first minute on, as a recording does and no day."""
    times = [one.at_ms or 0 for one in found]
    enough = len(times) >= max(_FEW, ALONE * n_lines)
    return enough and times[0] < _MINUTE and times == sorted(times)


def _by_form(found: Sequence[Candidate]) -> dict[Form, list[Candidate]]:
    return {form: [one for one in found if one.form is form] for form in Form}


def _stand_apart(text: str, labels: Sequence[Candidate]) -> bool:
    """True if nearly all of these labels have an empty line above them."""
    return sum(_stands_apart(text, one) for one in labels) >= _APART * max(1, len(labels))


def _stands_apart(text: str, one: Candidate) -> bool:
    above = text[max(0, one.start - _NEAR) : one.start].rstrip(" \t")
    return not above.strip() or above.endswith("\n\n")


def _believed_alone(found: list[Candidate], n_lines: int) -> list[Candidate]:
    """Names on lines of their own: only if two people at least take turns that way."""
    often = {name for name, n in Counter(one.name for one in found).items() if n > 1}
    chosen = [one for one in found if one.name in often or is_role(one.name)]
    enough = len({one.name for one in chosen}) > 1 and len(chosen) >= ALONE * n_lines
    return chosen if often and enough else []


def _is_short_without_capitals(name: str) -> bool:
    """True for a name of two to four letters in a script without capitals, such as Chinese."""
    return 2 <= len(name) <= 4 and all(
        letter.isalpha() and letter.lower() == letter.upper() for letter in name
    )
