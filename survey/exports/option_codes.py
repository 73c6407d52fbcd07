"""The numbers that stand for the options of an item in SPSS and Stata."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from survey.model import Item, ItemKind

_WHOLE = re.compile(r"-?[0-9]{1,9}")


def option_codes(item: Item, given: Iterable[str] = ()) -> dict[str, float]:
    """Option name → number, no number twice, in the order of the options.

    The author's own `code` goes first; then, if all names are whole numbers, the name; every other
    option gets the smallest free number from 1 on. Names that only the answers have come last.
    """
    offered = [option.name for option in item.options] or (
        ["OK"] if item.kind is ItemKind.ACKNOWLEDGE else []
    )
    names = list(dict.fromkeys([*offered, *sorted(set(given) - set(offered))]))
    wished = {option.name: option.code for option in item.options if option.code}
    if not wished and all(_WHOLE.fullmatch(name) for name in names):
        wished = {name: name for name in names}
    codes: dict[str, float] = {}
    for name, wish in wished.items():
        if _WHOLE.fullmatch(wish) and float(wish) not in codes.values():
            codes[name] = float(wish)
    taken = set(codes.values())
    free = (float(n) for n in count(1) if float(n) not in taken)
    return {name: codes[name] if name in codes else next(free) for name in names}
