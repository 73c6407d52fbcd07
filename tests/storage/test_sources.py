"""SRC01 any source comes back as it was saved, with its turns, from the vault alone; SRC02 the same
file is not taken twice; SRC03 the text never changes, the details do; SRC04 a source with coded
passages stays; SRC05 a deleted source is gone from every table; SRC06 the frame has one row per
source with words and live passages; SRC07 every act is in the record without names; SRC08 a
crash between vault and study leaves no source without original, and the import can be repeated."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from coding.model import Code, Segment
from interviews.errors import AlreadyImportedError, QuotedSourceError, SourceInUseError
from interviews.identity import NamesState
from interviews.model import Organisation, Participant, Source, SourceKind, Turn
from interviews.transcript import parse_transcript
from storage.audit import chain_problems, events_frame
from storage.codebook import save_code
from storage.database import MEMORY, open_database, open_vault
from storage.originals import keep_original, load_original
from storage.people import save_organisation, save_participant
from storage.segments import delete_segment, save_segment
from storage.sources import (
    delete_source,
    load_source,
    load_unredacted,
    save_source,
    sources_frame,
    update_source,
)
from storage.unredacted import forget_source
from tests.storage.texts import keep_all_names

TALK = b"INT: How are you?\nP1: Fine, thank you.\nINT: And the others?\n"


@pytest.fixture
def talk(db: Database, vault: Database) -> Source:
    """One interview, brought in; its words are in the vault."""
    return save_source(db, vault, parse_transcript(TALK, "Jane Roe.txt"), "a1")


@pytest.fixture
def clean(db: Database, vault: Database, talk: Source) -> Source:
    """The same, its names out and confirmed."""
    keep_all_names(db, vault, talk.id)
    return load_source(db, talk.id)


@pytest.fixture
def coded(db: Database, clean: Source) -> Segment:
    """A passage of the interview, coded."""
    code = save_code(db, Code("", "Wellbeing"), "a1")
    return save_segment(db, Segment(clean.id, 22, 26, code.id, "a1"))


text = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=200)


@given(title=text, words=text, at_ms=st.none() | st.integers(0, 10**9), speaker=text)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_src01_any_source_comes_back_as_it_was(
    title: str, words: str, at_ms: int | None, speaker: str
) -> None:
    turn = Turn(speaker, 0, len(words), at_ms)
    source = Source(title, words, (turn,), interviewers=frozenset({speaker}), notices=("a", "b"))
    with open_database(MEMORY) as db, open_vault(MEMORY) as vault:
        saved = save_source(db, vault, source, "a1")
        assert load_unredacted(db, vault, saved.id) == saved == replace(source, id=saved.id)


def test_src01_before_names_are_out_the_study_has_no_words(
    db: Database, vault: Database, talk: Source
) -> None:
    stored = load_source(db, talk.id)
    assert (stored.text, stored.turns, stored.interviewers) == ("", (), frozenset())
    assert (stored.title, stored.names) == (talk.title, NamesState.IMPORTED)
    dump = "\n".join(db.conn.iterdump())
    assert "Fine, thank you" not in dump
    assert "P1" not in dump
    assert load_unredacted(db, vault, talk.id).text == TALK.decode()


def test_src01_an_unknown_source_is_named(db: Database) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        load_source(db, "nowhere")


def test_src02_the_same_file_twice_is_refused_with_where_it_stands(
    db: Database, vault: Database, talk: Source
) -> None:
    again = parse_transcript(TALK, "Another name.txt")
    with pytest.raises(AlreadyImportedError, match="Jane Roe") as refused:
        save_source(db, vault, again, "a1")
    assert refused.value.source == talk.id
    assert len(sources_frame(db)) == 1


def test_src02_texts_without_a_file_may_be_equal(db: Database, vault: Database) -> None:
    answer = Source("Item 4", "Yes", (Turn("", 0, 3),), SourceKind.OPEN_ANSWER)
    assert save_source(db, vault, answer, "a1").id != save_source(db, vault, answer, "a1").id


def test_src03_details_change(db: Database, vault: Database, talk: Source) -> None:
    house = save_organisation(db, Organisation("", "Harbour House"), "a1")
    save_participant(db, Participant("P07", house.id), "a1")
    changed = replace(
        talk,
        title="Advocate",
        participant="P07",
        organisation=house.id,
        interviewers=frozenset({"P1"}),
        collected_on="2026-04-02",
    )
    update_source(db, vault, changed, "a1")
    assert load_unredacted(db, vault, talk.id) == changed
    keep_all_names(db, vault, talk.id)
    confirmed = load_source(db, talk.id)
    assert confirmed.interviewers == {"P1"}
    update_source(db, vault, replace(confirmed, interviewers=frozenset({"INT"})), "a1")
    assert load_source(db, talk.id).interviewers == {"INT"}


def test_src03_words_do_not(db: Database, vault: Database, talk: Source) -> None:
    with pytest.raises(ValueError, match="never changed"):
        update_source(db, vault, replace(talk, text=talk.text + " "), "a1")
    keep_all_names(db, vault, talk.id)
    clean = load_source(db, talk.id)
    with pytest.raises(ValueError, match="never changed"):
        update_source(db, vault, replace(clean, text=clean.text + " "), "a1")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute("update source set text = 'other'")
    assert load_source(db, talk.id) == clean
    assert clean.text == talk.text


def test_src04_coded_passages_keep_a_source(db: Database, clean: Source, coded: Segment) -> None:
    with pytest.raises(SourceInUseError, match="1 coded passage"):
        delete_source(db, clean.id, "a1")
    assert load_source(db, clean.id) == clean


def test_src04_so_does_a_quote_whose_code_was_removed(
    db: Database, clean: Source, coded: Segment
) -> None:
    db.execute("insert into theme (id, name) values ('t1', 'Care')")
    db.execute("insert into theme_quote (theme, segment) values ('t1', ?)", [coded.id])
    delete_segment(db, coded.id, "a1")
    with pytest.raises(QuotedSourceError, match="still quotes"):
        delete_source(db, clean.id, "a1")
    assert load_source(db, clean.id) == clean


def test_src05_deleting_leaves_nothing(
    db: Database, vault: Database, talk: Source, coded: Segment
) -> None:
    keep_original(vault, "Jane Roe.txt", TALK)
    delete_segment(db, coded.id, "a1")
    delete_source(db, talk.id, "a1")
    forget_source(vault, talk.id, talk.original_sha256)
    for table in ("source", "turn", "interviewer", "segment"):
        assert db.execute(f"select count(*) from {table}").fetchone()[0] == 0
    for table in ("original", "unredacted", "decision", "entity", "entity_name"):
        assert vault.execute(f"select count(*) from {table}").fetchone()[0] == 0
    assert save_source(db, vault, parse_transcript(TALK, "Jane Roe.txt"), "a1").id != talk.id


def test_src06_one_row_per_source(
    db: Database, vault: Database, talk: Source, coded: Segment
) -> None:
    answer = Source("Item 4", "One two", (Turn("", 0, 7),), SourceKind.OPEN_ANSWER)
    save_source(db, vault, answer, "a1")
    frame = sources_frame(db)
    assert list(frame.kind) == ["interview", "open answer"]
    assert list(frame.n_words) == [3, 2]  # what was said, without labels and who asks
    assert list(frame.n_segments) == [1, 0]
    assert list(frame.names_removed) == [True, False]
    assert list(frame.names) == ["confirmed", "imported"]
    assert list(frame.participant) == ["", ""]


def test_src06_an_empty_study_has_the_columns(db: Database) -> None:
    frame = sources_frame(db)
    assert len(frame) == 0
    assert {"id", "title", "kind", "n_words", "n_segments", "names_removed"} <= set(frame)


def test_src07_the_record_has_ids_and_no_names(db: Database, vault: Database, talk: Source) -> None:
    update_source(db, vault, replace(talk, title="Somebody by name"), "a1")
    delete_source(db, talk.id, "a1")
    events = events_frame(db)
    acts = ["deleted a source", "changed the details of a source", "imported a source"]
    assert list(events.act) == acts
    assert set(events.subject) == {talk.id}
    assert "name" not in "".join(events.detail)
    assert "Jane" not in "".join(events.detail)
    assert chain_problems(db) == []


def test_src07_the_study_does_not_hold_the_name_of_the_file(db: Database, talk: Source) -> None:
    dump = "\n".join(db.conn.iterdump())
    assert "Jane Roe.txt" not in dump
    assert load_source(db, talk.id).original_name == ""


def test_src08_an_import_that_failed_midway_can_be_repeated(db: Database, vault: Database) -> None:
    source = parse_transcript(TALK, "Jane Roe.txt")
    assert keep_original(vault, "Jane Roe.txt", TALK) == source.original_sha256
    wrong = replace(source, participant="P99")  # no such participant: the second step fails
    with pytest.raises(sqlite3.IntegrityError):
        save_source(db, vault, wrong, "a1")
    assert len(sources_frame(db)) == 0
    keep_original(vault, "Jane Roe.txt", TALK)
    saved = save_source(db, vault, source, "a1")
    kept = load_original(vault, saved.original_sha256)
    assert (kept.name, kept.body) == ("Jane Roe.txt", TALK)


def test_src08_an_original_that_is_missing_or_changed_is_named(vault: Database) -> None:
    with pytest.raises(KeyError, match="backup"):
        load_original(vault, hashlib.sha256(b"").hexdigest())
    sha256 = keep_original(vault, "a.txt", b"a")
    vault.execute("update original set body = ?", [b"b"])
    with pytest.raises(ValueError, match="changed"):
        load_original(vault, sha256)
