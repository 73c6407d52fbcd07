"""Answers on their way out of the tool: as coders see them, or held back if they name somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlite_utils import Database

from interviews.identity import NamesState
from interviews.leaks import LeakError, find_leaks
from storage.instruments import load_joined
from storage.names_key import load_surfaces
from storage.responses import list_open_answers
from survey.repeats import item_name

if TYPE_CHECKING:
    import pandas as pd

Clean = Mapping[str, Mapping[str, str]]  # response → item → its words as coders see them


def answers_without_names(db: Database, instrument: str) -> Clean:
    """The written answers whose names are out."""
    found: dict[str, dict[str, str]] = {}
    rows = db.execute(
        "select source.response, source.item, source.text from source"
        " join response on response.id = source.response"
        " where response.instrument = ? and source.names = ?",
        [instrument, NamesState.CONFIRMED],
    )
    for response, item, text in rows:
        found.setdefault(str(response), {})[str(item)] = str(text)
    return found


def why_answers_stay(db: Database, vault: Database, instrument: str) -> str:
    """In which answers a name stands that the vault knows, in words; "" if they may leave.

    Items that are marked as naming somebody are meant to, and the download says so.
    """
    surfaces = load_surfaces(vault)
    if not surfaces:
        return ""
    named = {item.name for item in load_joined(db, instrument).items if item.pii}
    clean = answers_without_names(db, instrument)
    texts = {}
    for answer in list_open_answers(db, instrument):
        if item_name(answer.item) not in named:
            known = clean.get(answer.response, {}).get(answer.item, answer.text)
            said = known if "/" not in answer.item else answer.text  # repeats leave as they are
            label = hashlib.sha256(answer.response.encode()).hexdigest()[:6]
            texts[f"{answer.item}, response {label}"] = said
    leaks = find_leaks(texts, surfaces)
    return str(LeakError("The file of answers", leaks)) if leaks else ""


def rows_without_names(
    columns: Sequence[str], rows: Iterable[list[object]], clean: Clean
) -> Iterator[list[object]]:
    """The rows with those answers; the first column is the response."""
    place = {name: n for n, name in enumerate(columns)}
    for row in rows:
        for item, text in clean.get(str(row[0]), {}).items():
            if item in place:
                row[place[item]] = text
        yield row


def frame_without_names(frame: pd.DataFrame, clean: Clean) -> pd.DataFrame:
    """The same for a frame of responses."""
    place = {str(response): n for n, response in enumerate(frame["response"])}
    changed = frame.copy()
    for response, answers in clean.items():
        for item, text in answers.items():
            if response in place and item in changed:
                changed.loc[changed.index[place[response]], item] = text
    return changed
