"""What an import will do, row by row: which become responses, and why the others do not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from survey.constraints import problems
from survey.imports.cells import CellError, cell_answer, rounds_answer, split_answer
from survey.imports.layout import Table, Tool
from survey.imports.matching import Options, Target, What, folded
from survey.languages import language_code
from survey.model import NOT_ASKED, Instrument, ItemKind
from survey.reading import is_blank
from survey.relevance import relevant_items, settled

_OWN_ID = re.compile(r"[0-9a-f]{16,64}")
_WAVE = re.compile(r"([1-9]\d{0,3})?")
_TRIALS = {  # how Qualtrics marks what its authors typed to try the survey out, in words or numbers
    "status": frozenset({"survey preview", "survey test", "1", "2"}),
    "distributionchannel": frozenset({"preview", "test"}),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class NewResponse:
    """One row that becomes a response.

    `answers` has a key for each item that was asked, None where it was left empty. `day` is the day
    of submission, "" if the file does not say; `wave` is 0 if it does not.
    """

    row: int
    id: str
    answers: Mapping[str, object]
    language: str = ""
    day: str = ""
    wave: int = 0


@dataclass(frozen=True)
class Rejected:
    """One row that is not taken over, with every reason."""

    row: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Every row of the file, once: it is taken over, or it is rejected."""

    taken: tuple[NewResponse, ...]
    rejected: tuple[Rejected, ...]

    @property
    def n_rows(self) -> int:
        """How many rows the file has."""
        return len(self.taken) + len(self.rejected)


def mapping_problems(chosen: Sequence[Target]) -> list[str]:
    """What is wrong with the choice of columns, before any row is read."""
    used = [one for one in chosen if one.what is not What.OUT]
    found = [f"Two columns hold {_said(one)}. Leave one of them out." for one in _twice(used)]
    whole = {one.item for one in used if one.what is What.ITEM}
    both = sorted({one.item for one in used if one.what is What.OPTION and one.item in whole})
    found += [
        f"'{name}' is matched as a whole and by its options. Leave one of the two out."
        for name in both
    ]
    if not any(one.what in (What.ITEM, What.OPTION) for one in used):
        found.append("No column is matched with an item. Match at least one.")
    return found


def plan_import(
    table: Table,
    chosen: Sequence[Target],
    instrument: Instrument,
    file_sha256: str,
    progress: Callable[[float], object] = lambda _: None,
) -> Plan:
    """Read every row.

    Args:
        chosen: one target per column, without `mapping_problems`.
        file_sha256: of the file; where no column says which response it is, a row is known by it.
        progress: is told the share of rows that were read, 0 to 1.
    """
    reader = _Reader(table, chosen, instrument, file_sha256)
    taken: list[NewResponse] = []
    rejected: list[Rejected] = []
    rows_of: dict[str, int] = {}
    for at, cells in enumerate(table.rows):
        read = reader.row(table.first_row + at, cells)
        if isinstance(read, NewResponse) and read.id in rows_of:
            read = Rejected(read.row, (f"Row {rows_of[read.id]} is the same response.",))
        if isinstance(read, NewResponse):
            rows_of[read.id] = read.row
            taken.append(read)
        else:
            rejected.append(read)
        if at % 100 == 0:
            progress(at / len(table.rows))
    return Plan(tuple(taken), tuple(rejected))


def without_known(plan: Plan, known: Iterable[str]) -> Plan:
    """The plan without the responses that the study has already."""
    there = set(known)
    again = [
        Rejected(one.row, ("This response is in the study already.",))
        for one in plan.taken
        if one.id in there
    ]
    return replace(
        plan,
        taken=tuple(one for one in plan.taken if one.id not in there),
        rejected=tuple(sorted([*plan.rejected, *again], key=lambda one: one.row)),
    )


class _Reader:
    """Reads the rows of one table; what does not change from row to row is looked up once."""

    def __init__(
        self, table: Table, chosen: Sequence[Target], instrument: Instrument, file_sha256: str
    ) -> None:
        self.instrument, self.file_sha256 = instrument, file_sha256
        self.own = table.tool is Tool.OWN
        self.items = {item.name: item for item in instrument.items}
        self.options = {name: Options(item) for name, item in self.items.items()}
        self.columns = {one.item: at for at, one in enumerate(chosen) if one.what is What.ITEM}
        self.split: dict[str, dict[str, int]] = {}
        for at, one in enumerate(chosen):
            if one.what is What.OPTION:
                self.split.setdefault(one.item, {})[one.option] = at
        self.trials = {
            name: at
            for at, one in enumerate(table.headings)
            if table.tool is Tool.QUALTRICS
            and (name := folded(one.name)) in _TRIALS
            and chosen[at].what is What.OUT
        }
        self.of_response = {one.what: at for at, one in enumerate(chosen)}
        self.languages = {folded(language): language for language in instrument.languages}
        self.by_code = {
            code: language for language in instrument.languages if (code := language_code(language))
        }

    def row(self, number: int, cells: Sequence[str]) -> NewResponse | Rejected:
        """One row, read whole or rejected with every reason."""
        if not any(cell.strip() for cell in cells):
            return Rejected(number, ("The row is empty.",))
        if any(folded(cells[at]) in _TRIALS[name] for name, at in self.trials.items()):
            return Rejected(number, ("The row is a preview of the survey; nobody answered it.",))
        given: dict[str, object | None] = {}
        reasons: list[str] = []
        for name in [*self.columns, *self.split]:
            try:
                given[name] = self._answer(name, cells)
            except CellError as error:
                reasons.append(f"{name}: {error}")
        if not _WAVE.fullmatch(self._wave(cells)):
            reasons.append(f"“{self._wave(cells)}” is no wave. Waves are numbered 1, 2, 3 …")
        if reasons:
            return Rejected(number, tuple(reasons))
        answers = {
            name: answer
            for name, answer in given.items()
            if not is_blank(answer) and answer != NOT_ASKED
        }
        found = problems(self.instrument, answers)
        reasons = [
            f"{one.item}: {one.message}" for one in found if not is_blank(answers.get(one.item))
        ]
        if reasons:
            return Rejected(number, tuple(reasons))
        return NewResponse(
            number,
            self._id(number, cells),
            self._rows(given, answers),
            self._language(cells),
            self._day(cells),
            int(self._wave(cells) or 0),
        )

    def _answer(self, name: str, cells: Sequence[str]) -> object | None:
        if name in self.split:
            own = {option: cells[at] for option, at in self.split[name].items()}
            return split_answer(self.items[name], own, self.options[name])
        text = cells[self.columns[name]]
        if name not in self.items:
            return rounds_answer(name, text, self.instrument)
        return cell_answer(self.items[name], text, self.options[name])

    def _rows(
        self, given: Mapping[str, object | None], answers: Mapping[str, object]
    ) -> dict[str, object | None]:
        """What was answered, what was asked and left empty, and what is calculated from it.

        An answer that the skip logic hides stays: somebody gave it.
        """
        relevant = {item.name for item in relevant_items(self.instrument, answers)}
        found: dict[str, object | None] = {}
        for name, answer in given.items():
            hidden = name in self.items and name not in relevant
            if answer == NOT_ASKED or (is_blank(answer) and hidden and not self.own):
                continue
            found[name] = None if is_blank(answer) else answer
        missing = [
            name
            for name, item in self.items.items()
            if item.kind is ItemKind.CALCULATE and name not in given and name in relevant
        ]
        if missing and not self.own:
            calculated = settled(self.instrument, answers)
            found |= {name: calculated.get(name) for name in missing}
        return found

    def _cell(self, what: What, cells: Sequence[str]) -> str:
        return cells[self.of_response[what]].strip() if what in self.of_response else ""

    def _id(self, number: int, cells: Sequence[str]) -> str:
        """The same row of the same collection always has the same id, so it comes in once."""
        named = self._cell(What.ID, cells)
        if self.own and _OWN_ID.fullmatch(named):
            return named
        known_by = named or f"{self.file_sha256}\n{number}"
        return hashlib.sha256(f"{self.instrument.name}\n{known_by}".encode()).hexdigest()[:20]

    def _language(self, cells: Sequence[str]) -> str:
        """The instrument's language of that name or code; its own if the file does not say."""
        said = folded(self._cell(What.LANGUAGE, cells))
        default = self.instrument.default_language
        return self.languages.get(said) or self.by_code.get(said.split("-")[0], default)

    def _wave(self, cells: Sequence[str]) -> str:
        # a spreadsheet may have made 2.0 of it
        return self._cell(What.WAVE, cells).removesuffix(".0")

    def _day(self, cells: Sequence[str]) -> str:
        found = _DAY.match(self._cell(What.DAY, cells))
        return found.group() if found else ""


def _twice(targets: Sequence[Target]) -> list[Target]:
    return sorted({one for one in targets if targets.count(one) > 1}, key=str)


def _said(target: Target) -> str:
    if target.what is What.OPTION:
        return f"the option '{target.option}' of '{target.item}'"
    return f"'{target.item}'" if target.item else target.what.value
