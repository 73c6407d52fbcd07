"""What many respondents answered: counts and shares of those who were asked, and numbers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from survey.asked import LISTS, asked, is_given
from survey.model import NOT_ASKED, Instrument, Item, ItemKind
from survey.scales import range_steps

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("item", "option", "n", "base", "share", "missing")
NUMBER_COLUMNS = (
    *("item", "n", "base", "missing", "mean", "median", "minimum", "maximum"),
    *("deviation", "lower_quartile", "upper_quartile"),
)
NUMBERS = frozenset({ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.RANGE})
CHOSEN = LISTS | {ItemKind.SELECT_ONE, ItemKind.ACKNOWLEDGE, ItemKind.RANGE}


def summarise(
    frame: pd.DataFrame, instrument: Instrument, weights: Sequence[float] | None = None
) -> pd.DataFrame:
    """One row per item and option: who chose it, of those who were asked.

    Args:
        frame: one row per response, one column per item: None (or NaN) where the item was asked
            and not answered, `NOT_ASKED` where it was not asked, a list for select_multiple and
            rank. An empty cell also counts as not asked where the instrument's relevance hides
            the item. Items of a repeat stand in one column named as the group, as a list of
            mappings; they are counted by the times that they were asked.
        instrument: gives the items, their options and the order of both.
        weights: one per response; n, base and missing are then sums of weights, shares follow.
            Items of a repeat are left out, because their answers have no weight of their own.

    Returns:
        item: name of an answered item, in order.
        option: name of the option, in order; a name that only the answers have comes last. The
            steps of a range are its options. "" for text, number and date items, which have one
            row that counts who answered.
        n: respondents with this option (in a rank: who gave it any place). base: respondents who
            were asked.
        share: n / base, 0–1; NaN where nobody was asked. In a select_multiple shares may add up
            to more than 1; in a select_one they add up to 1 less the share of missing.
        missing: respondents who were asked and gave no answer to the question, "don't know" and
            "prefer not to answer" among them (`count_standing` tells these apart); the same in
            all rows of an item.
    """
    return count_options(asked(frame, instrument), instrument, weights)


def count_options(
    cells: Mapping[str, Sequence[object]],
    instrument: Instrument,
    weights: Sequence[float] | None = None,
) -> pd.DataFrame:
    """`summarise` from cells that are there already (`survey.asked.asked`)."""
    import pandas as pd

    rows: list[tuple[str, str, float, float, float, float]] = []
    for item, answers, own in _weighted(cells, instrument, weights):
        if weights is None and item.kind not in LISTS:
            answers, own = _alike(answers)
        base = sum(own)
        counts = _counts(item, answers, own)
        missing = base - sum(w for answer, w in zip(answers, own, strict=True) if is_given(answer))
        for option, n in counts.items():
            share = n / base if base else math.nan
            rows.append((item.name, option, n, base, share, missing))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def count_numbers(
    cells: Mapping[str, Sequence[object]],
    instrument: Instrument,
    weights: Sequence[float] | None = None,
) -> pd.DataFrame:
    """One row per integer, decimal or range item; the figures are NaN where nobody answered.

    Cells as from `survey.asked.asked`, weights as in `summarise`. deviation is that of a sample
    (divided by n − 1; NaN below two answers). Quartiles are interpolated between answers
    (definition 7 of Hyndman and Fan 1996, as in R and spreadsheets). With weights, n, base,
    missing and mean are weighted; median and quartiles are the smallest answer at which that part
    of the weight is reached, and deviation is left out (NaN).
    """
    import pandas as pd

    rows: list[tuple[object, ...]] = []
    for item, answers, own in _weighted(cells, instrument, weights):
        if item.kind in NUMBERS:
            kept = [
                (float(str(answer)), weight)
                for answer, weight in zip(answers, own, strict=True)
                if is_given(answer)
            ]
            n, base = sum(weight for _, weight in kept), sum(own)
            figures = _plain_figures(kept) if weights is None else _weighted_figures(kept)
            rows.append((item.name, n, base, base - n, *figures))
    return pd.DataFrame(rows, columns=list(NUMBER_COLUMNS))


def summarise_numbers(frame: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """The figures of `count_numbers`, from the frame of `summarise`."""
    return count_numbers(asked(frame, instrument), instrument)


def _weighted(
    table: Mapping[str, Sequence[object]],
    instrument: Instrument,
    weights: Sequence[float] | None,
) -> list[tuple[Item, list[object], Sequence[float]]]:
    """Each item with the cells of those who were asked, and the weight of each; 1 without."""
    found: list[tuple[Item, list[object], Sequence[float]]] = []
    for name, cells in table.items():
        item = instrument.item(name)
        if weights is None:
            answers = [cell for cell in cells if not _is_not_asked(cell)]
            found.append((item, answers, list(repeat(1, len(answers)))))
        elif instrument.repeat_of(item) is None:
            pairs = [
                (cell, weight)
                for cell, weight in zip(cells, weights, strict=True)
                if not _is_not_asked(cell)
            ]
            found.append((item, [cell for cell, _ in pairs], [weight for _, weight in pairs]))
    return found


def _alike(answers: Sequence[object]) -> tuple[list[object], list[int]]:
    """Equal answers once, and how often each was given: of many responses most are alike."""
    counted = Counter(tuple(cell) if isinstance(cell, list) else cell for cell in answers)
    return list(counted), list(counted.values())


def _is_not_asked(cell: object) -> bool:
    return isinstance(cell, str) and cell == NOT_ASKED


def _counts(item: Item, answers: Sequence[object], weights: Sequence[float]) -> dict[str, float]:
    """How many chose each option; how many answered, under "", if there is nothing to choose."""
    is_chosen = item.kind in CHOSEN
    chosen: dict[str, float] = dict.fromkeys(option_names(item) if is_chosen else [""], 0)
    others: dict[str, float] = {}  # from another version of the questionnaire
    for answer, weight in zip(answers, weights, strict=True):
        if not is_given(answer):
            continue
        for name in names_of(answer) if is_chosen else ("",):
            if name in chosen:
                chosen[name] += weight
            else:
                others[name] = others.get(name, 0) + weight
    return chosen | {name: others[name] for name in sorted(others)}


def names_of(answer: object) -> tuple[str, ...]:
    """The options in an answer: the one chosen, each one chosen, or the step of a range."""
    if isinstance(answer, (list, tuple)):
        return tuple(dict.fromkeys(str(part) for part in answer))
    return (_named(answer),)


def _named(answer: object) -> str:
    """An answer that is no list, or a step of a range, as the name of an option."""
    return f"{answer:.12g}" if isinstance(answer, float) else str(answer)


def option_names(item: Item) -> list[str]:
    """The names under which answers to an item are counted, in order; none for words and dates."""
    if item.kind is ItemKind.RANGE:
        return [_named(number) for number in range_steps(item)]
    if item.kind is ItemKind.ACKNOWLEDGE:
        return ["OK"]
    return [option.name for option in item.options]


def names_in(item: Item, cells: Sequence[object]) -> list[str]:
    """The same, and after them the names that only the answers have."""
    offered = option_names(item)
    given = {name for cell in cells if is_given(cell) for name in names_of(cell)}
    return [*offered, *sorted(given - set(offered))]


def _plain_figures(kept: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    import pandas as pd

    given = pd.Series([value for value, _ in kept], dtype="float64")
    spread = (given.min(), given.max(), given.std())
    quartiles = (float(given.quantile(0.25)), float(given.quantile(0.75)))
    return (given.mean(), given.median(), *spread, *quartiles)


def _weighted_figures(kept: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    total = sum(weight for _, weight in kept)
    if not total:
        return (math.nan,) * 7
    mean = sum(value * weight for value, weight in kept) / total
    lower, middle, upper = (_reached(kept, total * part) for part in (0.25, 0.5, 0.75))
    values = [value for value, _ in kept]
    return (mean, middle, min(values), max(values), math.nan, lower, upper)


def _reached(kept: Sequence[tuple[float, float]], amount: float) -> float:
    """The smallest value at which the weights, added up from below, reach an amount."""
    so_far = 0.0
    for value, weight in sorted(kept):
        so_far += weight
        if so_far >= amount * (1 - 1e-12):  # ten times 0.1 is a little less than 1
            return value
    return max(value for value, _ in kept)
