"""A choice that asks to specify: "other", and the text item that takes the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from survey.model import Item, ItemKind, ResponseOption
from survey.sentences import code_of, spoken
from survey.xlsform_report import Report

if TYPE_CHECKING:
    from survey.xlsform_items import Reading

OTHER = "other"
_OTHER = {"en": "Other", "fr": "Autre"}
_SPECIFY = {"en": "Please specify", "fr": "Veuillez préciser"}


def with_other(item: Item, languages: Sequence[str]) -> list[Item]:
    """What XLSForm's "or other" stands for: one more choice, and an item for its words.

    The list gets a name of its own, since other items may use it without the choice. Both labels
    are in the item's languages that we speak, else in English; an author can translate them.
    """
    options = item.options
    if item.option(OTHER) is None:
        options = (*options, ResponseOption(OTHER, _in(languages, _OTHER)))
    asked = replace(item, list_name=f"{item.list_name}_or_other", options=options, other=OTHER)
    words = Item(
        f"{item.name}_other",
        ItemKind.TEXT,
        label=_in(languages, _SPECIFY),
        group=item.group,
        relevance=f"selected(${{{item.name}}}, '{OTHER}')",
        sensitive=item.sensitive,
        pii=item.pii,
        codebook_theme=item.codebook_theme,
    )
    return [asked, words]


def check_others(reading: Reading, report: Report) -> None:
    """An item whose `other` names no choice, or that has no item for the words, is refused."""
    texts = {item.name for item in reading.items if item.kind is ItemKind.TEXT}
    for item in reading.items:
        row = reading.rows.get(item.name, 0)
        if item.other and item.option(item.other) is None:
            report.refuse(
                *("survey", row, f"other is '{item.other}', which is no choice of the item."),
                "Write the name of the choice that asks to specify.",
            )
        elif item.other and f"{item.name}_other" not in texts:
            report.refuse(
                *("survey", row, f"There is no text item '{item.name}_other' for the words."),
                f"Add it after '{item.name}', or empty the cell under other.",
            )


def _in(languages: Sequence[str], words: dict[str, str]) -> dict[str, str]:
    """The words in those of the languages that we speak; in the first one if we speak none."""
    ours = [one for one in languages if spoken(one)] or languages[:1]
    return {one: words[code_of(one)] for one in ours}
