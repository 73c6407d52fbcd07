"""Find who speaks: the labels at the beginning of lines, and which of them are no labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from interviews.names import MAX_LABEL, clean, is_name, is_nobody, is_role
from interviews.readers.reading import Mark
from interviews.timestamps import TIME, milliseconds

DENSE = 0.6  # share of labelled lines from which on a name that occurs once is believed
ALONE = 0.15  # share of lines that are a name, from which on such lines are believed

_AT = rf"(?P<at>{TIME})"
_BOXED_AT = rf"\\?[\[(]{_AT}\\?[\])]"
_LOOSE_AT = rf"[\[(]?{_AT}[\])]?"
_NAME = rf"(?P<name>[^\s:：\[\]*][^:：\n\[\]*]{{0,{MAX_LABEL}}}?)"
_COLON = r"[ \t]*(?::(?!//|\d)|：)[ \t]*"
_BOLD = rf"\*\*{_NAME}(?:{_COLON}\*\*|\*\*{_COLON})[ \t]*"


class _Form(Enum):
    """How a line may say who speaks."""

    SURE = auto()  # a time stamp beside the name
    OPEN = auto()  # a name and a colon
    TIMED = auto()  # a name and a bare time, which may be a timetable
    PAIR = auto()  # "Q." and "A."
    BOXED = auto()  # [P1]
    BARE = auto()  # a name, then a tab or a dash
    TIME = auto()  # a time stamp without a name
    ALONE = auto()  # a name on a line of its own


# In this order: the first that fits a line counts.
_FORMS = [
    (form, re.compile(pattern, re.MULTILINE))
    for form, pattern in [
        (_Form.SURE, rf"{_BOLD}{_BOXED_AT}[ \t]*"),
        (_Form.OPEN, _BOLD),
        (_Form.SURE, rf"{_BOXED_AT}[ \t]*[-–—]?[ \t]*{_NAME}{_COLON}"),
        (_Form.SURE, rf"{_AT}[ \t]+[-–—][ \t]+{_NAME}{_COLON}"),
        (_Form.SURE, rf"{_NAME}[ \t]*{_BOXED_AT}(?:{_COLON}|[ \t]*$)"),
        (_Form.SURE, rf"{_NAME}(?:\t|[ ]{{2}})[ \t]*{_LOOSE_AT}[ \t]*$"),
        (_Form.SURE, rf"\[(?P<name>[^\[\]\n]{{1,{MAX_LABEL}}})\][ \t]+{_LOOSE_AT}[ \t]*$"),
        (_Form.TIMED, rf"{_AT}[ \t]+{_NAME}(?:{_COLON}|[ \t]*$)"),
        (_Form.TIMED, rf"{_BOXED_AT}[ \t]*{_NAME}[ \t]*$"),
        (_Form.TIMED, rf"{_NAME}[ \t]{_AT}[ \t]*$"),
        (_Form.OPEN, rf"{_NAME}{_COLON}(?:{_BOXED_AT}[ \t]*)?"),
        (_Form.PAIR, r"(?P<name>[QA])[.)][ \t]+(?=\S)"),
        (_Form.BOXED, r"\[(?P<name>[^\[\]\n]{1,30})\][ \t]*:?[ \t]+(?=\S)"),
        (_Form.BARE, rf"{_NAME}(?:\t+|[ \t]+[-–—][ \t]+)(?=\S)"),
        (_Form.TIME, rf"(?:\d+\n)?{_AT}[ \t]*-->[ \t]*{TIME}[ \t]*$"),
        (_Form.TIME, rf"\[{_AT}\][ \t]*"),
        (_Form.TIME, rf"\({_AT}\)[ \t]*$"),
        (_Form.TIME, r"(?P<at>\d{1,2}:[0-5]\d:[0-5]\d)[ \t]*$"),
        (_Form.ALONE, rf"{_NAME}[ \t]*$"),
    ]
]


@dataclass(frozen=True)
class _Candidate:
    form: _Form
    name: str
    at_ms: int | None
    start: int
    words: int


def find_labels(text: str) -> list[Mark]:
    """Where turns begin, in order.

    A label is believed for its form (a time stamp, a role such as INT or P1) or because the same
    name recurs, or because nearly every line has one. "Note:" and "10:30" are text.
    """
    found = list(_candidates(text))
    n_lines = sum(1 for line in text.split("\n") if line.strip())
    beside = _believed([one for one in found if one.form is not _Form.ALONE], n_lines)
    alone = _believed_alone([one for one in found if one.form is _Form.ALONE], n_lines)
    named = sum(1 for one in beside if one.name)
    chosen = beside if named >= len(alone) else sorted(beside + alone, key=lambda one: one.start)
    return [Mark(one.start, one.words, one.name or None, one.at_ms) for one in chosen]


def _candidates(text: str) -> Iterator[_Candidate]:
    at = 0
    while at < len(text):
        start = at
        while start < len(text) and text[start] in " \t":
            start += 1
        candidate = _candidate(text, start)
        if candidate:
            yield candidate
        # A candidate may reach over the end of its line (a numbered caption).
        end = text.find("\n", max(start, candidate.words if candidate else start))
        at = len(text) if end < 0 else end + 1


def _candidate(text: str, start: int) -> _Candidate | None:
    for form, pattern in _FORMS:
        found = pattern.match(text, start)
        if found is None:
            continue
        groups = found.groupdict()
        name = clean(groups.get("name") or "")
        if form is not _Form.TIME and not _may_be(form, name):
            continue
        stamp = groups.get("at")
        return _Candidate(form, name, milliseconds(stamp) if stamp else None, start, found.end())
    return None


def _may_be(form: _Form, name: str) -> bool:
    if form is _Form.SURE:
        return is_name(name) or (" " not in name and name.isalnum() and not is_nobody(name))
    if form in (_Form.BOXED, _Form.BARE):
        return is_role(name)
    return is_name(name) and not (form is _Form.ALONE and name[-1] in ".,")


def _believed(found: list[_Candidate], n_lines: int) -> list[_Candidate]:
    """The candidates that are labels."""
    names = [one.name for one in found if one.name]
    often = {name for name, n in Counter(names).items() if n > 1}
    dense = len(set(names)) > 1 and len(names) >= DENSE * n_lines
    pair = {one.name for one in found if one.form is _Form.PAIR} == {"Q", "A"}

    def believed(one: _Candidate) -> bool:
        if one.form is _Form.PAIR:
            return pair
        if one.form in (_Form.BOXED, _Form.BARE):
            return one.name in often
        if one.form is _Form.TIMED:
            return one.name in often or is_role(one.name)
        if one.form is _Form.OPEN:
            sure = is_role(one.name) or _is_short_without_capitals(one.name)
            return sure or one.name in often or dense
        return True

    return [one for one in found if believed(one)]


def _believed_alone(found: list[_Candidate], n_lines: int) -> list[_Candidate]:
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
