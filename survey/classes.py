"""Numbers, dates and times of day in classes, each with how many fall into it."""

from __future__ import annotations

import math
from calendar import month_name
from collections import Counter
from collections.abc import Sequence

from survey.results import Bar

MOST_VALUES = 10  # different numbers that are listed one by one; more are put into classes
N_CLASSES = 6
_WIDTHS = (1, 2, 2.5, 5)  # of classes, times a power of ten


def number_bars(values: Sequence[float], asked: int) -> list[Bar]:
    """How often each number was given; many different ones in at most seven classes."""
    if len(set(values)) <= MOST_VALUES:
        counted = Counter(values)
        return [
            Bar(f"{value:.12g}", counted[value], counted[value] / asked)
            for value in sorted(counted)
        ]
    low, width = min(values), _class_width(min(values), max(values))
    first = math.floor(low / width)
    classes = Counter(math.floor(value / width) for value in values)
    return [
        Bar(
            f"{at * width:.12g} to under {(at + 1) * width:.12g}",
            classes[at],
            classes[at] / asked,
        )
        for at in range(first, max(classes) + 1)
    ]


def date_bars(days: Sequence[str], asked: int) -> list[Bar]:
    """How many dates fall into each month, empty ones too; into each year if that is too many."""
    if not days:
        return []
    months = Counter(int(day[:4]) * 12 + int(day[5:7]) - 1 for day in days)
    first, last = min(months), max(months)
    if last - first < 12:
        return [
            Bar(f"{month_name[at % 12 + 1]} {at // 12}", months[at], months[at] / asked)
            for at in range(first, last + 1)
        ]
    years = Counter(day[:4] for day in days)
    return [Bar(year, n, n / asked) for year, n in sorted(years.items())]


def hour_bars(times: Sequence[str], asked: int) -> list[Bar]:
    """How many times of day (HH:MM) fall into each hour from the first to the last."""
    if not times:
        return []
    hours = Counter(int(time[:2]) for time in times)
    return [
        Bar(f"{at:02d}:00 to {at:02d}:59", hours[at], hours[at] / asked)
        for at in range(min(hours), max(hours) + 1)
    ]


def _class_width(low: float, high: float) -> float:
    """The smallest round width that covers the range in at most N_CLASSES steps."""
    rough = (high - low) / N_CLASSES
    power = 10.0 ** math.floor(math.log10(rough))
    return next((factor * power for factor in _WIDTHS if factor * power >= rough), 10 * power)
