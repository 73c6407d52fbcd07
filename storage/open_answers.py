"""Open survey answers become sources, to be coded like interviews; and the list of what to code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from coding.open_answers import answer_source
from interviews.identity import NamesState
from interviews.model import SourceKind
from storage.database import writing
from storage.instruments import load_joined
from storage.responses import OpenAnswer, list_open_answers
from storage.sources import save_source
from survey.model import Instrument, words
from survey.repeats import item_name

_NOTHING = ("", "")


@dataclass(frozen=True)
class TextToCode:
    """One source as the workbench lists it."""

    id: str
    title: str
    kind: SourceKind
    about: str  # of an interview the role of the participant, of an open answer its item
    n_words: int
    n_segments: int
    n_coders: int
    names: NamesState
    question: str = ""  # of an open answer, as the questionnaire asks it
    theme: str = ""  # where its author says that the answers belong in the codebook


def new_open_answers(db: Database, instrument: str) -> list[OpenAnswer]:
    """The written answers of submitted responses that are not sources yet; blank ones never are,
    nor those of items that may name or locate a person: coders see no names (T2)."""
    named = {item.name for item in load_joined(db, instrument).items if item.pii}
    rows = db.execute("select response, item from source where response is not null")
    there = {(str(response), str(item)) for response, item in rows}
    return [
        answer
        for answer in list_open_answers(db, instrument)
        if answer.text.strip()
        and (answer.response, answer.item) not in there
        and item_name(answer.item) not in named
    ]


def count_new_open_answers(db: Database) -> dict[str, int]:
    """How many answers of each instrument could be brought in; instruments without any are out."""
    names = db.execute("select distinct instrument from response where submitted_at is not null")
    counts = {str(name): len(new_open_answers(db, str(name))) for (name,) in names.fetchall()}
    return {name: n for name, n in counts.items() if n}


def save_open_answers(db: Database, vault: Database, instrument: str, actor: str) -> int:
    """Make a source of every written answer that is not one yet, and say how many.

    They can be coded once their names are out. Later calls bring in only what is new. An answer
    that equals another one is a source of its own.
    """
    with writing(db):
        fresh = new_open_answers(db, instrument)
        asked = _items(load_joined(db, instrument)) if fresh else {}
        for answer in fresh:
            label = hashlib.sha256(answer.response.encode()).hexdigest()[:6]
            question = asked.get(item_name(answer.item), _NOTHING)[0] or answer.item
            source = answer_source(question, label, answer.text, answer.submitted_at)
            save_source(db, vault, source, actor, response=answer.response, item=answer.item)
    return len(fresh)


def list_texts(db: Database, viewer: str = "") -> list[TextToCode]:
    """What can be coded: interviews by title, other texts, then answers by item (rule T2).

    In open blind rounds only what `viewer` marked counts; nothing if no Account.id is given.
    """
    rows = list(
        db.query(
            """
      select source.id, source.title, source.kind, counted_words.n_words, source.names,
        coalesce(nullif(source.item, ''), participant.role, '') about, response.instrument,
        count(person_segment.id) n_segments, count(distinct person_segment.coder) n_coders
      from source join counted_words on counted_words.source = source.id
        left join participant on participant.id = source.participant
        left join response on response.id = source.response
        left join person_segment on person_segment.source = source.id and
          (person_segment.coder = ? or source.id not in (select source from blind_source))
      where source.names in ('confirmed', 'from before')
      group by source.id
      order by source.kind = 'open answer', source.kind != 'interview', source.kind,
        source.item, source.title collate nocase, source.imported_at
    """,
            [viewer],
        )
    )
    asked = _asked(db, {str(row["instrument"]) for row in rows if row["instrument"]})
    return [
        TextToCode(
            **{name: row[name] for name in ("id", "title", "about", "n_words")},
            **{name: row[name] for name in ("n_segments", "n_coders")},
            kind=SourceKind(row["kind"]),
            names=NamesState(row["names"]),
            question=asked.get(_asked_by(row), _NOTHING)[0],
            theme=asked.get(_asked_by(row), _NOTHING)[1],
        )
        for row in rows
    ]


def _asked(db: Database, instruments: Iterable[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """What `_items` says, by questionnaire and item."""
    return {
        (name, item): told
        for name in instruments
        for item, told in _items(load_joined(db, name)).items()
    }


def _asked_by(row: dict[str, str]) -> tuple[str, str]:
    """The questionnaire and the item that a text answers."""
    return row["instrument"], item_name(row["about"])


def _items(instrument: Instrument) -> dict[str, tuple[str, str]]:
    """What each item asks, in the language of the questionnaire, and where its answers belong."""
    language = instrument.default_language
    return {
        item.name: (words(item.label, language), item.codebook_theme) for item in instrument.items
    }
