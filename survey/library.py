"""The library of item sets: pages that are ready to use, in English and French.

Each is an XLSForm, written as a Markdown table in item_sets/.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from survey.builder import add_all
from survey.languages import language_code
from survey.model import Instrument, Texts
from survey.texts import changed_texts
from survey.xlsform import parse_xlsform

ITEM_SETS = ("consent", "organisation", "agreement", "barriers", "closing")
_FOLDER = Path(__file__).with_name("item_sets")


@cache
def item_set(name: str) -> Instrument:
    """One set, as an instrument of one page."""
    return parse_xlsform((_FOLDER / f"{name}.md").read_bytes(), f"{name}.md")


def in_languages_of(instrument: Instrument, addition: Instrument) -> Instrument:
    """The set with its texts under the languages of an instrument.

    A language that the set does not know gets no text, which `lint` then tells. The instrument's
    own language gets English where the set has no better.
    """
    by_code = {language_code(language): language for language in addition.languages}
    source = {one: by_code.get(language_code(one), "") for one in instrument.languages}
    home = instrument.default_language
    source[home] = source[home] or addition.default_language

    def fitted(key: str, texts: Texts) -> Texts:
        return {one: texts[known] for one, known in source.items() if known in texts}

    return changed_texts(addition, fitted)


def add_set(instrument: Instrument, name: str, after: str = "") -> Instrument:
    """A set of the library behind a page, in the languages of the instrument."""
    return add_all(instrument, in_languages_of(instrument, item_set(name)), after)
