"""Options in an order of their own for each response, so that no option is always the first."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace

from survey.model import Item, ResponseOption
from survey.scales import APART


def is_shuffled(item: Item) -> bool:
    """True if every response has an order of its own."""
    return item.parameters.get("randomize") == "true" and "seed" not in item.parameters


def with_shuffle(item: Item, wanted: bool) -> Item:
    """The item with its options in an order of each response's own, or in the author's."""
    if wanted == (item.parameters.get("randomize") == "true"):
        return item
    return replace(item, parameters={"randomize": "true"} if wanted else {})


def shuffled(item: Item, options: list[ResponseOption], seed: object) -> list[ResponseOption]:
    """The options in random order, the same one for the same seed; ways out stay at the end.

    Args:
        seed: of the response; without one, before anything is stored, the author's order stands.
            The author's own seed goes before it.
    """
    own = item.parameters.get("seed", seed)
    if item.parameters.get("randomize") != "true" or own is None:
        return options
    last = [one for one in options if one.name == item.other or one.name.lower() in APART]
    mixed = [one for one in options if one not in last]
    start = hashlib.sha256(f"{own} {item.list_name or item.name}".encode()).digest()
    random.Random(start).shuffle(mixed)  # noqa: S311 - an order, not a secret
    return mixed + last
