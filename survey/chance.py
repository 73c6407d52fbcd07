"""Which calculations follow from chance: what they gave first stays with the response."""

from __future__ import annotations

import re

from survey.model import Item

_CHANCE = re.compile(r"\b(?:once|random|uuid|randomize)\s*\(")


def by_chance(item: Item) -> bool:
    """True if calculating an item again could change it although no answer has changed."""
    return bool(_CHANCE.search(item.calculation))
