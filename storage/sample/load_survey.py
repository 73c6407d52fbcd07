"""The survey of the sample study: its questionnaire, and sixty people who answer it."""

from __future__ import annotations

from sqlite_utils import Database

from storage.instruments import publish_instrument, save_instrument
from storage.intake import save_page, start_draft, submit
from storage.open_answers import save_open_answers
from storage.sample.content import FOLDER, read
from storage.sample.responses import Respondent, respondents
from survey.answering import first_obstacle, shown_pages
from survey.model import Instrument
from survey.xlsform import parse_xlsform

QUESTIONNAIRE = "questionnaire.md"


def load_instrument(db: Database, actor: str) -> Instrument:
    """Upload the questionnaire and publish it."""
    instrument = parse_xlsform((FOLDER / QUESTIONNAIRE).read_bytes(), QUESTIONNAIRE)
    saved = save_instrument(db, instrument, actor)
    publish_instrument(db, saved.name, saved.version, actor)
    return saved


def load_responses(db: Database, vault: Database, instrument: Instrument, actor: str) -> None:
    """Let everybody answer, then bring the open answers into the library."""
    for respondent in respondents(read("open_answers.toml")["respondent"]):
        _answer(instrument, respondent)
    save_open_answers(db, vault, instrument.name, actor)


def _answer(instrument: Instrument, respondent: Respondent) -> None:
    """Go through the pages as a respondent does."""
    answers = respondent.answers
    language = next(one for one in instrument.languages if f"({respondent.language})" in one)
    obstacle = first_obstacle(instrument, answers, language)
    if obstacle:
        raise ValueError(f"A sample response cannot be submitted: {obstacle.problems}")
    draft = start_draft(instrument, language)
    for number, page in shown_pages(instrument, answers).items():
        given = {item.name: answers.get(item.name) for item in page.items if item.is_answered}
        save_page(draft.id, number + 1, given, language)
    submit(draft.id, {})
