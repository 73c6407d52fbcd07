"""The least and the most that a number may be: two fields, and the constraint they stand for."""

from __future__ import annotations

import math
import re

from survey.errors import DesignError


def limits_of(constraint: str) -> tuple[float | None, float | None] | None:
    """Least and most of `. >= 0 and . <= 500`; None if the constraint says something else."""
    least = most = None
    for part in filter(None, constraint.split(" and ")):
        match = re.fullmatch(r"\s*\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\s*", part)
        if match is None or (least if match[1] == ">=" else most) is not None:
            return None
        if match[1] == ">=":
            least = float(match[2])
        else:
            most = float(match[2])
    return least, most


def write_limits(least: float | None, most: float | None) -> str:
    """The constraint of a number between two limits; "" without limits."""
    if least is not None and most is not None and least > most:
        raise DesignError("The least is more than the most.", "Change one of the two.")
    parts = [
        f". {sign} {int(limit) if math.isclose(limit, int(limit)) else limit}"
        for sign, limit in ((">=", least), ("<=", most))
        if limit is not None
    ]
    return " and ".join(parts)


def read_limit(typed: str) -> float | None:
    """The number that was typed, None for nothing."""
    text = typed.strip().replace(",", ".")
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text):
        raise DesignError(f"'{typed}' is no number.", "Write digits, such as 12 or 3.5.")
    return float(text)
