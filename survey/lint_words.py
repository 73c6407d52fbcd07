"""Words of a questionnaire that respondents may stumble over, in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.errors import Level, Remark
from survey.model import Instrument, Item, ItemKind
from survey.readability import HARD, is_hard, words_in
from survey.texts import TITLE, every_text

MOST_WORDS = 25  # of a question; a note may be longer
_SILENT = {ItemKind.CALCULATE, ItemKind.HIDDEN}
_BOTH = re.compile(r"\band\s*/\s*or\b|\bet\s*/\s*ou\b", re.IGNORECASE)
_LEADING = re.compile(
    r"\b(?:do|does|did|is|are|was|were|would|should)n['’]t (?:you|it|we|they)\b"
    r"|\bdo(?:es)? (?:you|we) not\b|\b(?:obviously|surely|as everyone knows|of course)\b"
    r"|\bn['’](?:êtes|avez|est|pensez|trouvez|croyez)-?(?:vous|ce|il|elle)?\b[^?]*\bpas\b[^?]*\?"
    r"|\bne (?:pensez|trouvez|croyez)-vous pas\b|\b(?:évidemment|bien sûr|comme chacun sait)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:^|[.?!:,]\s+)(?:to |with |by |from )?whom?\b|\bwhose\b|\bnames?\b"
    r"|\b(?:tell us|write|say|list|describe)\b[^.?!]*\bwhom?\b"
    r"|\bwhich (?:person|people|colleague|client|survivor|victim)\w*\b"
    r"|\b(?:tell us about|describe) (?:a|an|the|one) (?:person|client|case|survivor|victim)\b"
    r"|(?:^|[.?!:,]\s+)(?:à |avec |par |de |chez )?qui\b|\bnoms?\b|\bnommez\b"
    r"|\b(?:dites|écrivez|indiquez|décrivez)\b[^.?!]*\bqui\b"
    r"|\bquelle? (?:personne|collègue|cliente?|victime)\b"
    r"|\b(?:parlez(?:-nous)? d|décrivez )['’ ]?une? (?:personne|cliente?|cas|victime)\b",
    re.IGNORECASE,
)
_NO_NAMES = re.compile(
    r"\b(?:no|not|without|leave out|never)\b[^.?!]*\b(?:names?|person)\b"
    r"|\b(?:sans|pas|aucun|ni)\b[^.?!]*\b(?:noms?|personne)\b",
    re.IGNORECASE,
)


def word_remarks(instrument: Instrument) -> list[Remark]:
    """Missing words, long and hard ones, two questions in one, pushing ones, asking for names."""
    return [*_missing(instrument), *_items(instrument)]


def _missing(instrument: Instrument) -> Iterator[Remark]:
    needed = {f"item:{item.name}:label" for item in instrument.items if item.kind not in _SILENT}
    for place, key, texts in every_text(instrument):
        if not any(texts.values()):
            if key in needed or key == TITLE:
                yield Remark(
                    *(Level.ERROR, place, _column(key), "There are no words for it."),
                    "Write what respondents read.",
                )
            continue
        for language in instrument.languages:
            if language and not texts.get(language):
                yield Remark(
                    *(Level.WARNING, place, _column(key), "There is no translation."),
                    "Translate it; until then respondents see another language.",
                    language=language,
                )


def _items(instrument: Instrument) -> Iterator[Remark]:
    for item in instrument.items:
        if item.kind in _SILENT:
            continue
        for language in instrument.languages:
            if text := item.label.get(language, ""):
                for reason, remedy, position in _troubles(item, text, language):
                    yield Remark(
                        *(Level.WARNING, item.name, "label", reason, remedy, position),
                        language=language,
                    )


def _troubles(item: Item, text: str, language: str) -> Iterator[tuple[str, str, int | None]]:
    """Reason, remedy and place of each trouble with the words of one question."""
    n = len(words_in(text, language))
    if n > MOST_WORDS and item.kind is not ItemKind.NOTE:
        yield f"It has {n} words.", f"Say it in {MOST_WORDS} or fewer.", None
    if is_hard(text, language):
        yield (
            f"It is very hard to read (LIX above {HARD:.0f}).",
            "Use shorter words and sentences.",
            None,
        )
    if item.kind is ItemKind.NOTE:
        return
    if match := _BOTH.search(text):
        yield f"“{match[0]}” asks two things at once.", "Ask one of them, or each.", match.start()
    elif text.count("?") > 1:
        second = text.index("?", text.index("?") + 1)
        yield "There are two questions in it.", "Make it two, or ask one.", second
    if match := _LEADING.search(text):
        yield f"“{match[0]}” suggests the answer.", "Ask it openly.", match.start()
    match = _NAMES.search(text) if item.kind is ItemKind.TEXT else None
    if match and not _NO_NAMES.search(f"{text} {item.hint.get(language, '')}"):
        yield (
            f"“{match[0].strip(' .?!:,')}” may invite names of other people into an open answer.",
            "Ask about roles or events, or say in the hint: please leave out names.",
            match.start(),
        )


def _column(key: str) -> str:
    if key.startswith("option:"):
        return "options"
    return "title" if key == TITLE else key.split(":")[2]
