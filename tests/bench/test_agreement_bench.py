"""ABE01 how long the figures of 40 codes take: two coders, 5.6 million characters, per code and
overall, without and with spans and intervals."""

from __future__ import annotations

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from coding.agreement_report import AgreementReport, agreement_report
from coding.agreement_units import ComparedText, Unit
from coding.model import Segment
from coding.unitizing import unitizing_alpha

N_TEXTS, LENGTH, CODES = 100, 56_000, [f"code {n}" for n in range(40)]
TURNS = tuple((at, at + 380) for at in range(0, LENGTH, 400))
TEXTS = [ComparedText(f"s{n}", LENGTH, frozenset("ab"), (), TURNS) for n in range(N_TEXTS)]


def coding() -> list[Segment]:
    """8,000 passages: each coder marks what the other one marked, with other borders."""
    rng = np.random.default_rng(1)
    found = []
    for code in CODES:
        for _ in range(100):
            source, start = f"s{rng.integers(N_TEXTS)}", int(rng.integers(0, LENGTH - 700))
            for coder in "ab":
                at = start + int(rng.integers(0, 60))
                found.append(Segment(source, at, at + int(rng.integers(60, 400)), code, coder))
    return found


def compared(segments: list[Segment], resamples: int) -> AgreementReport:
    return agreement_report(
        TEXTS, segments, "ab", CODES, unit=Unit.CHARACTER, uncoded=True, resamples=resamples
    )


@pytest.mark.parametrize("resamples", [0, 1000], ids=["figures", "with intervals"])
def test_abe01_forty_codes(benchmark: BenchmarkFixture, resamples: int) -> None:
    found = benchmark.pedantic(
        compared, (coding(), resamples), rounds=1 if resamples else 10, warmup_rounds=1
    )
    assert (found.n_units, len(found.rows)) == (5_600_000, 40)
    assert found.overall.alpha is not None
    assert (found.rows[0].interval is not None) == (resamples > 0)


def test_abe01_spans_alone(benchmark: BenchmarkFixture) -> None:
    lengths = {text.source: text.length for text in TEXTS}
    found = benchmark(unitizing_alpha, coding(), lengths)
    assert found.overall is not None
