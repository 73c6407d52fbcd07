"""The recognisers that need no roster, the surest first."""

from __future__ import annotations

from collections.abc import Callable

from interviews.capitals import recognise_capitals
from interviews.first_names import recognise_first_names
from interviews.patterns import recognise_patterns
from interviews.places import recognise_places
from interviews.recognising import Found
from interviews.titles import recognise_titles

RECOGNISERS: tuple[Callable[[str], list[Found]], ...] = (
    recognise_patterns,
    recognise_places,
    recognise_titles,
    recognise_first_names,
    recognise_capitals,
)
