"""Whose words are read: everybody's, or those of one source, participant or group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviews.concordance import Said
from interviews.model import Participant

if TYPE_CHECKING:
    import pandas as pd

EVERYBODY = "everybody"


@dataclass(frozen=True)
class Whose:
    """A choice of the list; `values` are those of `column` in the table of turns."""

    id: str
    words: str  # on the screen
    column: str = ""  # "" for everybody
    values: frozenset[str] = frozenset()


def choices(turns: pd.DataFrame, participants: Sequence[Participant]) -> list[Whose]:
    """Everybody; each participant, organisation and attribute of those who speak; each source.

    Args:
        turns: as from `turns_frame`.
    """
    speaking = set(turns["participant"]) - {""}
    found = [Whose(EVERYBODY, "Everybody")]
    found += [
        Whose(f"participant {one}", f"Participant {one}", "participant", frozenset({one}))
        for one in sorted(speaking)
    ]
    found += [
        Whose(f"organisation {one}", f"Organisation: {one}", "organisation", frozenset({one}))
        for one in sorted(set(turns["organisation"]) - {""}, key=str.casefold)
    ]
    found += [
        Whose(f"attribute {name}", name, "participant", frozenset(people))
        for name, people in sorted(_by_attribute(participants, speaking).items())
    ]
    titles = turns[turns["kind"] != "open answer"].drop_duplicates("source")
    found += [
        Whose(f"source {id}", f"Text: {title}", "source", frozenset({id}))
        for id, title in zip(titles["source"], titles["title"], strict=True)
    ]
    return found


def words_by(turns: pd.DataFrame, whose: Whose, *, askers: bool = False) -> list[Said]:
    """What they said, turn by turn; what interviewers say only with `askers`."""
    chosen = turns if askers else turns[~turns["asks"]]
    if whose.column:
        chosen = chosen[chosen[whose.column].isin(whose.values)]
    rows = zip(chosen["source"], chosen["n"], chosen["words"], strict=True)
    return [Said(str(source), int(n), str(words)) for source, n, words in rows]


def by_source(said: Sequence[Said]) -> dict[str, str]:
    """Source.id → all that was said in it, one line a turn."""
    found: dict[str, list[str]] = {}
    for one in said:
        found.setdefault(one.source, []).append(one.text)
    return {source: "\n".join(turns) for source, turns in found.items()}


def _by_attribute(
    participants: Sequence[Participant], speaking: set[str]
) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in participants:
        if one.id in speaking:
            for name, value in one.attributes.items():
                found.setdefault(f"{name}: {value}", set()).add(one.id)
    return found
