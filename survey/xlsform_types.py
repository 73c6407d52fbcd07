"""What the type cell of a row says: a kind of item, a group, something of the device, or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from survey.model import ItemKind


class Part(Enum):
    """What a row of the survey sheet is."""

    ITEM = auto()
    BEGIN = auto()
    END = auto()
    DEVICE = auto()  # about the device, the person or the time; never collected
    UNKNOWN = auto()


@dataclass(frozen=True)
class RowType:
    """A type cell, understood; with `reason` and `remedy` where it is refused."""

    part: Part
    kind: ItemKind | None = None
    list_name: str = ""
    repeat: bool = False  # of a begin or end
    other: bool = False  # "or other": a choice and an item for its words are added
    reason: str = ""
    remedy: str = ""


_PLAIN = {
    **dict.fromkeys(("text", "string"), ItemKind.TEXT),
    **dict.fromkeys(("integer", "int"), ItemKind.INTEGER),
    "decimal": ItemKind.DECIMAL,
    "date": ItemKind.DATE,
    "time": ItemKind.TIME,
    "datetime": ItemKind.DATETIME,
    "range": ItemKind.RANGE,
    "hidden": ItemKind.HIDDEN,
    "note": ItemKind.NOTE,
    "calculate": ItemKind.CALCULATE,
    **dict.fromkeys(("acknowledge", "trigger"), ItemKind.ACKNOWLEDGE),
}
_DEVICE = {
    *("start", "end", "today", "start_time", "end_time", "start_datetime", "end_datetime"),
    *("deviceid", "device_id", "imei", "subscriberid", "subscriber_id", "simserial", "sim_id"),
    *("phonenumber", "username", "email", "audit", "start_geopoint", "background_audio"),
    *("get_start_time", "get_end_time", "get_today", "get_device_id", "get_subscriber_id"),
    *("get_sim_id", "get_phone_number", "background_geopoint"),
}
_INSTEAD = {
    "phone_number": "Use text with a constraint such as regex(., '^[0-9 +]+$').",
    "percentage": "Use integer with the constraint . >= 0 and . <= 100.",
    "barcode": "Use text.",
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "gps", "location"), "Ask where in words."),
}
_DELETE = "Delete the row, or ask in another way: text, integer, decimal, date or a select."
_SELECT = re.compile(
    r"(?P<what>(?:add_)?select_(?:one|multiple)_prompt_using|select_one(?:_from|_using)?|select1"
    r"|select_multiple(?:_from|_using)?|select_all_that_apply(?:_from)?|rank)"
    r" (?P<list>.+)".replace("_", "[ _]"),
    re.IGNORECASE,
)
# After a blank: a list may be called "topics_or_other".
_OTHER = re.compile(r" (or specify other|or_specify_other|or other|or_other)$", re.IGNORECASE)


def read_type(text: str) -> RowType:
    """The meaning of a type cell; small and capital letters, blanks and _ make no difference."""
    low = " ".join(text.lower().replace("_", " ").split())
    first, _, rest = low.partition(" ")
    if first in ("begin", "end") and rest:
        return _block(first, rest)
    bare = re.sub(r"^(q|add|get|uri:) ?", "", re.sub(r" prompt$", "", low)).replace(" ", "_")
    for key in (low.replace(" ", "_").replace("-", "_"), bare):
        if key in _PLAIN:
            return RowType(Part.ITEM, _PLAIN[key])
        if key in _DEVICE and key != "phone_number":
            return RowType(Part.DEVICE)
    if low.startswith(("select", "add select", "rank")):
        return _select(" ".join(text.split()), low)
    return _refused(f"Items of type '{text}' are not supported.", _INSTEAD.get(bare, _DELETE))


def _block(first: str, rest: str) -> RowType:
    what = rest.split()[0]
    if what == "group":
        return RowType(Part.BEGIN if first == "begin" else Part.END)
    part = Part.BEGIN if first == "begin" else Part.END
    if what == "repeat":
        return RowType(part, repeat=True)
    if what not in ("loop", "lgroup", "looped"):
        return _refused(f"'{first} {rest}' is not known.", "Write begin group and end group.")
    return RowType(
        part,
        repeat=True,
        reason="A loop over a list of choices is not supported.",
        remedy="Use begin repeat, or write the items out once for each choice.",
    )


def _select(text: str, low: str) -> RowType:
    if "from file" in low or "external" in low:
        return _refused(
            "Choices from another file are not supported.",
            "Copy them into the choices sheet and use select_one or select_multiple.",
        )
    other = _OTHER.search(text)
    found = _SELECT.fullmatch(text[: other.start()] if other else text)
    if not found:
        kind = "rank" if low.startswith("rank") else "select_one"
        return _refused(f"'{text}' names no list of choices.", f"Write {kind} and a list name.")
    name = found["list"]
    if "${" in name:
        return _refused("Choices from a repeat are not supported.", _DELETE)
    kind = ItemKind.SELECT_ONE
    if low.startswith("rank"):
        kind = ItemKind.RANK
    elif re.search("multiple|apply", found["what"], re.IGNORECASE):
        kind = ItemKind.SELECT_MULTIPLE
    return RowType(Part.ITEM, kind, name, other=bool(other))


def _refused(reason: str, remedy: str) -> RowType:
    return RowType(Part.UNKNOWN, reason=reason, remedy=remedy)
