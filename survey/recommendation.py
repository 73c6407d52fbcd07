"""How many would recommend it: the net promoter score of a question answered from 0 to 10."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from survey.model import Item, ItemKind
from survey.summary import option_names

_RECOMMENDS = re.compile(r"recomm[ae]nd", re.IGNORECASE)  # English and French, all forms
_STEPS = [str(n) for n in range(11)]


@dataclass(frozen=True)
class Recommendation:
    """Shares 0–1 of `n` answers; `score` runs from −100, all detractors, to 100, all promoters."""

    n: float
    promoters: float
    passives: float
    detractors: float

    @property
    def score(self) -> float:
        """The net promoter score."""
        return 100 * (self.promoters - self.detractors)


def is_recommendation(item: Item) -> bool:
    """True for a question whether one would recommend something, with answers from 0 to 10."""
    asks = any(_RECOMMENDS.search(text) for text in item.label.values())
    is_scale = item.kind in {ItemKind.SELECT_ONE, ItemKind.RANGE}
    return asks and is_scale and sorted(option_names(item), key=_number) == _STEPS


def recommendation(counts: Iterable[tuple[str, float]]) -> Recommendation | None:
    """The score of the answers 0 to 10 and how many gave each; None if there are none.

    9 and 10 promote, 7 and 8 are passive, 0 to 6 detract.
    Source: Reichheld, F. (2003), The One Number You Need to Grow, Harvard Business Review.
    """
    found = [(int(answer), n) for answer, n in counts if answer in _STEPS]
    total = sum(n for _, n in found)
    if not total:
        return None
    promoters = sum(n for answer, n in found if answer >= 9)
    detractors = sum(n for answer, n in found if answer <= 6)
    passives = total - promoters - detractors
    return Recommendation(total, promoters / total, passives / total, detractors / total)


def _number(name: str) -> float:
    return float(name) if name.isdecimal() else -1.0
