"""Places of the gazetteer in a text."""

from __future__ import annotations

from functools import cache

from interviews.gazetteer import SUFFIXES, place_names
from interviews.identity import Kind
from interviews.phrases import Index, find, fold, index_of, words_in
from interviews.recognising import Found
from interviews.sentences import begins_sentence


def recognise_places(text: str) -> list[Found]:
    """Every place of the gazetteer, with what follows its name and belongs to it."""
    index, always = _known()
    return [
        Found(hit.start, _with_suffix(text, hit.end), Kind.PLACE, "in the list of places")
        for hit in find(text, index)
        if hit.folded in always or _is_meant(text, hit.start)
    ]


def _is_meant(text: str, start: int) -> bool:
    return text[start].isupper() and not begins_sentence(text, start)


def _with_suffix(text: str, end: int) -> int:
    """The end of "Saddle Lake Cree Nation" where the name ends at "Lake"."""
    following = words_in(text[end : end + 40])
    for suffix in SUFFIXES:
        words = fold(suffix).split()
        there = following[: len(words)]
        if [word.folded for word in there] == words and text[end : end + there[0].start] == " ":
            return end + there[-1].end
    return end


@cache
def _known() -> tuple[Index, frozenset[str]]:
    names = place_names()
    return index_of(names), frozenset(fold(name) for name, always in names.items() if always)
