"""CBS01 a saved code is listed, in the order of the tree; CBS02 a name is given once, whatever its
capitals; CBS03 a removed code takes its passages along and brings all of them back; CBS04 those
under a removed code move up, and back when it returns; CBS05 colours are dealt out in order;
CBS06 every change is in the record, without names; CBS07 a list of codes is saved whole or not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlite_utils import Database

from coding.codebook import moved
from coding.errors import CodebookError
from coding.model import Code, Segment
from storage.codebook import (
    count_segments,
    delete_code,
    list_codes,
    list_removed_codes,
    next_colour,
    restore_code,
    save_code,
    save_codes,
    save_order,
)
from storage.segments import changes_since, list_segments, save_segment
from storage.segments_frame import segments_frame
from tests.storage.texts import put_source


def names(db: Database) -> list[str]:
    return [code.name for code in list_codes(db)]


def test_cbs01_codes_are_listed_in_the_order_of_the_tree(db: Database) -> None:
    time = save_code(db, Code("", "Time"), "ana")
    roles = save_code(db, Code("", "Roles"), "ana")
    save_code(db, Code("", "Waiting", parent=time.id), "ana")
    save_code(db, Code("", "Who does what", parent=roles.id), "ana")
    assert names(db) == ["Time", "Waiting", "Roles", "Who does what"]


def test_cbs01_a_change_replaces_what_was_known(db: Database) -> None:
    code = save_code(db, Code("", "Wating"), "ana")
    save_code(db, replace(code, name="Waiting", definition="Days without an answer."), "ana")
    assert [(c.name, c.definition) for c in list_codes(db)] == [
        ("Waiting", "Days without an answer.")
    ]


def test_cbs01_moving_changes_only_the_order(db: Database) -> None:
    codes = [save_code(db, Code("", name), "ana") for name in ("A", "B", "C")]
    save_order(db, moved(codes[2].id, -1, list_codes(db)), "ana")
    assert names(db) == ["A", "C", "B"]


def test_cbs02_a_second_code_of_the_same_name_is_refused(db: Database) -> None:
    save_code(db, Code("", "Waiting"), "ana")
    with pytest.raises(CodebookError, match="named 'Waiting' already"):
        save_code(db, Code("", "WAITING "), "ben")


def test_cbs02_a_code_cannot_stand_under_its_own_child(db: Database) -> None:
    top = save_code(db, Code("", "Time"), "ana")
    under = save_code(db, Code("", "Waiting", parent=top.id), "ana")
    with pytest.raises(CodebookError, match="cannot stand under"):
        save_code(db, replace(top, parent=under.id), "ana")


def test_cbs03_removing_hides_the_passages_and_restoring_shows_them(db: Database) -> None:
    source = put_source(db, "It takes weeks. Nobody calls.")
    code = save_code(db, Code("", "Waiting"), "ana")
    segment = save_segment(db, Segment(source, 0, 15, code.id, "ana"))
    assert count_segments(db)[code.id] == 1
    assert delete_code(db, code.id, "ana") == 1
    assert (list_segments(db, source), len(segments_frame(db)), names(db)) == ([], 0, [])
    assert [one.id for one in list_removed_codes(db)] == [code.id]
    assert restore_code(db, code.id, "ana") == 1
    assert [one.id for one in list_segments(db, source)] == [segment.id]


def test_cbs03_open_screens_hear_of_a_removed_code(db: Database) -> None:
    source = put_source(db, "It takes weeks.")
    code = save_code(db, Code("", "Waiting"), "ana")
    save_segment(db, Segment(source, 0, 15, code.id, "ana"))
    seen = changes_since(db, source, -1).revision
    delete_code(db, code.id, "ana")
    assert [change.removed for change in changes_since(db, source, seen).changes] == [True]


def test_cbs03_a_removed_name_may_be_taken_but_then_not_brought_back(db: Database) -> None:
    code = save_code(db, Code("", "Waiting"), "ana")
    delete_code(db, code.id, "ana")
    save_code(db, Code("", "Waiting"), "ben")
    with pytest.raises(CodebookError, match="named 'Waiting' already"):
        restore_code(db, code.id, "ana")


def test_cbs04_children_move_up_and_back(db: Database) -> None:
    top = save_code(db, Code("", "Time"), "ana")
    middle = save_code(db, Code("", "Waiting", parent=top.id), "ana")
    low = save_code(db, Code("", "Weeks", parent=middle.id), "ana")
    delete_code(db, middle.id, "ana")
    assert next(c for c in list_codes(db) if c.id == low.id).parent == top.id
    restore_code(db, middle.id, "ana")
    assert next(c for c in list_codes(db) if c.id == low.id).parent == middle.id


def test_cbs05_colours_come_in_order_and_repeat_after_twelve(db: Database) -> None:
    given = []
    for n in range(14):
        given.append(next_colour(db))
        save_code(db, Code("", f"Code {n}", colour=given[-1]), "ana")
    assert given == [*range(1, 13), 1, 2]


def test_cbs06_the_record_knows_every_change_and_no_names(db: Database) -> None:
    code = save_code(db, Code("", "Waiting", "Secret words"), "ana")
    delete_code(db, code.id, "ana")
    restore_code(db, code.id, "ben")
    events = list(db.query("select actor, act, subject, detail from event order by n"))
    assert [(event["actor"], event["act"]) for event in events] == [
        ("ana", "codebook: code added"),
        ("ana", "codebook: code removed"),
        ("ben", "codebook: code brought back"),
    ]
    assert "Waiting" not in json.dumps(events)
    assert "Secret" not in json.dumps(events)


def test_cbs07_a_list_with_one_bad_code_leaves_nothing(db: Database) -> None:
    with pytest.raises(CodebookError):
        save_codes(db, [Code("", "Time"), Code("", "time")], "ana")
    assert names(db) == []
