"""BEN-E1 reading and BEN-E2 writing a project of 10,000 codings; wanted: under 0.6 s each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coding.refi_qda import parse_qdpx, render_qdpx
from tests.coding.projects import qdpx

N_CODINGS = 10_000


def project() -> bytes:
    """One long text with emoji and Windows line ends, coded word by word as NVivo counts."""
    line = "P07: We waited 🌙 for weeks and nobody called us back.\r\n"
    units = len(line.encode("utf-16-le")) // 2
    starts = [n * units + 5 for n in range(N_CODINGS)]
    text = "\ufeff" + line * N_CODINGS
    return qdpx(text.encode(), [(at, at + 9, "We waited") for at in starts], origin="NVivo")


def test_read(benchmark: Callable[..., Any]) -> None:
    found = benchmark(parse_qdpx, project())
    assert found.n_codings == N_CODINGS
    assert found.sources[0].choices == ()


def test_write(benchmark: Callable[..., Any]) -> None:
    written = benchmark(render_qdpx, parse_qdpx(project()))
    assert written == render_qdpx(parse_qdpx(project()))
