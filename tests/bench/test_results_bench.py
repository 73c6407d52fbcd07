"""Of 100,000 responses to 40 items: BEN04 the table of all answers is read and every item summed
up (target: under 10 s and under 1.5 GB for both); BEN05 the answers leave as CSV, part by part
(target: under 15 s, and no more room than a part needs).

Each is one run in a process of its own, so that its largest size (`peak_mb`) can be told. Measured
by `make bench`, never by a clock in a test: without it the same steps run on 300 responses.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.many_responses import N_ITEMS, write_responses
from tests.conftest import ROOT

MANY, FEW = 100_000, 300
SUMMARY = """
from storage.instruments import load_instrument
from storage.responses import responses_frame
from survey.summary import summarise
frame = responses_frame(db, "many")
print(summarise(frame, load_instrument(db, "many"))["item"].nunique())
"""
EXPORT = """
from storage.responses import list_response_rows
from survey.export import csv_parts
print(sum(part.count(b"\\n") > 0 for part in csv_parts(*list_response_rows(db, "many"))))
"""
AROUND = """
import resource, sys
from pathlib import Path
from storage.database import open_database
with open_database(Path(sys.argv[1])) as db:
{steps}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.fixture(scope="module")
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a study with many responses; with few where nothing is measured."""
    measured = request.config.getoption("benchmark_enable")
    path = tmp_path_factory.mktemp("many") / "study.db"
    write_responses(path, MANY if measured else FEW)
    return path


def run(steps: str, study: Path) -> tuple[int, int]:
    """What the steps print, and the largest size of their process in MB."""
    indented = "\n".join(f"    {line}" for line in steps.strip().splitlines())
    command = [sys.executable, "-c", AROUND.format(steps=indented), str(study)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    printed, peak = done.stdout.split()
    return int(printed), int(peak)


def test_ben04_every_item_is_summed_up(benchmark: BenchmarkFixture, study: Path) -> None:
    n_items, peak = benchmark.pedantic(run, (SUMMARY, study), rounds=3)
    benchmark.extra_info["peak_mb"] = peak
    assert n_items == N_ITEMS


def test_ben05_answers_leave_as_csv(benchmark: BenchmarkFixture, study: Path) -> None:
    n_parts, peak = benchmark.pedantic(run, (EXPORT, study), rounds=3)
    benchmark.extra_info["peak_mb"] = peak
    assert n_parts > 0
