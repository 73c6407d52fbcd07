"""STP01 undo takes back a coder's own last step in a place, redo does it again; STP02 undo after
any sequence of acts on passages and codes restores all of them exactly, redo re-applies them; STP03
both work after a restart; STP04 a new act ends what could be redone; STP05 several acts may be one
step; STP06 what somebody changed meanwhile stays, with the reason, and does not stand in the way of
the step before; STP07 a code in use, a taken name, a circle in the tree, words that a finding
quotes and words of an earlier version stay; STP08 undo is a new event of ids only; STP09 the same
request counts once; STP10 what was done before there were steps can be undone; STP11 a deleted text
takes its steps along."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from coding.codebook import moved
from coding.errors import CodingError
from coding.model import Code, Segment
from coding.segments import ActKind, CodingAct
from coding.steps import CODEBOOK
from storage.audit import chain_problems
from storage.codebook import (
    delete_code,
    list_codes,
    restore_code,
    save_code,
    save_codes,
    save_order,
)
from storage.coding_acts import apply_acts
from storage.coding_steps import next_redo, next_undo, one_step, redo, undo
from storage.database import MEMORY, close_databases, open_database
from storage.findings import save_finding
from storage.migrations import coding_acts
from storage.segments import delete_segment, list_segments, resize_segment, save_segment
from storage.sources import delete_source
from tests.storage.coded_study import ANN, coded_study, ready_finding
from tests.storage.texts import put_source

TEXT = "It takes weeks. Nobody calls back, and then 👩‍👩‍👧 leave."


@pytest.fixture
def source(db: Database) -> str:
    """A text to code, and the code 'waiting'."""
    save_code(db, Code("waiting", "Waiting"), "lea")
    return put_source(db, TEXT)


def live(db: Database, source: str) -> list[str]:
    return [segment.id for segment in list_segments(db, source)]


def mark(db: Database, source: str, id: str, coder: str = "ana", start: int = 0) -> Segment:
    return save_segment(db, Segment(source, start, start + 8, "waiting", coder, id))


def code(db: Database, id: str) -> Code:
    return next(one for one in list_codes(db) if one.id == id)


def test_stp01_one_step_of_one_coder_goes_and_comes_back(db: Database, source: str) -> None:
    elsewhere = put_source(db, TEXT)
    mark(db, source, "mine")
    mark(db, source, "theirs", "ben")
    mark(db, elsewhere, "other")
    assert undo(db, "ana", source) is not None
    assert (live(db, source), live(db, elsewhere)) == (["theirs"], ["other"])
    assert undo(db, "ana", source) is None
    assert redo(db, "ana", source) is not None
    assert live(db, source) == ["mine", "theirs"]
    assert redo(db, "ana", source) is None
    step = next_undo(db, "ben", source)
    assert step is not None
    assert (step.kind, step.subject) == ("code applied", "waiting")


def test_stp01_the_codebook_is_a_place_of_its_own(db: Database, source: str) -> None:
    save_code(db, replace(code(db, "waiting"), name="Being made to wait"), "ana")
    mark(db, source, "mine")
    undo(db, "ana", CODEBOOK)
    assert (code(db, "waiting").name, live(db, source)) == ("Waiting", ["mine"])
    redo(db, "ana", CODEBOOK)
    assert code(db, "waiting").name == "Being made to wait"


Act = Callable[[Database, str, int], str | None]  # what it did: the place, None for nothing


def _apply(db: Database, source: str, pick: int) -> str | None:
    codes = list_codes(db)
    if codes:
        save_segment(db, Segment(source, pick, pick + 4, codes[pick % len(codes)].id, "ana"))
    return source if codes else None


def _remove(db: Database, source: str, pick: int) -> str | None:
    here = live(db, source)
    if here:
        delete_segment(db, here[pick % len(here)], "ana")
    return source if here else None


def _resize(db: Database, source: str, pick: int) -> str | None:
    here = list_segments(db, source)
    if not here:
        return None
    one = here[pick % len(here)]
    resize_segment(db, one.id, pick, pick + 9, "ana")
    return source if (one.start, one.end) != (pick, pick + 9) else None


def _add(db: Database, source: str, pick: int) -> str | None:
    codes = list_codes(db)
    parent = codes[pick % len(codes)].id if codes and pick % 2 else ""
    save_code(db, Code("", f"Code {len(list(db.query('select id from code')))}", "", parent), "ana")
    return CODEBOOK


def _create(db: Database, source: str, pick: int) -> str | None:
    id = f"here{db.execute('select count(*) from code').fetchone()[0]}"
    apply_acts(db, source, [CodingAct(id, ActKind.CREATE, code=id, name=f"New {id}")], "ana")
    return source


def _change(db: Database, source: str, pick: int) -> str | None:
    codes = list_codes(db)
    if not codes:
        return None
    one, above = codes[pick % len(codes)], codes[(pick * 3 + 1) % len(codes)]
    try:
        save_code(db, replace(one, definition=f"{one.definition}{pick}", parent=above.id), "ana")
    except (CodingError, ValueError):
        return None  # under itself
    return CODEBOOK


def _order(db: Database, source: str, pick: int) -> str | None:
    codes = list_codes(db)
    before = [(one.id, one.position) for one in codes]
    if codes:
        save_order(db, moved(codes[pick % len(codes)].id, 1, codes), "ana")
    return CODEBOOK if before != [(one.id, one.position) for one in list_codes(db)] else None


def _retire(db: Database, source: str, pick: int) -> str | None:
    codes = list_codes(db)
    if codes:
        delete_code(db, codes[pick % len(codes)].id, "ana")
    return CODEBOOK if codes else None


def _bring_back(db: Database, source: str, pick: int) -> str | None:
    gone = [row["id"] for row in db.query("select id from code where removed_at != '' order by id")]
    if gone:
        restore_code(db, gone[pick % len(gone)], "ana")
    return CODEBOOK if gone else None


def _bulk(db: Database, source: str, pick: int) -> str | None:
    with one_step(db, "ana", "codes given to what was found", "passages"):
        done = [_apply(db, source, pick), _apply(db, source, pick + 2), _resize(db, source, pick)]
    return source if any(done) else None


ACTS: list[Act] = [_apply, _remove, _resize, _add, _create, _change, _order, _retire]
ACTS += [_bring_back, _bulk]


def everything(db: Database) -> object:
    """Every passage and code as it stands; when something was removed does not matter."""
    segments = db.query(
        "select id, start, \"end\", code, coder, quote_sha256, removed_at = '' here from segment"
    )
    codes = db.query(
        "select id, name, definition, parent, colour, position, removed_at = '' here from code"
    )
    # What was undone is there as removed, what was not done yet is not there at all.
    rows = [*segments, *codes]
    return sorted((row for row in rows if row["here"]), key=lambda row: str(row["id"]))


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), min_size=1, max_size=14))
@settings(max_examples=40)
def test_stp02_undo_after_any_sequence_restores_everything(wanted: list[tuple[Act, int]]) -> None:
    with open_database(MEMORY) as db:
        save_code(db, Code("waiting", "Waiting"), "lea")
        source = put_source(db, TEXT)
        states, places = [everything(db)], []
        for act, pick in wanted:
            place = act(db, source, pick)
            if place:
                places.append(place)
                states.append(everything(db))
        for n in range(len(places), 0, -1):
            taken = undo(db, "ana", places[n - 1])
            assert taken is not None
            assert (taken.why_not, everything(db)) == ("", states[n - 1])
        for n, place in enumerate(places):
            taken = redo(db, "ana", place)
            assert taken is not None
            assert (taken.why_not, everything(db)) == ("", states[n + 1])
        list_segments(db, source)  # each is checked against its words
        assert chain_problems(db) == []


def test_stp03_undo_and_redo_outlive_a_restart(data_folder: Path) -> None:
    with open_database() as db:
        save_code(db, Code("waiting", "Waiting"), "lea")
        source = put_source(db, TEXT)
        mark(db, source, "one")
        mark(db, source, "two")
    close_databases()
    with open_database() as db:
        undo(db, "ana", source)
        assert live(db, source) == ["one"]
    close_databases()
    with open_database() as db:
        redo(db, "ana", source)
        assert live(db, source) == ["one", "two"]


def test_stp04_a_new_act_ends_what_could_be_redone(db: Database, source: str) -> None:
    mark(db, source, "one")
    mark(db, source, "two")
    undo(db, "ana", source)
    mark(db, source, "three")
    assert next_redo(db, "ana", source) is None
    undo(db, "ana", source)
    undo(db, "ana", source)
    redo(db, "ana", source)
    redo(db, "ana", source)
    assert live(db, source) == ["one", "three"]
    assert redo(db, "ana", source) is None


def test_stp05_several_acts_are_one_step(db: Database, source: str) -> None:
    other = put_source(db, TEXT)
    with one_step(db, "ana", "codes given to what was found", "passages"):
        mark(db, source, "one")
        mark(db, other, "two")
    for place in (source, other, "passages"):  # found where it was made and in each of its texts
        undo(db, "ana", place)
        assert (live(db, source), live(db, other)) == ([], [])
        redo(db, "ana", place)
        assert (live(db, source), live(db, other)) == (["one"], ["two"])


def test_stp05_a_step_that_fails_leaves_nothing(db: Database, source: str) -> None:
    with (
        pytest.raises(CodingError),
        one_step(db, "ana", "codes given to what was found", "passages"),
    ):
        mark(db, source, "one")
        mark(db, source, "two", start=9_999)
    assert live(db, source) == []
    assert next_undo(db, "ana", source) is None


def test_stp05_imported_codes_go_at_once(db: Database) -> None:
    save_codes(db, [Code("a", "A"), Code("b", "B", parent="a")], "ana")
    undo(db, "ana", CODEBOOK)
    assert list_codes(db) == []
    redo(db, "ana", CODEBOOK)
    assert [one.id for one in list_codes(db)] == ["a", "b"]


def test_stp06_what_somebody_changed_meanwhile_stays(db: Database, source: str) -> None:
    save_code(db, replace(code(db, "waiting"), definition="Days."), "ana")
    save_code(db, replace(code(db, "waiting"), name="Waits"), "ana")
    save_code(db, replace(code(db, "waiting"), name="Being made to wait"), "ben")
    taken = undo(db, "ana", CODEBOOK)
    assert taken is not None
    assert taken.why_not == "Somebody has changed it meanwhile."
    undo(db, "ana", CODEBOOK)
    assert (code(db, "waiting").name, code(db, "waiting").definition) == ("Being made to wait", "")


def test_stp07_a_code_in_use_stays(db: Database, source: str) -> None:
    save_code(db, Code("new", "New"), "ana")
    save_segment(db, Segment(source, 0, 8, "new", "ben"))
    taken = undo(db, "ana", CODEBOOK)
    assert taken is not None
    assert "1 passage has this code" in taken.why_not
    assert code(db, "new")


def test_stp07_a_taken_name_and_a_circle_stay(db: Database) -> None:
    save_code(db, Code("a", "A"), "ana")
    save_code(db, Code("b", "B", parent="a"), "lea")
    save_code(db, replace(code(db, "b"), parent=""), "ana")
    save_code(db, replace(code(db, "a"), parent="b"), "lea")
    taken = undo(db, "ana", CODEBOOK)
    assert taken is not None
    assert "stands under it by now" in taken.why_not
    delete_code(db, "a", "ben")
    save_code(db, Code("other", "a"), "lea")
    taken = undo(db, "ben", CODEBOOK)
    assert taken is not None
    assert "taken its name" in taken.why_not


def test_stp07_quoted_words_keep_their_borders(db: Database) -> None:
    study = coded_study(db)
    resize_segment(db, study.segment, 24, 40, ANN)
    save_finding(db, ready_finding(study), ANN)
    taken = undo(db, ANN, study.source)
    assert taken is not None
    assert "quotes these words" in taken.why_not


def test_stp07_words_of_an_earlier_version_stay_away(db: Database, source: str) -> None:
    mark(db, source, "one")
    resize_segment(db, "one", 0, 20, "ana")
    db.execute("drop trigger source_text_stays")
    db.execute("update source set text = 'They' || substr(text, 3)")
    taken = undo(db, "ana", source)
    assert taken is not None
    assert "The text has a new version since" in taken.why_not


def test_stp08_undo_is_a_new_event_of_ids_only(db: Database, source: str) -> None:
    mark(db, source, "one")
    n = db.execute("select count(*) from event").fetchone()[0]
    undo(db, "ana", source)
    redo(db, "ana", source)
    acts = [row["act"] for row in db.query("select act from event where n > ? order by n", [n])]
    assert acts == ["undone: code applied", "done again: code applied"]
    assert "weeks" not in json.dumps([dict(row) for row in db.query("select * from event")])


def test_stp09_the_same_request_counts_once(db: Database, source: str) -> None:
    mark(db, source, "one")
    mark(db, source, "two")
    acts = [CodingAct("u1", ActKind.UNDO), CodingAct("u2", ActKind.UNDO)]
    acts += [CodingAct("r1", ActKind.REDO)]
    for _ in range(3):
        assert apply_acts(db, source, acts, "ana") == []
        assert live(db, source) == ["one"]


def test_stp10_what_was_done_before_there_were_steps_can_be_undone(db: Database) -> None:
    save_code(db, Code("waiting", "Waiting"), "lea")
    source = put_source(db, TEXT)
    for id in ("here", "gone", "taken"):
        mark(db, source, id)
    _to_the_old_acts(db, source)
    assert undo(db, "ana", source) is not None
    assert live(db, source) == ["gone", "here"]
    assert undo(db, "ana", source) is not None
    assert live(db, source) == ["here"]
    assert redo(db, "ana", source) is not None
    assert live(db, source) == ["gone", "here"]


def _to_the_old_acts(db: Database, source: str) -> None:
    """Put the study back to the layout before steps, with acts in it, and migrate it again."""
    db.executescript(
        """
        drop table coding_change; drop table coding_step; drop table coder_setting;
        create table coding_act (
          id text primary key, source text not null references source (id), kind text not null,
          segment text not null references segment (id), coder text not null, at text not null,
          undone integer not null default 0, n integer not null
        ) without rowid;
        delete from _sqlite_migrations where migration_set = 'coding_acts';
        """
    )
    acts = [
        ("here", "apply", "here", 0, 1),
        ("gone", "apply", "gone", 0, 2),
        ("taken", "apply", "taken", 1, 3),
        ("u1", "undo", "taken", 0, 4),
        ("x1", "remove", "gone", 0, 5),
    ]
    db.conn.executemany(
        "insert into coding_act (id, source, kind, segment, coder, at, undone, n)"
        f" values (?, '{source}', ?, ?, 'ana', '2026-01-01', ?, ?)",
        acts,
    )
    db.execute("update segment set removed_at = '2026-01-01' where id in ('gone', 'taken')")
    coding_acts.migrations.apply(db)


def test_stp11_a_deleted_text_takes_its_steps_along(db: Database, source: str) -> None:
    mark(db, source, "one")
    undo(db, "ana", source)
    delete_source(db, source, "ana")
    assert (
        db.execute("select count(*) from coding_change where source = ?", [source]).fetchone()[0]
        == 0
    )
    assert redo(db, "ana", source) is None
