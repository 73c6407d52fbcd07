"""The list of sources: found by words, filtered by kind, said in words for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from interviews.identity import NamesState
from interviews.model import SourceKind

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"
KIND_WORDS = {
    ALL: "All",
    SourceKind.INTERVIEW.value: "Interviews",
    SourceKind.FIELD_NOTE.value: "Field notes",
    SourceKind.LITERATURE.value: "Literature",
    SourceKind.OPEN_ANSWER.value: "Open answers",
}


NAMES_WORDS = {  # how far the names of a source are out, on the screen
    NamesState.BEFORE.value: "may be in the text",
    NamesState.IMPORTED.value: "to take out",
    NamesState.IN_REVIEW.value: "in review",
    NamesState.SIGNED_OFF.value: "waits for 2nd reader",
    NamesState.CONFIRMED.value: "taken out",
}


def kinds_in(frame: pd.DataFrame) -> dict[str, str]:
    """Kind → "Interviews 8" for the kinds that occur, all first."""
    counts = frame["kind"].value_counts()
    numbers = {ALL: len(frame), **{str(kind): int(n) for kind, n in counts.items()}}
    return {
        kind: f"{words} {numbers[kind]}" for kind, words in KIND_WORDS.items() if kind in numbers
    }


def matching(frame: pd.DataFrame, find: str, kind: str = ALL) -> pd.DataFrame:
    """The rows of that kind whose participant, title or organisation hold every word typed."""
    wanted = frame if kind == ALL else frame[frame["kind"] == kind]
    where = wanted["participant"] + " " + wanted["title"] + " " + wanted["organisation_name"]
    for word in find.casefold().split():
        there = where.str.casefold().str.contains(word, regex=False)
        wanted, where = wanted[there], where[there]
    return wanted.reset_index(drop=True)


def shown(frame: pd.DataFrame, consent: Mapping[str, str]) -> pd.DataFrame:
    """The columns of the screen: participant, title, organisation, words, passages, date, names.

    Args:
        consent: what is in force for each Source.id, in words.
    """
    import pandas as pd

    return pd.DataFrame(
        {
            "Participant": frame["participant"],
            "Title": frame["title"],
            "Organisation": frame["organisation_name"],
            "Words": frame["n_words"],
            "Passages": frame["n_segments"],
            "Date": pd.to_datetime(frame["collected_on"].replace("", None)),
            "Consent": frame["id"].map(consent).fillna(""),
            "Names": frame["names"].map(NAMES_WORDS),
        }
    )


def day_words(day: str) -> str:
    """2026-04-02 as "2 Apr 2026", "" for none."""
    return f"{(on := date.fromisoformat(day)).day} {on:%b %Y}" if day else ""
