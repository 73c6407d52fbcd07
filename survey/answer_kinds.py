"""What kind of answer a question takes, and what belongs to that kind: options, a scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from survey.errors import DesignError
from survey.languages import language_code
from survey.model import Instrument, Item, ItemKind, ResponseOption
from survey.naming import new_name, unused
from survey.renaming import names_in, refuse_if_needed
from survey.texts import tidied
from survey.xlsform_parameters import read_parameters
from survey.xlsform_report import Report

CHOICES = frozenset({ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.RANK})
NUMBERS = frozenset({ItemKind.INTEGER, ItemKind.DECIMAL})
YES_NO = (("yes", "Yes", "Oui"), ("no", "No", "Non"))
SCALE = {"start": "0", "end": "10", "step": "1"}

KINDS = {  # as a menu offers them, the usual ones first
    ItemKind.SELECT_ONE: "Choose one",
    ItemKind.SELECT_MULTIPLE: "Choose any",
    ItemKind.TEXT: "Own words",
    ItemKind.INTEGER: "Whole number",
    ItemKind.DECIMAL: "Number",
    ItemKind.RANGE: "Scale of numbers",
    ItemKind.RANK: "Put in order",
    ItemKind.DATE: "Date",
    ItemKind.TIME: "Time of day",
    ItemKind.ACKNOWLEDGE: "Tick to agree",
    ItemKind.NOTE: "Text to read, no answer",
}
RARE_KINDS = {
    ItemKind.DATETIME: "Date and time of day",
    ItemKind.CALCULATE: "Calculated, not shown",
    ItemKind.HIDDEN: "Kept, not shown",
}


def new_item(
    instrument: Instrument, kind: ItemKind, label: str, options: tuple[ResponseOption, ...] = ()
) -> Item:
    """An item with a name of its own, ready for `add_item`."""
    tidy = tidied(label)
    if not tidy:
        raise DesignError("The question has no words.", "Write what respondents will read.")
    item = Item(
        new_name(tidy, names_in(instrument), "question"),
        ItemKind.TEXT,
        {instrument.default_language: tidy},
    )
    fitted = fitting(item, kind, instrument)
    return replace(fitted, options=options) if options and kind in CHOICES else fitted


def fitting(item: Item, kind: ItemKind, instrument: Instrument) -> Item:
    """The item with another kind of answer; what has no meaning for that kind is taken away."""
    if kind is item.kind:
        return item
    keeps_options = kind in CHOICES and item.kind in CHOICES
    keeps_limits = kind in NUMBERS and item.kind in NUMBERS
    changed = replace(
        item,
        kind=kind,
        default="",
        calculation="",
        other="",
        appearance="",
        required=item.required if kind is not ItemKind.NOTE else "",
        constraint=item.constraint if keeps_limits else "",
        constraint_message=item.constraint_message if keeps_limits else {},
        required_message=item.required_message if kind is not ItemKind.NOTE else {},
        choice_filter=item.choice_filter if keeps_options else "",
        parameters=item.parameters if keeps_options else {},
        list_name=item.list_name if keeps_options else "",
        options=item.options if keeps_options else (),
    )
    if kind is ItemKind.NOTE:
        changed = replace(changed, sensitive=False, pii=False, codebook_theme="")
    if kind is ItemKind.RANGE:
        changed = replace(changed, parameters=SCALE)
    if kind in CHOICES and not keeps_options:
        options = _yes_no(instrument.languages)
        changed = replace(changed, list_name=_new_list(item.name, instrument), options=options)
    return changed


def scale_of(given: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a scale from what was typed as start, end and step."""
    report = Report()
    text = " ".join(f"{name}={value.strip().replace(',', '.')}" for name, value in given.items())
    found = read_parameters(ItemKind.RANGE, text, 0, report)
    if report.problems:
        raise DesignError(report.problems[0].reason, report.problems[0].remedy)
    return found


def set_options(
    instrument: Instrument,
    name: str,
    options: tuple[ResponseOption, ...],
    everywhere: bool = True,
) -> Instrument:
    """Other options for an item and for all that share its list, or with a list of its own."""
    item = instrument.item(name)
    list_name = item.list_name
    if not list_name or (not everywhere and users_of_list(instrument, item)):
        list_name = _new_list(name, instrument)
        item = replace(item, list_name=list_name)
    known = {option.name for option in options}

    def fitted(one: Item) -> Item:
        if one.name == name:
            one = item
        if one.list_name != list_name:
            return one
        keeps = set(one.default.split()) <= known or "(" in one.default or "${" in one.default
        return replace(
            one,
            options=options,
            default=one.default if keeps else "",
            other=one.other if one.other in known else "",
        )

    items = [fitted(one) for one in instrument.items]
    lost = {
        f"{old.name}_other"
        for old, new in zip(instrument.items, items, strict=True)
        if old.other and not new.other
    }
    refuse_if_needed(instrument, lost)
    return replace(instrument, items=tuple(one for one in items if one.name not in lost))


def users_of_list(instrument: Instrument, item: Item) -> list[Item]:
    """The other items that offer the very list of this one."""
    return [
        one
        for one in instrument.items
        if item.list_name and one.list_name == item.list_name and one.name != item.name
    ]


def _new_list(name: str, instrument: Instrument) -> str:
    return unused(name, {item.list_name for item in instrument.items})


def _yes_no(languages: Sequence[str]) -> tuple[ResponseOption, ...]:
    return tuple(
        ResponseOption(name, {one: fr if language_code(one) == "fr" else en for one in languages})
        for name, en, fr in YES_NO
    )
