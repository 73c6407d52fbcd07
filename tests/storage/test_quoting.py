"""QUO01 words of somebody without consent become no quote of a theme or finding, and the reason is
said; QUO02 what is quoted already stays until somebody takes it out, and stops the release; QUO03
"after my review" needs an answer to these very words, whoever marked them; QUO04 open answers,
literature and notes about nobody need no consent of a participant, an interview without one is not
quotable; QUO05 in a group the consent of everybody whose words a passage holds is asked, and the
passage counts for whoever speaks where it starts; QUO06 beside a quote stands what was agreed and
three share; QUO07 who has withdrawn from new use is not coded anew, nor by undo; QUO08 the release
asks for the consent of that day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlite_utils import Database

from coding.errors import SegmentError
from coding.model import Code, Segment
from findings.errors import StoryError
from findings.model import Evidence, Finding, FindingState, Story, Theme
from interviews.consent import (
    Agreement,
    Attribution,
    ConsentEvent,
    Holder,
    Quotes,
    Review,
    Reviewer,
    Withdrawal,
)
from interviews.errors import NotQuotableError
from interviews.model import Organisation, Participant, Source, SourceKind, Turn
from storage.codebook import save_code
from storage.coding_steps import redo, undo
from storage.consent import save_consent
from storage.evidence import list_quotes
from storage.findings import change_finding, load_finding, save_finding, set_finding_state
from storage.people import (
    interviewed_frame,
    load_speakers,
    save_organisation,
    save_participant,
    save_speakers,
)
from storage.quoting import list_quoting, list_to_review
from storage.segments import delete_segment, list_segments, resize_segment, save_segment
from storage.segments_frame import segments_frame
from storage.sources import load_source
from storage.stories import release_story, save_story
from storage.themes import list_themes, save_theme
from tests.storage.coded_study import ANN, BOB, Study, answer, coded_study, ready_finding
from tests.storage.texts import confirmed_source

DAY = "2026-02-01"
YES = Agreement("1", research=True, quotes=Quotes.YES, attribution=Attribution.ROLE)
GROUP = "Mod: Who goes? A: I do, always. B: And I wait here. C: Nobody asked me."


def say(db: Database, participant: str, said: Agreement | Withdrawal | Review) -> None:
    save_consent(db, ConsentEvent(participant, DAY, said), ANN)


@pytest.fixture
def study(db: Database) -> Study:
    return coded_study(db)


@pytest.fixture
def group(db: Database) -> dict[str, str]:
    """Segments of a focus group of A (P11), B (P12) and C, who is nobody yet; by their words."""
    starts = {who: GROUP.index(f"{who}:") + len(who) + 2 for who in ("Mod", "A", "B", "C")}
    ends = [*(GROUP.index(f" {who}:") for who in ("A", "B", "C")), len(GROUP)]
    turns = tuple(Turn(who, start, end) for (who, start), end in zip(starts.items(), ends))  # noqa: B905
    source = Source("Group", GROUP, turns, interviewers=frozenset({"Mod"}))
    kept = confirmed_source(db, source, ANN)
    house = save_organisation(db, Organisation("", "Harbour House", "Shelter"), ANN)
    save_participant(db, Participant("P11", house.id, "Advocate"), ANN)
    save_speakers(db, kept, {"A": "P11", "B": "P12", "C": " "}, ANN)
    save_code(db, Code("going", "Going"), ANN)
    found = {}
    for words in ("Who goes?", "I do, always.", "always. B: And I wait", "Nobody asked me."):
        start = GROUP.index(words)
        segment = Segment(kept.id, start, start + len(words), "going", ANN)
        found[words] = save_segment(db, segment).id
    return found


def test_quo01_no_quote_without_consent(db: Database, study: Study) -> None:
    say(db, "P01", Agreement("2", research=True))
    with pytest.raises(NotQuotableError, match="P01 did not agree to be quoted"):
        save_theme(db, Theme("", "Doors", quotes=(study.segment,)), ANN)
    with pytest.raises(NotQuotableError, match="page Consent"):
        save_finding(db, ready_finding(study), ANN)
    assert list_themes(db) == []


def test_quo02_what_is_quoted_stays_until_it_is_taken_out(db: Database, study: Study) -> None:
    theme = save_theme(db, Theme("", "Doors", quotes=(study.segment,)), ANN)
    finding = save_finding(db, ready_finding(study), ANN)
    say(db, "P01", Agreement("2", research=True))
    save_theme(db, replace(theme, name="Open doors"), ANN)
    change_finding(db, finding.id, lambda now: replace(now, headline="New words"), ANN)
    assert "did not agree" in list_quotes(db, [study.segment])[study.segment].not_quotable
    with pytest.raises(NotQuotableError):
        save_theme(db, replace(theme, quotes=(study.segment, study.again)), ANN)


def test_quo03_a_review_is_of_these_words(db: Database, study: Study) -> None:
    save_theme(db, Theme("", "Doors", quotes=(study.segment,)), ANN)
    say(db, "P01", replace(YES, quotes=Quotes.AFTER_REVIEW, holder=Holder("A Nation", "all")))
    asked = [(segment, by) for segment, _, by in list_to_review(db, "P01")]
    assert asked == [(study.segment, by) for by in Reviewer]
    frame = segments_frame(db).set_index("segment").loc[study.segment]
    twin = save_segment(
        db, Segment(study.source, int(frame["start"]), int(frame["end"]), study.warm, BOB)
    )
    say(db, "P01", Review(twin.id))
    assert [by for _, _, by in list_to_review(db, "P01")] == [Reviewer.COMMUNITY]
    say(db, "P01", Review(twin.id, Reviewer.COMMUNITY))
    quoting = list_quoting(db)
    assert (quoting[study.segment].problem, quoting[twin.id].problem) == ("", "")
    assert "not reviewed" in quoting[study.again].problem
    assert list_to_review(db, "P01") == []


@pytest.mark.parametrize(
    ("kind", "participant", "problem"),
    [
        (SourceKind.OPEN_ANSWER, "", ""),
        (SourceKind.LITERATURE, "", ""),
        (SourceKind.FIELD_NOTE, "", ""),
        (SourceKind.FIELD_NOTE, "P20", "P20 has no consent on record"),
        (SourceKind.INTERVIEW, "", "nobody is named as its speaker"),
        (SourceKind.INTERVIEW, "P20", "P20 has no consent on record"),
    ],
)
def test_quo04_whose_consent_is_asked(
    db: Database, kind: SourceKind, participant: str, problem: str
) -> None:
    save_participant(db, Participant("P20"), ANN)
    source = Source("A text", "Some words", (Turn("", 0, 10),), kind, participant=participant)
    kept = confirmed_source(db, source, ANN)
    save_code(db, Code("c", "Words"), ANN)
    segment = save_segment(db, Segment(kept.id, 0, 4, "c", ANN)).id
    assert list_quoting(db, [segment])[segment].problem == problem


def test_quo05_a_group_counts_for_who_speaks(db: Database, group: dict[str, str]) -> None:
    frame = segments_frame(db).set_index("segment")
    who = {words: frame.loc[id, "participant"] for words, id in group.items()}
    assert who == {
        "Who goes?": "",
        "I do, always.": "P11",
        "always. B: And I wait": "P11",
        "Nobody asked me.": "",
    }
    assert frame.loc[group["I do, always."], "organisation_name"] == "Harbour House"
    quote = list_quotes(db, [group["I do, always."]])[group["I do, always."]]
    assert (quote.participant, quote.role, quote.organisation) == (
        *("P11", "Advocate"),
        "Harbour House",
    )
    people = interviewed_frame(db)
    assert list(people["participant"]) == ["P11", "P12"]
    assert list(people["organisation_name"]) == ["Harbour House", ""]


def test_quo05_everybody_in_a_passage_is_asked(db: Database, group: dict[str, str]) -> None:
    say(db, "P11", YES)
    problems = {words: list_quoting(db)[id].problem for words, id in group.items()}
    assert problems == {
        "Who goes?": "P12 has no consent on record",
        "I do, always.": "",
        "always. B: And I wait": "P12 has no consent on record",
        "Nobody asked me.": "nobody is named as its speaker",
    }
    say(db, "P12", YES)
    assert list_quoting(db)[group["always. B: And I wait"]].problem == ""


def test_quo05_speakers_are_replaced_as_a_whole(db: Database, group: dict[str, str]) -> None:
    source = load_source(db, str(segments_frame(db).iloc[0]["source"]))
    save_speakers(db, source, {"C": "P13"}, ANN)
    assert load_speakers(db, source) == {"C": "P13"}
    assert "P13" in set(segments_frame(db)["participant"])


def test_quo06_what_stands_beside_a_quote(db: Database, study: Study) -> None:
    assert list_quoting(db)[study.segment].beside == ""
    for label in ("P02", "P03"):
        save_participant(db, Participant(label, role="nurse"), ANN)
        confirmed_source(db, Source(label, "Hm", (Turn("", 0, 2),), participant=label), ANN)
    assert list_quoting(db)[study.segment].beside == "Nurse"
    say(db, "P01", replace(YES, attribution=Attribution.SECTOR))
    assert list_quoting(db)[study.segment].beside == "", "only one is in health services"


def test_quo07_no_new_coding_after_a_withdrawal(db: Database, study: Study) -> None:
    say(db, "P01", Withdrawal.CONTACT)
    save_segment(db, Segment(study.source, 3, 8, study.warm, ANN))
    say(db, "P01", Withdrawal.NEW_USE)
    with pytest.raises(SegmentError, match="P01 has withdrawn"):
        save_segment(db, Segment(study.source, 3, 9, study.warm, ANN))


def test_quo07_nor_by_other_borders_undo_or_redo(db: Database, study: Study) -> None:
    for id in ("taken", "undone"):
        save_segment(db, Segment(study.source, 3, 8, study.warm, ANN, id=id))
    undo(db, ANN, study.source)
    delete_segment(db, "taken", ANN)
    delete_segment(db, study.again, BOB)
    undo(db, BOB, study.source)
    undo(db, BOB, study.source)
    say(db, "P01", Withdrawal.NEW_USE)
    with pytest.raises(SegmentError, match="P01 has withdrawn"):
        resize_segment(db, study.segment, 3, 9, ANN)
    for again, who in ((undo, ANN), (redo, BOB)):
        taken = again(db, who, study.source)
        assert taken is not None
        assert "P01 has withdrawn" in taken.why_not
    assert [one.id for one in list_segments(db, study.source)] == [study.segment]


def test_quo08_the_release_asks_for_todays_consent(
    db: Database, vault: Database, study: Study
) -> None:
    answer(db, study, ["friend"] * 14 + ["desk"] * 6)
    finding: Finding = save_finding(db, ready_finding(study), ANN)
    set_finding_state(db, finding.id, FindingState.IN_REVIEW, ANN)
    set_finding_state(db, finding.id, FindingState.ACCEPTED, BOB)
    story = save_story(db, Story("", "Doors", "We asked.", "", (finding.id,)), ANN)
    release_story(db, vault, story.id, ANN)
    say(db, "P01", Withdrawal.NEW_USE)
    with pytest.raises(StoryError, match=r"P01 has withdrawn \(no new use\)"):
        release_story(db, vault, story.id, ANN)
    kept = load_finding(db, finding.id)
    assert kept is not None
    assert Evidence(kept.evidence[0].id, segment=study.segment) in kept.evidence
