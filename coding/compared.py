"""The coding that is compared: whose, of which texts, with which codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coding.agreement_report import AgreementReport, agreement_report
from coding.agreement_units import ComparedText, Unit, units_of
from coding.bootstrap import RESAMPLES
from coding.model import Code, Segment
from interviews.model import Source


@dataclass(frozen=True)
class Compared:
    """Texts that were judged by two coders or more, and everything these marked in them."""

    sources: tuple[Source, ...]
    judges: Mapping[str, frozenset[str]]  # by Source.id the coders who judged it
    segments: tuple[Segment, ...]
    codes: tuple[Code, ...]

    @property
    def coders(self) -> tuple[str, ...]:
        """Everybody who judged a text, in a steady order."""
        return tuple(sorted(set().union(*self.judges.values())))


def report_of(
    compared: Compared,
    unit: Unit,
    *,
    uncoded: bool,
    coders: Sequence[str] = (),
    resamples: int = RESAMPLES,
) -> AgreementReport:
    """The table of agreement; of all coders if none are named."""
    texts = [
        ComparedText(
            source.id,
            len(source.text),
            compared.judges[source.id],
            units_of(source, unit),
            units_of(source, Unit.TURN),
        )
        for source in compared.sources
    ]
    return agreement_report(
        texts,
        compared.segments,
        coders or compared.coders,
        [code.id for code in compared.codes],
        unit=unit,
        uncoded=uncoded,
        resamples=resamples,
    )
