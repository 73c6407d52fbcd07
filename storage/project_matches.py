"""What of a project the study has already: codes, people, texts."""

from __future__ import annotations

import hashlib

from sqlite_utils import Database

from coding.exchange.codes import MergedCodes, merge_codes
from coding.exchange.model import Project, TextSource
from coding.exchange.people import People, merge_people
from coding.exchange.plan import Choices
from interviews.model import Source
from storage.attributes import list_attribute_types
from storage.codebook import list_codes
from storage.foreign_things import ids_of_guids
from storage.people import list_participants
from storage.sources import load_source
from storage.unredacted import unredacted


def merged_codes(db: Database, project: Project) -> MergedCodes:
    """The codes of a project beside those of the codebook, merged ones as what they are now."""
    gone = {str(id) for (id,) in db.execute("select id from code where removed_at != ''")}
    merged = dict(db.execute("select id, now from code_now where id != now").fetchall())
    return merge_codes(project.codes, list_codes(db), gone, merged)


def merged_people(db: Database, project: Project, choices: Choices) -> People:
    """The cases of a project beside the participants of the study."""
    participants = list_participants(db)
    known = ids_of_guids(db, "participant", [one.id for one in participants])
    types = list_attribute_types(db)
    return merge_people(project, known, participants, types, choices.variables)


def known_text(db: Database, vault: Database, found: TextSource) -> Source | None:
    """The source of the study that is this very text, with its names or without them."""
    sha256 = hashlib.sha256((found.text or "").encode()).hexdigest()
    ids = [str(id) for (id,) in db.execute("select id from source where sha256 = ?", [sha256])]
    ids += [
        str(id)
        for (id,) in vault.execute("select source from unredacted where sha256 = ?", [sha256])
    ]
    for id in ids:
        try:
            source = load_source(db, id)
        except KeyError:
            continue
        kept = unredacted(vault, id)
        if found.text in (source.text, kept.text if kept else source.text):
            return source
    return None
