"""The words of sources with their names in, in the vault (rules T2 and T3)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from interviews.model import Source, Turn
from interviews.phrases import find, index_of
from interviews.pseudonyms import Replacement
from storage.database import open_vault, writing
from storage.names_key import forget_unused
from storage.originals import delete_original


@dataclass(frozen=True)
class Unredacted:
    """A source's words as they were brought in, what its text in the study replaces (`replaced`)
    and what was signed off since (`pending`)."""

    text: str
    turns: tuple[Turn, ...]
    asking: frozenset[str]
    replaced: tuple[Replacement, ...]
    pending: tuple[Replacement, ...]


def keep_unredacted(vault: Database, source: Source) -> None:
    """Store the words, the turns and who asks; again to change who asks."""
    turns = [[turn.speaker, turn.start, turn.end, turn.at_ms] for turn in source.turns]
    with writing(vault):
        # An import that was cut off has left words that no source of the study leads to.
        vault.execute(
            "delete from unredacted where original_sha256 = ? and original_sha256 != ''"
            " and source != ?",
            [source.original_sha256, source.id],
        )
        vault.execute(
            "insert into unredacted (source, original_sha256, text, sha256, turns, asking)"
            " values (?, ?, ?, ?, ?, ?)"
            " on conflict (source) do update set asking = excluded.asking",
            [
                *(source.id, source.original_sha256, source.text, source.sha256),
                *(json.dumps(turns), json.dumps(sorted(source.interviewers))),
            ],
        )


def unredacted(vault: Database, source: str) -> Unredacted | None:
    """The words of a source; None if the vault has none.

    Raises:
        ValueError: the stored words are not those that were brought in.
    """
    row = next(vault.query("select * from unredacted where source = ?", [source]), None)
    if row is None:
        return None
    if hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
        raise ValueError(
            f"The text of '{source}' was changed in the vault. Restore vault.db from a backup."
        )
    return Unredacted(
        text=row["text"],
        turns=tuple(Turn(*turn) for turn in json.loads(row["turns"])),
        asking=frozenset(json.loads(row["asking"])),
        replaced=_replacements(row["spans"]),
        pending=_replacements(row["pending"]),
    )


def save_pending(vault: Database, source: str, wanted: Iterable[Replacement]) -> None:
    """Keep what a first reader has signed off, until a second one confirms it."""
    spans = json.dumps([list(one) for one in wanted])
    vault.execute("update unredacted set pending = ? where source = ?", [spans, source])


def settle_pending(vault: Database, source: str, asking: Iterable[str]) -> None:
    """What waited is in the study now: from it positions lead there and back."""
    vault.execute(
        "update unredacted set spans = pending, asking = ? where source = ?",
        [json.dumps(sorted(asking)), source],
    )


def forget_source(vault: Database, source: str, original_sha256: str = "") -> None:
    """Remove everything that the vault has of a source: file, words, decisions, unused key."""
    with writing(vault):
        vault.execute("delete from unredacted where source = ?", [source])
        vault.execute("delete from decision where source = ?", [source])
        _forget_names_of(vault, source)
        forget_unused(vault)
        if original_sha256:
            delete_original(vault, original_sha256)


def _forget_names_of(vault: Database, source: str) -> None:
    """Decisions for the whole study that were made in a source, if no other text has the name."""
    made = vault.execute("select n, folded from decision where made_in = ?", [source]).fetchall()
    if not made:
        return
    index = index_of(folded for _, folded in made)
    others = [str(text) for (text,) in vault.execute("select text from unredacted")]
    elsewhere = {hit.folded for text in others for hit in find(text, index)}
    for n, folded in made:
        if folded not in elsewhere:
            vault.execute("delete from decision where n = ?", [n])


def forget_sources(sources: Iterable[str]) -> None:
    """The same for several texts that came without a file, such as open answers."""
    wanted = list(sources)
    if wanted:
        with open_vault() as vault:
            with writing(vault):
                for source in wanted:
                    forget_source(vault, source)
            empty_log(vault)


def empty_log(db: Database) -> None:
    """What was deleted or overwritten leaves SQLite's log too; not within a transaction."""
    db.execute("pragma wal_checkpoint(truncate)").fetchall()


def _replacements(spans: str) -> tuple[Replacement, ...]:
    return tuple(Replacement(*one) for one in json.loads(spans))
