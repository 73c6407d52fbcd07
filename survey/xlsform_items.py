"""The survey sheet: its rows become items and groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.model import ANSWERED, Group, Item, ItemKind, ResponseOption, Texts
from survey.xlsform_choices import Lists
from survey.xlsform_columns import REMARK_RULE, Column, by_name, columns, straight, texts
from survey.xlsform_report import Report
from survey.xlsform_sheets import Row, Sheet
from survey.xlsform_types import Part, RowType, read_type

SELECTS = {ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE}
YES = {"yes", "true", "true()"}
NO = {"no", "false", "false()"}
_NAME = re.compile(r"[^\W\d][\w.-]*")
_OF_GROUPS = {"type", "name", "label", "relevant", "appearance"}
_OF_ITEMS = {*_OF_GROUPS, "hint"}
_OF_ANSWERS = {
    *_OF_ITEMS,
    *("required", "required_message", "constraint", "constraint_message", "default"),
}
_KNOWN = {*_OF_ANSWERS, "calculation", "choice_filter"}
_INSTEAD = {
    "image": "Describe the picture in the label or hint.",
    "audio": "Write what is said in the label or hint.",
    "video": "Describe what is seen in the label or hint.",
    "guidance_hint": "Move the words to hint.",
    "read_only": "Show what cannot be changed as a note with ${name} in its label.",
    "parameters": "Write limits as a constraint.",
    "count": "Write the items out as often as they are needed.",
    "trigger": "Use relevant or calculation.",
}


@dataclass
class Reading:
    """What the survey sheet gives, with the row of each name."""

    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    not_collected: set[str] = field(default_factory=set)  # names of rows about the device


def read_items(sheet: Sheet, lists: Lists, plain_language: str, report: Report) -> Reading:
    """The items and groups in order; every problem of every row goes into the report."""
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
            _row(_RowInHand(row, cols, cells, plain_language), open_groups, lists, reading, report)
    for group in open_groups:
        report.refuse(
            *("survey", group.row, f"Group '{group.name}' is never closed."),
            "Add a row end group where it ends.",
        )
    return reading


class _Open(NamedTuple):
    """A group that has begun and not ended."""

    row: int
    name: str
    is_repeat: bool


@dataclass(frozen=True)
class _RowInHand:
    row: Row
    cols: list[Column]
    cells: Mapping[str, str]
    plain_language: str

    def texts(self, name: str) -> Texts:
        return texts(self.row, self.cols, name, self.plain_language)

    def filled(self) -> dict[str, str]:
        """Column name → heading of every filled cell that means something."""
        return {
            column.name: column.heading
            for column in self.cols
            if column.heading in self.row.cells and column.name in _KNOWN
        }


def _unknown_columns(sheet: Sheet, cols: list[Column], report: Report) -> None:
    """One entry per column that is not read, with all the rows in which it is filled."""
    for column in cols:
        filled = [row.number for row in sheet.rows if column.heading in row.cells]
        if column.name in _KNOWN or column.name == "disabled" or not filled:
            continue
        if column.name == "read_only":
            filled = [
                row.number
                for row in sheet.rows
                if row.cells.get(column.heading, "no").lower() not in NO
            ]
        elif column.is_remark:
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
    meant = [c.heading for c in cols if c.heading in row.cells and c.name in _KNOWN]
    if meant:
        report.refuse(
            *("survey", row.number, f"This row has no type, but something under {meant[0]}."),
            "Write its type, or empty the row.",
        )
    else:
        report.leave_out("survey", row.number, "row without a type", "it holds only remarks")


def _row(
    hand: _RowInHand,
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
        _not_for(hand, "the end of a group", {"type", "name"}, report)
        if open_groups and open_groups[-1].is_repeat == bool(found.reason):
            begun = open_groups.pop()
            if number == begun.row + 1:
                report.refuse(
                    *("survey", begun.row, f"Group '{begun.name}' holds no item."),
                    "Delete the group, or put items into it.",
                )
        else:
            report.refuse(
                *("survey", number, "This ends something that did not begin, or another kind."),
                "Let every begin group be followed by one end group after its last item.",
            )
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
            open_groups.append(_Open(number, name, bool(found.reason)))
            if not found.reason:
                _not_for(hand, "a group", _OF_GROUPS, report)
            reading.groups.append(
                Group(
                    name,
                    hand.texts("label"),
                    _condition(hand.cells.get("relevant", "")),
                    parent,
                    hand.cells.get("appearance", ""),
                )
            )
        else:
            reading.items.append(_item(hand, found, name, parent, lists, report))
    elif "name" in hand.cells:
        reading.rows.setdefault(hand.cells["name"], number)


def _name(hand: _RowInHand, found: RowType, reading: Reading, report: Report) -> str:
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


def _item(
    hand: _RowInHand, found: RowType, name: str, group: str, lists: Lists, report: Report
) -> Item:
    kind, cells, number = found.kind or ItemKind.TEXT, hand.cells, hand.row.number
    label = hand.texts("label")
    if not label and kind is not ItemKind.CALCULATE:
        report.refuse(
            *("survey", number, f"Item '{name}' has no label."),
            "Write under label what respondents read.",
        )
    allowed = _OF_ANSWERS if kind in ANSWERED else _OF_ITEMS
    allowed = allowed | ({"choice_filter"} if kind in SELECTS else set())
    _not_for(
        *(hand, f"an item of type {kind}"),
        allowed | ({"calculation"} if kind is ItemKind.CALCULATE else set()),
        report,
    )
    if kind is ItemKind.CALCULATE and "calculation" not in cells:
        report.refuse(
            *("survey", number, f"'{name}' calculates nothing."),
            "Write an expression under calculation, or delete the row.",
        )
    required = cells.get("required", "")
    return Item(
        name,
        kind,
        label=label,
        hint=hand.texts("hint"),
        group=group,
        required="" if required.lower() in NO else _condition(required),
        relevance=_condition(cells.get("relevant", "")),
        constraint=_condition(cells.get("constraint", "")),
        constraint_message=hand.texts("constraint_message"),
        required_message=hand.texts("required_message"),
        calculation=_condition(cells.get("calculation", "")),
        choice_filter=cells.get("choice_filter", ""),
        default=cells.get("default", ""),
        appearance=cells.get("appearance", ""),
        list_name=found.list_name,
        options=_options(found.list_name, kind, number, lists, report),
    )


def _options(
    list_name: str, kind: ItemKind, number: int, lists: Lists, report: Report
) -> tuple[ResponseOption, ...]:
    if not list_name:
        return ()
    if list_name not in lists:
        report.refuse(
            *("survey", number, f"The choices sheet has no list '{list_name}'."),
            f"Add its choices, or check the spelling; there is {', '.join(lists) or 'no list'}.",
        )
        return ()
    for row, option in lists[list_name] if kind is ItemKind.SELECT_MULTIPLE else []:
        if " " in option.name:
            report.refuse(
                *("choices", row, f"'{option.name}' has a blank and is in a select_multiple list."),
                "Write the name without blanks, for example with _.",
            )
    return tuple(option for _, option in lists[list_name])


def _not_for(hand: _RowInHand, what: str, allowed: set[str], report: Report) -> None:
    """Refuse what is filled in but means nothing for this row."""
    for name, heading in hand.filled().items():
        harmless = name == "required" and hand.cells["required"].lower() in NO
        if name not in allowed and not harmless:
            report.refuse(
                *("survey", hand.row.number, f"'{heading}' has no meaning for {what}."),
                "Empty the cell; a question that fills itself in is a calculate."
                if name == "calculation"
                else "Empty the cell.",
            )


def _condition(text: str) -> str:
    """yes and no, as people write them, as the expressions they stand for."""
    if text.lower() in YES:
        return "true()"
    return "false()" if text.lower() in NO else text
