"""The table of all functions, and those of ODK that have no meaning in a browser survey."""

from __future__ import annotations

from survey.expression_calendar import CALENDAR_FUNCTIONS
from survey.expression_logic import LOGIC_FUNCTIONS
from survey.expression_numbers import NUMBER_FUNCTIONS
from survey.expression_text import TEXT_FUNCTIONS

FUNCTIONS = {
    function.name: function
    for function in (*LOGIC_FUNCTIONS, *NUMBER_FUNCTIONS, *TEXT_FUNCTIONS, *CALENDAR_FUNCTIONS)
}

_NO_FILES = "Put the values into the choices sheet and read them with instance('list')."
_NO_PLACES = "Ask for the place in words, or calculate it after the export."
UNSUPPORTED = {
    "pulldata": _NO_FILES,
    "property": "A respondent in a browser has no device properties; leave it out.",
    "area": _NO_PLACES,
    "distance": _NO_PLACES,
    "geofence": _NO_PLACES,
    "intersects": _NO_PLACES,
    "extract-signed": "Signed texts cannot be checked here.",
}
