"""The interviews of the sample study: organisations, participants and their transcripts."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from interviews.attributes import AttributeKind, AttributeType
from interviews.consent import Agreement, Attribution, ConsentEvent, Quotes
from interviews.consent_words import PROMPTS
from interviews.model import Organisation, Participant
from interviews.transcript import parse_transcript
from storage.attributes import save_attribute_type
from storage.consent import save_consent
from storage.originals import keep_original
from storage.people import save_organisation, save_participant
from storage.sample.content import FOLDER, Interview, interviews, read
from storage.sources import save_source


def load_interviews(db: Database, vault: Database, actor: str) -> dict[str, str]:
    """Hand in every transcript; Source.id by participant."""
    for row in read("study.toml")["organisation"]:
        save_organisation(db, Organisation(**row), actor)
    for row in read("study.toml")["attribute"]:
        options = tuple(row.get("options", ()))
        save_attribute_type(
            db, AttributeType(row["name"], AttributeKind(row["kind"]), options), actor
        )
    return {one.participant: _load(db, vault, one, actor) for one in interviews()}


def load_waiting(db: Database, vault: Database, actor: str) -> None:
    """Hand in one more transcript, whose names nobody has taken out yet."""
    row = read("study.toml")["waiting"]
    data = (FOLDER / "transcripts" / row["file"]).read_bytes()
    source = replace(
        parse_transcript(data, row["file"]), title=row["title"], collected_on=row["collected_on"]
    )
    keep_original(vault, row["file"], data)
    save_source(db, vault, source, actor)


def _load(db: Database, vault: Database, interview: Interview, actor: str) -> str:
    participant = Participant(
        interview.participant, interview.organisation, interview.role, interview.attributes
    )
    save_participant(db, participant, actor)
    agreed = Agreement(
        form="2025-01",
        interview=True,
        recording=True,
        research=True,
        quotes=Quotes(interview.consent["quotes"]),
        attribution=Attribution(interview.consent["attribution"]),
        future_use=True,
        informed=frozenset(PROMPTS),
    )
    save_consent(db, ConsentEvent(participant.id, interview.collected_on, agreed), actor)
    data = interview.data()
    source = replace(
        parse_transcript(data, interview.filename),
        title=interview.title,
        participant=interview.participant,
        organisation=interview.organisation,
        interviewers=frozenset(interview.interviewers),
        collected_on=interview.collected_on,
    )
    keep_original(vault, interview.filename, data)
    return save_source(db, vault, source, actor).id
