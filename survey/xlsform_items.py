"""The survey sheet: its rows become items and groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.model import Group, Item, ItemKind
from survey.xlsform_choices import Lists
from survey.xlsform_columns import REMARK_RULE, Column, by_name, columns, straight
from survey.xlsform_item import build_item
from survey.xlsform_other import check_others, with_other
from survey.xlsform_report import Report
from survey.xlsform_row import KNOWN, OF_GROUPS, YES, RowInHand, condition, not_for
from survey.xlsform_sheets import Row, Sheet
from survey.xlsform_types import Part, RowType, read_type

_NAME = re.compile(r"[^\W\d][\w.-]*")
_INSTEAD = {
    "image": "Describe the picture in the label or hint.",
    "audio": "Write what is said in the label or hint.",
    "video": "Describe what is seen in the label or hint.",
    "trigger": "Use relevant or calculation.",
}


@dataclass
class Reading:
    """What the survey sheet gives, with the row of each name."""

    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    not_collected: set[str] = field(default_factory=set)  # names of rows about the device


def read_items(
    sheet: Sheet,
    lists: Lists,
    languages: tuple[str, ...],
    plain_language: str,
    report: Report,
) -> Reading:
    """The items and groups in order; every problem of every row goes into the report.

    Args:
        languages: in which words are added to an "or other".
        plain_language: of columns that name none.
    """
    cols = columns(sheet, report)
    for needed in {"type", "name"} - {column.name for column in cols}:
        report.refuse("survey", 1, f"There is no column '{needed}'.", "Add it.")
    reading = Reading()
    if not {"type", "name"} <= {column.name for column in cols}:
        return reading
    _unknown_columns(sheet, cols, report)
    open_groups: list[_Open] = []
    for row in sheet.rows:
        cells = {name: straight(cell) for name, cell in by_name(row, cols).items()}
        if cells.get("disabled", "").lower() in YES:
            report.leave_out("survey", row.number, cells.get("name", "row"), "it is disabled")
        elif "type" not in cells:
            _row_without_type(row, cols, report)
        else:
            hand = RowInHand(row, cols, cells, languages, plain_language)
            _row(hand, open_groups, lists, reading, report)
    for group in open_groups:
        report.refuse(
            *("survey", group.row, f"Group '{group.name}' is never closed."),
            "Add a row end group where it ends.",
        )
    check_others(reading, report)
    if not report.problems:
        _leave_out_empty_groups(reading, report)
    return reading


def _leave_out_empty_groups(reading: Reading, report: Report) -> None:
    """Groups in which nothing is left, such as one around what is told about the device."""
    parents = {group.name: group.parent for group in reading.groups}
    filled: set[str] = set()
    for item in reading.items:
        name = item.group
        while name:
            filled.add(name)
            name = parents[name]
    for group in [group for group in reading.groups if group.name not in filled]:
        reading.groups.remove(group)
        reading.not_collected.add(group.name)
        report.leave_out(
            *("survey", reading.rows[group.name], f"group {group.name}"),
            "nothing in it is asked or shown",
        )


class _Open(NamedTuple):
    """A group that has begun and not ended."""

    row: int
    name: str
    is_repeat: bool


def _unknown_columns(sheet: Sheet, cols: list[Column], report: Report) -> None:
    """One entry per column that is not read, with all the rows in which it is filled."""
    for column in cols:
        filled = [row.number for row in sheet.rows if column.heading in row.cells]
        if column.name in KNOWN or column.name == "disabled" or not filled:
            continue
        if column.is_remark:
            report.leave_out("survey", 0, f"column {column.heading}", REMARK_RULE)
            continue
        if filled:
            report.refuse(
                *("survey", filled[0]),
                f"The column '{column.heading}' is not supported{_also(filled[1:])}.",
                _INSTEAD.get(
                    column.name,
                    "Delete the column; if it is a remark, begin its heading with _.",
                ),
            )


def _also(rows: list[int]) -> str:
    """The other rows that are filled, the first ten by number."""
    if not rows:
        return ""
    more = f" and {len(rows) - 10} more" if len(rows) > 10 else ""
    return f" (also rows {', '.join(map(str, rows[:10]))}{more})"


def _row_without_type(row: Row, cols: list[Column], report: Report) -> None:
    meant = [c.heading for c in cols if c.heading in row.cells and c.name in KNOWN]
    if meant:
        report.refuse(
            *("survey", row.number, f"This row has no type, but something under {meant[0]}."),
            "Write its type, or empty the row.",
        )
    else:
        report.leave_out("survey", row.number, "row without a type", "it holds only remarks")


def _row(
    hand: RowInHand,
    open_groups: list[_Open],
    lists: Lists,
    reading: Reading,
    report: Report,
) -> None:
    found = read_type(hand.cells["type"])
    number = hand.row.number
    if found.reason and found.part is not Part.END:  # of a repeat it is said where it begins
        report.refuse("survey", number, found.reason, found.remedy)
    if found.part is Part.END:
        _end(hand, found, open_groups, report)
    elif found.part is Part.DEVICE:
        name = hand.cells.get("name", hand.cells["type"])
        reading.not_collected.add(name)
        report.leave_out(
            *("survey", number, f"{hand.cells['type']} ({name})"),
            "nothing about the device, the connection or the time of answering is collected",
        )
    elif found.part is not Part.UNKNOWN:
        name = _name(hand, found, reading, report)
        parent = open_groups[-1].name if open_groups else ""
        if found.part is Part.BEGIN:
            reading.groups.append(_group(hand, found, name, parent, open_groups, report))
            open_groups.append(_Open(number, name, found.repeat))
        else:
            in_repeat = any(one.is_repeat for one in open_groups)
            item = build_item(hand, found, name, parent, in_repeat, lists, report)
            reading.items += with_other(item, hand.languages) if found.other else [item]
            if found.other:
                reading.rows.setdefault(f"{name}_other", number)
    elif "name" in hand.cells:
        reading.rows.setdefault(hand.cells["name"], number)


def _end(hand: RowInHand, found: RowType, open_groups: list[_Open], report: Report) -> None:
    """The group that a row ends is not open any more."""
    number = hand.row.number
    not_for(hand, "the end of a group", {"type", "name"}, report)
    if not open_groups or open_groups[-1].is_repeat != found.repeat:
        report.refuse(
            *("survey", number, "This ends something that did not begin, or another kind."),
            "Let every begin group be followed by one end group after its last item.",
        )
        return
    begun = open_groups.pop()
    if number == begun.row + 1:
        report.refuse(
            *("survey", begun.row, f"Group '{begun.name}' holds no item."),
            "Delete the group, or put items into it.",
        )


def _name(hand: RowInHand, found: RowType, reading: Reading, report: Report) -> str:
    """The row's name; notes and refused rows may go without."""
    number = hand.row.number
    name = hand.cells.get("name", "")
    if not name:
        if found.kind is not ItemKind.NOTE:
            what = "group" if found.part is Part.BEGIN else "item"
            report.refuse(
                *("survey", number, f"This {what} has no name."),
                "Write a short name without blanks under name.",
            )
        name = f"row_{number}"
    elif not _NAME.fullmatch(name):
        report.refuse(
            *("survey", number, f"'{name}' cannot be a name."),
            "Names begin with a letter or _ and hold letters, digits, _, - and . only.",
        )
    if name in reading.rows:
        report.refuse(
            *("survey", number, f"The name '{name}' is used in row {reading.rows[name]} too."),
            "Every item and group needs a name of its own.",
        )
    reading.rows.setdefault(name, number)
    return name


def _group(
    hand: RowInHand,
    found: RowType,
    name: str,
    parent: str,
    open_groups: list[_Open],
    report: Report,
) -> Group:
    if not found.reason:
        what, more = ("a repeat", {"count"}) if found.repeat else ("a group", set())
        not_for(hand, what, OF_GROUPS | more, report)
    if found.repeat and any(group.is_repeat for group in open_groups):
        report.refuse(
            *("survey", hand.row.number, f"Repeat '{name}' stands inside another repeat."),
            "Only one level is supported: make one of them a group.",
        )
    return Group(
        name,
        hand.texts("label"),
        condition(hand.cells.get("relevant", "")),
        parent,
        hand.cells.get("appearance", ""),
        hint=hand.texts("hint"),
        repeat=found.repeat,
        count=hand.cells.get("count", "") if found.repeat else "",
    )
