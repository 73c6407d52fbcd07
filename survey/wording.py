"""The title, the titles of pages and the languages of a questionnaire, changed."""

from __future__ import annotations

from dataclasses import replace

from survey.errors import DesignError
from survey.model import Instrument, Texts
from survey.renaming import refuse_unknown_names
from survey.texts import changed_texts, tidied

UNNAMED = ""  # the language of a questionnaire that has only one and does not say which


def set_title(instrument: Instrument, texts: Texts) -> Instrument:
    """The title of the questionnaire in its languages."""
    found = {language: tidied(text) for language, text in texts.items()}
    if not found.get(instrument.default_language):
        raise DesignError("The questionnaire has no title.", "Write what respondents will read.")
    return replace(instrument, title={language: text for language, text in found.items() if text})


def set_label(instrument: Instrument, group: str, texts: Texts) -> Instrument:
    """The title of a page or group in its languages."""
    found = {language: tidied(text) for language, text in texts.items()}
    label = {language: text for language, text in found.items() if text}
    refuse_unknown_names(instrument, [label])
    groups = [replace(g, label=label) if g.name == group else g for g in instrument.groups]
    return replace(instrument, groups=tuple(groups))


def add_language(instrument: Instrument, language: str) -> Instrument:
    """One more language to translate into; the first name of one that had none."""
    name = " ".join(tidied(language).split())
    if not name or "::" in name:
        raise DesignError("The language has no name.", "Write it like Français (fr).")
    if name in instrument.languages:
        raise DesignError(f"{name} is there already.", "Choose another one.")
    if instrument.languages != (UNNAMED,):
        return replace(instrument, languages=(*instrument.languages, name))

    def moved(key: str, texts: Texts) -> Texts:
        return {name if one == UNNAMED else one: text for one, text in texts.items()}

    return replace(changed_texts(instrument, moved), languages=(name,), default_language=name)


def remove_language(instrument: Instrument, language: str) -> Instrument:
    """Without the texts of a language."""
    if language == instrument.default_language:
        raise DesignError(
            f"{language} is the language that the questionnaire falls back on.",
            "Keep it, or bring in the questionnaire with another default language.",
        )

    def without(key: str, texts: Texts) -> Texts:
        return {one: text for one, text in texts.items() if one != language}

    left = tuple(one for one in instrument.languages if one != language)
    return replace(changed_texts(instrument, without), languages=left)
