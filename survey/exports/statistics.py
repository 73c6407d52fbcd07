"""Answers as files for SPSS (.sav) and Stata (.dta), with labels, codes and reasons kept."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from survey.exports.limits import SPSS, STATA, Change, Limits, cut, fitted, n_bytes
from survey.exports.variables import REASONS, Content, Variable, is_reason
from survey.model import DONT_KNOW, NOT_ASKED, PREFER_NOT

if TYPE_CHECKING:
    import pandas as pd

# Stata keeps a reason as an extended missing value (.a, .b, .c), SPSS as a number declared missing.
LETTERS = {DONT_KNOW: "a", PREFER_NOT: "b", NOT_ASKED: "c"}
_REPLACED = "\N{REPLACEMENT CHARACTER}"


def spss_numbers(given: Sequence[Variable]) -> dict[str, float]:
    """Reason → the number that stands for it: -97, -98, -99, or longer ones if anybody used these.

    The same numbers in every variable of a file.
    """
    used = {
        cell
        for variable in given
        for cell in [*variable.cells, *variable.codes]
        if isinstance(cell, float)
    }
    nines = 2
    while True:
        last = -(10**nines - 1)
        numbers = [float(last + 2), float(last + 1), float(last)]
        if not used.intersection(numbers):
            return dict(zip(REASONS, numbers, strict=True))
        nines += 1


def spss_plan(given: Sequence[Variable]) -> tuple[list[Variable], list[Change]]:
    """The variables of the .sav file, and what stands differently in it."""
    return _plan(given, SPSS)


def stata_plan(given: Sequence[Variable]) -> tuple[list[Variable], list[Change]]:
    """The variables of the .dta file, and what stands differently in it."""
    return _plan(given, STATA)


def described(given: Sequence[Variable]) -> list[Variable]:
    """The variables of the .sav file with their labels whole, for a codebook of it."""
    endless = replace(SPSS, label=10**9, value_label=10**9)
    return _plan(given, endless)[0]


def render_sav(given: Sequence[Variable], title: str = "") -> bytes:
    """An SPSS file; read it with user-missing values on to see why an answer is missing."""
    import pyreadstat

    plan, _ = spss_plan(given)
    numbers = spss_numbers(given)
    marked: dict[str, list[Any]] = {
        one.name: [numbers[reason] for reason in one.reasons] for one in plan
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            _table(plan, numbers),
            path,
            file_label=cut(title, 60, n_bytes),
            column_labels=[one.label for one in plan],
            variable_value_labels=_value_labels(plan, numbers),
            missing_ranges={name: found for name, found in marked.items() if found},
            variable_measure={one.name: one.measure for one in plan},
            row_compress=True,
        )
        return path.read_bytes()


def render_dta(given: Sequence[Variable], title: str = "") -> bytes:
    """A Stata file (version 14 and later)."""
    import pyreadstat

    plan, _ = stata_plan(given)
    marked = {one.name: [LETTERS[reason] for reason in one.reasons] for one in plan}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.dta"
        pyreadstat.write_dta(
            _table(plan, LETTERS),
            path,
            file_label=cut(title, 80, len),
            column_labels=[one.label for one in plan],
            version=15,
            variable_value_labels=_value_labels(plan, LETTERS),
            missing_user_values={name: found for name, found in marked.items() if found},
        )
        return path.read_bytes()


def _plan(given: Sequence[Variable], limits: Limits) -> tuple[list[Variable], list[Change]]:
    changes = [
        Change(one.name, "a character that the format ends a text at is replaced", "NUL", _REPLACED)
        for one in given
        if any(isinstance(cell, str) and "\0" in cell for cell in one.cells)
    ]
    if limits.format == SPSS.format:
        changes += [
            Change(one.name, "spaces at the end of an answer are dropped", "", "")
            for one in given
            if one.content is Content.TEXT
            and any(isinstance(cell, str) and cell.endswith(" ") for cell in one.cells)
        ]
    plan, fitting = fitted([part for one in given for part in _with_reasons(one)], limits)
    return plan, [*fitting, *changes]


def _with_reasons(variable: Variable) -> list[Variable]:
    """Texts and dates get a second variable that says why one is missing, where any does."""
    if variable.content not in (Content.TEXT, Content.DATE) or not variable.reasons:
        return [variable]
    cells = [None if is_reason(cell) else cell for cell in variable.cells]
    why = [cell if is_reason(cell) else None for cell in variable.cells]
    return [
        replace(variable, cells=cells),
        Variable(
            f"{variable.name}_missing",
            f"Why there is no answer: {variable.label}",
            *(Content.CODE, variable.item),
            cells=why,
        ),
    ]


def _table(plan: Sequence[Variable], reasons: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({one.name: _series(one, reasons) for one in plan})


def _series(variable: Variable, reasons: Mapping[str, Any]) -> pd.Series[Any]:
    """The cells in the types that pyreadstat tells apart: text, dates, or nothing but floats."""
    import pandas as pd

    cells = variable.cells
    if variable.content is Content.TEXT:
        texts = ["" if cell is None else str(cell).replace("\0", _REPLACED) for cell in cells]
        return pd.Series(texts, dtype=object)
    if variable.content is Content.DATE and any(cells):
        days = [dt.date.fromisoformat(str(cell)) if cell else None for cell in cells]
        return pd.Series(days, dtype=object)
    coded = [reasons[str(cell)] if is_reason(cell) else cell for cell in cells]
    letters = any(isinstance(cell, str) for cell in coded)
    return pd.Series(coded, dtype=object if letters else "float64")


def _value_labels(
    plan: Sequence[Variable], reasons: Mapping[str, Any]
) -> dict[str, dict[Any, str]]:
    """Labels of the options, then of the reasons that a variable has."""
    found = {
        one.name: {**one.codes, **{reasons[reason]: REASONS[reason] for reason in one.reasons}}
        for one in plan
        if one.content in (Content.CODE, Content.NUMBER)
    }
    return {name: labels for name, labels in found.items() if labels}
