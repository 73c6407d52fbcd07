"""REA01 a text can be searched as soon as its names are out, and not before; REA02 hits come with
their turn, speaker and the place of the words, counted in full; REA03 kinds and interviewers can be
left out; REA04 a deleted text leaves the index, and after `forget_words` no byte of it; REA05 the
table of turns says who speaks; REA06 a study from before the index gets one."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from interviews.model import Source, SourceKind, Turn
from interviews.search import read_query
from storage.database import open_database
from storage.names_out import sign_off
from storage.reading import forget_words, search_turns, turns_frame
from storage.segments import delete_segment, list_segments
from storage.sources import delete_source, save_source
from tests.storage.coded_study import ANN, coded_study

EARLY = "We slept near the marigold depot."


def test_rea01_only_what_may_be_read_is_found(db: Database, vault: Database) -> None:
    text = f"A: {EARLY}"
    source = save_source(db, vault, Source("T", text, (Turn("A", 3, len(text)),)), ANN)
    assert search_turns(db, read_query("marigold")).n_turns == 0
    sign_off(db, vault, source.id, ANN)
    assert search_turns(db, read_query("marigold")).n_turns == 0, "a second reader is to come"


def test_rea02_hits_say_where(db: Database) -> None:
    study = coded_study(db)
    found = search_turns(db, read_query("tuesday"))
    assert (found.n_turns, found.n_sources) == (1, 1)
    (hit,) = found.hits
    assert (hit.source, hit.n, hit.speaker, hit.title) == (study.source, 1, "P", "P01 On Tuesdays")
    ((start, end),) = hit.spans
    assert hit.words[start:end] == "Tuesdays"
    everything = search_turns(db, read_query("call"), limit=1)
    assert (everything.n_turns, len(everything.hits)) == (2, 1)


def test_rea03_kinds_and_interviewers(db: Database) -> None:
    coded_study(db)
    call = read_query("call")
    assert search_turns(db, call, askers=False).n_turns == 1
    assert search_turns(db, call, kind=SourceKind.INTERVIEW).n_turns == 2
    assert search_turns(db, call, kind=SourceKind.OPEN_ANSWER).n_turns == 0


def test_rea04_a_deleted_text_leaves_no_byte(data_folder: Path) -> None:
    with open_database() as db:
        study = coded_study(db)
        for segment in list_segments(db, study.source):
            delete_segment(db, segment.id, segment.coder)
        delete_source(db, study.source, ANN)
        assert search_turns(db, read_query("Tuesdays")).n_turns == 0
        forget_words(db)
        db.execute("pragma wal_checkpoint(truncate)").fetchone()
        assert db.execute("select count(*) from turn_place").fetchone()[0] == 0
    kept = (data_folder / "study.db").read_bytes() + (data_folder / "study.db-wal").read_bytes()
    assert b"nobody else" not in kept
    assert b"tuesday" not in kept


def test_rea05_the_table_of_turns(db: Database) -> None:
    coded_study(db)
    turns = turns_frame(db)
    assert turns[["speaker", "asks", "participant", "organisation"]].values.tolist() == [
        ["I", True, "", "Lakeshore"],
        ["P", False, "P01", "Lakeshore"],
    ]
    assert turns["words"][0] == "Whom do you call?"


def test_rea06_an_earlier_study_gets_an_index(db: Database) -> None:
    from storage.migrations.reading import m001_words_of_turns

    coded_study(db)
    db.executescript("""
      drop trigger turn_is_indexed; drop trigger turn_leaves_index;
      drop table turn_words; drop table turn_place;
    """)
    m001_words_of_turns(db)
    assert search_turns(db, read_query("Tuesdays")).n_turns == 1
