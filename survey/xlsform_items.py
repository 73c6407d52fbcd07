"""The survey sheet: its rows become items and groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.chance import by_chance
from survey.model import Group, Item, ItemKind, ResponseOption, Texts
from survey.xlsform_choices import Lists
from survey.xlsform_columns import REMARK_RULE, Column, by_name, columns, straight, texts
from survey.xlsform_other import check_others, with_other
from survey.xlsform_parameters import read_parameters
from survey.xlsform_report import Report
from survey.xlsform_sheets import Row, Sheet
from survey.xlsform_types import Part, RowType, read_type

SELECTS = {ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.RANK}
_CALCULATED = {  # kinds of question that may show a result which nobody can change
    *(ItemKind.TEXT, ItemKind.INTEGER, ItemKind.DECIMAL),
    *(ItemKind.DATE, ItemKind.TIME, ItemKind.DATETIME),
}
YES = {"yes", "true", "true()"}
NO = {"no", "false", "false()"}
_YES_OR_NO = {"required", "read_only", "sensitive", "pii"}
_NAME = re.compile(r"[^\W\d][\w.-]*")
_OF_ITEMS = {"type", "name", "label", "relevant", "appearance", "hint", "guidance_hint"}
_OF_GROUPS = _OF_ITEMS - {"guidance_hint"}
_OF_ANSWERS = {
    *_OF_ITEMS,
    *("required", "required_message", "constraint", "constraint_message", "default"),
    *("sensitive", "pii", "content_note", "codebook_theme"),
}
_OF_KINDS = {
    ItemKind.CALCULATE: _OF_ITEMS | {"calculation"},
    ItemKind.HIDDEN: {"type", "name", "label", "relevant", "calculation", "default"},
    ItemKind.NOTE: _OF_ITEMS | {"content_note", "read_only"},
    ItemKind.RANGE: _OF_ANSWERS | {"parameters"},
    **dict.fromkeys(SELECTS, _OF_ANSWERS | {"choice_filter", "parameters", "other"}),
    **dict.fromkeys(_CALCULATED, _OF_ANSWERS | {"calculation", "read_only"}),
}
_KNOWN = {*_OF_ANSWERS, "calculation", "choice_filter", "parameters", "other", "read_only", "count"}
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
            hand = _RowInHand(row, cols, cells, languages, plain_language)
            _row(hand, open_groups, lists, reading, report)
    for group in open_groups:
        report.refuse(
            *("survey", group.row, f"Group '{group.name}' is never closed."),
            "Add a row end group where it ends.",
        )
    check_others(reading, report)
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
    languages: tuple[str, ...]
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
        if open_groups and open_groups[-1].is_repeat == found.repeat:
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
            reading.groups.append(_group(hand, found, name, parent, open_groups, report))
            open_groups.append(_Open(number, name, found.repeat))
        else:
            item = _item(hand, found, name, open_groups, lists, report)
            reading.items += with_other(item, hand.languages) if found.other else [item]
            if found.other:
                reading.rows.setdefault(f"{name}_other", number)
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


def _group(
    hand: _RowInHand,
    found: RowType,
    name: str,
    parent: str,
    open_groups: list[_Open],
    report: Report,
) -> Group:
    if not found.reason:
        what, more = ("a repeat", {"count"}) if found.repeat else ("a group", set())
        _not_for(hand, what, _OF_GROUPS | more, report)
    if found.repeat and any(group.is_repeat for group in open_groups):
        report.refuse(
            *("survey", hand.row.number, f"Repeat '{name}' stands inside another repeat."),
            "Only one level is supported: make one of them a group.",
        )
    return Group(
        name,
        hand.texts("label"),
        _condition(hand.cells.get("relevant", "")),
        parent,
        hand.cells.get("appearance", ""),
        hint=hand.texts("hint"),
        repeat=found.repeat,
        count=hand.cells.get("count", "") if found.repeat else "",
    )


def _kind(hand: _RowInHand, found: RowType, report: Report) -> ItemKind:
    """The kind of item; a question that nobody can fill in is a note."""
    kind, cells, number = found.kind or ItemKind.TEXT, hand.cells, hand.row.number
    is_locked = cells.get("read_only", "no").lower() not in NO
    if kind not in _CALCULATED or is_locked == ("calculation" in cells):
        return kind
    if not is_locked:
        report.refuse(
            *("survey", number, "This question is filled in by a calculation, but can be changed."),
            "Write yes under read_only to show the result, or make its type calculate.",
        )
    elif "default" in cells:
        report.refuse(
            *("survey", number, "This question has a default that cannot be changed."),
            "Move the default to calculation, or empty read_only.",
        )
    else:
        report.leave_out(
            "survey", number, cells.get("type", ""), "it cannot be answered, so it is a note"
        )
        return ItemKind.NOTE
    return kind


def _item(
    hand: _RowInHand,
    found: RowType,
    name: str,
    open_groups: list[_Open],
    lists: Lists,
    report: Report,
) -> Item:
    cells, number = hand.cells, hand.row.number
    kind = _kind(hand, found, report)
    label = hand.texts("label")
    if not label and kind not in (ItemKind.CALCULATE, ItemKind.HIDDEN):
        report.refuse(
            *("survey", number, f"Item '{name}' has no label."),
            "Write under label what respondents read.",
        )
    _not_for(hand, f"an item of type {kind}", _OF_KINDS.get(kind, _OF_ANSWERS), report)
    if kind is ItemKind.CALCULATE and "calculation" not in cells:
        report.refuse(
            *("survey", number, f"'{name}' calculates nothing."),
            "Write an expression under calculation, or delete the row.",
        )
    required = cells.get("required", "")
    item = Item(
        name,
        kind,
        label=label,
        hint=hand.texts("hint"),
        group=open_groups[-1].name if open_groups else "",
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
        guidance_hint=hand.texts("guidance_hint"),
        parameters=read_parameters(kind, cells.get("parameters", ""), number, report)
        if kind in SELECTS or kind is ItemKind.RANGE
        else {},
        sensitive=_flag(hand, "sensitive", report),
        pii=_flag(hand, "pii", report),
        content_note=hand.texts("content_note"),
        codebook_theme=cells.get("codebook_theme", ""),
        other=cells.get("other", "") if kind in SELECTS else "",
    )
    if any(one.is_repeat for one in open_groups):
        _in_repeat(item, number, report)
    return item


def _in_repeat(item: Item, row: int, report: Report) -> None:
    """Refuse what is worked out once and then kept: a repeat begins anew each time."""
    if item.default:
        report.refuse(
            *("survey", row, "A default inside a repeat is not supported."),
            "Empty the cell under default.",
        )
    if by_chance(item):
        report.refuse(
            *("survey", row, "What is drawn by chance or once inside a repeat is not supported."),
            "Calculate it outside of the repeat, or without once(), random(), uuid().",
        )


def _flag(hand: _RowInHand, column: str, report: Report) -> bool:
    """A cell that says yes or no."""
    text = hand.cells.get(column, "no").lower()
    if text not in YES | NO:
        report.refuse(
            *("survey", hand.row.number, f"'{text}' under {column} is neither yes nor no."),
            "Write yes, or empty the cell.",
        )
    return text in YES


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
    for row, option in lists[list_name] if kind is not ItemKind.SELECT_ONE else []:
        if " " in option.name:
            report.refuse(
                *("choices", row, f"'{option.name}' has a blank and is in a list of {kind}."),
                "Write the name without blanks, for example with _.",
            )
    return tuple(option for _, option in lists[list_name])


def _not_for(hand: _RowInHand, what: str, allowed: set[str], report: Report) -> None:
    """Refuse what is filled in but means nothing for this row."""
    for name, heading in hand.filled().items():
        harmless = name in _YES_OR_NO and hand.cells[name].lower() in NO
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
