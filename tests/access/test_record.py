"""RED01 events are read with names, times and details in words; RED02 what one looks for is found;
RED03 an account that is gone is still told by its id; RED04 what an event is about is called as it
is called today, and a passage by where it stands."""

from __future__ import annotations

import pandas as pd

from access.record import EVERYBODY, EVERYTHING, details, matching, moment, readable

EVENTS = pd.DataFrame(
    [
        [3, "2026-11-22T09:46:01+00:00", "zz", "coded", "s9", "{}"],
        [2, "2026-11-02T23:05:59+00:00", "operator", "changed a role", "a1", '{"role": "lead"}'],
        [1, "2026-11-02T08:00:00+00:00", "a1", "signed in", "a1", "{}"],
    ],
    columns=["n", "at", "actor", "act", "subject", "detail"],
)


def test_red01_names_times_and_details_are_in_words() -> None:
    row = readable(EVENTS, {"a1": "Ada"}).iloc[1]
    assert list(row) == [
        *(2, "2 Nov 2026, 23:05", "The operator", "changed a role", "Ada", "role: lead")
    ]


def test_red01_moments_and_details() -> None:
    assert moment("2026-01-31T00:00:00+00:00") == "31 Jan 2026, 00:00"
    assert details('{"n_rows": 3, "databases": ["study", "vault"]}') == (
        "n rows: 3, databases: study and vault"
    )
    assert details('{"sha256": "' + "ab" * 32 + '"}') == "checksum: abababab…"
    assert details('{"responses": {"s9": 60, "other": 2}}', {"s9": "Working together"}) == (
        "responses: Working together 60 and other 2"
    )
    assert details('{"evidence": ["' + "ab" * 16 + '"]}') == "evidence: 1"


def test_red01_acts_use_the_words_of_the_screens() -> None:
    events = EVENTS.iloc[:1].assign(act="imported a source")
    assert readable(events, {})["act"].tolist() == ["imported a text"]


def test_red02_what_one_looks_for_is_found() -> None:
    record = readable(EVENTS, {"a1": "Ada"})
    assert list(matching(record, EVERYBODY, EVERYTHING)["n"]) == [3, 2, 1]
    assert list(matching(record, "Ada", EVERYTHING)["n"]) == [1]
    assert list(matching(record, EVERYBODY, "coded")["n"]) == [3]
    assert matching(record, "Ada", "coded").empty


def test_red03_an_unknown_account_is_told_by_its_id() -> None:
    assert readable(EVENTS, {})["who"].tolist() == ["Account zz", "The operator", "Account a1"]


def test_red01_an_empty_record_is_readable() -> None:
    assert readable(EVENTS.iloc[:0], {}).empty


def test_red04_things_are_called_by_their_names() -> None:
    names = {"c1": "Warm handover", "s9": "P01 Fourteen beds"}
    assert readable(EVENTS, names).iloc[0]["subject"] == "P01 Fourteen beds"
    assert details('{"code": "c1", "end": 41, "source": "s9", "start": 8}', names) == (
        "characters: 8 to 41, code: Warm handover, text: P01 Fourteen beds"
    )
    assert details('{"coders": ["a1", "a2"]}', {"a1": "Ada"}) == "coders: Ada and a2"
