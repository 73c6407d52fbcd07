"""The title of a source stands on every screen and in every export: it names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interviews.describing import Described
from interviews.first_names import recognise_first_names
from interviews.identity import Kind, Surface
from interviews.leaks import find_leaks
from interviews.model import SourceKind
from interviews.names import names_nobody
from interviews.titles import recognise_titles

_BETWEEN = re.compile(
    r"[_+]+|\.(?=\S)|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"
)


def neutral_title(participant: str, kind: SourceKind, collected_on: str) -> str:
    """Whose it is, what it is and of which day: "P07 interview 2026-04-02"."""
    words = " ".join(filter(None, [participant.strip(), kind.value, collected_on]))
    return words[0].upper() + words[1:]


def names_in_title(
    title: str, surfaces: Iterable[Surface], speakers: Iterable[str] = ()
) -> list[str]:
    """The words of a title that the vault knows as a name, or that are the name of a speaker.

    Args:
        surfaces: as from `load_surfaces`.
        speakers: labels of the source; those that name nobody (INT, P1, [Person A]) do not count.
    """
    labels = (one for one in speakers if "[" not in one and not names_nobody(one))
    known = [*surfaces, *(Surface(label, Kind.PERSON) for label in labels)]
    # A title is no sentence: with a word before it, a capital at its beginning says something.
    read = (f"on {_words(title)}", f"on {title}")  # as words, and as it is written
    leaks = next(filter(None, (find_leaks({"": one}, known) for one in read)), [])
    return list(dict.fromkeys(leak.words for leak in leaks))


def looks_named(title: str, surfaces: Iterable[Surface], speakers: Iterable[str] = ()) -> bool:
    """True if a title holds such a name, a common first name, or a name after a title."""
    words = f"on {_words(title)}"
    return bool(
        names_in_title(title, surfaces, speakers)
        or recognise_first_names(words)
        or recognise_titles(words)
    )


def title_problems(
    typed: Described, surfaces: Iterable[Surface], speakers: Iterable[str] = ()
) -> list[str]:
    """Why a title cannot be kept, with one that can; a published document may name its authors."""
    if typed.kind is SourceKind.LITERATURE:
        return []
    named = names_in_title(typed.title, surfaces, speakers)
    if not named:
        return []
    proposed = neutral_title(typed.participant, typed.kind, typed.collected_on)
    if names_in_title(proposed, surfaces, speakers):  # the label itself is somebody's name
        proposed = neutral_title("", typed.kind, typed.collected_on)
    words = ", ".join(f"“{one}”" for one in named)
    return [
        f"The title names somebody: {words}. Everybody in the studio sees it, and exports have it. "
        f"Call it “{proposed}”, for example."
    ]


def _words(title: str) -> str:
    """A file's name as words: "jane_roe2", "JaneRoe-2" and "Jane.Roe" hold Jane and Roe."""
    return _BETWEEN.sub(" ", title)
