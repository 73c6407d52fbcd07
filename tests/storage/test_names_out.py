"""NOU01 only what two readers have signed off reaches the study, and nobody signs off for two;
NOU02 what is undecided stops the sign-off; NOU03 the same name has the same stand-in in the
whole study, also under another of its names; NOU04 nothing replaced is in any byte of the study;
NOU05 a text from before keeps its text until it is confirmed, and its passages move along
exactly; NOU06 a correction afterwards is a new version; NOU07 a decision is undone; NOU08 one
reader is enough if a lead says so, which stands in the record; NOU09 who withdraws leaves
nothing in the vault; NOU10 a text that was changed in the vault is noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from coding.errors import SegmentError
from coding.model import Code, Segment
from interviews.deciding import Decision, Verdict
from interviews.errors import NamesError
from interviews.identity import Entity, Identifiability, Kind, NamesState
from interviews.model import Source, Turn
from interviews.transcript import parse_transcript
from storage.audit import chain_problems, events_frame
from storage.codebook import save_code
from storage.database import open_database, open_vault
from storage.decisions import undo_decision
from storage.leaks import text_leaks
from storage.names_key import list_entities, load_surfaces, save_roster
from storage.names_out import (
    confirm,
    decide,
    decide_in_study,
    list_unmapped,
    load_review,
    reopen,
    send_back,
    set_one_reader,
    sign_off,
)
from storage.segments import list_segments, save_segment
from storage.sources import load_source, load_unredacted, save_source
from storage.unredacted import forget_source
from storage.verification import study_problems, vault_problems
from tests.storage.texts import put_source

TALK = b"""INT: Who helps?
Jane Roe: Then Marie Tootoosis came, from Red Deer. I like Marie.
INT: And in Red Deer?
Jane Roe: We trust Marie Tootoosis there.
"""
REPLACED = {
    "Marie Tootoosis": Kind.PERSON,
    "Marie": Kind.PERSON,
    "Red Deer": Kind.PLACE,
    "Jane Roe": Kind.PERSON,
}


@pytest.fixture
def talk(db: Database, vault: Database) -> str:
    """The talk, brought in; Source.id."""
    return save_source(db, vault, parse_transcript(TALK, "talk.txt"), "ann").id


def replace_all(db: Database, vault: Database, source: str) -> None:
    for words, kind in REPLACED.items():
        decide(db, vault, source, Decision(words, Verdict.REPLACE, kind, source=source), "ann")


def test_nou01_two_readers(db: Database, vault: Database, talk: str) -> None:
    replace_all(db, vault, talk)
    with pytest.raises(NamesError, match="not signed off by a first"):
        confirm(db, vault, talk, "bob")
    assert sign_off(db, vault, talk, "ann").names is NamesState.SIGNED_OFF
    assert load_source(db, talk).text == ""
    with pytest.raises(NamesError, match="Somebody else"):
        confirm(db, vault, talk, "ann")
    clean = confirm(db, vault, talk, "bob")
    assert clean.names is NamesState.CONFIRMED
    assert clean.identifiability is Identifiability.CODED
    assert clean.text == (
        "INT: Who helps?\n[Person B]: Then [Person A] came, from [Place A]. I like [Person A].\n"
        "INT: And in [Place A]?\n[Person B]: We trust [Person A] there.\n"
    )
    assert [(turn.speaker, clean.said(turn)) for turn in clean.turns] == [
        ("INT", "Who helps?"),
        ("[Person B]", "Then [Person A] came, from [Place A]. I like [Person A]."),
        ("INT", "And in [Place A]?"),
        ("[Person B]", "We trust [Person A] there."),
    ]
    assert clean.interviewers == {"INT"}
    assert study_problems(db) == []


def test_nou01_nothing_is_coded_before(db: Database, vault: Database, talk: str) -> None:
    save_code(db, Code("c", "Help"), "ann")
    with pytest.raises(SegmentError, match="names of this text are not out"):
        save_segment(db, Segment(talk, 0, 3, "c", "ann"))


def test_nou01_a_second_reader_sends_it_back(db: Database, vault: Database, talk: str) -> None:
    replace_all(db, vault, talk)
    sign_off(db, vault, talk, "ann")
    with pytest.raises(NamesError, match="signed off"):
        replace_all(db, vault, talk)
    send_back(db, talk, "bob")
    replace_all(db, vault, talk)


def test_nou02_what_is_undecided_stops(db: Database, vault: Database, talk: str) -> None:
    _, found = load_review(db, vault, talk)
    assert found.n_open == len(found.names)
    with pytest.raises(NamesError, match="left to decide"):
        sign_off(db, vault, talk, "ann")


def test_nou03_one_stand_in_in_the_whole_study(db: Database, vault: Database, talk: str) -> None:
    replace_all(db, vault, talk)
    other = save_source(db, vault, Source("Other", "With Marie.", (Turn("", 0, 11),)), "ann").id
    made = decide(
        db, vault, other, Decision("Marie", Verdict.REPLACE, Kind.PERSON, source=other), "bob"
    )
    assert made.stand_in == "[Person A]"
    study = decide_in_study(db, vault, Decision("Ms. T.", Verdict.REPLACE, Kind.PERSON), "ann")
    assert study.stand_in == "[Person C]"
    joined = Decision("Ms. T.", Verdict.REPLACE, Kind.PERSON, entity=made.entity)
    assert decide_in_study(db, vault, joined, "ann").stand_in == "[Person A]"


def test_nou03_the_roster_knows_who_is_meant(db: Database, vault: Database, talk: str) -> None:
    names = ("Marie Tootoosis", "Ms. T.")
    save_roster(vault, [Entity("", Kind.PARTICIPANT, names, participant="P01")])
    replace_all(db, vault, talk)
    (person,) = [one for one in list_entities(vault) if one.on_roster]
    assert person.pseudonym == "[Participant A]"
    _, found = load_review(db, vault, talk)
    stand_ins = {name.words: name.stand_in for name in found.names}
    assert stand_ins["Marie"] == stand_ins["Marie Tootoosis"] == "[Participant A]"


def test_nou04_no_byte_of_the_study_has_a_name(data_folder: Path) -> None:
    with open_database() as db, open_vault() as vault:
        source = save_source(db, vault, parse_transcript(TALK, "talk.txt"), "ann").id
        replace_all(db, vault, source)
        sign_off(db, vault, source, "ann")
        confirm(db, vault, source, "bob")
        assert chain_problems(db) == []
    stored = b"".join(path.read_bytes() for path in data_folder.glob("study.db*"))
    for name in (b"Tootoosis", b"Red Deer", b"Jane"):
        assert name not in stored
    assert b"[Person A]" in stored


def test_nou05_a_text_from_before(data_folder: Path) -> None:
    text = "I trust Marie Tootoosis here."
    with open_database() as db, open_vault() as vault:
        source = put_source(db, text)
        save_code(db, Code("c", "Trust"), "ann")
        spans = {"whole": (2, 28), "cut": (8, 13), "after": (24, 28), "before": (2, 7)}
        for id, (start, end) in spans.items():
            save_segment(db, Segment(source, start, end, "c", "ann", id=id))
        reopen(db, vault, source, "ann")
        assert load_source(db, source).text == text
        decision = Decision("Marie Tootoosis", Verdict.REPLACE, Kind.PERSON, source=source)
        decide(db, vault, source, decision, "ann")
        sign_off(db, vault, source, "ann")
        clean = confirm(db, vault, source, "bob")
        quotes = {one.id: clean.text[one.start : one.end] for one in list_segments(db, source)}
        assert study_problems(db) == []
    assert quotes == {
        "whole": "trust [Person A] here",
        "cut": "[Person A]",
        "after": "here",
        "before": "trust",
    }
    stored = b"".join(path.read_bytes() for path in data_folder.glob("study.db*"))
    assert b"tootoosi" not in stored.lower(), "nor in the index of words"


def test_nou05_a_passage_that_lost_its_words_is_listed(db: Database, vault: Database) -> None:
    source = put_source(db, "I trust Marie Tootoosis here.")
    save_code(db, Code("c", "Trust"), "ann")
    save_segment(db, Segment(source, 2, 7, "c", "ann", id="good"))
    save_segment(db, Segment(source, 2, 7, "c", "bob", id="lost"))
    db.execute("update segment set quote_sha256 = 'other' where id = 'lost'")
    reopen(db, vault, source, "ann")
    decision = Decision("Marie Tootoosis", Verdict.REPLACE, Kind.PERSON, source=source)
    decide(db, vault, source, decision, "ann")
    sign_off(db, vault, source, "ann")
    confirm(db, vault, source, "bob")
    assert [one.id for one in list_segments(db, source)] == ["good"]
    assert list_unmapped(db, source) == ["Trust"]
    assert study_problems(db) == []


def test_nou06_a_correction_is_a_new_version(db: Database, vault: Database, talk: str) -> None:
    for words, kind in REPLACED.items():
        verdict = Verdict.KEEP if words == "Red Deer" else Verdict.REPLACE
        decide(db, vault, talk, Decision(words, verdict, kind, source=talk), "ann")
    sign_off(db, vault, talk, "ann")
    first = confirm(db, vault, talk, "bob")
    save_code(db, Code("c", "Place"), "ann")
    start = first.text.index("came, from Red Deer")
    save_segment(db, Segment(talk, start, start + 19, "c", "ann", id="s"))
    reopen(db, vault, talk, "ann")
    with pytest.raises(SegmentError):
        save_segment(db, Segment(talk, 0, 3, "c", "ann"))
    decision = Decision("Red Deer", Verdict.REPLACE, Kind.PLACE, source=talk)
    decide(db, vault, talk, decision, "ann")
    sign_off(db, vault, talk, "ann")
    clean = confirm(db, vault, talk, "bob")
    (segment,) = list_segments(db, talk)
    assert clean.text[segment.start : segment.end] == "came, from [Place A]"
    assert db.execute("select text_version from source").fetchone() == (2,)


def test_nou07_a_decision_is_undone(db: Database, vault: Database, talk: str) -> None:
    before = load_review(db, vault, talk)[1]
    replace_all(db, vault, talk)
    assert load_review(db, vault, talk)[1].n_open == 0
    for _ in REPLACED:
        assert undo_decision(vault, talk, "ann")
    assert not undo_decision(vault, talk, "ann")
    assert load_review(db, vault, talk)[1] == before
    assert list_entities(vault) == []


def test_nou07_what_was_decided_elsewhere_is_not_undone_here(
    db: Database, vault: Database, talk: str
) -> None:
    decide_in_study(db, vault, Decision("Red Deer", Verdict.KEEP, Kind.PLACE), "ann")
    assert not undo_decision(vault, talk, "ann")
    decide(db, vault, talk, Decision("Marie", Verdict.KEEP, Kind.PERSON), "ann")
    assert undo_decision(vault, talk, "ann")


def test_nou08_one_reader_is_enough(db: Database, vault: Database, talk: str) -> None:
    set_one_reader(db, True, "lead")
    replace_all(db, vault, talk)
    assert sign_off(db, vault, talk, "ann").names is NamesState.CONFIRMED
    assert "names: one reader is needed" in set(events_frame(db)["act"])


def test_nou09_a_source_is_forgotten(db: Database, vault: Database, talk: str) -> None:
    replace_all(db, vault, talk)
    assert text_leaks(vault, {"t": "To Red Deer."})
    for words in ("Marie Tootoosis", "Red Deer"):  # decided here, for the whole study
        decide(db, vault, talk, Decision(words, Verdict.REPLACE, Kind.PERSON), "ann")
    other = Source("Other", "In Red Deer.", (Turn("", 0, 12),))
    save_source(db, vault, other, "ann")
    source = load_unredacted(db, vault, talk)
    forget_source(vault, talk, source.original_sha256)
    assert [one.words for one in load_surfaces(vault)] == ["Red Deer"]  # another text has it
    assert "Tootoosis" not in "\n".join(vault.conn.iterdump())
    with pytest.raises(KeyError, match="backup of vault"):
        load_unredacted(db, vault, talk)
    assert replace(source, text="", turns=()).title == "talk"


def test_nou10_a_text_changed_in_the_vault_is_noticed(
    db: Database, vault: Database, talk: str
) -> None:
    assert vault_problems(vault) == []
    vault.execute("update unredacted set text = replace(text, 'Marie', 'Maria')")
    assert vault_problems(vault) == [
        f"The text of source {talk} was changed in the vault after it was imported."
    ]
    with pytest.raises(ValueError, match="Restore vault"):
        load_unredacted(db, vault, talk)
