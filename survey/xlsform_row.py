"""One row of the survey sheet in hand: its cells, and which columns mean something for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.model import Texts
from survey.xlsform_columns import Column, texts
from survey.xlsform_report import Report
from survey.xlsform_sheets import Row

YES = {"yes", "true", "true()"}
NO = {"no", "false", "false()"}
_YES_OR_NO = {"required", "read_only", "sensitive", "pii"}
OF_ITEMS = {"type", "name", "label", "relevant", "appearance", "hint", "guidance_hint"}
OF_GROUPS = OF_ITEMS - {"guidance_hint"}
OF_ANSWERS = {
    *OF_ITEMS,
    *("required", "required_message", "constraint", "constraint_message", "default"),
    *("sensitive", "pii", "content_note", "codebook_theme"),
}
KNOWN = {*OF_ANSWERS, "calculation", "choice_filter", "parameters", "other", "read_only", "count"}


@dataclass(frozen=True)
class RowInHand:
    """A row with its columns; `cells` are those of columns that have no languages."""

    row: Row
    cols: list[Column]
    cells: Mapping[str, str]
    languages: tuple[str, ...]
    plain_language: str

    def texts(self, name: str) -> Texts:
        """The words of a translated column."""
        return texts(self.row, self.cols, name, self.plain_language)

    def filled(self) -> dict[str, str]:
        """Column name → heading of every filled cell that means something."""
        return {
            column.name: column.heading
            for column in self.cols
            if column.heading in self.row.cells and column.name in KNOWN
        }


def not_for(hand: RowInHand, what: str, allowed: set[str], report: Report) -> None:
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


def condition(text: str) -> str:
    """yes and no, as people write them, as the expressions they stand for."""
    if text.lower() in YES:
        return "true()"
    return "false()" if text.lower() in NO else text
