"""What the answers to one agreement scale come to: top two, bottom two, net, mean and median."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """The figures of one statement, of those who chose a step of its scale.

    `n` is how many did (a sum of weights if there are any). `top`, `neutral` and `bottom` are
    shares 0–1 that add up to 1 on scales of four and five steps; `net` is top less bottom, −1 to
    1. `mean` and `median` count the steps from 1, the negative pole.
    """

    n: float
    top: float
    neutral: float
    bottom: float
    mean: float
    median: float

    @property
    def net(self) -> float:
        """Share at the positive pole less share at the negative one."""
        return self.top - self.bottom


def agreement(counts: Sequence[float]) -> Agreement | None:
    """The figures of one statement; None if nobody chose a step.

    Args:
        counts: how many chose each step, from the negative pole to the positive one; two steps or
            more. Two steps at either end make top and bottom, one on scales of three or fewer.

    The mean takes the steps as equally far apart, the median does not (it lies between two steps
    where exactly half of the answers are below it). Source: Likert, R. (1932), A Technique for the
    Measurement of Attitudes; top-two-box as used in market research.
    """
    n = sum(counts)
    if not n:
        return None
    ends = 2 if len(counts) > 3 else 1
    middle = counts[len(counts) // 2] if len(counts) % 2 else 0
    mean = sum(step * count for step, count in enumerate(counts, 1)) / n
    top, bottom = sum(counts[-ends:]), sum(counts[:ends])
    return Agreement(n, top / n, middle / n, bottom / n, mean, _median(counts))


def scores(cells: Sequence[object], steps: Sequence[str]) -> list[float]:
    """The step of each answer, 1 for the first; NaN for anything that is no step.

    Args:
        steps: names of the options, from the negative pole to the positive one.
    """
    places = {name: float(at) for at, name in enumerate(steps, 1)}
    return [places.get(str(cell), math.nan) for cell in cells]


def _median(counts: Sequence[float]) -> float:
    half, so_far = sum(counts) / 2, 0.0
    chosen = [(step, count) for step, count in enumerate(counts, 1) if count]
    for place, (step, count) in enumerate(chosen):
        so_far += count
        if abs(so_far - half) <= 1e-9 * half:
            return (step + chosen[place + 1][0]) / 2
        if so_far > half:
            break
    return float(step)
