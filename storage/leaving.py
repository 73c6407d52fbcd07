"""Answers on their way out of the tool: as coders see them, or held back if they name somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlite_utils import Database

from interviews.identity import NamesState
from interviews.leaks import LeakError, find_leaks
from storage.instruments import list_versions, load_joined
from storage.names_key import load_surfaces
from storage.responses import list_open_answers
from survey.repeats import item_name
from survey.versions import columns

if TYPE_CHECKING:
    import pandas as pd

Clean = Mapping[str, Mapping[str, str]]
"""Response → where an answer stands in its row → its words as coders see them. In a repeat it
stands in the column of the repeat, and then as `survey.repeats.place` says: "people/2/who"."""


def answers_without_names(db: Database, instrument: str) -> Clean:
    """The written answers whose names are out."""
    column = columns(list_versions(db, instrument))
    found: dict[str, dict[str, str]] = {}
    for response, version, item, text in _confirmed(db, instrument):
        name, slash, inside = item.partition("/")
        stands = column.get((version, name), name) + slash + inside
        found.setdefault(response, {})[stands] = text
    return found


def _confirmed(db: Database, instrument: str) -> list[tuple[str, int, str, str]]:
    """Response, its version, item or place of the item, words: of each answer without its names."""
    return db.execute(
        "select source.response, response.version, source.item, source.text from source"
        " join response on response.id = source.response"
        " where response.instrument = ? and source.names = ?",
        [instrument, NamesState.CONFIRMED],
    ).fetchall()


def why_answers_stay(db: Database, vault: Database, instrument: str) -> str:
    """In which answers a name stands that the vault knows, in words; "" if they may leave.

    Items that are marked as naming somebody are meant to, and the download says so.
    """
    surfaces = load_surfaces(vault)
    if not surfaces:
        return ""
    named = {item.name for item in load_joined(db, instrument).items if item.pii}
    clean = {(response, item): text for response, _, item, text in _confirmed(db, instrument)}
    texts = {}
    for answer in list_open_answers(db, instrument):
        if item_name(answer.item) not in named:
            label = hashlib.sha256(answer.response.encode()).hexdigest()[:6]
            said = clean.get((answer.response, answer.item), answer.text)
            texts[f"{answer.item}, response {label}"] = said
    leaks = find_leaks(texts, surfaces)
    return str(LeakError("The file of answers", leaks)) if leaks else ""


def rows_without_names(
    columns: Sequence[str], rows: Iterable[list[object]], clean: Clean
) -> Iterator[list[object]]:
    """The rows with those answers; the first column is the response."""
    place = {name: n for n, name in enumerate(columns)}
    for row in rows:
        for stands, text in clean.get(str(row[0]), {}).items():
            column, _, inside = stands.partition("/")
            if column in place:
                row[place[column]] = _replaced(row[place[column]], inside, text)
        yield row


def frame_without_names(frame: pd.DataFrame, clean: Clean) -> pd.DataFrame:
    """The same for a frame of responses."""
    import pandas as pd

    cells = frame.to_numpy(dtype=object).tolist()
    rows = list(rows_without_names([str(column) for column in frame], cells, clean))
    changed = pd.DataFrame(rows, frame.index, frame.columns, dtype=object)
    return changed.astype(frame.dtypes.to_dict())


def _replaced(cell: object, inside: str, text: str) -> object:
    """The cell with this text: as its answer, or in one time of a repeat, as "2/who" says.

    The cell itself stays as it is, because others may share it.
    """
    if not inside:
        return text
    if not isinstance(cell, list):
        return cell
    n, _, item = inside.partition("/")
    return [{**one, item: text} if at == int(n) else one for at, one in enumerate(cell, 1)]
