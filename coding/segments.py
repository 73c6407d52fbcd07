"""Coded passages, as values: their words, who speaks there, and what a coder asks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from coding.errors import ActError, SegmentError
from coding.model import Segment, quote_hash
from interviews.model import Turn

if TYPE_CHECKING:
    import pandas as pd

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class ActKind(StrEnum):
    """What a coder can ask for in the workbench."""

    APPLY = "apply"  # a code to a passage
    REMOVE = "remove"  # a code from a passage
    RESIZE = "resize"  # other borders for a passage
    CUT = "cut"  # a passage into two
    MEMO = "memo"  # words about a passage; none remove the memo
    JOIN = "join"  # a passage with those of its code that touch it
    UNDO = "undo"  # the coder's last act in this source
    REDO = "redo"  # what was undone last
    CREATE = "create"  # a code that the codebook lacks


_WITH_SEGMENT = {ActKind.APPLY, ActKind.REMOVE, ActKind.RESIZE, ActKind.CUT, ActKind.JOIN}
_WITH_SEGMENT |= {ActKind.MEMO}
_WITH_CODE = {ActKind.APPLY, ActKind.CREATE}


@dataclass(frozen=True)
class CodingAct:
    """One wish of one coder. `id` is made in the browser: the same act counts once."""

    id: str
    kind: ActKind
    segment: str = ""
    start: int = 0
    end: int = 0
    code: str = ""
    name: str = ""  # of the code to create
    parent: str = ""  # Code.id under which it shall stand
    in_vivo: bool = False  # its name is words of a participant
    memo: str = ""  # Memo.id
    text: str = ""  # of the memo


@dataclass(frozen=True)
class Change:
    """A segment as it stands now; `removed` tells an open screen to drop it."""

    segment: Segment
    removed: bool


@dataclass(frozen=True)
class Changes:
    """What happened in a source after some revision, up to `revision`.

    `full`: these are all segments there are, so a screen drops every other one.
    """

    revision: int
    changes: tuple[Change, ...]
    full: bool = False


def words_of(segment: Segment, text: str) -> str:
    """The marked words, checked against their fingerprint.

    Raises:
        SegmentError: the words are not those that were marked.
    """
    words = text[segment.start : segment.end]
    if quote_hash(words) != segment.quote_sha256:
        raise SegmentError(
            f"Segment '{segment.id}' ({segment.start}-{segment.end} of source "
            f"'{segment.source}') no longer holds the words that were marked. The study file was "
            "changed from outside; restore a backup, or remove the segment and code it again."
        )
    return words


def passage(text: str, start: int, end: int, source: str) -> str:
    """The words from `start` up to but not including `end`.

    Raises:
        SegmentError: the positions do not lie in the text, or only blanks are marked.
    """
    if not 0 <= start < end <= len(text):
        raise SegmentError(
            f"Passage {start}-{end} does not lie in source '{source}' of {len(text)} characters. "
            "Load the page again and mark the words once more."
        )
    if not text[start:end].strip():
        raise SegmentError("Only blanks are marked. Mark at least one word.")
    return text[start:end]


def cut(segment: Segment, at: int) -> tuple[Segment, Segment]:
    """The parts of a passage before and from position `at`; the second one has no id yet.

    Raises:
        SegmentError: the position is not inside the passage.
    """
    if not segment.start < at < segment.end:
        raise SegmentError("A passage is cut between two of its words. Select words inside it.")
    return replace(segment, end=at), replace(segment, id="", start=at)


def touching(segment: Segment, others: Sequence[Segment], text: str) -> list[Segment]:
    """Those of the same code and coder that overlap a passage or one that touches it, in the order
    of the text, itself among them; blanks alone do not keep two apart."""
    alike = [one for one in others if (one.code, one.coder) == (segment.code, segment.coder)]
    alike.sort(key=lambda one: (one.start, one.end, one.id))
    run: list[Segment] = []
    for one in alike:
        end = max((other.end for other in run), default=0)
        if run and one.start > end and text[end : one.start].strip():
            if segment in run:
                return run
            run = []
        run.append(one)
    return run if segment in run else [segment]


def speaker_at(turns: Sequence[Turn], position: int) -> str:
    """The label of the turn in which a position lies; "" before the first turn."""
    at = turn_at(turns, position)
    return turns[at].speaker if at >= 0 else ""


def turn_at(turns: Sequence[Turn], position: int) -> int:
    """The number of the turn in which a position lies; -1 before the first turn."""
    return bisect_right(turns, position, key=lambda turn: turn.start) - 1


def people_in(
    turns: Sequence[Turn],
    named: Mapping[int, str],
    asking: Collection[str],
    whole: str,
    passage: tuple[int, int],
) -> tuple[str, ...]:
    """The participants whose words a passage holds; "" for a speaker nobody has named.

    Where only interviewers speak, it is everybody in the conversation.

    Args:
        named: Participant.id by the number of the turn; empty unless it is a group.
        asking: labels of the interviewers.
        whole: the participant of the whole source, "" for none.
        passage: its start and end.
    """
    if not named:
        return (whole,)
    start, end = passage
    inside = range(max(0, turn_at(turns, start)), turn_at(turns, end - 1) + 1)
    said = [
        named.get(n, whole)
        for n in inside
        if start < turns[n].end and turns[n].start < end and turns[n].speaker not in asking
    ]
    return tuple(dict.fromkeys(said or named.values()))


def is_asked(turns: Sequence[Turn], asking: Collection[str], passage: tuple[int, int]) -> bool:
    """True if nobody but interviewers speaks in a passage (start, end)."""
    start, end = passage
    inside = range(max(0, turn_at(turns, start)), turn_at(turns, end - 1) + 1)
    said = [turns[n].speaker for n in inside if start < turns[n].end and turns[n].start < end]
    return bool(said) and all(speaker in asking for speaker in said)


def heard(segments: pd.DataFrame, *, askers: bool = False) -> pd.DataFrame:
    """The passages that count as what participants say: those that are not `asks`.

    Args:
        segments: as from `segments_frame`.
        askers: True if the study counts interviewers like everybody; then it is all of them.
    """
    return segments if askers else segments[~segments["asks"]]


def read_acts(raw: object) -> list[CodingAct]:
    """The acts that a browser sent.

    Raises:
        ActError: says which act cannot be read, and why.
    """
    if not isinstance(raw, list):
        raise ActError("'acts' must be a list.")
    return [_read_act(one) for one in raw]


def _read_act(raw: object) -> CodingAct:
    if not isinstance(raw, Mapping):
        raise ActError(f"An act must be an object, not {type(raw).__name__}.")
    kind = raw.get("kind")
    if kind not in list(ActKind):
        raise ActError(f"There is no act '{kind}'.")
    return CodingAct(
        id=_id(raw, "id"),
        kind=ActKind(str(kind)),
        segment=_id(raw, "segment", optional=kind not in _WITH_SEGMENT),
        start=_position(raw, "start"),
        end=_position(raw, "end"),
        code=_id(raw, "code", optional=kind not in _WITH_CODE),
        name=str(raw.get("name", "")).strip(),
        parent=_id(raw, "parent", optional=True),
        in_vivo=raw.get("in_vivo") is True,
        memo=_id(raw, "memo", optional=kind != ActKind.MEMO),
        text=str(raw.get("text", "")).strip(),
    )


def _id(raw: Mapping[object, object], name: str, *, optional: bool = False) -> str:
    value = raw.get(name, "")
    if optional and value == "":
        return ""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ActError(f"'{name}' of an act must be an id of up to 64 letters and digits.")
    return value


def _position(raw: Mapping[object, object], name: str) -> int:
    value = raw.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ActError(f"'{name}' of an act must be a whole number.")
    return value
