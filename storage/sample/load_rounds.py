"""The round of the sample study: two coders read every interview, blind to each other."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from coding.rounds import Round, assigned
from storage.rounds import close_round, finish_text, open_round

NAME = "Round 1, interviews"


def open_first_round(db: Database, sources: Mapping[str, str], team: Mapping[str, str]) -> Round:
    """Open the round before anybody codes.

    Args:
        sources: Source.id by participant.
        team: "lead" and "researcher" → Account.id.
    """
    coders = (team["lead"], team["researcher"])
    round = assigned(Round(NAME, ()), tuple(sources.values()), coders)
    return open_round(db, round, team["lead"])


def close_first_round(db: Database, round: Round, team: Mapping[str, str]) -> None:
    """Both have finished every interview, and the lead closes the round."""
    for one in round.assignments:
        finish_text(db, round.id, one.source, one.coder)
    close_round(db, round.id, team["lead"])
