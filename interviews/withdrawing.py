"""What a withdrawal takes along: the consequences in words, and words taken out of texts."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from interviews.consent import Withdrawal
from interviews.model import Turn
from interviews.speakers import counted

RUN = 6  # so many words of somebody in a row are a quote
SHORTEST = 3  # words of a passage that was coded; fewer are nobody's in particular
GONE = "[withdrawn]"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Consequences:
    """What a withdrawal of one participant does, as a preview and as a receipt."""

    participant: str
    level: Withdrawal
    sources: tuple[str, ...] = ()  # titles of the texts that are only theirs
    shared: tuple[str, ...] = ()  # titles of the groups in which others speak too
    n_turns: int = 0
    n_passages: int = 0  # coded, by whomever
    n_files: int = 0  # original files in the vault
    themes: tuple[str, ...] = ()  # that quote them
    findings: tuple[str, ...] = ()  # headlines of those that quote them
    n_accepted: int = 0  # of these findings, accepted
    releases: tuple[int, ...] = ()  # numbers of those that quote them
    texts: tuple[str, ...] = ()  # places where the team wrote down their words


def in_words(found: Consequences) -> list[str]:
    """Exactly what happens, one line each."""
    level = found.level
    told = [f"Nobody contacts {found.participant} again. It is recorded, and stays so."]
    if level.reaches(Withdrawal.NEW_USE):
        told.append("Nothing of theirs is coded, quoted or released from now on.")
    if level.reaches(Withdrawal.QUOTES):
        told += _about_quotes(found)
    elif level is Withdrawal.NEW_USE and found.findings:
        told.append(f"These findings cannot be released with their quotes: {_list(found.findings)}")
    if level is Withdrawal.EVERYTHING:
        told += _about_everything(found)
    if level.reaches(Withdrawal.QUOTES) and found.releases:
        numbers = ", ".join(str(number) for number in found.releases)
        told.append(
            f"Released stories that quote them: edition {numbers}. Ask everybody who has a copy to "
            "delete it; what was handed out no program can call back."
        )
    if level is Withdrawal.EVERYTHING:
        told.append("Backups made before still hold it all: have the operator replace them.")
    return told


def in_short(found: Consequences) -> list[str]:
    """The same in a line or two, for who has read the list."""
    if not found.level.reaches(Withdrawal.QUOTES):
        return [f"It is recorded for {found.participant}, as the list says."]
    parts = [counted(len(found.themes), "theme"), counted(len(found.findings), "finding")]
    told = [f"Quotes leave {' and '.join(parts)}; all that the list says is done at once."]
    if found.level is Withdrawal.EVERYTHING:
        n = len(found.sources) + len(found.shared)
        passages = counted(found.n_passages, "coded passage")
        told.insert(0, f"What they said in {counted(n, 'text')}, with {passages}, is deleted.")
    return told


def _about_quotes(found: Consequences) -> list[str]:
    told = []
    if found.themes:
        told.append(f"Their quotes are taken out of {counted(len(found.themes), 'theme')}: ")
        told[-1] += _list(found.themes)
    if found.findings:
        told.append(
            f"Their quotes are taken out of {counted(len(found.findings), 'finding')}, "
            f"{found.n_accepted} of them accepted, and each needs review: {_list(found.findings)}"
        )
    return told or ["No theme and no finding quotes them."]


def _about_everything(found: Consequences) -> list[str]:
    told = []
    if found.sources:
        told.append(f"Deleted with all of it: {_list(found.sources)}")
    if found.shared:
        told.append(f"Their turns are blanked, others’ words stay: {_list(found.shared)}")
    told.append(
        f"{counted(found.n_turns, 'turn')}, {counted(found.n_passages, 'coded passage')} and "
        f"{counted(found.n_files, 'original file')} go, with their place in the key of pseudonyms, "
        "their attributes and earlier consent."
    )
    if found.texts:
        told.append(f"Their words are blanked where the team wrote them: {_list(found.texts)}")
    told.append(
        f"What stays: the label {found.participant}, never used again, and this withdrawal."
    )
    return told


def _list(names: Sequence[str]) -> str:
    return "; ".join(f"“{name}”" for name in names) + "."


def phrases_of(said: Iterable[str], passages: Iterable[str]) -> Phrases:
    """By what somebody's words are found again: runs of `RUN` words, and short passages as a whole.

    Args:
        said: their turns.
        passages: what was coded of them.
    """
    found: set[tuple[str, ...]] = set()
    for text in said:
        words = _words(text)
        found |= {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    short = (tuple(_words(passage)) for passage in passages)
    return frozenset(found | {words for words in short if SHORTEST <= len(words) < RUN})


def blanked(text: str, phrases: Phrases) -> str:
    """The text with each stretch of these phrases as "[withdrawn]"; JSON stays JSON."""
    if text[:1] in ("{", "["):
        try:
            value = json.loads(text)
        except ValueError:
            return _blanked(text, phrases)
        clean = _blanked_in(value, phrases)
        return text if clean == value else json.dumps(clean, ensure_ascii=False)
    return _blanked(text, phrases)


def _blanked_in(value: Any, phrases: Phrases) -> Any:
    if isinstance(value, str):
        return _blanked(value, phrases)
    if isinstance(value, list):
        return [_blanked_in(one, phrases) for one in value]
    if isinstance(value, dict):
        return {key: _blanked_in(one, phrases) for key, one in value.items()}
    return value


def _blanked(text: str, phrases: Phrases) -> str:
    found = list(_WORD.finditer(text))
    words = [one.group().casefold().replace("’", "'") for one in found]
    theirs: set[int] = set()
    for length in range(SHORTEST, RUN + 1):
        for n in range(len(words) - length + 1):
            if tuple(words[n : n + length]) in phrases:
                theirs.update(range(n, n + length))
    parts, at = [], 0
    for n in sorted(theirs):
        if n - 1 not in theirs:
            parts += [text[at : found[n].start()], GONE]
        at = found[n].end()
    return "".join(parts) + text[at:]


def without_turns(text: str, turns: Sequence[Turn], gone: Collection[int]) -> str:
    """The text with these turns and their labels blanked, as long as before, line by line.

    Args:
        gone: numbers of the turns.
    """
    letters = list(text)
    for start, end in spans_of(turns, gone):
        letters[start:end] = [one if one == "\n" else " " for one in letters[start:end]]
    for n in gone:
        turn = turns[n]
        if turn.end - turn.start >= len(GONE):
            letters[turn.start : turn.start + len(GONE)] = GONE
    return "".join(letters)


def spans_of(turns: Sequence[Turn], gone: Collection[int]) -> list[tuple[int, int]]:
    """Where these turns stand with the labels before them, as (start, end)."""
    return [(turns[n - 1].end if n else 0, turns[n].end) for n in sorted(gone)]


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
