"""Names out of the sample study: decided by its lead, read once more by its researcher."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from interviews.deciding import Decision, Verdict
from interviews.identity import Kind
from storage.names_out import confirm, decide_in_study, sign_off
from storage.sample.content import read
from storage.sources import sources_frame


def take_names_out(db: Database, vault: Database, team: Mapping[str, str]) -> None:
    """Decide about every name, sign every text off, and let the second reader confirm it."""
    for row in read("names.toml")["name"]:
        verdict = Verdict.KEEP if row.get("keep") else Verdict.REPLACE
        decision = Decision(row["words"], verdict, Kind(row["kind"]))
        decide_in_study(db, vault, decision, team["lead"])
    for source in sources_frame(db)["id"]:
        sign_off(db, vault, source, team["lead"])
        confirm(db, vault, source, team["researcher"])
