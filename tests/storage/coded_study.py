"""A small coded study in a real database: an interview, two coders, codes, a questionnaire."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from coding.model import Code, Segment
from findings.model import Confidence, Evidence, Finding
from interviews.consent import Agreement, Attribution, ConsentEvent, Quotes
from interviews.model import Organisation, Participant, Source, Turn
from storage.codebook import save_code
from storage.consent import save_consent
from storage.instruments import publish_instrument, save_instrument
from storage.people import save_organisation, save_participant
from storage.segments import save_segment
from survey.model import Instrument, Item, ItemKind, ResponseOption
from tests.storage.texts import confirmed_source

ANN, BOB = "ann", "bob"
TEXT = "I: Whom do you call?\nP: I call the person who works there on Tuesdays 😀 and nobody else."
QUOTE = "the person who works there on Tuesdays 😀"


@dataclass(frozen=True)
class Study:
    """The ids of what stands in it."""

    source: str
    warm: str  # Code.id
    waiting: str
    segment: str  # QUOTE, marked by Ann with "Warm handover"
    again: str  # a part of it, marked by Bob with the same code
    instrument: str


def coded_study(db: Database) -> Study:
    """Fill an empty study through the functions that the pages use."""
    clinic = save_organisation(db, Organisation("", "Lakeshore", "Health services"), ANN)
    save_participant(db, Participant("P01", clinic.id, "Nurse"), ANN)
    agreed = Agreement("1", research=True, quotes=Quotes.YES, attribution=Attribution.ROLE)
    save_consent(db, ConsentEvent("P01", "2026-01-01", agreed), ANN)
    turns = (Turn("I", 3, 20), Turn("P", 24, len(TEXT)))
    source = confirmed_source(
        db,
        Source(
            "P01 On Tuesdays",
            TEXT,
            turns,
            participant="P01",
            organisation=clinic.id,
            interviewers=frozenset({"I"}),
        ),
        ANN,
    )
    warm = save_code(db, Code("", "Warm handover"), ANN)
    waiting = save_code(db, Code("", "Waiting", colour=2), ANN)
    start = TEXT.index(QUOTE)
    first = save_segment(db, Segment(source.id, start, start + len(QUOTE), warm.id, ANN))
    again = save_segment(db, Segment(source.id, start + 4, start + 10, warm.id, BOB))
    instrument = save_instrument(db, _instrument(), ANN)
    publish_instrument(db, instrument.name, instrument.version, ANN)
    return Study(source.id, warm.id, waiting.id, first.id, again.id, instrument.name)


def ready_finding(study: Study) -> Finding:
    """A finding by Ann that can be sent to review."""
    return Finding(
        id="",
        headline="Calls go to people, not to agencies",
        statement="They call whom they know.",
        author=ANN,
        evidence=(
            Evidence("", segment=study.segment),
            Evidence("", instrument=study.instrument, item="who"),
        ),
        confidence=Confidence.MODERATE,
        confidence_reason="One interview and the survey agree.",
    )


def answer(db: Database, study: Study, answers: list[str], wave: int = 1) -> None:
    """Submitted responses to the one item, straight into the tables of the intake."""
    (there,) = db.execute("select count(*) from response").fetchone()
    for n, choice in enumerate(answers, there):
        db.execute(
            "insert into response (id, instrument, version, wave, receipt, updated_at,"
            " submitted_at) values (?, ?, 1, ?, ?, 'now', '2026-11-22T09:00:00+00:00')",
            [f"r{n}", study.instrument, wave, f"receipt {n}"],
        )
        db.execute("insert into answer values (?, 'who', ?)", [f"r{n}", f'"{choice}"'])


def _instrument() -> Instrument:
    options = (
        ResponseOption("friend", {"en": "Somebody I know"}),
        ResponseOption("desk", {"en": "The front desk"}),
    )
    return Instrument(
        name="calls",
        title={"en": "Calls"},
        items=(Item("who", ItemKind.SELECT_ONE, {"en": "Whom do you call?"}, options=options),),
        languages=("en",),
        default_language="en",
    )
