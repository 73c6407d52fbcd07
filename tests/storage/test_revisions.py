"""REV01 every change of a code is a revision with what it was before and after, by whom and when;
REV02 undo and redo are revisions of their own, what could not be undone is none; REV03 a reason is
kept with it; REV04 it is told by months in order: added, renamed, redefined, merged, split,
retired, removed, moved, with the names of the day and the reasons; REV05 codes added one after the
other are one sentence; REV06 colours and places among siblings are left to the history."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from coding.codebook_months import by_month, span
from coding.model import Code, Origin
from coding.revisions import Difference, Revision, differences
from coding.steps import CODEBOOK
from storage.codebook import delete_code, list_codes, save_code, save_codes
from storage.codebook_acts import merge_codes, place_code, retire_code, split_code
from storage.coding_steps import redo, undo
from storage.revisions import coded_by_month, list_revisions, names_of_codes
from tests.storage.coded_study import coded_study

PEOPLE = {"lea": "Lea", "ana": "Ana"}


def change(db: Database, id: str, why: str = "", **values: object) -> None:
    known = next(one for one in list_codes(db) if one.id == id)
    save_code(db, replace(known, **values), "lea", why=why)  # type: ignore[arg-type]


def told(db: Database) -> list[str]:
    months = by_month(list_revisions(db), names_of_codes(db), PEOPLE)
    return [sentence.words for month in months for sentence in month.sentences]


def test_rev01_before_and_after(db: Database) -> None:
    save_code(db, Code("a", "A", "Old."), "lea")
    change(db, "a", definition="New.", origin=Origin.IN_VIVO)
    first, second = list_revisions(db, "a")
    assert (first.by, first.act) == ("lea", "codebook: code added")
    assert second.before == {"definition": "Old.", "origin": "", "definition_n": 0}
    assert second.redefines
    assert differences(second, {}) == [
        Difference("Definition", "Old.", "New."),
        Difference("Origin", "", "in vivo"),
    ]
    place = Revision(1, "a", "lea", "", "", before={"parent": None}, after={"parent": "b"})
    assert differences(place, {"b": "B"}) == [Difference("Stands under", "the top", "B")]


def test_rev02_undo_and_redo(db: Database) -> None:
    save_code(db, Code("a", "A"), "lea")
    change(db, "a", name="B")
    undo(db, "lea", CODEBOOK)
    redo(db, "lea", CODEBOOK)
    acts = [(one.act, one.after.get("name")) for one in list_revisions(db)][1:]
    assert acts == [
        ("codebook: code changed", "B"),
        ("undone: codebook: code changed", "A"),
        ("done again: codebook: code changed", "B"),
    ]
    save_code(db, replace(list_codes(db)[0], name="Theirs"), "ana")
    undo(db, "lea", CODEBOOK)  # refused
    assert [one.act for one in list_revisions(db)][-1] == "codebook: code changed"


def test_rev03_why(db: Database) -> None:
    save_code(db, Code("a", "A"), "lea")
    change(db, "a", why="It was too wide.", definition="Narrow.")
    assert [one.why for one in list_revisions(db)] == ["", "It was too wide."]


def test_rev04_month_by_month(db: Database) -> None:
    for id in "abc":
        save_code(db, Code(id, id.upper(), "Something."), "lea")
    change(db, "a", name="Alpha")
    change(db, "b", why="Two readings.", definition="Another thing.")
    merge_codes(db, "c", "b", "lea", "The same.")
    split_code(db, "b", [Code("n", "N")], {}, "lea")
    place_code(db, "a", "b", "", "ana")
    retire_code(db, "a", "lea")
    delete_code(db, "n", "lea")
    undo(db, "lea", CODEBOOK)
    assert told(db) == [
        "Lea added “A”, “B” and “C”.",
        "Lea renamed “A” to “Alpha”.",
        "Lea redefined “B”.",
        "Lea merged “C” into “B”.",
        "Lea split “B”; new: “N”.",
        "Ana moved “Alpha” under “B”.",
        "Lea retired “Alpha”.",
        "Lea removed “N”.",
        "Lea took back: removed “N”.",
    ]
    (month,) = by_month(list_revisions(db), names_of_codes(db), PEOPLE, {})
    assert month.summary.startswith("Codes: 3 added, 1 redefined, 1 renamed, 1 moved, 1 merged")
    assert [one.why for one in month.sentences if one.why] == ["Two readings.", "The same."]


def test_rev04_months_in_order(db: Database) -> None:
    study = coded_study(db)
    march = "2026-03-01T10:00:00+00:00"
    db.execute("update coding_step set at = ? where subject = ?", [march, study.warm])
    db.execute("update segment set created_at = '2026-06-01T10:00:00+00:00'")
    months = by_month(
        [one for one in list_revisions(db) if one.at < "2026-04"],
        names_of_codes(db),
        {},
        coded_by_month(db, ""),
    )
    assert [(m.title, m.summary) for m in months] == [
        ("March 2026", "Codes: 1 added."),
        ("June 2026", "2 passages coded."),
    ]
    assert span(months) == "March to June 2026"
    assert (span([]), span(months[:1])) == ("", "March 2026")
    assert months[0].sentences[0].words == "Somebody who left added “Warm handover”."


def test_rev05_added_together(db: Database) -> None:
    save_code(db, Code("a", "A, and “B”"), "lea")
    save_codes(db, [Code("c", "C"), Code("d", "D")], "lea")
    assert told(db) == ["Lea added “A, and “B””, “C” and “D”."]


def test_rev06_colours_are_left_out(db: Database) -> None:
    save_code(db, Code("a", "A"), "lea")
    change(db, "a", colour=7)
    assert told(db) == ["Lea added “A”."]
    assert len(list_revisions(db, "a")) == 2
