"""The recognisers that need no roster, the surest first."""

from __future__ import annotations

from collections.abc import Callable

from interviews.capitals import recognise_capitals
from interviews.recognising import Found

RECOGNISERS: tuple[Callable[[str], list[Found]], ...] = (recognise_capitals,)
