"""PWD01 a preview says exactly what happens and changes nothing; PWD02 no more contact is recorded
and changes nothing else; PWD03 no new use stops coding, quoting and the release, and keeps what is
there; PWD04 quotes leave themes and findings, an accepted finding comes back to review with the
reason; PWD05 after everything no byte of what they said is in either file, its log, or a backup
made afterwards, and nothing points nowhere; PWD06 what they said is gone from every text column of
every table, also of tables that are yet to come; PWD07 a full-text index is built anew; PWD08 the
stub stays: the label and the withdrawal, and the label is nobody else's; PWD09 a release that
quoted them keeps number and fingerprint and is called back; PWD10 in a group only their turns go,
nobody else's passage moves; PWD11 what others said stays; PWD12 the record stays whole, and names
nobody; PWD13 the operator sees first and does it with --yes; PWD14 a text whose names are still in
goes from the vault as well."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from access.model import Role
from coding.model import Segment
from findings.model import Evidence, FindingState, Story, Theme
from findings.web.routes import routes
from interviews.consent import Agreement, ConsentEvent, Quotes, Withdrawal
from interviews.deciding import Decision, Verdict
from interviews.errors import WithdrawnError
from interviews.identity import Entity, Kind
from interviews.model import Participant, Source, Turn
from interviews.withdrawing import GONE, in_words
from storage.__main__ import main
from storage.audit import chain_problems, events_frame
from storage.backup import make_backup
from storage.consent import list_consent, save_consent
from storage.database import open_database, open_vault, today
from storage.erasure import SEALED, SEALED_COLUMNS, empty_files, keys_to_others, plain_tables
from storage.findings import list_findings, save_finding, set_finding_state
from storage.names_key import save_entity
from storage.names_out import decide_in_study
from storage.originals import keep_original
from storage.participant_withdrawals import preview_withdrawal, withdraw_participant
from storage.people import list_participants, save_participant, save_speakers
from storage.segments import list_segments, save_segment
from storage.segments_frame import segments_frame
from storage.sources import load_source, load_unredacted, save_source, sources_frame
from storage.stories import list_releases, release_story, save_story
from storage.themes import list_themes, save_theme
from storage.verification import study_problems, vault_problems
from tests.coding.asking import ask
from tests.pages.opening import new_account
from tests.storage.coded_study import ANN, BOB, Study, answer, coded_study, ready_finding
from tests.storage.texts import confirmed_source, keep_all_names

CANARY = "seven yellow kites above the frozen mill pond"
SAID = f"I: And then?\nP: There were {CANARY}, and Zephyrine saw them.\nI: Thank you for that."
GROUP = f"M: Who saw it?\nA: We all saw {CANARY}.\nB: I was elsewhere that whole day.\n"
DAY = "2026-02-01"
YES = Agreement("1", research=True, quotes=Quotes.YES)


@dataclass(frozen=True)
class Told:
    """A study in which P07 said the canary: in an interview and in a group, quoted and released."""

    study: Study
    own: str
    group: str
    segment: str
    finding: str
    theme: str
    folder: Path


def agree(db: Database, participant: str) -> None:
    save_consent(db, ConsentEvent(participant, DAY, YES), ANN)


@pytest.fixture
def told(data_folder: Path) -> Iterator[Told]:
    with open_database() as db, open_vault() as vault:
        study = coded_study(db)
        answer(db, study, ["friend"] * 14 + ["desk"] * 6)
        for label in ("P07", "P08"):
            save_participant(db, Participant(label, role="Miller", attributes={"A": CANARY}), ANN)
            agree(db, label)
        save_participant(db, Participant("P08", role="Baker"), ANN)
        save_entity(
            vault, Entity("", Kind.PERSON, ("Zephyrine Q",), participant="P07", on_roster=True)
        )
        replaced = Decision("Zephyrine", Verdict.REPLACE, Kind.PERSON)
        decide_in_study(db, vault, replaced, ANN)
        own = _own(db, vault)
        group = _group(db)
        segment = _mark(db, own, CANARY, study)
        finding, theme = _quoted(db, study, segment)
        yield Told(study, own, group, segment, finding, theme, data_folder)


def _own(db: Database, vault: Database) -> str:
    sha = keep_original(vault, f"{CANARY}.txt", SAID.encode())
    end = SAID.index("\n")
    last = SAID.rindex("I: ")
    turns = (Turn("I", 3, end), Turn("P", end + 4, last - 1), Turn("I", last + 3, len(SAID)))
    source = Source(
        "P07 The mill",
        SAID,
        turns,
        participant="P07",
        original_sha256=sha,
        interviewers=frozenset({"I"}),
    )
    kept = save_source(db, vault, source, ANN)
    keep_all_names(db, vault, kept.id, ANN)
    return kept.id


def _group(db: Database) -> str:
    turns, at = [], 0
    for line in GROUP.splitlines(keepends=True):
        turns.append(Turn(line[0], at + 3, at + len(line) - 1))
        at += len(line)
    kept = confirmed_source(
        db, Source("The group", GROUP, tuple(turns), interviewers=frozenset({"M"})), ANN
    )
    save_speakers(db, kept, {"A": "P07", "B": "P08"}, ANN)
    return kept.id


def _mark(db: Database, source: str, words: str, study: Study) -> str:
    start = load_source(db, source).text.index(words)
    segment = Segment(source, start, start + len(words), study.warm, BOB)
    return save_segment(db, segment).id


def _quoted(db: Database, study: Study, segment: str) -> tuple[str, str]:
    theme = save_theme(db, Theme("", "Mills", "", (study.warm,), (segment,)), ANN)
    ready = ready_finding(study)
    pieces = (*ready.evidence, Evidence("", segment=segment))
    words = f"One of them said: “{CANARY}”."
    finding = save_finding(db, replace(ready, evidence=pieces, statement=words), ANN)
    set_finding_state(db, finding.id, FindingState.IN_REVIEW, ANN)
    set_finding_state(db, finding.id, FindingState.ACCEPTED, BOB)
    story = save_story(db, Story("", "Mills", "We asked.", "", (finding.id,)), ANN)
    with open_vault() as vault:
        release_story(db, vault, story.id, ANN)
    return finding.id, theme.id


def withdraw(level: Withdrawal) -> None:
    with open_database() as db, open_vault() as vault:
        withdraw_participant(db, vault, "P07", level, today(), ANN)


def stored(folder: Path) -> bytes:
    """Every byte of both files and their logs."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*.db*")))


def test_pwd01_a_preview_says_what_happens(told: Told) -> None:
    with open_database() as db, open_vault() as vault:
        n = len(events_frame(db))
        found = preview_withdrawal(db, vault, "P07", Withdrawal.EVERYTHING)
        assert len(events_frame(db)) == n
        done = withdraw_participant(db, vault, "P07", Withdrawal.EVERYTHING, today(), ANN)
    assert found == done
    assert (found.sources, found.shared) == (("P07 The mill",), ("The group",))
    assert (found.n_turns, found.n_passages, found.n_files) == (4, 1, 1)
    assert (found.themes, found.n_accepted, found.releases) == (("Mills",), 1, (1,))
    assert "a finding" in found.texts
    words = " ".join(in_words(found))
    for part in ("“P07 The mill”", "“The group”", "1 coded passage", "edition 1", "Backups"):
        assert part in words


def test_pwd02_no_more_contact(told: Told) -> None:
    withdraw(Withdrawal.CONTACT)
    with open_database() as db:
        assert list_consent(db, "P07")[-1].said is Withdrawal.CONTACT
        assert list_releases(db)[0].recalled_on == ""
        assert len(segments_frame(db)) == 3


def test_pwd03_no_new_use(told: Told) -> None:
    withdraw(Withdrawal.NEW_USE)
    with open_database() as db:
        (finding,) = list_findings(db)
        assert (finding.state, len(finding.evidence)) == (FindingState.ACCEPTED, 3)
        assert list_themes(db)[0].quotes == (told.segment,)


def test_pwd04_quotes_are_taken_out(told: Told) -> None:
    withdraw(Withdrawal.QUOTES)
    with open_database() as db:
        (finding,) = list_findings(db)
        assert (finding.state, finding.accepted_by) == (FindingState.IN_REVIEW, "")
        assert told.segment not in {piece.segment for piece in finding.evidence}
        assert len(finding.evidence) == 2
        assert "P07 withdrew" in finding.review_reason
        assert list_themes(db)[0].quotes == ()
        assert len(segments_frame(db)) == 3, "the passage is still counted"
        again = set_finding_state(db, finding.id, FindingState.ACCEPTED, BOB)
        assert again.review_reason == ""


def test_pwd05_no_byte_is_left(told: Told, tmp_path: Path) -> None:
    assert CANARY.encode() in stored(told.folder)
    withdraw(Withdrawal.EVERYTHING)
    make_backup(tmp_path / "backups", ANN)
    for place in (told.folder, tmp_path / "backups"):
        left = stored(place)
        assert left
        for words in (CANARY, "Zephyrine", "zephyrine", "Miller"):
            assert words.encode() not in left, f"{words} in {place}"
    with open_database() as db, open_vault() as vault:
        assert study_problems(db) + vault_problems(vault) == []


_WELL_FORMED: dict[str, dict[str, object]] = {  # columns that hold one of a few words
    "source": {"kind": "interview", "names": "confirmed", "identifiability": "coded"},
    "participant": {"withdrawn_on": ""},
    "finding": {"accepted_by": ""},
    "collection": {"mode": "identified"},
}


def _plant(db: Database) -> list[str]:
    """A row with the canary in every text column of every open table; which could not be made."""
    db.execute("pragma foreign_keys = off")
    db.execute("pragma ignore_check_constraints = on")
    refused = []
    for table in plain_tables(db):
        if table.name in SEALED:
            continue
        closed = keys_to_others(db, table.name) | {"id", "source"}
        closed |= {name for of, name in SEALED_COLUMNS if of == table.name}
        row: dict[str, object] = {
            column.name: f"x {CANARY} y" if column.type.upper() == "TEXT" else 987654 + n
            for n, column in enumerate(table.columns)
        }
        row |= {name: "other" for name in row.keys() & closed if isinstance(row[name], str)}
        row |= _WELL_FORMED.get(table.name, {})
        try:
            table.insert(row)
        except sqlite3.Error as error:
            refused.append(f"{table.name}: {error}")
    db.execute("pragma ignore_check_constraints = off")
    db.execute("pragma foreign_keys = on")
    return refused


def test_pwd06_no_table_keeps_their_words(told: Told) -> None:
    with open_database() as db:
        assert _plant(db) == [], "give the table a row here by hand, and look that it is searched"
    withdraw(Withdrawal.EVERYTHING)
    left = stored(told.folder)
    assert CANARY.encode() not in left, (
        "A table keeps what a participant said who withdrew. storage/erasure.py searches every "
        "text column that is not in SEALED; rows about a source go by their foreign key."
    )
    assert GONE.encode() in left


def test_pwd07_a_full_text_index_is_built_anew(told: Told) -> None:
    with open_database() as db:
        db.execute("create virtual table heard using fts5(source unindexed, text)")
        db.execute("insert into heard select id, text from source")
        db.execute(
            "create trigger unheard after delete on source"
            " begin delete from heard where source = old.id; end"
        )
        db.execute(
            "create trigger heard_again after update of text on source"
            " begin update heard set text = new.text where source = new.id; end"
        )
        found = db.execute("select count(*) from heard where heard match 'kites'").fetchone()
        assert found == (2,)
    withdraw(Withdrawal.EVERYTHING)
    with open_database() as db:
        found = db.execute("select count(*) from heard where heard match 'kites'").fetchone()
        assert found == (0,)
    assert b"kites" not in stored(told.folder)


def test_pwd08_a_stub_stays(told: Told) -> None:
    withdraw(Withdrawal.EVERYTHING)
    with open_database() as db, open_vault() as vault:
        stub = next(one for one in list_participants(db) if one.id == "P07")
        assert stub == Participant("P07", withdrawn_on=today())
        assert [event.said for event in list_consent(db, "P07")] == [Withdrawal.EVERYTHING]
        with pytest.raises(WithdrawnError):
            save_participant(db, Participant("P07", role="Somebody else"), ANN)
        with pytest.raises(WithdrawnError):
            preview_withdrawal(db, vault, "P07", Withdrawal.QUOTES)
        with pytest.raises(KeyError, match="no participant"):
            preview_withdrawal(db, vault, "P99", Withdrawal.QUOTES)


def test_pwd09_a_release_is_called_back(told: Told) -> None:
    with open_database() as db:
        before = list_releases(db)[0]
    withdraw(Withdrawal.EVERYTHING)
    with open_database() as db:
        after = list_releases(db)[0]
    assert (after.number, after.sha256) == (before.number, before.sha256)
    assert (after.html, after.recalled_on) == ("", today())
    lead = new_account(Role.LEAD, told.folder)
    answer = ask("/findings/releases/1.html", lead, mounted=routes)
    assert (answer.status, b"called back" in answer.body) == (410, True)


def test_pwd10_in_a_group_only_their_turns_go(told: Told) -> None:
    with open_database() as db:
        theirs = _mark(db, told.group, "We all saw", told.study)
        over = _mark(db, told.group, f"mill pond.\nB: I was", told.study)  # noqa: F541
        other = _mark(db, told.group, "I was elsewhere", told.study)
    withdraw(Withdrawal.EVERYTHING)
    with open_database() as db:
        source = load_source(db, told.group)
        left = list_segments(db, told.group)
    assert len(source.text) == len(GROUP)
    assert GROUP.splitlines()[2] == source.text.splitlines()[2]
    assert source.speakers == ("M", GONE, "B")
    assert {theirs, over} & {one.id for one in left} == set()
    assert [source.text[one.start : one.end] for one in left if one.id == other] == [
        "I was elsewhere"
    ]


def test_pwd10_others_of_the_group_can_still_be_named(told: Told) -> None:
    withdraw(Withdrawal.EVERYTHING)
    with open_database() as db:
        source = load_source(db, told.group)
        save_speakers(db, source, {GONE: "P07", "B": "P09"}, ANN)
        named = db.execute("select participant from speaker order by turn").fetchall()
    assert named == [("P07",), ("P09",)]


def test_pwd11_what_others_said_stays(told: Told) -> None:
    withdraw(Withdrawal.EVERYTHING)
    with open_database() as db:
        titles = set(sources_frame(db)["title"])
        (finding,) = list_findings(db)
        assert {"P01 On Tuesdays", "The group"} == titles
        assert set(segments_frame(db)["participant"]) == {"P01"}
        assert finding.statement == f"One of them said: “{GONE}”."
        assert len(finding.evidence) == 2
        assert list_consent(db, "P08")


def test_pwd12_the_record_stays_whole(told: Told) -> None:
    withdraw(Withdrawal.EVERYTHING)
    with open_database() as db:
        last = events_frame(db, 1).iloc[0]
        assert chain_problems(db) == []
    assert (last["act"], last["subject"]) == ("withdrew: everything", "P07")


def test_pwd13_the_operator_sees_first(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["withdraw", "--participant", "P07", "--level", "everything"]
    assert main(asked) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert CANARY.encode() in stored(told.folder)
    assert main([*asked, "--yes"]) == 0
    assert "“P07 The mill”" in capsys.readouterr().out
    assert CANARY.encode() not in stored(told.folder)
    assert main([*asked, "--yes"]) == 1
    assert "withdrawn everything" in capsys.readouterr().err
    assert main(["withdraw", "--participant", "P01"]) == 1
    assert "--level" in capsys.readouterr().err
    assert main(["withdraw", "--finish"]) == 0


def test_pwd13_files_are_emptied_again(told: Told) -> None:
    with open_database() as db, open_vault() as vault:
        assert empty_files(db, vault)


def test_pwd14_a_text_whose_names_are_still_in(told: Told) -> None:
    words = "nine herons over a very quiet estuary"
    with open_database() as db, open_vault() as vault:
        alone = Source("New", f"P: {words}", (Turn("P", 3, 3 + len(words)),), participant="P07")
        save_source(db, vault, alone, ANN)
        text = f"A: {words}\nB: yes"
        turns = (Turn("A", 3, 3 + len(words)), Turn("B", len(text) - 3, len(text)))
        group = save_source(db, vault, Source("New group", text, turns), ANN)
        save_speakers(db, group, {"A": "P07", "B": "P08"}, ANN)
        found = preview_withdrawal(db, vault, "P07", Withdrawal.EVERYTHING)
    assert (found.n_turns, found.shared) == (6, ("New group", "The group"))
    withdraw(Withdrawal.EVERYTHING)
    assert words.encode() not in stored(told.folder)
    with open_database() as db, open_vault() as vault:
        left = load_unredacted(db, vault, group.id)
        assert vault_problems(vault) == []
    assert (left.said(left.turns[1]), left.speakers) == ("yes", (GONE, "B"))
