"""How a line may say who speaks: the forms of labels, and every line that has one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from interviews.names import MAX_LABEL, clean, is_name, is_nobody, is_role
from interviews.timestamps import FRAMES, LOOSE_TIME, TIME, milliseconds

_AT = rf"(?P<at>{TIME}(?:-\d(?!\d))?)"
_UNTIL = rf"(?:[ \t]*(?:-{{1,2}}>?|–|—)[ \t]*{TIME})?"
# [0.00s - 4.20s], as Whisper's helpers write it: seconds, with a fraction or an s.
_SECONDS = (
    r"(?P<seconds>\d+(?:\.\d+(?:[ ]?s)?|[ ]?s))[ \t]*(?:-{1,2}>?|–|—|→)[ \t]*[\d.]+(?:[ ]?s)?"
)
_BOXED_AT = (
    rf"(?:\\?[\[({{]{_AT}{_UNTIL}\\?[\])}}]|\#(?P<hashed>{TIME}(?:-\d)?)\#"
    rf"|[\[(]{_SECONDS}[\])])"
)
_LOOSE_AT = rf"[\[(]?{_AT}{_UNTIL}[\])]?"
_NAME = rf"(?P<name>[^\s:：\[\]*#][^:：\n\[\]*#]{{0,{MAX_LABEL}}}?)"
_COLON = r"[ \t]*(?::(?!//|\d)|：)[ \t]*"
_COLON_OR_BLANK = rf"(?:{_COLON}|[ \t]*)"
_BOLD = rf"\*\*{_NAME}(?:{_COLON}\*\*|\*\*{_COLON})[ \t]*"
_BOLD_END = rf"(?:{_COLON}\*\*|\*\*{_COLON}|\*\*[ \t]*$)[ \t]*"
_BETWEEN = r"(?:[ \t]*[-–—|,]|(?<=\S))[ \t]+"  # a dash, a comma or a blank alone
_NUMBERED = r">>+[ \t]*|\d{1,4}[.)]?[ \t]+"  # captions, and lines that are counted
_LOUD = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{1,20}"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Mme|M)\.? |The )"
_ABOVE_IS_EMPTY = r"(?:(?<=\n\n)|(?<![\s\S]))"
# The sign of a quote, a heading or a list, or a picture, before a label.
_LEAD = re.compile(
    r"[ \t]*(?P<sign>>[ \t]+|\#{1,6}[ \t]+|[-*+•][ \t]+(?=\*\*)"
    r"|[\u2500-\u27BF\U0001F000-\U0001FAFF]+\uFE0F?[ \t]*)?"
)
_ARROW = rf"(?P<at>{LOOSE_TIME}){FRAMES}[ \t]*-{{1,2}}>[ \t]*{LOOSE_TIME}{FRAMES}[ \t]*$"


class Form(Enum):
    """How a line may say who speaks."""

    SURE = auto()  # a time stamp beside the name
    OPEN = auto()  # a name and a colon
    TIMED = auto()  # a name and a bare time, which may be a timetable
    PAIR = auto()  # "Q." and "A."
    BOXED = auto()  # [P1]
    CAPITALS = auto()  # LEE. and Ms. LEE.
    BARE = auto()  # a name, then a tab or a dash
    BOLD = auto()  # **Name**, as Markdown writes it, without a colon
    UNDER = auto()  # a time stamp, and a name on the line below it
    OVER = auto()  # a name on a line, and a time stamp on the line below it
    TIME = auto()  # a time stamp without a name
    CLOCK = auto()  # 0:05 without a name, which may be the time of day
    ALONE = auto()  # a name on a line of its own


# In this order: the first that fits a line counts.
FORMS = [
    (form, re.compile(pattern, re.MULTILINE))
    for form, pattern in [
        (Form.SURE, rf"{_BOLD}{_BOXED_AT}[ \t]*"),
        (Form.SURE, rf"\*\*{_NAME}\*\*[ \t]*{_BOXED_AT}{_COLON_OR_BLANK}"),
        (Form.SURE, rf"\*\*{_NAME}{_BETWEEN}{_LOOSE_AT}:?\*\*:?[ \t]*"),
        (
            Form.SURE,
            rf"\*\*{_BOXED_AT}[ \t]*{_NAME}(?:{_COLON}\*\*|\*\*{_COLON}|\*\*[ \t]*$)[ \t]*",
        ),
        (Form.SURE, rf"\*\*{_AT}{_BETWEEN}{_NAME}{_BOLD_END}"),
        (Form.SURE, rf"{_BOXED_AT}[ \t]*{_BOLD}"),
        (Form.OPEN, _BOLD),
        (Form.SURE, rf"{_BOXED_AT}[ \t]*[-–—]?[ \t]*{_NAME}{_COLON}"),
        (Form.SURE, rf"{_BOXED_AT}[ \t]*[-–—][ \t]*{_NAME}[ \t]*$"),
        (Form.SURE, rf"{_AT}[ \t]+[-–—][ \t]+{_NAME}{_COLON}"),
        (Form.SURE, rf"{_NAME}[ \t]*{_BOXED_AT}(?:{_COLON}|[ \t]*$)"),
        (Form.SURE, rf"{_NAME}(?:\t|[ ]{{2}})[ \t]*{_LOOSE_AT}[ \t]*$"),
        (Form.SURE, rf"\[(?P<name>[^\[\]\n]{{1,{MAX_LABEL}}})\][ \t]+{_LOOSE_AT}[ \t]*$"),
        (Form.BOLD, rf"\*\*{_NAME}\*\*(?:[ \t]+(?=\S)|[ \t]*$)"),
        (Form.OPEN, rf"[*_](?![*_]){_NAME}{_COLON}(?=[^*\n]+[*_][ \t]*$)"),
        (Form.OPEN, rf"[*_](?![*_]){_NAME}(?:{_COLON}[*_]|[*_]{_COLON})[ \t]*"),
        (Form.OPEN, rf"{_NAME}[ \t]+{_BOXED_AT}[ \t]+(?=\S)"),
        (Form.SURE, rf"\[{_NAME},?[ \t]+{_AT}\]{_COLON_OR_BLANK}"),
        (Form.OPEN, rf"(?P<box>{_BOXED_AT}[ \t]*)[\[(]{_NAME}[\])]{_COLON_OR_BLANK}(?=\S)"),
        (Form.OPEN, rf"{_AT}[ \t]*\|[ \t]*{_NAME}[ \t]*\|[ \t]*(?=\S)"),
        (Form.OPEN, rf"{_AT}(?:{_UNTIL}|[ \t]+{TIME})[ \t]+{_NAME}{_COLON}"),
        (Form.TIMED, rf"@?{_AT}[ \t]+[-–—|][ \t]+{_NAME}[ \t]*$"),
        (Form.TIMED, rf"{_NAME}(?:[ \t]+[-–—|]|,)[ \t]+{_LOOSE_AT}[ \t]*$"),
        (Form.TIMED, rf"{_AT}[ \t]+{_NAME}[ \t]*$"),
        (Form.TIMED, rf"(?P<box>{_BOXED_AT}[ \t]*){_NAME}[ \t]*$"),
        (Form.TIMED, rf"{_NAME}[ \t]{_AT}{_UNTIL}[ \t]*$"),
        (Form.SURE, rf"{_NAME}{_COLON}{_BOXED_AT}[ \t]*"),
        (Form.OPEN, rf"{_NAME}{_COLON}(?:\n[ \t]*)?{_AT}[ \t]+(?=\S)"),
        (Form.OPEN, rf"{_NAME}(?:,|[ \t]+[-–—])?[ \t]+{_AT}:[ \t]+(?=\S)"),
        (Form.OVER, rf"{_ABOVE_IS_EMPTY}{_NAME}[ \t]*\n[ \t]*{_LOOSE_AT}[ \t]*$(?=\n[^\n]*\S)"),
        (Form.OPEN, rf"(?:{_NUMBERED})?{_NAME}{_COLON}"),
        (Form.OPEN, rf"{_NAME}[ \t]*\[[^\[\]\n]{{1,{MAX_LABEL}}}\]{_COLON}"),
        (Form.PAIR, r"(?P<name>[QA])(?:[.)][ \t]+|\t|[ ]{2,})(?=\S)"),
        (Form.CAPITALS, rf"(?P<name>{_TITLE}?{_LOUD}(?: {_LOUD})?)\.[ \t]+(?=\S)"),
        (Form.OPEN, rf"\[(?P<name>[^\[\]\n]{{1,30}})\]{_COLON}(?=\S)"),
        (Form.BOXED, r"\[(?P<name>[^\[\]\n]{1,30})\][ \t]+(?=\S)"),
        (Form.BOXED, r"\((?P<name>[^()\n]{1,30})\)[ \t]+(?=\S)"),
        (Form.BARE, rf"{_NAME}(?:\t+|[ \t]+(?:[-–—]|--)[ \t]+)(?=\S)"),
        (Form.UNDER, rf"(?:\d+\n)?{_ARROW}\n{_NAME}[ \t]*$(?=\n[^\n]*\S)"),
        (Form.UNDER, rf"[\[(]?{_AT}[\])]?[ \t]*\n{_NAME}[ \t]*$(?=\n[^\n]*\S)"),
        (Form.TIME, rf"(?:\d+\n)?{_ARROW}"),
        (Form.TIME, rf"\[{_AT}{_UNTIL}\][ \t]*"),
        (Form.TIME, rf"\[{_SECONDS}\][ \t]*"),
        (Form.TIME, rf"\({_AT}{_UNTIL}\)[ \t]*$"),
        (Form.TIME, rf"\#(?P<at>{TIME}(?:-\d)?)\#[ \t]*"),
        (Form.TIME, r"(?P<at>\d{1,2}:[0-5]\d:[0-5]\d)[ \t]*$"),
        (Form.CLOCK, rf"[\[(]?{_AT}[\])]?(?:[ \t]*$|[ \t]+(?=\S))"),
        (Form.ALONE, rf"[*_](?![*_]){_NAME}[*_][ \t]*$"),
        (Form.ALONE, rf"{_NAME}[ \t]*$"),
    ]
]
# Most lines have no time: then the forms with one need not be tried.
_WITH_TIME = {pattern for _, pattern in FORMS if "at" in pattern.groupindex}
_MAY_BE_TIME = re.compile(r"\d:|[\[(]\d")
_NEAR = 160  # characters of a label with its time, on two lines at most
# Where questions and answers are marked so, "A. Yes: often" begins with A and not with a name.
_PAIRS_FIRST = sorted(FORMS, key=lambda one: one[0] is not Form.PAIR)
_PAIR_LINE = re.compile(r"^[ \t]*([QA])[.)][ \t]+\S", re.MULTILINE)
_PAIRS = 2  # lines of each kind, from which on they are marked so


_WITHOUT_SIGN = (Form.ALONE, Form.UNDER, Form.OVER, Form.TIMED)  # "Good morning." is no name


@dataclass(frozen=True)
class Candidate:
    """A line that looks like a label; whether it is one, the whole text decides."""

    form: Form
    name: str
    at_ms: int | None
    start: int
    words: int  # where the words begin
    line_end: int  # of the line on which it starts
    box_end: int = 0  # of a time in brackets after which the words begin if they are no name

    def time_alone(self) -> Candidate:
        """The time in brackets alone: what follows it are words."""
        return replace(self, form=Form.TIME, name="", words=self.box_end)

    def without_name(self) -> Candidate:
        """The time alone, for a name below a time that is no name."""
        return Candidate(Form.TIME, "", self.at_ms, self.start, self.line_end, self.line_end)


def candidates(text: str) -> Iterator[Candidate]:
    """Every line that looks like a label, in order."""
    counts = Counter(_PAIR_LINE.findall(text))
    forms = _PAIRS_FIRST if min(counts["Q"], counts["A"]) >= _PAIRS else FORMS
    at = 0
    while at < len(text):
        start = at
        lead = _LEAD.match(text, at)
        start = lead.end() if lead else at
        candidate = _candidate(text, start, forms)
        sign = (lead and lead["sign"]) or ""
        if candidate and (not sign.startswith("#") or _may_be_heading(candidate)):
            yield replace(candidate, start=at) if sign else candidate
        # A candidate may reach over the end of its line (a numbered caption).
        end = text.find("\n", max(start, candidate.words if candidate else start))
        at = len(text) if end < 0 else end + 1


def _may_be_heading(one: Candidate) -> bool:
    """True for a name alone or with a time; "Task 1: what to do" heads a part of the text."""
    return one.form is Form.ALONE or one.at_ms is not None


def is_one_small_word(name: str) -> bool:
    """True for "jane", which is a name only where nearly every line has such a label."""
    return name.isalpha() and name.islower() and len(name) <= 20 and not is_nobody(name)


def _candidate(
    text: str, start: int, forms: Sequence[tuple[Form, re.Pattern[str]]]
) -> Candidate | None:
    timed = _MAY_BE_TIME.search(text, start, start + _NEAR) is not None
    for form, pattern in forms:
        found = pattern.match(text, start) if timed or pattern not in _WITH_TIME else None
        if found is None:
            continue
        groups = found.groupdict()
        name = clean(groups.get("name") or "")
        if form not in (Form.TIME, Form.CLOCK) and not _may_be(form, name):
            continue
        at_ms = _time(groups)
        end = text.find("\n", found.end("at")) if form is Form.UNDER else found.end()
        box_end = found.end("box") if "box" in groups else 0
        return Candidate(form, name, at_ms, start, found.end(), end, box_end)
    return None


def _time(groups: Mapping[str, str | None]) -> int | None:
    """Milliseconds of the time stamp of a label; None without one."""
    if seconds := groups.get("seconds"):
        return round(float(seconds.rstrip("s ")) * 1000)
    stamp = groups.get("at") or groups.get("hashed")
    return milliseconds(stamp) if stamp else None


def _may_be(form: Form, name: str) -> bool:
    if form is Form.SURE:
        return is_name(name) or (" " not in name and name.isalnum() and not is_nobody(name))
    if form is Form.BOXED:
        return is_role(name)
    if form is Form.CAPITALS:
        return not is_nobody(name)
    if form is Form.OPEN and is_one_small_word(name):
        return True
    return is_name(name) and not (form in _WITHOUT_SIGN and name[-1] in ".,")
