"""A row of the survey sheet becomes an item."""

from __future__ import annotations

import re

from survey.chance import by_chance
from survey.model import Item, ItemKind, ResponseOption
from survey.xlsform_choices import Lists
from survey.xlsform_parameters import read_parameters
from survey.xlsform_report import Report
from survey.xlsform_row import NO, OF_ANSWERS, OF_ITEMS, YES, RowInHand, condition, not_for
from survey.xlsform_types import RowType

SELECTS = {ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.RANK}
_CALCULATED = {  # kinds of question that may show a result which nobody can change
    *(ItemKind.TEXT, ItemKind.INTEGER, ItemKind.DECIMAL),
    *(ItemKind.DATE, ItemKind.TIME, ItemKind.DATETIME),
}
# An appearance is a hint, but for these: they fetch choices from a file, or call another program.
_FETCHES = re.compile(r"\bsearch\s*\(")
_CALLS = re.compile(r"(?:^|\s)(?:ex|printer):")
_OF_KINDS = {
    ItemKind.CALCULATE: OF_ITEMS | {"calculation"},
    ItemKind.HIDDEN: {"type", "name", "label", "relevant", "calculation", "default"},
    ItemKind.NOTE: OF_ITEMS | {"content_note", "read_only"},
    ItemKind.RANGE: OF_ANSWERS | {"parameters"},
    **dict.fromkeys(SELECTS, OF_ANSWERS | {"choice_filter", "parameters", "other"}),
    **dict.fromkeys(_CALCULATED, OF_ANSWERS | {"calculation", "read_only"}),
}


def _kind(hand: RowInHand, found: RowType, report: Report) -> ItemKind:
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


def build_item(
    hand: RowInHand,
    found: RowType,
    name: str,
    group: str,
    in_repeat: bool,
    lists: Lists,
    report: Report,
) -> Item:
    """The item that a row describes; what is wrong with it goes into the report."""
    cells, number = hand.cells, hand.row.number
    kind = _kind(hand, found, report)
    _refuse_empty(hand, name, kind, report)
    not_for(hand, f"an item of type {kind}", _OF_KINDS.get(kind, OF_ANSWERS), report)
    required = cells.get("required", "")
    item = Item(
        name,
        kind,
        label=hand.texts("label"),
        hint=hand.texts("hint"),
        group=group,
        required="" if required.lower() in NO else condition(required),
        relevance=condition(cells.get("relevant", "")),
        constraint=condition(cells.get("constraint", "")),
        constraint_message=hand.texts("constraint_message"),
        required_message=hand.texts("required_message"),
        calculation=condition(cells.get("calculation", "")),
        choice_filter=cells.get("choice_filter", ""),
        default=cells.get("default", ""),
        appearance=cells.get("appearance", ""),
        list_name=found.list_name,
        options=_options(found.list_name, kind, number, lists, report),
        guidance_hint=hand.texts("guidance_hint"),
        parameters=_parameters(hand, kind, report),
        sensitive=_flag(hand, "sensitive", report),
        pii=_flag(hand, "pii", report),
        content_note=hand.texts("content_note"),
        codebook_theme=cells.get("codebook_theme", ""),
        other=cells.get("other", "") if kind in SELECTS else "",
    )
    _appearance(item.appearance, number, report)
    if in_repeat:
        _in_repeat(item, number, report)
    return item


def _refuse_empty(hand: RowInHand, name: str, kind: ItemKind, report: Report) -> None:
    """What respondents read, and what a calculation calculates, must be there."""
    if not hand.texts("label") and kind not in (ItemKind.CALCULATE, ItemKind.HIDDEN):
        report.refuse(
            *("survey", hand.row.number, f"Item '{name}' has no label."),
            "Write under label what respondents read.",
        )
    if kind is ItemKind.CALCULATE and "calculation" not in hand.cells:
        report.refuse(
            *("survey", hand.row.number, f"'{name}' calculates nothing."),
            "Write an expression under calculation, or delete the row.",
        )


def _parameters(hand: RowInHand, kind: ItemKind, report: Report) -> dict[str, str]:
    if kind not in SELECTS and kind is not ItemKind.RANGE:
        return {}
    return read_parameters(kind, hand.cells.get("parameters", ""), hand.row.number, report)


def _appearance(text: str, row: int, report: Report) -> None:
    """Refuse an appearance without which the item would ask something else."""
    if _FETCHES.search(text):
        report.refuse(
            *("survey", row, "Choices from another file are not supported (search() here)."),
            "Copy them into the choices sheet and take search() out of appearance.",
        )
    if _CALLS.search(text):
        report.refuse(
            *("survey", row, f"The appearance '{text[:40]}' calls another program."),
            "Empty the cell, and ask for what the program would give.",
        )


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


def _flag(hand: RowInHand, column: str, report: Report) -> bool:
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
