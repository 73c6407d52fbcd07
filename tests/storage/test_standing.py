"""STD01 the counts are those of the database; STD02 one may accept what somebody else wrote;
STD03 an interview is counted once, by how many have coded it; STD04 an empty study is all zeros;
STD05 a text of an open round counts for whoever has to finish it, and a round whose texts are all
finished waits to be closed; STD06 an interview whose names are not out is counted as such."""

from __future__ import annotations

from sqlite_utils import Database

from coding.rounds import Round, assigned
from findings.model import FindingState, Story, Theme
from findings.next_steps import Standing
from storage.findings import save_finding, set_finding_state
from storage.rounds import close_round, finish_text, open_round
from storage.segments import delete_segment
from storage.standing import load_standing
from storage.stories import save_story
from storage.themes import save_theme
from tests.storage.coded_study import ANN, BOB, answer, coded_study, ready_finding


def test_std01_the_counts_are_those_of_the_database(db: Database) -> None:
    study = coded_study(db)
    answer(db, study, ["friend", "desk"])
    found = load_standing(db, ANN)
    assert (found.n_published_instruments, found.n_draft_instruments) == (1, 0)
    assert (found.n_responses, found.n_interviews, found.n_organisations) == (2, 1, 1)
    assert (found.n_codes, found.n_segments, found.n_codes_without_theme) == (2, 2, 1)
    assert (found.n_unassigned, found.n_names_in) == (0, 0)
    save_theme(db, Theme("", "Handing over", codes=(study.warm,)), ANN)
    after = load_standing(db, ANN)
    assert (after.n_themes, after.n_codes_without_theme) == (1, 0)
    assert after.n_events == found.n_events + 1


def test_std02_one_accepts_what_others_wrote(db: Database) -> None:
    study = coded_study(db)
    finding = save_finding(db, ready_finding(study), ANN)
    set_finding_state(db, finding.id, FindingState.IN_REVIEW, ANN)
    assert load_standing(db, ANN).n_to_accept == 0
    assert load_standing(db, BOB).n_to_accept == 1
    set_finding_state(db, finding.id, FindingState.ACCEPTED, BOB)
    assert load_standing(db, BOB).n_accepted_not_told == 1
    save_story(db, Story("", "Doors", findings=(finding.id,)), ANN)
    assert load_standing(db, BOB).n_accepted_not_told == 0


def test_std03_an_interview_is_counted_once(db: Database) -> None:
    study = coded_study(db)
    found = load_standing(db, ANN)
    assert (found.n_uncoded, found.n_coded_once, found.n_coded_twice) == (0, 0, 1)
    delete_segment(db, study.again, BOB)
    found = load_standing(db, ANN)
    assert (found.n_uncoded, found.n_coded_once, found.n_coded_twice) == (0, 1, 0)


def test_std04_an_empty_study_is_all_zeros(db: Database) -> None:
    assert load_standing(db, ANN) == Standing()


def test_std05_rounds_wait_for_their_coders_and_then_for_being_closed(db: Database) -> None:
    study = coded_study(db)
    round = open_round(db, assigned(Round("Round 1", ()), (study.source,), (ANN, BOB)), ANN)
    finish_text(db, round.id, study.source, BOB)
    assert [load_standing(db, who).n_texts_of_round for who in (ANN, BOB)] == [1, 0]
    assert load_standing(db, ANN).n_rounds_to_close == 0
    finish_text(db, round.id, study.source, ANN)
    assert load_standing(db, ANN).n_texts_of_round == 0
    assert load_standing(db, ANN).n_rounds_to_close == 1
    close_round(db, round.id, ANN)
    found = load_standing(db, ANN)
    assert (found.n_rounds, found.n_rounds_to_close) == (1, 0)


def test_std06_names_that_are_in_are_a_stage_of_their_own(db: Database) -> None:
    study = coded_study(db)
    db.execute("update source set names = 'imported' where id = ?", [study.source])
    found = load_standing(db, ANN)
    stages = (found.n_not_codable, found.n_uncoded, found.n_coded_once, found.n_coded_twice)
    assert stages == (1, 0, 0, 0)
    assert sum(stages) == found.n_interviews
