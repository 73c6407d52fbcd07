"""The list of texts on the Names out page: what waits comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interviews.identity import NamesState

if TYPE_CHECKING:
    import pandas as pd

_ORDER = [NamesState.IN_REVIEW, NamesState.IMPORTED, NamesState.SIGNED_OFF]
_ORDER += [NamesState.BEFORE, NamesState.CONFIRMED]


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """The sources by how far their names are out, begun ones first and done ones last."""
    place = {state.value: n for n, state in enumerate(_ORDER)}
    return frame.sort_values("names", key=lambda names: names.map(place), kind="stable")


def waiting_words(states: Sequence[str]) -> str:
    """ "Text: 3 to take out, 1 waits for a second reader"."""
    to_do = sum(state in (NamesState.IMPORTED, NamesState.IN_REVIEW) for state in states)
    second = sum(state == NamesState.SIGNED_OFF for state in states)
    told = [f"{to_do} to take out"] if to_do else []
    told += [f"{second} {'waits' if second == 1 else 'wait'} for a second reader"] if second else []
    return f"Text: {', '.join(told)}" if told else "Text: every one is done"
