"""BEN-T1 a Word transcript of 20,000 words; BEN-T2 the same as plain text; each with 600 turns;
BEN-T3 ten such files one after the other in a process of their own, its start included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from interviews.reading_apart import ReadingProcess
from interviews.transcript import parse_transcript
from tests.interviews.words import word

LINES = [
    f"{'INT' if n % 2 else 'P07'}: " + "we met early and talked about the shared work " * 4
    for n in range(600)
]


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        pytest.param(word(*LINES), "talk.docx", id="ben-t1-docx"),
        pytest.param("\n".join(LINES).encode(), "talk.txt", id="ben-t2-txt"),
    ],
)
def test_reading_a_long_transcript(
    benchmark: Callable[..., Any], data: bytes, filename: str
) -> None:
    source = benchmark(parse_transcript, data, filename)
    assert len(source.text.split()) > 20_000
    assert len(source.turns) == 600


def test_reading_ten_files_apart(benchmark: Callable[..., Any]) -> None:
    data = word(*LINES)

    def read() -> int:
        with ReadingProcess() as process:
            outcomes = [process.read(data, f"{n}.docx") for n in range(10)]
        return sum(outcome.source is not None for outcome in outcomes)

    assert benchmark(read) == 10
