"""How hard a text is to read: Björnsson's LIX, which needs no dictionary and no syllables.

LIX = words per sentence + the share in percent of words with more than six letters. It was made for
Swedish and found to order texts alike in English, French and other languages, which is why the same
count serves both here; only what counts as a word differs, for French elides (l’accord, qu’elle).

Source: Björnsson, C. H. (1968). Läsbarhet. Stockholm: Liber. Anderson, J. (1983). Lix and Rix:
Variations on a little-known readability index. Journal of Reading 26(6), 490-496.
"""

from __future__ import annotations

import re

from survey.languages import language_code

LONG = 7  # letters from which on a word is long
HARD = 60.0  # Björnsson's border to "very difficult"; a question has no page to recover on
FEWEST = 12  # words; the share of long words in less says nothing
_REFERENCE = re.compile(r"\$\{[^{}]*\}")
_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(rf"{_LETTERS}(?:[-'’]{_LETTERS})*")
_FRENCH_WORD = re.compile(rf"{_LETTERS}(?:-{_LETTERS})*")  # l’accord is two words, don’t is one
_END = re.compile(r"[.!?:;…]+(?=\s|$)|\n+")


def words_in(text: str, language: str) -> list[str]:
    """The words of a text in a language, as `Instrument.languages` names it."""
    pattern = _FRENCH_WORD if language_code(language) == "fr" else _WORD
    return pattern.findall(_REFERENCE.sub(" ", text))


def lix(text: str, language: str) -> float | None:
    """From about 20 (very easy) to 60 (very difficult); None for a text of few words."""
    words = words_in(text, language)
    if len(words) < FEWEST:
        return None
    parts = _END.split(_REFERENCE.sub(" ", text))
    sentences = sum(bool(words_in(part, language)) for part in parts)
    long = sum(len(word) >= LONG for word in words)
    return len(words) / sentences + 100 * long / len(words)


def is_hard(text: str, language: str) -> bool:
    """Whether a text is very difficult by its LIX; never said of other languages, as German's
    long words would need a border of their own."""
    if language_code(language) not in ("", "en", "fr"):
        return False
    index = lix(text, language)
    return index is not None and index > HARD
