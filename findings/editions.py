"""Two editions of a story tell more than each: their difference is about those who came between."""

from __future__ import annotations

from collections.abc import Mapping

from findings.release import Check, Outcome
from survey.disclosure import THRESHOLD

Counted = Mapping[tuple[str, int], Mapping[int, int]]
"""What an edition prints tables of, by instrument and wave (0: all of them together), each with the
responses that it counts by wave; under 0 stand those of whom no wave was written down."""


def few_between(earlier: Mapping[int, Counted], now: Counted) -> Check:
    """Whether so few answered since an earlier edition that both together show what they said.

    Args:
        earlier: what each earlier edition printed, by its number.
        now: what this one prints.
    """
    title = "No few answers lie between two editions"
    changes = [
        (_between(counts, now[name, wave]), edition, name)
        for edition, printed in sorted(earlier.items())
        for (name, _), counts in sorted(printed.items())
        for wave in sorted(wave for other, wave in now if other == name)
    ]
    few = dict.fromkeys(
        f"{n} between edition {edition} and this one ({name})"
        for n, edition, name in changes
        if 0 < n < THRESHOLD
    )
    if not few:
        return Check(title, Outcome.PASS, f"None, or at least {THRESHOLD}.")
    return Check(
        title,
        Outcome.NOTICE,
        f"Responses: {'; '.join(few)}. Who has both can see what these few answered. Wait until at "
        f"least {THRESHOLD} more have answered, or take the survey tables out.",
    )


def _between(then: Mapping[int, int], now: Mapping[int, int]) -> int:
    """How many responses the one counts and the other does not."""
    if 0 in then:
        return abs(sum(now.values()) - then[0])
    return sum(abs(now.get(wave, 0) - then.get(wave, 0)) for wave in then.keys() | now.keys())
