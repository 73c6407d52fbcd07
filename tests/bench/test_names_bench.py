"""How long names take to find and to take out, in an interview of 20,000 words; no limits."""

from __future__ import annotations

from pytest_benchmark.fixture import BenchmarkFixture

from interviews.identity import Entity, Kind, Surface
from interviews.leaks import find_leaks
from interviews.pseudonyms import Replacement, redact, suggest
from interviews.recognisers import RECOGNISERS
from interviews.recognising import Found

SAID = "Then Marie Tootoosis drove me to Red Deer and we waited there for the nurse to call. "
TEXT = (SAID * 1250)[:106_000]
ROSTER = [Entity(str(n), Kind.PERSON, (f"Given{n} Family{n}",)) for n in range(300)]


def test_suggest(benchmark: BenchmarkFixture) -> None:
    found = benchmark(suggest, TEXT, ROSTER)
    assert found


def test_each_recogniser(benchmark: BenchmarkFixture) -> None:
    def all_of_them() -> list[Found]:
        return [one for recognise in RECOGNISERS for one in recognise(TEXT)]

    assert benchmark(all_of_them)


def test_redact(benchmark: BenchmarkFixture) -> None:
    wanted = [Replacement(one.start, one.end, "[Person A]") for one in suggest(TEXT, [])]
    assert benchmark(redact, TEXT, wanted).text


def test_leak_scan(benchmark: BenchmarkFixture) -> None:
    known = [Surface(one.names[0], Kind.PERSON) for one in ROSTER]
    assert benchmark(find_leaks, {"text": TEXT}, known) == []
