"""The problems' own sentences, in English and French; an author's message goes before them."""

from __future__ import annotations

import re

_SENTENCES = {
    "en": {
        "required": "Please answer this question.",
        "constraint": "This answer is outside what is expected here. Please check it.",
        "option": "Please choose from the options shown.",
        "text": "Please answer in words.",
        "integer": "Please enter a whole number, such as 12.",
        "decimal": "Please enter a number, such as 12 or 3.5.",
        "date": "Please enter a date as year-month-day, such as 2026-03-15.",
        "select_one": "Please choose one of the options.",
        "select_multiple": "Please choose from the options shown.",
        "acknowledge": "Please tick the box, or leave it empty.",
        "time": "Please enter a time of day, such as 14:30.",
        "dateTime": "Please enter a date and a time of day, such as 2026-03-15 14:30.",
        "range": "Please choose one of the numbers shown.",
        "rank": "Please give each place only once. You can leave places empty.",
    },
    "fr": {
        "required": "Veuillez répondre à cette question.",
        "constraint": "Cette réponse sort de ce qui est attendu ici. Veuillez la vérifier.",
        "option": "Veuillez choisir parmi les réponses proposées.",
        "text": "Veuillez répondre par des mots.",
        "integer": "Veuillez saisir un nombre entier, par exemple 12.",
        "decimal": "Veuillez saisir un nombre, par exemple 12 ou 3,5.",
        "date": "Veuillez saisir une date sous la forme année-mois-jour, par exemple 2026-03-15.",
        "select_one": "Veuillez choisir une seule réponse.",
        "select_multiple": "Veuillez choisir parmi les réponses proposées.",
        "acknowledge": "Veuillez cocher la case ou la laisser vide.",
        "time": "Veuillez saisir une heure, par exemple 14:30.",
        "dateTime": "Veuillez saisir une date et une heure, par exemple 2026-03-15 14:30.",
        "range": "Veuillez choisir un des nombres proposés.",
        "rank": "Veuillez donner chaque rang une seule fois. Des rangs peuvent rester vides.",
    },
}
_CODE = re.compile(r"\(\s*([a-z]{2})\b[^()]*\)\s*$|^\s*([a-z]{2})(?:[-_][a-z]+)?\s*$")


def sentence(what: str, language: str) -> str:
    """The sentence in a language such as 'fr', 'fr-CA' or 'Français (fr)'; else in English."""
    return _SENTENCES[code_of(language)][what]


def code_of(language: str) -> str:
    """'fr' if a language of a questionnaire is French, else 'en'."""
    return spoken(language) or "en"


def spoken(language: str) -> str:
    """'en' or 'fr' if a language of a questionnaire is one of these, else ""."""
    match = _CODE.search(language.lower())
    code = (match[1] or match[2]) if match else language.lower()[:2]
    return code if code in _SENTENCES else ""
