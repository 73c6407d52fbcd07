"""Publish a questionnaire in the data folder of a test, as a lead would."""

from __future__ import annotations

from storage.database import open_database
from storage.instruments import publish_instrument, save_instrument
from survey.model import Instrument

LEAD = "a-lead"


def publish(instrument: Instrument) -> str:
    """Save and publish the instrument; its link token."""
    with open_database() as db:
        saved = save_instrument(db, instrument, LEAD)
        return publish_instrument(db, saved.name, saved.version, LEAD)
