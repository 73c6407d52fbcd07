"""K18 our own export brought into an empty study gives an equal study, and brought in again adds
nothing; K18.2 GUIDs and bytes stay the same, no address leaves; K16.4 what has no place is listed;
K16.6 codes, people, attributes and themes find what is there already; K16.9 notes and comments are
memos, if somebody wants them; T2 what was coded elsewhere waits, without a word in the study, until
its names are out, and then stands on the words it meant; T6 what has no consent, names in or a name
that the vault knows stays here; K13 in a blind round others' passages stay."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from access.model import Role
from coding.exchange.guids import guid_of
from coding.exchange.model import (
    Case,
    Coding,
    Note,
    Project,
    ProjectCode,
    Selection,
    TextSource,
    User,
)
from coding.exchange.plan import Choices
from coding.memos import Memo, MemoKind
from coding.model import Code, Segment
from coding.refi_qda import parse_qdc, parse_qdpx, render_qdpx
from coding.rounds import Assignment, Round
from interviews.deciding import Decision, Verdict
from interviews.identity import Kind, NamesState
from interviews.leaks import LeakError
from storage.accounts import create_account, names_of
from storage.attributes import list_attribute_types
from storage.audit import events_frame
from storage.codebook import list_codes, save_code
from storage.codebook_acts import merge_codes
from storage.coding_steps import redo, undo
from storage.database import close_databases, open_database, open_vault
from storage.memos import list_memos, memo_subjects, save_memo
from storage.names_key import list_entities
from storage.names_out import confirm, decide, sign_off
from storage.people import list_organisations, list_participants
from storage.project_in import save_project
from storage.project_out import export_codebook, export_project, study_project
from storage.project_preview import preview_project, propose_coders
from storage.rounds import open_round
from storage.segments import list_segments, save_segment
from storage.segments_frame import segments_frame
from storage.sources import load_source, sources_frame
from storage.themes import list_themes
from storage.waiting import count_waiting
from tests.coding.projects import number
from tests.conftest import SHARED
from tests.storage.coded_study import ANN, BOB, coded_study
from tests.storage.texts import keep_all_names

ADA, BEA = number(1), number(2)
WORDS = "I: Who helped?\nP: Maria Santos did, in Ottawa, every single week."


def foreign(**other: object) -> Project:
    """A project with one text that has names in."""
    start = WORDS.index("Maria")
    whole = Selection(
        *(number(50), start, start + 16),
        (Coding(number(60), number(10), ADA), Coding(number(61), number(10), BEA)),
    )
    bare = Selection(number(51), WORDS.index("every"), len(WORDS), coder=ADA)
    text = TextSource(number(40), "Maria Santos.docx", WORDS, (whole, bare))
    project = Project(
        users=(User(ADA, "Ada"), User(BEA, "Bea")),
        codes=(ProjectCode(number(10), "Help", colour="#ff0000"),),
        cases=(Case(number(30), "Maria Santos", sources=(number(40),)),),
        sources=(text,),
    )
    return replace(project, **other)  # type: ignore[arg-type]


@pytest.fixture
def sample(sample_folder: Path) -> Iterator[tuple[Database, Database]]:
    with open_database() as db, open_vault() as vault:
        yield db, vault


def _study(db: Database) -> dict[str, object]:
    """What of a study a project carries, without the ids that storage gives."""
    names = {code.id: code.name for code in list_codes(db)}
    sources = [load_source(db, id) for id in sources_frame(db)["id"]]
    titles = {one.id: one.title for one in sources}
    organisations = {one.id: one.name for one in list_organisations(db)}
    frame = segments_frame(db)
    return {
        "codes": [
            (code.name, code.definition, names.get(code.parent), code.colour)
            for code in list_codes(db)
        ],
        "texts": sorted(
            (one.title, one.text, one.kind, one.participant, one.collected_on, one.names)
            for one in sources
            if one.is_codable  # no other text leaves
        ),
        "segments": sorted(
            (titles[row.source], row.start, row.end, row.text, row.code_name, row.coder)
            for row in frame.itertuples()
        ),
        "themes": [
            (one.name, one.meaning, sorted(names[code] for code in one.codes))
            for one in list_themes(db)
        ],
        "memos": sorted(
            (memo.kind, memo.text, memo.written_at, memo.written_by, about[memo.id])
            for about in [memo_subjects(db, "")]
            for memo in list_memos(db, "")
        ),
        "participants": [
            (one.id, one.role, organisations.get(one.organisation), dict(one.attributes))
            for one in list_participants(db)
        ],
        "attributes": [(one.name, one.kind, one.options) for one in list_attribute_types(db)],
    }


def test_k18_our_own_export_gives_an_equal_study(
    sample: tuple[Database, Database], db: Database, vault: Database
) -> None:
    _write_memos(sample[0])
    data = export_project(*sample, ANN)
    project = parse_qdpx(data)
    assert project.left_out == ()
    coders = {user.id: user.id for user in project.users}
    wanted = frozenset(one.id for one in project.variables)
    choices = Choices(coders, wanted, notes=True, names_are_out=True)
    preview = preview_project(db, vault, project, choices)
    brought = save_project(db, vault, project, choices, ANN)
    assert brought.remarks == ()
    assert (brought.n_codes, brought.n_codings) == (preview.n_new_codes, preview.n_codings)
    theirs, ours = _study(sample[0]), _study(db)
    known = {user.name: user.id for user in project.users}
    names = names_of(sample[1])
    theirs["segments"] = sorted((*one[:-1], known[names[one[-1]]]) for one in theirs["segments"])
    theirs["memos"] = sorted(
        (*one[:3], known.get(names.get(one[3], ""), guid_of("", "coder", one[3])), one[4])
        for one in theirs["memos"]
    )
    assert ours == theirs
    again = save_project(db, vault, project, choices, ANN)
    assert (again.n_codes, again.n_texts, again.n_codings) == (0, 0, 0)
    assert _study(db) == theirs


def _write_memos(db: Database) -> None:
    """One memo of every kind."""
    frame = segments_frame(db)
    subjects = {
        MemoKind.CODE: frame["code"][0],
        MemoKind.SEGMENT: frame["segment"][0],
        MemoKind.SOURCE: frame["source"][0],
        MemoKind.PARTICIPANT: frame["participant"][0],
        MemoKind.THEME: list_themes(db)[0].id,
    }
    for kind in MemoKind:
        save_memo(db, Memo(kind, f"On {kind}\n\nTwo lines.", subjects.get(kind, "")), ANN)


def test_k16_9_notes_come_in_only_when_wanted_and_wait_with_their_passage(
    db: Database, vault: Database
) -> None:
    text = foreign().sources[0]
    first = replace(text.selections[0], comment="Look again", notes=(number(80),))
    notes = (
        Note(number(80), "On help", "It comes weekly."),
        Note(number(81), "Diary", "Maria Santos called."),
        Note(number(82), "Method", "Read twice."),
    )
    project = foreign(
        sources=(replace(text, selections=(first, *text.selections[1:])),), notes=notes
    )
    assert "4 notes and comments." in preview_project(db, vault, project, Choices()).left_out
    assert save_project(db, vault, project, Choices(), ANN).n_memos == 0
    brought = save_project(db, vault, project, Choices(notes=True), ANN)
    assert (brought.n_memos, len(brought.remarks)) == (3, 1)
    assert [memo.text for memo in list_memos(db, ANN)] == ["Method\n\nRead twice."]
    keep_all_names(db, vault, sources_frame(db)["id"][0])
    found = {memo.text: memo.kind for memo in list_memos(db, ANN)}
    assert found == {
        "Method\n\nRead twice.": MemoKind.METHOD,
        "Look again": MemoKind.SEGMENT,
        "On help\n\nIt comes weekly.": MemoKind.SEGMENT,
    }


def test_k18_2_bytes_and_guids_stay_the_same(sample: tuple[Database, Database]) -> None:
    first = export_project(*sample, ANN)
    assert export_project(*sample, BOB) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert not [name for name in archive.namelist() if b"@" in archive.read(name)]
    project = study_project(*sample, ANN).project
    assert parse_qdpx(first) == replace(project, origin="Throughline")


@pytest.mark.real_inputs
def test_k18_the_whole_sample_is_valid(sample: tuple[Database, Database]) -> None:
    from lxml import etree

    rules = etree.XMLSchema(etree.parse(SHARED / "refi_qda" / "spec" / "Project-mrt2019.xsd"))
    with zipfile.ZipFile(io.BytesIO(export_project(*sample, ANN))) as archive:
        written = etree.fromstring(archive.read("project.qde"))
    assert rules.validate(written), rules.error_log


def test_k18_2_guids_survive_another_study(
    sample: tuple[Database, Database], db: Database, vault: Database
) -> None:
    project = study_project(*sample, ANN).project
    save_project(db, vault, project, Choices(names_are_out=True), ANN)
    assert {one.id for one in study_project(db, vault, ANN).project.codes} == {
        one.id for one in project.codes
    }


def test_k18_2_a_name_that_is_an_address_stays_here(db: Database, vault: Database) -> None:
    account = create_account(
        vault, "ann@example.org", "ann@example.org", Role.LEAD, "four unrelated good words"
    )
    study = coded_study(db)
    code = list_codes(db)[0].id
    save_segment(db, Segment(study.source, 0, 5, code, account.id))
    users = study_project(db, vault, ANN).project.users
    assert len(users) == 3
    assert not [user for user in users if "@" in user.name]


def test_t2_codings_wait_without_a_word_in_the_study(db: Database, vault: Database) -> None:
    brought = save_project(db, vault, foreign(), Choices(), ANN)
    assert (brought.n_texts, brought.n_codings, brought.n_waiting) == (1, 0, 3)
    source = load_source(db, sources_frame(db)["id"][0])
    assert (source.text, source.title, source.names) == ("", "P01", NamesState.IMPORTED)
    assert segments_frame(db).empty
    stored = "\n".join(db.conn.iterdump())
    assert "Maria" not in stored
    assert "Ada" not in stored
    assert "Ada" in names_of(vault).values()
    assert [one.names for one in list_entities(vault) if one.participant == "P01"] == [
        ("Maria Santos",)
    ]


def test_t2_after_sign_off_they_stand_on_the_words_they_meant(
    db: Database, vault: Database
) -> None:
    save_project(db, vault, foreign(), Choices(coders={ADA: "ada"}), ANN)
    id = sources_frame(db)["id"][0]
    for words, kind in (("Maria Santos", Kind.PARTICIPANT), ("Ottawa", Kind.PLACE)):
        decide(db, vault, id, Decision(words, Verdict.REPLACE, kind, source=id), ANN)
    sign_off(db, vault, id, ANN)
    assert segments_frame(db).empty
    confirm(db, vault, id, BOB)
    frame = segments_frame(db)
    assert list(frame["text"]) == [
        "[Participant A] did",
        "[Participant A] did",
        "every single week.",
    ]
    assert set(frame["code_name"]) == {"Help", "Quotation without a code"}
    assert set(frame["coder"]) >= {"ada"}
    assert count_waiting(db, id) == 0


def test_t2_a_code_that_was_merged_meanwhile_counts_as_the_one_it_is_now(
    db: Database, vault: Database
) -> None:
    save_project(db, vault, foreign(), Choices(), ANN)
    other = save_code(db, Code("", "Assistance"), ANN)
    help_code = next(code for code in list_codes(db) if code.name == "Help")
    merge_codes(db, help_code.id, other.id, ANN)
    again = save_project(db, vault, foreign(), Choices(), ANN)
    assert (again.n_codes, again.n_waiting) == (0, 0)
    keep_all_names(db, vault, sources_frame(db)["id"][0])
    assert set(segments_frame(db)["code_name"]) == {"Assistance", "Quotation without a code"}


def test_t2_a_lead_says_that_names_are_out_but_a_known_name_is_found(
    db: Database, vault: Database
) -> None:
    project = foreign()
    brought = save_project(db, vault, project, Choices(names_are_out=True), ANN)
    assert brought.n_waiting == 3
    assert "Names out first" in brought.remarks[0]
    clean = replace(
        project.sources[0], id=number(41), text=WORDS.replace("Maria Santos", "Somebody 1 x")
    )
    brought = save_project(
        db, vault, replace(project, sources=(clean,), cases=()), Choices(names_are_out=True), ANN
    )
    assert (brought.n_codings, brought.n_waiting, brought.remarks) == (3, 0, ())


@pytest.mark.parametrize("words", ["call 613-555-0182 now", "write to m.s@example.org please"])
def test_t2_a_number_or_address_stops_it_too(db: Database, vault: Database, words: str) -> None:
    text = TextSource(number(40), "t", words)
    brought = save_project(db, vault, Project(sources=(text,)), Choices(names_are_out=True), ANN)
    assert "Names out first" in brought.remarks[0]
    assert load_source(db, sources_frame(db)["id"][0]).text == ""


def test_k16_6_the_same_project_again_adds_nothing(db: Database, vault: Database) -> None:
    save_project(db, vault, foreign(), Choices(), ANN)
    again = save_project(db, vault, foreign(), Choices(), ANN)
    assert (again.n_codes, again.n_texts) == (0, 0)
    assert len(list_participants(db)) == 1
    assert count_waiting(db, sources_frame(db)["id"][0]) == 3


def test_k16_6_the_same_project_after_the_names_are_out_adds_what_is_new(
    db: Database, vault: Database
) -> None:
    save_project(db, vault, foreign(), Choices(), ANN)
    id = sources_frame(db)["id"][0]
    decide(
        db, vault, id, Decision("Maria Santos", Verdict.REPLACE, Kind.PARTICIPANT, source=id), ANN
    )
    keep_all_names(db, vault, id)
    text = foreign().sources[0]
    start = WORDS.index("in Ottawa")
    late = Selection(number(52), start, start + 9, (Coding(number(62), number(10), BEA),))
    more = foreign(sources=(replace(text, selections=(*text.selections, late)),))
    again = save_project(db, vault, more, Choices(), ANN)
    assert (again.n_texts, again.n_codings, again.n_waiting) == (0, 1, 0)
    assert sorted(segments_frame(db)["text"])[-1] == "in Ottawa"


def test_k16_4_what_a_study_has_no_place_for_is_listed(db: Database, vault: Database) -> None:
    text = foreign().sources[0]
    passage = replace(text.selections[0], comment="Look again")
    project = foreign(sources=(replace(text, comment="by phone", selections=(passage,)),))
    left_out = preview_project(db, vault, project, Choices()).left_out
    assert left_out == ("2 notes and comments.",)


def test_k16_6_somebody_elses_coding_of_our_text_joins_it(db: Database, vault: Database) -> None:
    study = coded_study(db)
    project = study_project(db, vault, ANN).project
    source = project.sources[0]
    theirs = Selection(number(70), 3, 20, (Coding(number(71), project.codes[0].id, number(9)),))
    more = replace(
        project,
        origin="QualCoder",
        users=(*project.users, User(number(9), "Bob")),
        sources=(replace(source, selections=(*source.selections, theirs)),),
    )
    brought = save_project(db, vault, parse_qdpx(render_qdpx(more)), Choices({number(9): BOB}), ANN)
    assert (brought.n_texts, brought.n_codings) == (0, 1)
    assert [one.coder for one in list_segments(db, study.source)] == [BOB, ANN, BOB]


def test_k16_6_codes_of_one_name_are_one_only_under_one_parent(
    db: Database, vault: Database
) -> None:
    top = save_code(db, Code("", "Help", colour=3), ANN)
    codes = (
        ProjectCode(number(10), "help"),
        ProjectCode(number(11), "Barriers", colour="#052daa"),
        ProjectCode(number(12), "Help", parent=number(11)),
        ProjectCode(number(13), "Help", parent=number(12)),
    )
    project = Project(codes=codes)
    notices = preview_project(db, vault, project, Choices()).notices
    assert len(notices) == 2
    save_project(db, vault, project, Choices(), ANN)
    found = {code.name: code for code in list_codes(db)}
    assert list(found) == ["Help", "Barriers", "Help (Barriers)", "Help (Help)"]
    assert found["Help"] == top
    assert found["Barriers"].colour == 3


def test_k16_6_users_are_proposed_by_guid_and_name(db: Database, vault: Database) -> None:
    ada = create_account(vault, "ADA", "ada@example.org", Role.LEAD, "four unrelated good words")
    assert propose_coders(db, vault, foreign()) == {ADA: ada.id, BEA: ""}


def test_an_import_is_undone_and_done_again_at_once(db: Database, vault: Database) -> None:
    clean = replace(foreign().sources[0], text=WORDS.replace("Maria Santos", "Somebody 1 x"))
    project = foreign(sources=(clean,), cases=())
    save_project(db, vault, project, Choices(names_are_out=True), ANN)
    taken = undo(db, ANN, "codebook")
    assert taken
    assert taken.why_not == ""
    assert list_codes(db) == []
    assert segments_frame(db).empty
    redo(db, ANN, "codebook")
    assert len(segments_frame(db)) == 3


def test_t6_what_may_not_leave_stays_and_says_why(db: Database, vault: Database) -> None:
    study = coded_study(db)
    brought = save_project(
        db,
        vault,
        Project(
            sources=(TextSource(number(40), "t", "P: Hello there."),),
            cases=(Case(number(30), "P09", sources=(number(40),)),),
        ),
        Choices(),
        ANN,
    )
    assert brought.n_texts == 1
    leaving = study_project(db, vault, ANN)
    assert leaving.staying == ("'P09': its names are not out yet.",)
    waiting = next(id for id in sources_frame(db)["id"] if id != study.source)
    keep_all_names(db, vault, waiting)
    assert study_project(db, vault, ANN).staying == (
        "'P09': no consent to research is in force for P09.",
    )


def test_t6_a_known_name_stops_the_export(db: Database, vault: Database) -> None:
    coded_study(db)
    save_project(db, vault, foreign(), Choices(), ANN)
    save_code(db, Code("", "Like Maria Santos"), ANN)
    with pytest.raises(LeakError, match="Maria"):
        export_project(db, vault, ANN)
    with pytest.raises(LeakError, match="Maria"):
        export_codebook(db, vault, ANN)
    assert "exported a project" not in set(events_frame(db)["act"])


def test_k13_in_a_blind_round_others_passages_stay_here(db: Database, vault: Database) -> None:
    study = coded_study(db)
    assignments = (Assignment(study.source, ANN), Assignment(study.source, BOB))
    open_round(db, Round("first", assignments), ANN)
    seen = {
        coding.coder
        for one in study_project(db, vault, BOB).project.sources[0].selections
        for coding in one.codings
    }
    assert len(seen) == 1
    assert len(study_project(db, vault, "nobody").project.sources[0].selections) == 0


def test_the_codebook_goes_out_with_its_themes(sample: tuple[Database, Database]) -> None:
    found = parse_qdc(export_codebook(*sample, ANN))
    assert [code.name for code in found.codes] == [code.name for code in list_codes(sample[0])]
    assert [one.name for one in found.sets] == [one.name for one in list_themes(sample[0])]
    close_databases()
