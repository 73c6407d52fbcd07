"""The parameters column: the steps of a range, the order of options."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from survey.model import ItemKind
from survey.scales import MOST_NUMBERS
from survey.xlsform_report import Report

_PAIR = re.compile(r"([A-Za-z_-]+)\s*=\s*([^\s,;]+)")
_OF_RANGE = ("start", "end", "step")
_OF_OPTIONS = ("randomize", "seed")


def read_parameters(kind: ItemKind, text: str, row: int, report: Report) -> dict[str, str]:
    """The parameters by name; a range has start, end and step, if need be 1, 10 and 1.

    What another tool needs and a page of ours does not is refused, so that nothing is lost.
    """

    def refuse(reason: str, remedy: str) -> None:
        report.refuse("survey", row, reason, remedy)

    pairs = _PAIR.findall(text)
    if _PAIR.sub("", text).strip(" ,;"):
        refuse(f"parameters '{text[:60]}' cannot be read.", "Write name=value name=value.")
        return {}
    found = {name.lower().replace("randomise", "randomize"): value for name, value in pairs}
    known = _OF_RANGE if kind is ItemKind.RANGE else _OF_OPTIONS
    for name in [name for name in found if name not in known]:
        refuse(
            f"The parameter '{name}' is not supported for an item of type {kind}.",
            f"Delete it; known are {', '.join(known)}.",
        )
    if kind is ItemKind.RANGE:
        return _range({"start": "1", "end": "10", "step": "1", **found}, refuse)
    if found.get("randomize", "true").lower() not in ("true", "false"):
        refuse("randomize is neither true nor false.", "Write randomize=true.")
    if "seed" in found and not re.fullmatch(r"-?\d+(\.\d+)?", found["seed"]):
        refuse(
            f"seed is '{found['seed']}', which is no number.",
            "Leave the seed out: every response then gets an order of its own, and keeps it.",
        )
    if found.get("randomize", "").lower() != "true":
        return {}
    return {"randomize": "true", **({"seed": found["seed"]} if "seed" in found else {})}


def _range(found: dict[str, str], refuse: Callable[[str, str], None]) -> dict[str, str]:
    kept = {name: found[name] for name in _OF_RANGE}
    try:
        start, end, step = (Decimal(text) for text in kept.values())
    except InvalidOperation:
        refuse(
            f"A range from {kept['start']} to {kept['end']} by {kept['step']} has no numbers.",
            "Write, for example, start=0 end=10 step=1.",
        )
        return kept
    is_even = step and (end - start) / step > 0 and (end - start) % step == 0
    if not is_even:
        refuse(
            f"A range from {start} to {end} cannot be gone through in steps of {step}.",
            "Let the step be a part of the distance between start and end.",
        )
    elif (end - start) / step >= MOST_NUMBERS:
        refuse(
            f"A range from {start} to {end} by {step} has more than {MOST_NUMBERS} choices.",
            "Make the step larger, or use integer or decimal with a constraint.",
        )
    return kept
