"""Where "Leave now" goes: a neutral page, one for each language of the pages' own words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

Away = Mapping[str, str]  # "en" and "fr" → the whole address of a neutral page

WEATHER: Away = {"en": "https://weather.gc.ca/", "fr": "https://meteo.gc.ca/"}
# A form without fields drops a query; the address stands in a header, so nothing else is let in.
_ADDRESS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~/-]*)?")


def address_problem(address: str) -> str:
    """What keeps an address from being left to, in words; "" if nothing does."""
    if _ADDRESS.fullmatch(address):
        return ""
    return (
        f"“{address}” cannot be opened on leaving. Give a whole address such as "
        "https://weather.gc.ca/ – https, no port, and nothing after a question mark."
    )


def read_away(typed: Away) -> tuple[Away, list[str]]:
    """The addresses as somebody typed them, and what is wrong with them; "" means the weather."""
    away = {code: typed.get(code, "").strip() or address for code, address in WEATHER.items()}
    return away, [problem for problem in map(address_problem, away.values()) if problem]


def render_away(away: Away) -> str:
    """The addresses as the setting `leave_to` stores them."""
    return json.dumps(dict(away))


def parse_away(text: str) -> Away:
    """Read back what `render_away` wrote; "" means the weather."""
    if not text:
        return WEATHER
    found: dict[str, str] = json.loads(text)
    return {**WEATHER, **found}


def site_of(address: str) -> str:
    """The site in an address as people call it, and as the policy of a page names it."""
    return urlsplit(address).netloc
