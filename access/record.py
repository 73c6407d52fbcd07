"""The record as a person reads it: names for ids, words for details, and what one looks for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import pandas as pd

EVERYBODY, EVERYTHING = "Everybody", "Everything"
_NOT_ACCOUNTS = {"operator": "The operator", "respondent": "A respondent"}


def readable(events: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The events with who, when and detail in words.

    Args:
        events: n, at, actor, act, subject, detail (JSON), as from `events_frame`.
        names: the name of every account by its id.

    Returns:
        n, when, who, act, subject, detail; in the same order.
    """
    known = {**names, **_NOT_ACCOUNTS}
    return pd.DataFrame(
        {
            "n": events["n"],
            "when": [moment(at) for at in events["at"]],
            "who": [known.get(actor, f"Account {actor}") for actor in events["actor"]],
            "act": events["act"],
            "subject": [known.get(subject, subject) for subject in events["subject"]],
            "detail": [details(detail) for detail in events["detail"]],
        }
    )


def matching(record: pd.DataFrame, who: str, act: str) -> pd.DataFrame:
    """The rows of this person and this act; `EVERYBODY` and `EVERYTHING` leave nothing out."""
    chosen = pd.Series(data=True, index=record.index)
    if who != EVERYBODY:
        chosen &= record["who"] == who
    if act != EVERYTHING:
        chosen &= record["act"] == act
    return record[chosen]


def moment(at: str) -> str:
    """An ISO time as it is read: "22 Nov 2026, 09:46"."""
    return f"{datetime.fromisoformat(at):%d %b %Y, %H:%M}".removeprefix("0")


def details(text: str) -> str:
    """A JSON object in words: "role: lead, databases: study and vault"."""
    found = json.loads(text)
    return ", ".join(f"{name.replace('_', ' ')}: {_said(value)}" for name, value in found.items())


def _said(value: object) -> str:
    if isinstance(value, list):
        return " and ".join(map(str, value))
    text = str(value)
    # A fingerprint is there to be compared, which a table cannot do; its beginning names it.
    return f"{text[:12]}…" if len(text) == 64 else text
