"""BEN01 one evaluation of a parsed expression in a form of 100 items (target: under 25 µs); BEN02
all of the form's relevance and calculations settled (target: 25 µs per expression, 118 of them);
BEN03 a look-up in a list of 20 options (target: 25 µs for every ten).

Measured by `make bench`; the targets are read beside the figures, a test never fails on a clock.
"""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from survey.expression import parse
from survey.expression_scope import Context
from survey.model import Instrument, Item, ItemKind, ResponseOption
from survey.relevance import settle, settled

N_REGIONS = 20

TYPICAL = [
    "${q1} = 'yes'",
    "selected(${q2}, 'other')",
    "${q3} >= 18 and ${q3} <= 120",
    ". > 3 and . < 20",
    "not(selected(., 'none') and count-selected(.) > 1)",
    "regex(., '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$')",
    "if(${q3} > 17, concat(${q1}, ' ', ${q2}), '')",
    "round(${q3} div 7, 2)",
    "${q6} < today() - 30",
    "../q1 = 'yes'",
]


def hundred_items() -> Instrument:
    """100 items, each but the first with a relevance, every fifth a calculation."""
    items = [Item("q0", ItemKind.INTEGER)]
    for n in range(1, 100):
        relevance = f"${{q{max(0, n - 10)}}} > 1 and ${{q0}} != 3"
        calculation = f"${{q{n - 1}}} * 2 + 1" if n % 5 == 0 else ""
        kind = ItemKind.CALCULATE if calculation else ItemKind.INTEGER
        items.append(Item(f"q{n}", kind, relevance=relevance, calculation=calculation))
    regions = tuple(ResponseOption(f"r{n}") for n in range(N_REGIONS))
    items[-1] = Item("q99", ItemKind.SELECT_ONE, list_name="regions", options=regions)
    return Instrument("hundred", {"": "Hundred"}, tuple(items))


@pytest.mark.parametrize("text", TYPICAL)
def test_ben01_one_evaluation(benchmark: BenchmarkFixture, text: str) -> None:
    instrument = hundred_items()
    _, scope = settle(instrument, {f"q{n}": n + 2 for n in range(100)})
    scope.put("q6", "2026-01-31")
    expression = parse(text)
    context = Context(scope, "q3")
    assert benchmark(expression.value, context) is not None


def test_ben02_the_whole_form_settles(benchmark: BenchmarkFixture) -> None:
    instrument = hundred_items()
    answers = {f"q{n}": n + 2 for n in range(100)}
    found = benchmark(settled, instrument, answers)
    assert len(found) == 100


def test_ben03_a_look_up_in_a_list(benchmark: BenchmarkFixture) -> None:
    _, scope = settle(hundred_items(), {"q98": 7})
    scope.put("q99", "r19")
    expression = parse("string(instance('regions')/root/item[name = ${q99}]/name)")
    assert benchmark(expression.value, Context(scope, "q3")) == "r19"
