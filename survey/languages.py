"""Which language the texts of a questionnaire are in, as its author names it."""

from __future__ import annotations

import re

_CODE = re.compile(r"\(\s*([a-z]{2,3})\b[^()]*\)\s*$|^\s*([a-z]{2,3})(?:[-_][a-z]+)?\s*$")
_NAMES = {"english": "en", "anglais": "en", "french": "fr", "français": "fr", "francais": "fr"}


def language_code(language: str) -> str:
    """'fr' for 'Français (fr)', 'fr-CA' or 'French'; "" if it cannot be told."""
    low = language.lower()
    if match := _CODE.search(low):
        return match[1] or match[2]
    return _NAMES.get(low.strip(), "")


def language_name(language: str) -> str:
    """'Français' for 'Français (fr)'."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", language) or language
