"""Names by their capitals: runs of capitalised words that do not begin a sentence."""

from __future__ import annotations

import re

from interviews.everyday import GENERAL
from interviews.identity import Kind
from interviews.names import names_nobody
from interviews.phrases import fold
from interviews.recognising import Found
from interviews.sentences import begins_sentence, is_abbreviated

FEW = 1 / 250  # capitals per letter, below which capitals tell nothing
MANY = 0.5  # and above which they tell nothing either
ENOUGH = 400  # letters from which on the share says something

_WORD = r"(?<!\w)[^\W\d_][^\W_]*(?:['’\-][^\W\d_]+)*"
_TITLE_WORDS = """
mr mrs ms mx miss dr prof professor cst const constable sgt sergeant cpl corporal det detective insp
inspector supt chief elder judge justice mayor minister sister brother mme mlle madame monsieur aunt
auntie uncle kokum mosom pastor father reverend rev officer nurse docteur
"""
_ORGANISATION_WORDS = """
society shelter centre center clinic service services police hospital association network
foundation house school college university church agency institute council ministry department
program programme project coalition alliance court committee legion ymca ywca inc ltd société
clinique hôpital école maison ministère
"""
_PLACE_WORDS = """
street avenue road river lake creek valley park hill hills falls bay reserve settlement county
heights crossing rue chemin lac rivière
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_ORGANISATION = frozenset(fold(word) for word in _ORGANISATION_WORDS.split())
_PLACE = frozenset(fold(word) for word in _PLACE_WORDS.split())


def few_capitals(text: str) -> bool:
    """True if capitals cannot help: hardly any, or hardly anything else."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < ENOUGH:
        return False
    share = sum(letter.isupper() for letter in letters) / len(letters)
    return share < FEW or share > MANY


def recognise_capitals(text: str) -> list[Found]:
    """Runs of capitalised words within a sentence; and the same words where they begin one."""
    if few_capitals(text):
        return []
    inside: list[Found] = []
    at_start: list[Found] = []
    for start, end in _runs(text):
        why, kind = "capitals within a sentence", _kind(text, start, end)
        target = at_start if begins_sentence(text, start) else inside
        target.append(Found(start, end, kind, why))
    known = {fold(text[one.start : one.end]) for one in inside}
    return inside + [
        Found(one.start, one.end, one.kind, "capitals, elsewhere within a sentence")
        for one in at_start
        if fold(text[one.start : one.end]) in known
    ]


def _runs(text: str) -> list[tuple[int, int]]:
    """Where runs of capitalised words stand, words that are no names cut off at both ends."""
    found = []
    words: list[re.Match[str]] = []
    for word in re.finditer(_WORD, text):
        if words and not _joined(text, words[-1].end(), word.start()):
            found += _trimmed(text, words)
            words = []
        if _is_capital(word.group()):
            words.append(word)
        else:
            found += _trimmed(text, words)
            words = []
    return found + _trimmed(text, words)


def _joined(text: str, end: int, start: int) -> bool:
    """True if two words may belong to one name: "Red Deer", "Jean-Paul", "St. Albert"."""
    between = text[end:start]
    return between in (" ", "\u00a0", "-") or (between == ". " and is_abbreviated(text, end))


def _trimmed(text: str, words: list[re.Match[str]]) -> list[tuple[int, int]]:
    """The run without titles and general words at its ends; a sentence's first word is no name."""
    while words and (_is_general(words[0].group()) or _only_begins(text, words)):
        words = words[1:]
    while words and fold(words[-1].group()) in GENERAL:
        words = words[:-1]
    if not words:
        return []
    start, end = words[0].start(), words[-1].end()
    run = re.sub(r"['’]s$", "", text[start:end])
    return (
        [] if names_nobody(run) or text[start - 1 : start] == "[" else [(start, start + len(run))]
    )


def _only_begins(text: str, words: list[re.Match[str]]) -> bool:
    """True for "When" in "When Marie came": the word is a capital for its place alone."""
    first = words[0]
    return (
        len(words) > 1
        and begins_sentence(text, first.start())
        and text[first.end() : words[1].start()] != "-"
        and re.search(rf"\b{re.escape(first.group().lower())}\b", text) is not None
    )


def _is_capital(word: str) -> bool:
    return word[0].isupper() and (len(word) > 1 or word not in "IOA")


def _is_general(word: str) -> bool:
    folded = fold(re.sub(r"['’](s|ll|d|m|ve|re)$", "", word))
    return folded in GENERAL or folded in _TITLES or fold(word) in GENERAL


def _kind(text: str, start: int, end: int) -> Kind:
    words = set(fold(text[start:end]).split())
    if words & _ORGANISATION or (text[start:end].isupper() and end - start > 2):
        return Kind.ORGANISATION
    return Kind.PLACE if words & _PLACE else Kind.PERSON
