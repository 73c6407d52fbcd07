"""T6 quotes leave only as far as consent reaches: T6.1 without a consent to quotes the row stays,
its words do not; T6.2 a name that the vault knows stops the file; T6.3 attributes need a speaker
who agreed to be described; T6.4 texts whose names are not out hold all back; K13 others' passages
of a blind round are not in it; T4 every export is in the record."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from coding.model import Code, Segment
from coding.rounds import Assignment, Round
from interviews.consent import Agreement, ConsentEvent, Withdrawal
from interviews.identity import Entity, Kind
from interviews.leaks import LeakError
from interviews.model import Participant
from storage.audit import events_frame
from storage.codebook import save_code
from storage.consent import save_consent
from storage.names_key import save_entity
from storage.names_out import reopen
from storage.people import save_participant
from storage.quotes_out import FORMATS, NAMES_IN, export_quotes, list_quote_rows
from storage.rounds import open_round
from storage.segments import save_segment
from tests.storage.coded_study import ANN, BOB, QUOTE, coded_study
from tests.storage.texts import put_source


def test_t6_1_words_leave_with_consent_alone(db: Database, vault: Database) -> None:
    coded_study(db)
    rows = list_quote_rows(db, vault, ANN)
    assert [(row.held, row.participant) for row in rows] == [("", "P01")] * 2
    save_consent(db, ConsentEvent("P01", "2026-02-01", Withdrawal.QUOTES), ANN)
    rows = list_quote_rows(db, vault, ANN)
    assert all("P01" in row.held for row in rows)
    for format in FORMATS:
        assert QUOTE.encode() not in export_quotes(db, vault, format, ANN)


def test_t6_2_a_known_name_stops_the_file(db: Database, vault: Database) -> None:
    study = coded_study(db)
    code = save_code(db, Code("", "Like Maria"), ANN)
    save_segment(db, Segment(study.source, 0, 5, code.id, ANN))
    save_entity(vault, Entity("", Kind.PERSON, ("Maria Santos",), on_roster=True))
    with pytest.raises(LeakError, match="Maria"):
        export_quotes(db, vault, "csv", ANN)
    assert "exported quotes" not in set(events_frame(db)["act"])


def test_t6_3_attributes_need_three_who_share_them_and_agreement(
    db: Database, vault: Database
) -> None:
    coded_study(db)
    north = {"Region": "North"}
    for label in ("P01", "P02", "P03"):
        save_participant(db, Participant(label, role="Nurse", attributes=north), ANN)
        if label != "P01":
            db.execute(
                "update source set participant = ? where id = ?",
                [label, put_source(db, "a", title=label)],
            )
    rows = list_quote_rows(db, vault, ANN, ["Region"])
    assert [(row.attributes, row.beside) for row in rows] == [(north, "")] * 2
    save_consent(db, ConsentEvent("P01", "2026-02-01", Agreement("2", research=True)), ANN)
    assert [row.attributes for row in list_quote_rows(db, vault, ANN, ["Region"])] == [{}, {}]


def test_t6_4_a_text_with_names_in_holds_all_back(db: Database, vault: Database) -> None:
    study = coded_study(db)
    db.execute("update source set names = 'from before' where id = ?", [study.source])
    assert [row.held for row in list_quote_rows(db, vault, ANN)] == [NAMES_IN] * 2
    reopen(db, vault, study.source, ANN)
    assert [row.held for row in list_quote_rows(db, vault, ANN)] == [NAMES_IN] * 2


def test_k13_others_passages_of_a_blind_round_stay(db: Database, vault: Database) -> None:
    study = coded_study(db)
    both = (Assignment(study.source, ANN), Assignment(study.source, BOB))
    open_round(db, Round("first", both), ANN)
    assert len(list_quote_rows(db, vault, BOB)) == 1


def test_t4_an_export_is_in_the_record(db: Database, vault: Database) -> None:
    coded_study(db)
    export_quotes(db, vault, "html", ANN)
    newest = events_frame(db).iloc[0]
    assert (newest["act"], newest["actor"]) == ("exported quotes", ANN)
    assert '"n": 2' in newest["detail"]
