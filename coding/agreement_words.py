"""The figures of agreement in words: what a table rests on, what each figure means, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from coding.agreement import Measure
from coding.agreement_report import AgreementReport, Figures
from coding.agreement_units import Unit
from coding.model import Code
from survey.export import protected

UNDEFINED = "n/a"
OVERALL = "All codes together"
UNIT_WORDS = {
    Unit.CHARACTER: ("character", "characters"),
    Unit.SENTENCE: ("sentence", "sentences"),
    Unit.TURN: ("turn", "turns"),
    Unit.WHOLE: ("whole text", "whole texts"),
}
EXPLAINED = {
    Measure.ALPHA.value: "Agreement beyond chance, for any number of coders, also where some have "
    "not coded every text. 1 is full agreement, 0 is what chance would give, less is worse than "
    "chance.",
    "95 % interval": "If other turns or texts of this kind had been drawn, alpha would have "
    "lain in this range 95 times in 100. A wide one says: too little was coded to know.",
    "Alpha of the spans": "Compares where passages begin and end, whatever the unit. Low here and "
    "high there means: you see the same things, but draw the borders differently.",
    Measure.PERCENT.value: "The share of units that are alike for two coders. High for rare codes, "
    "because both leave most of the text without them; so read it beside alpha.",
    Measure.KAPPA.value: "As alpha, for two coders, each with a habit of their own.",
    Measure.FLEISS.value: "As alpha, with one habit for all coders; does not allow for few units.",
    Measure.AC1.value: "Agreement beyond chance that stays high where nearly all units are without "
    "the code. Alpha is stricter there.",
}
_COLUMNS = (
    *("code", "passages", "units_with_code", "units_that_differ", "alpha", "alpha_low"),
    *("alpha_high", "alpha_of_spans", "percent", "cohen_kappa", "fleiss_kappa", "gwet_ac1"),
    *("remark", "unit", "uncoded_text", "units", "texts", "coders"),
)


def number(value: float | None) -> str:
    """Two digits, or "n/a"."""
    if value is None:
        return UNDEFINED
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")  # + 0.0: nothing is not less than 0


def percentage(value: float | None) -> str:
    """A share as a percentage with one digit, or "n/a"."""
    return UNDEFINED if value is None else f"{value:.1%}"


def counted(n: int, unit: Unit) -> str:
    """ "1 turn", "1,204 turns"."""
    one, many = UNIT_WORDS[unit]
    return f"1 {one}" if n == 1 else f"{n:,} {many}"


def rests_on(report: AgreementReport) -> str:
    """What the table compares: texts, coders, units, and whether uncoded text counts."""
    texts = "1 text" if report.n_texts == 1 else f"{report.n_texts:,} texts"
    rule = "counted" if report.uncoded else "left out"
    units = counted(report.n_units, report.unit)
    return f"{texts}, {len(report.coders)} coders, {units}; text that nobody coded is {rule}"


def render_agreement_csv(
    report: AgreementReport, codes: Mapping[str, Code], coders: Mapping[str, str]
) -> bytes:
    """The reliability table as CSV, all codes together in the first row.

    Args:
        coders: the name of each coder by Account.id.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(_COLUMNS)
    who = ", ".join(coders.get(coder, coder) for coder in report.coders)
    for row in (report.overall, *report.rows):
        name = codes[row.code].name if row.code else OVERALL
        writer.writerow([protected(name), *_cells(row), *_basis(report), protected(who)])
    return sheet.getvalue().encode("utf-8-sig")


def _cells(row: Figures) -> Iterator[str]:
    low, high = row.interval or (None, None)
    yield from (str(row.n_passages), str(row.n_applied), str(row.n_differ))
    values = (row.alpha, low, high, row.unitizing, *(row.measures[one] for one in _OTHERS))
    yield from (UNDEFINED if value is None else f"{value:.4f}" for value in values)
    yield row.reason


_OTHERS = (Measure.PERCENT, Measure.KAPPA, Measure.FLEISS, Measure.AC1)


def _basis(report: AgreementReport) -> tuple[str, ...]:
    rule = "counted" if report.uncoded else "left out"
    return (report.unit.value, rule, str(report.n_units), str(report.n_texts))
