"""How one coder likes to work: the codes under the number keys, and the view of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from coding.errors import ActError

MOST_PINS = 9
_MOST_SHOWN = 200  # of codes, coders or speakers in a filter


class Colours(StrEnum):
    """What the colour of a coded passage says."""

    CODE = "code"
    THEME = "theme"
    CODER = "coder"


@dataclass(frozen=True)
class Desk:
    """The settings of a coder; an empty filter shows everything."""

    pins: tuple[str, ...] = ()  # Code.id of the keys 1–9, "" for a free key
    colours: Colours = Colours.CODE
    stripes: bool = False  # beside the text
    hide_interviewer: bool = False
    codes: tuple[str, ...] = ()  # Code.id
    coders: tuple[str, ...] = ()  # Account.id
    speakers: tuple[str, ...] = ()  # labels of turns

    def listing(self) -> dict[str, object]:
        """As the browser and the database write it."""
        return asdict(self)


def read_desk(raw: object) -> Desk:
    """The settings that a browser sent; what it left out is as at first.

    Raises:
        ActError: says what cannot be read.
    """
    if not isinstance(raw, Mapping):
        raise ActError("The settings of a desk must be an object.")
    colours = raw.get("colours", Colours.CODE)
    if colours not in list(Colours):
        raise ActError(f"Passages cannot be coloured by '{colours}'.")
    return Desk(
        pins=_names(raw, "pins", MOST_PINS),
        colours=Colours(str(colours)),
        stripes=raw.get("stripes") is True,
        hide_interviewer=raw.get("hide_interviewer") is True,
        codes=_names(raw, "codes", _MOST_SHOWN),
        coders=_names(raw, "coders", _MOST_SHOWN),
        speakers=_names(raw, "speakers", _MOST_SHOWN),
    )


def _names(raw: Mapping[object, object], name: str, most: int) -> tuple[str, ...]:
    found = raw.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise ActError(f"'{name}' of a desk must be a list of at most {most}.")
    if not all(isinstance(one, str) and len(one) <= 200 for one in found):
        raise ActError(f"'{name}' of a desk must hold short texts only.")
    return tuple(found)
