"""The page's own words in English and French, and what a language of an instrument is called."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from survey.model import DONT_KNOW, PREFER_NOT

OWN = ("en", "fr")  # the first is also used for an instrument in any other language
REFUSED = {DONT_KNOW: "Don’t know", PREFER_NOT: "Prefer not to answer"}
_CATALOGUES = Path(__file__).parent / "locale"


def _catalogue(code: str) -> gettext.NullTranslations:
    path = _CATALOGUES / f"{code}.po"
    if not path.exists():  # English is written in the templates
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


_TRANSLATIONS = {code: _catalogue(code) for code in OWN}


@dataclass(frozen=True)
class Words:
    """The page's own words in one language; `code` is "en" or "fr"."""

    code: str

    @property
    def tag(self) -> str:
        """The language as the `lang` attribute gives it."""
        return f"{self.code}-CA"

    def one(self, text: str) -> str:
        """A text of the pages in this language."""
        return _TRANSLATIONS[self.code].gettext(text) if text else ""

    def many(self, singular: str, plural: str, n: int) -> str:
        """A text that depends on a number."""
        return _TRANSLATIONS[self.code].ngettext(singular, plural, n)

    def date(self, day: str) -> str:
        """A stored date (YYYY-MM-DD) in words; what is no date is given back as it is."""
        try:
            return str(format_date(date.fromisoformat(day), "long", locale=f"{self.code}_CA"))
        except ValueError:
            return day

    def number(self, value: float) -> str:
        """A number as this language writes it."""
        return str(format_decimal(value, locale=f"{self.code}_CA"))


def words_for(language: str) -> Words:
    """The page's own words beside an instrument in this language."""
    code = code_of(language).partition("-")[0]
    return Words(code if code in OWN else OWN[0])


@cache
def code_of(language: str) -> str:
    """The BCP 47 code of a language as an author names it; "" if it cannot be told.

    Authors write "French (fr)", "fr", "French" or "Français", or nothing.
    """
    if not language:
        return ""
    inner = re.search(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z]+)*)\)\s*$", language)
    guess = (inner.group(1) if inner else language).strip().replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]+)*", guess) and _locale(guess):
        return guess.lower() if "-" not in guess else guess
    return _named().get(guess.casefold(), "")


@cache
def name_of(language: str) -> str:
    """A language in its own words, for the switch."""
    locale = _locale(code_of(language))
    name = locale.display_name if locale else None
    return name[0].upper() + name[1:] if name else re.sub(r"\s*\([^)]*\)\s*$", "", language)


@cache
def direction_of(language: str) -> str:
    """`rtl` for languages written from right to left."""
    locale = _locale(code_of(language))
    return locale.text_direction if locale else "ltr"


def preferred(languages: Iterable[str], default: str, accepted: str) -> str:
    """The language of an instrument that a browser asks for first (its Accept-Language header)."""
    known = {code_of(language).partition("-")[0]: language for language in languages}
    for wish in accepted.split(","):
        code = wish.partition(";")[0].strip().partition("-")[0].lower()
        if code and code in known:
            return known[code]
    return default


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code, sep="-") if code else None
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _named() -> dict[str, str]:
    """English and French names of the world's languages → their codes."""
    found: dict[str, str] = {}
    for own in OWN:
        for code, name in Locale.parse(own).languages.items():
            found.setdefault(name.casefold(), code.replace("_", "-"))
    return found
