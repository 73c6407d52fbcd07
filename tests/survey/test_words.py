"""WRD01 every text of the respondent's pages stands in French, with the same places to fill in;
WRD02 a language is told by its code, its English or its own name; WRD03 the browser's wish is met
where the instrument has it; WRD04 dates and numbers stand as the language writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import extract_from_ast

from survey.web.drawing import TEMPLATES
from survey.web.words import REFUSED, Words, code_of, direction_of, name_of, preferred, words_for
from tests.conftest import ROOT

WEB = ROOT / "survey" / "web"


def texts_of(path: Path) -> set[str]:
    """The texts of a template that are translated."""
    found: set[str] = set()
    tree = TEMPLATES.parse(path.read_text("utf-8"))
    for _, _, message in extract_from_ast(tree, ("_", "ngettext")):
        parts = message if isinstance(message, tuple) else (message,)
        found |= {part for part in parts if isinstance(part, str)}
    return found


def test_wrd01_every_text_stands_in_french() -> None:
    with (WEB / "locale" / "fr.po").open("rb") as file:
        catalogue = read_po(file)
    there = {
        text: said
        for message in catalogue
        if message.id
        for text, said in zip(
            message.id if isinstance(message.id, tuple) else (message.id,),
            message.string if isinstance(message.string, tuple) else (message.string,),
            strict=True,
        )
    }
    used = {text for path in WEB.glob("templates/*.html") for text in texts_of(path)}
    used |= {"Agreed", *REFUSED.values()}
    assert used - there.keys() == set(), "add them to survey/web/locale/fr.po"
    assert there.keys() - used == set(), "take them out of survey/web/locale/fr.po"
    places = re.compile(r"\{\w+\}")
    assert all(set(places.findall(a)) == set(places.findall(b)) and b for a, b in there.items())


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("French (fr)", "fr", "Français"),
        ("fr", "fr", "Français"),
        ("French", "fr", "Français"),
        ("Français", "fr", "Français"),
        ("English (en)", "en", "English"),
        ("Arabic (ar)", "ar", "العربية"),
        ("Our own words", "", "Our own words"),
        ("", "", ""),
    ],
)
def test_wrd02_a_language_is_told(language: str, code: str, name: str) -> None:
    assert (code_of(language), name_of(language)) == (code, name)


def test_wrd02_arabic_runs_from_right_to_left() -> None:
    assert (direction_of("Arabic (ar)"), direction_of("English (en)")) == ("rtl", "ltr")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr-CA,fr;q=0.9,en;q=0.8", "French (fr)"),
        ("de,en;q=0.5", "English (en)"),
        ("de", "English (en)"),
        ("", "English (en)"),
    ],
)
def test_wrd03_the_browsers_wish_is_met(accepted: str, language: str) -> None:
    assert preferred(("English (en)", "French (fr)"), "English (en)", accepted) == language


def test_wrd04_dates_and_numbers_stand_as_the_language_writes_them() -> None:
    english, french = Words("en"), words_for("French (fr)")
    assert (english.date("2026-03-14"), french.date("2026-03-14")) == (
        "March 14, 2026",
        "14 mars 2026",
    )
    assert (english.number(2.5), french.number(2.5)) == ("2.5", "2,5")
    assert english.date("soon") == "soon"
