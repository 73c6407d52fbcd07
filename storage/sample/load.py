"""Load the sample study through the functions that the pages use."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from sqlite_utils import Database

from access.errors import SetUpError
from access.model import Account, Role
from findings.model import Story
from storage.accounts import create_account, has_accounts
from storage.codebook import list_codes
from storage.database import sharing, writing
from storage.instruments import list_instruments
from storage.sample.content import read
from storage.sample.load_coding import load_codebook, load_passages, load_reviews
from storage.sample.load_findings import load_findings, load_themes
from storage.sample.load_interviews import load_interviews, load_waiting
from storage.sample.load_memos import load_memos
from storage.sample.load_names import take_names_out
from storage.sample.load_rounds import close_first_round, open_first_round
from storage.sample.load_survey import load_instrument, load_responses
from storage.settings import save_setting
from storage.sources import sources_frame
from storage.stories import release_story, save_story

Progress = Callable[[float, str], None]


def load_sample(db: Database, vault: Database, progress: Progress | None = None) -> Account:
    """Load the whole sample study, or nothing, and return its lead.

    Nobody knows the passphrases of its two accounts: one comes in by "Open the sample study".

    Args:
        progress: told a share from 0 to 1 and what is being done.

    Raises:
        SetUpError: this data folder holds a study already.
    """
    tell = progress or (lambda share, words: None)
    with writing(vault), writing(db), sharing(db):
        _refuse_if_used(db, vault)
        study = read("study.toml")
        lead = _account(vault, study["lead"], Role.LEAD)
        researcher = _account(vault, study["researcher"], Role.RESEARCHER)
        team = {"lead": lead.id, "researcher": researcher.id}
        save_setting(db, "study_name", study["name"])
        save_setting(db, "sample", "yes")
        tell(0.1, "The questionnaire and its responses")
        instrument = load_instrument(db, lead.id)
        load_responses(db, vault, instrument, lead.id)
        tell(0.5, "The interviews")
        sources = load_interviews(db, vault, lead.id)
        tell(0.55, "Names out")
        take_names_out(db, vault, team)
        tell(0.6, "The codebook and the coded passages")
        codes = load_codebook(db, lead.id)
        round = open_first_round(db, sources, team)
        marked = load_passages(db, sources, codes, team)
        close_first_round(db, round, team)
        load_memos(db, sources, codes, marked, team)
        tell(0.9, "Themes, findings and the story")
        load_reviews(db, marked, lead.id)
        themes = load_themes(db, codes, marked, lead.id)
        accepted = load_findings(db, themes, marked, team, instrument.name)
        text = read("findings.toml")["story"]
        story = save_story(db, Story("", findings=accepted, **text), lead.id)
        release_story(db, vault, story.id, lead.id)
        load_waiting(db, vault, lead.id)
    tell(1.0, "Done")
    return lead


def _refuse_if_used(db: Database, vault: Database) -> None:
    if has_accounts(vault) or list_instruments(db) or list_codes(db) or len(sources_frame(db)):
        raise SetUpError(
            "The sample study was not loaded: this data folder holds a study already. "
            "Name an empty folder in THROUGHLINE_DATA, and load the sample there."
        )


def _account(vault: Database, row: Mapping[str, str], role: Role) -> Account:
    unknown = secrets.token_urlsafe(32)
    return create_account(vault, row["name"], row["email"], role, unknown, row["organisation"])
