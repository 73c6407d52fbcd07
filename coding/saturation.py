"""When new interviews stop bringing new codes."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Some interviews in a row, by their numbers from 1, and what was new in them."""

    first: int
    last: int
    n_new: int
    share: float  # of the codes of the base


@dataclass(frozen=True)
class Saturation:
    """What was found; `reached` is the number of the interview at which it is, None if not."""

    new: tuple[int, ...]  # codes that each interview brings first
    n_base: int  # codes in the base
    runs: tuple[Run, ...]
    reached: int | None
    base: int
    run: int
    threshold: float


def new_codes(interviews: Sequence[Set[str]]) -> tuple[int, ...]:
    """How many codes each interview brings that none before it had."""
    seen: set[str] = set()
    found = []
    for codes in interviews:
        found.append(len(codes - seen))
        seen |= codes
    return tuple(found)


def saturation(
    interviews: Sequence[Set[str]], base: int = 4, run: int = 2, threshold: float = 0.05
) -> Saturation:
    """The first run of interviews that brings too little new to matter.

    share(k) = new codes in interviews k … k + run - 1 / different codes in interviews 1 … base,
    for k = base + 1, base + 2, …: runs move on by one interview and overlap. Saturation is reached
    with the last interview of the first run whose share is at or below the threshold.

    Args:
        interviews: the codes of each, in the order in which they were held.
        base: how many interviews the new is measured against.
        run: how many interviews in a row are looked at together.
        threshold: 0.05 is 5 %; 0 asks for nothing new at all.

    Raises:
        ValueError: base or run is below 1, or the threshold is no share.

    Source: Guest, G., Namey, E. & Chen, M. (2020). A simple method to assess and report thematic
    saturation in qualitative research. PLoS ONE 15(5): e0232076.
    """
    if base < 1 or run < 1 or not 0 <= threshold <= 1:
        raise ValueError("Base and run are 1 or more interviews, the threshold a share of 0 to 1.")
    new = new_codes(interviews)
    n_base = sum(new[:base])
    runs = tuple(
        Run(at + 1, at + run, n_new, n_new / n_base)
        for at in range(base, len(new) - run + 1)
        if n_base
        for n_new in [sum(new[at : at + run])]
    )
    reached = next((one.last for one in runs if one.share <= threshold), None)
    return Saturation(new, n_base, runs, reached, base, run, threshold)


def in_words(found: Saturation) -> str:
    """What came out, in one or two sentences."""
    if len(found.new) < found.base + found.run:
        return (
            f"{found.base + found.run} coded interviews are needed: {found.base} as a base and a "
            f"run of {found.run}. There are {len(found.new)}."
        )
    if not found.n_base:
        return f"Nothing is coded in the first {found.base} interviews, so nothing can be compared."
    rule = f"at most {found.threshold:.0%} of the {found.n_base} codes of the first {found.base}"
    if found.reached is None:
        last = found.runs[-1]
        return (
            f"Saturation is not reached: the last run, {_named(last)}, brings {last.n_new} new "
            f"({last.share:.0%}), and {rule} is asked."
        )
    at = next(one for one in found.runs if one.last == found.reached)
    return (
        f"Saturation is reached at interview {found.reached}: {_named(at)} bring{_s(at)} "
        f"{at.n_new} new ({at.share:.0%}), {rule}."
    )


def _named(run: Run) -> str:
    if run.first == run.last:
        return f"interview {run.first}"
    return f"interviews {run.first} to {run.last}"


def _s(run: Run) -> str:
    return "s" if run.first == run.last else ""
