"""What a project would bring into the study, before anything of it is written."""

from __future__ import annotations

from sqlite_utils import Database

from coding.exchange.model import Project
from coding.exchange.notes import notes_in
from coding.exchange.plan import (
    Choices,
    Preview,
    coders_in,
    has_words,
    not_kept,
    proposed_coders,
    shared_texts,
    themes_of,
    with_uncoded,
)
from storage.project_matches import known_text, merged_codes, merged_people


def preview_project(db: Database, vault: Database, project: Project, choices: Choices) -> Preview:
    """What `save_project` would bring in; nothing is written but the study's own id."""
    whole = with_uncoded(project)
    codes = merged_codes(db, whole)
    people = merged_people(db, whole, choices)
    texts = [one for one in whole.sources if has_words(one)]
    known = [one for one in texts if known_text(db, vault, one)]
    themes, not_as_themes = themes_of(whole)
    return Preview(
        n_codes=len(whole.codes),
        n_new_codes=len(codes.new),
        n_texts=len(texts),
        n_known_texts=len(known),
        n_codings=sum(len(s.codings) for one in texts for s in one.selections),
        n_participants=len(people.people),
        n_themes=len(themes),
        n_notes=len(notes_in(whole)),
        coders=coders_in(whole),
        notices=(*codes.notices, *people.notices, *shared_texts(whole)),
        left_out=(*whole.left_out, *not_as_themes, *not_kept(whole, notes=choices.notes)),
    )


def propose_coders(db: Database, vault: Database, project: Project) -> dict[str, str]:
    """Who the users of a project probably are here: User.id → Account.id, "" for nobody."""
    rows = vault.execute("select id, name from account")
    return proposed_coders(coders_in(with_uncoded(project)), dict(rows.fetchall()))
