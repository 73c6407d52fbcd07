"""Two editions of a story tell more than each: their difference is about those who came between."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from findings.release import Check, Outcome
from survey.disclosure import THRESHOLD


def few_between(
    earlier: Mapping[int, Mapping[str, int]], now: Mapping[str, int], printed: Collection[str]
) -> Check:
    """Whether so few answered since an earlier edition that both together show what they said.

    Args:
        earlier: of each earlier edition, by its number, the responses to each instrument.
        now: the responses to each instrument.
        printed: the instruments of which this edition prints a table.
    """
    title = "No few answers lie between two editions"
    changes = {
        (name, edition): abs(now.get(name, 0) - counts[name])
        for edition, counts in sorted(earlier.items())
        for name in sorted(printed)
        if name in counts
    }
    few = [
        f"{n} between edition {edition} and this one ({name})"
        for (name, edition), n in changes.items()
        if 0 < n < THRESHOLD
    ]
    if not few:
        return Check(title, Outcome.PASS, f"None, or at least {THRESHOLD}.")
    return Check(
        title,
        Outcome.NOTICE,
        f"Responses: {'; '.join(few)}. Who has both can see what these few answered. Wait until at "
        f"least {THRESHOLD} more have answered, or take the survey tables out.",
    )
