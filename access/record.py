"""The record as a person reads it: names for ids, words for details, and what one looks for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime

import pandas as pd

EVERYBODY, EVERYTHING = "Everybody", "Everything"
_IDENTIFIER = re.compile(r"[0-9a-f]{16,64}|[0-9a-f-]{36}")
_LABELS = {"sha256": "checksum", "original": "checksum of the file", "source": "text"}
_NOT_ACCOUNTS = {"operator": "The operator", "respondent": "A respondent", "agreed": "Agreed"}


def readable(events: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The events with who, when and detail in words.

    Args:
        events: n, at, actor, act, subject, detail (JSON), as from `events_frame`.
        names: what each account, code, source or other thing is called, by its id.

    Returns:
        n, when, who, act, subject, detail; in the same order.
    """
    known = {**names, **_NOT_ACCOUNTS}
    return pd.DataFrame(
        {
            "n": events["n"],
            "when": [moment(at) for at in events["at"]],
            "who": [known.get(actor, f"Account {actor}") for actor in events["actor"]],
            "act": [_on_screens(act) for act in events["act"]],
            "subject": [known.get(subject, short(subject)) for subject in events["subject"]],
            "detail": [details(detail, names) for detail in events["detail"]],
        }
    )


def _on_screens(act: str) -> str:
    """An act in the words of the screens: a source is called a text, a segment a passage."""
    return re.sub(r"\bsource\b", "text", re.sub(r"\bsegment\b", "passage", act))


def matching(record: pd.DataFrame, who: str, act: str) -> pd.DataFrame:
    """The rows of this person and this act; `EVERYBODY` and `EVERYTHING` leave nothing out."""
    chosen = pd.Series(data=True, index=record.index)
    if who != EVERYBODY:
        chosen &= record["who"] == who
    if act != EVERYTHING:
        chosen &= record["act"] == act
    return record[chosen]


def moment(at: str) -> str:
    """An ISO time as it is read: "22 Nov 2026, 09:46"; a day stays a day."""
    form = "%d %b %Y" if len(at) == len("2026-11-22") else "%d %b %Y, %H:%M"
    return datetime.fromisoformat(at).strftime(form).removeprefix("0")


def day(at: str) -> str:
    """The day of an ISO time as it is read, "22 Nov 2026"; "" for none."""
    return moment(at[:10]) if at else ""


def details(text: str, names: Mapping[str, str] | None = None) -> str:
    """A JSON object in words: "role: lead, databases: study and vault"; a place in a text first."""
    found = json.loads(text)
    if "start" in found and "end" in found:
        found = {"characters": f"{found.pop('start')} to {found.pop('end')}", **found}
    return ", ".join(
        f"{_LABELS.get(name, name.replace('_', ' '))}: {_said(value, names or {})}"
        for name, value in found.items()
        if value not in ("", [], {})
    )


def short(text: str) -> str:
    """An id or a fingerprint by its beginning: a table names it, only the export compares it."""
    return f"{text[:8]}…" if _IDENTIFIER.fullmatch(text) else text


def _said(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, list) and any(_IDENTIFIER.fullmatch(str(one)) for one in value):
        return str(len(value))
    if isinstance(value, dict):
        return " and ".join(f"{_said(name, names)} {n}" for name, n in value.items())
    if isinstance(value, list):
        return " and ".join(names.get(str(one), str(one)) for one in value)
    return names.get(str(value), short(str(value)))
