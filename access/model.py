"""The nouns of access: an Account with a Role, and what a role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A respondent has no account; that is `None` wherever a role is asked."""

    LEAD = "lead"
    RESEARCHER = "researcher"


class Act(StrEnum):
    """What can be permitted. The value is how the record and refusals say it."""

    ANSWER_SURVEY = "answer a survey"
    SEE_STUDY = "see the study"
    DESIGN_SURVEY = "design a survey"
    PUBLISH_SURVEY = "publish a survey"
    ENTER_PAPER = "enter answers from paper"
    IMPORT_ANSWERS = "import answers"
    READ_RESULTS = "read results"
    EXPORT_ANSWERS = "export answers"
    MANAGE_SOURCES = "import and edit transcripts"
    TAKE_NAMES_OUT = "take names out"
    RECORD_CONSENT = "record consent"
    ERASE_PARTICIPANT = "delete all of a participant"
    CODE = "code passages"
    EDIT_CODEBOOK = "edit the codebook"
    MANAGE_ROUNDS = "open and close rounds of coding"
    SETTLE_DIFFERENCES = "settle differences between coders"
    SHOW_STATISTICS = "say whether statistics of coders are shown"
    EXPORT_QUOTES = "export quotes"
    IMPORT_PROJECT = "import a project"
    EXPORT_PROJECT = "export the project"
    VOUCH_NAMES = "say that names were taken out elsewhere"
    EDIT_THEMES = "edit themes"
    WRITE_FINDINGS = "write findings"
    ACCEPT_FINDINGS = "accept findings"
    COMPOSE_STORY = "compose the story"
    RELEASE_STORY = "release the story"
    MANAGE_PEOPLE = "manage people"
    READ_RECORD = "read the record"
    REMOVE_SAMPLE = "remove the sample study"


@dataclass(frozen=True)
class Account:
    """A person who works in the studio. Lives in the vault; research data knows only `id`."""

    id: str
    name: str
    email: str
    role: Role
    organisation: str = ""  # in words, as shown under the name
    closed_at: str = ""  # "" while the account may sign in
