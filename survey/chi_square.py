"""Whether two questions hang together: chi-square where it may be used, and Cramér's V."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Association:
    """How far a table of counts is from independence.

    `p` is the chance of a table at least as far from it if the questions had nothing to do with
    each other; None where chi-square may not be used, and `why_not` says why. `v` is Cramér's V, 0
    (none) to 1 (complete); NaN without two rows and two columns that have answers.
    """

    statistic: float
    degrees: int
    p: float | None
    v: float
    why_not: str = ""


def association(counts: Sequence[Sequence[int]]) -> Association:
    """Pearson's chi-square of a table of counts of different people, without correction.

    Rows and columns in which nobody is are left out. The chance is only given if the expected
    counts are at least 1 and at most one in five of them is below 5 (for a table of two by two:
    none below 5).

    Source: Pearson, K. (1900); Cochran, W. G. (1954), Some Methods for Strengthening the Common
    Chi-Square Tests, Biometrics 10; Cramér, H. (1946), Mathematical Methods of Statistics, p. 282.
    """
    columns = (
        [at for at in range(len(counts[0])) if any(row[at] for row in counts)] if counts else []
    )
    table = [[row[at] for at in columns] for row in counts if any(row)]
    if len(table) < 2 or len(columns) < 2:
        return Association(math.nan, 0, None, math.nan, "there is nothing to compare")
    n = sum(map(sum, table))
    across, down = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    expected = [[r * c / n for c in down] for r in across]
    statistic = sum(
        (seen - due) ** 2 / due
        for seen_row, due_row in zip(table, expected, strict=True)
        for seen, due in zip(seen_row, due_row, strict=True)
    )
    degrees = (len(table) - 1) * (len(columns) - 1)
    v = math.sqrt(statistic / n / (min(len(table), len(columns)) - 1))
    why_not = _too_small([due for row in expected for due in row])
    p = None if why_not else chi_square_tail(statistic, degrees)
    return Association(statistic, degrees, p, v, why_not)


def chi_square_tail(statistic: float, degrees: int) -> float:
    """The chance that chi-square with so many degrees of freedom is at least `statistic`.

    It is the regularised upper incomplete gamma function Q(degrees / 2, statistic / 2), built up
    from Q(1/2, x) = erfc(√x) or Q(1, x) = exp(−x) by
    Q(a + 1, x) = Q(a, x) + x^a exp(−x) / Γ(a + 1).

    Source: Abramowitz and Stegun (1964), 6.5.17, 6.5.21 and 26.4.19; NIST DLMF 8.4.6, 8.8.6.
    """
    x = statistic / 2
    if x <= 0:
        return 1.0
    is_odd = degrees % 2 == 1
    a, tail = (0.5, math.erfc(math.sqrt(x))) if is_odd else (1.0, math.exp(-x))
    while a < degrees / 2:
        tail += math.exp(a * math.log(x) - x - math.lgamma(a + 1))
        a += 1
    return min(tail, 1.0)


def _too_small(expected: Sequence[float]) -> str:
    """Why expected counts do not allow chi-square; "" if they do."""
    small = sum(due < 5 for due in expected)
    allowed = 0 if len(expected) == 4 else len(expected) / 5
    if min(expected) < 1:
        return "some answers are so rare that fewer than one person would be expected"
    if small > allowed:
        return f"in {small} of {len(expected)} cells fewer than five people would be expected"
    return ""
