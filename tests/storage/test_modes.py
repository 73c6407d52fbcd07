"""MOD01 how answers are collected is chosen before the first response, and the database, not a
screen, keeps it afterwards, even when every response is deleted; MOD02 an anonymous response has
no invitation, and with invitations no time finer than the day; MOD03 the vault says who was
invited and whether the address was used, and not when, by whom of the responses, or in what
order: the same people in another order leave the same file; MOD04 from both files, logs included,
nobody joins an address and a response, by value, by order or by time; MOD05 the record tells of
an anonymous response the day alone; MOD06 an identified response knows its invitation and its
time; MOD07 an address is used once, however many send under it at once, and a submit that broke
off is repeated; MOD08 the survey opens and closes on its days, and takes as many as were asked
for; MOD09 people are invited once by their address, and forgotten without a trace while their
answers stay; MOD10 verifying a study finds a promise that was taken out of the database."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from storage import intake, invitations
from storage.audit import chain_problems, events_frame
from storage.collection import load_collection, save_collection
from storage.database import close_databases, open_database, open_vault, today
from storage.door import Door, forget_claim, full_quota, is_full, open_door, submit_invited
from storage.instruments import close_link
from storage.invitations import delete_invitations, list_invitations, save_invitations
from storage.verification import study_problems
from survey.collection import Collection, CollectionError, Mode, Quota
from survey.invitations import Invitation, Person
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
PEOPLE = [Person(f"Person {n:02}", f"p{n:02}@example.org", "en") for n in range(12)]
FULL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def collect(mode: Mode, people: Sequence[Person] = PEOPLE) -> list[Invitation]:
    """Publish, choose the mode, invite; the invitations by name."""
    publish(WORKING_TOGETHER)
    with open_database() as db, open_vault() as vault:
        save_collection(db, Collection(NAME, mode), LEAD)
        save_invitations(db, vault, NAME, people, LEAD)
        return list_invitations(vault, NAME)


def door(token: str) -> Door:
    """The door of an address that must open."""
    found = open_door(token)
    assert found is not None
    return found


def answer(invitation: Invitation, cookie: str) -> str | None:
    """Answer under an invitation, as the pages do; the receipt."""
    opened = door(invitation.token)
    id = hashlib.sha256(cookie.encode()).hexdigest()[:24]
    draft = intake.start_draft(opened.instrument, EN, id, opened.named)
    intake.save_page(draft.id, 1, {"role": f"role of {invitation.name}"}, EN)
    return submit_invited(invitation.token, cookie, draft.id)


def refused(statement: str) -> str:
    """Why the database refuses a statement."""
    with open_database() as db, pytest.raises(sqlite3.IntegrityError) as error:
        db.execute(statement)
    return str(error.value)


@pytest.mark.parametrize("mode", list(Mode))
def test_mod01_the_first_response_fixes_the_mode(mode: Mode, data_folder: Path) -> None:
    collect(mode)
    other = Mode.IDENTIFIED if mode is not Mode.IDENTIFIED else Mode.OPEN
    with open_database() as db:
        save_collection(db, Collection(NAME, other), LEAD)
        save_collection(db, Collection(NAME, mode), LEAD)
        instrument = intake.open_instrument(NAME)
        assert instrument is not None
        draft = intake.start_draft(instrument, EN)
        assert load_collection(db, NAME).begun
        with pytest.raises(CollectionError, match="cannot be changed"):
            save_collection(db, Collection(NAME, other), LEAD)
        intake.delete_draft(draft.id)
        with pytest.raises(CollectionError, match="cannot be changed"):
            save_collection(db, Collection(NAME, other), LEAD)
        save_collection(db, Collection(NAME, mode, most=9), LEAD)
        assert load_collection(db, NAME) == Collection(NAME, mode, begun=True, most=9)


@pytest.mark.parametrize(
    "statement",
    [
        "update collection set mode = 'identified'",
        "update collection set begun = 0",
        "update collection set instrument = 'another'",
        "delete from collection",
        f"insert or replace into collection (instrument) values ('{NAME}')",
        f"insert or replace into collection values ('{NAME}','identified',1,'','',0,30,'','[]',1)",
    ],
)
def test_mod01_no_statement_changes_it(statement: str, data_folder: Path) -> None:
    answer(collect(Mode.INVITED)[0], "a cookie")
    assert "fixed how answers are collected" in refused(statement)


def test_mod01_what_nobody_chose_is_the_open_link(data_folder: Path) -> None:
    instrument = intake.open_link(publish(WORKING_TOGETHER))
    assert instrument is not None
    intake.start_draft(instrument, EN)
    with open_database() as db, pytest.raises(CollectionError):
        save_collection(db, Collection(NAME, Mode.IDENTIFIED), LEAD)


@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.INVITED])
def test_mod02_an_anonymous_response_has_no_invitation(mode: Mode, data_folder: Path) -> None:
    one = collect(mode)[0]
    instrument = intake.open_instrument(NAME)
    assert instrument is not None
    with pytest.raises(sqlite3.IntegrityError, match="has no invitation"):
        intake.start_draft(instrument, EN, invitation=one.id)
    intake.start_draft(instrument, EN)
    assert "has no invitation" in refused(f"update response set invitation = '{one.id}'")


@pytest.mark.parametrize("column", ["updated_at", "submitted_at"])
def test_mod02_no_time_finer_than_the_day(column: str, data_folder: Path) -> None:
    answer(collect(Mode.INVITED)[0], "a cookie")
    assert "days, not times" in refused(f"update response set {column} = '2026-11-22T10:40'")
    with open_database() as db:
        row = db.execute("select updated_at, submitted_at from response").fetchone()
    assert row == (today(), today())


def test_mod03_the_vault_knows_who_was_invited_and_whether_it_was_used(data_folder: Path) -> None:
    invited = collect(Mode.INVITED)
    answer(invited[3], "a cookie")
    with open_vault() as vault:
        known = list_invitations(vault, NAME)
        columns = {row["name"] for row in vault.query("pragma table_info(invitation)")}
    assert [one.name for one in known if one.used] == ["Person 03"]
    assert columns == {
        *("id", "instrument", "name", "email", "language", "token", "sent", "used", "claim")
    }


def used_in_order(folder: Path, order: Sequence[int], monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The whole vault after the same people have answered in this order; no claim left in it."""
    monkeypatch.setenv("THROUGHLINE_DATA", str(folder))
    numbers = iter(range(10**6))
    with monkeypatch.context() as fixed:  # the same ids, addresses and empty claims in every order
        fixed.setattr(invitations.secrets, "token_hex", lambda n: f"{next(numbers):0{2 * n}d}")
        fixed.setattr(invitations.secrets, "token_urlsafe", lambda _: f"token-{next(numbers)}")
        invited = collect(Mode.INVITED)
        fixed.setattr(invitations.secrets, "token_hex", lambda n: "f" * 2 * n)
        for n in order:
            assert answer(invited[n], f"cookie {n}")
    assert (folder / "vault.db-wal").stat().st_size == 0
    close_databases()
    return (folder / "vault.db").read_bytes()


def test_mod03_the_file_does_not_tell_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = [7, 2, 9, 0, 4]
    first = used_in_order(tmp_path / "a", order, monkeypatch)
    second = used_in_order(tmp_path / "b", order[::-1], monkeypatch)
    third = used_in_order(tmp_path / "c", sorted(order), monkeypatch)
    # When the layout of the tables was made is in it; everything after is not.
    same = re.compile(rb"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d+:]*")
    assert same.sub(b"", first) == same.sub(b"", second) == same.sub(b"", third)


def every_byte(folder: Path) -> dict[str, bytes]:
    """Both databases and their logs as they lie on the disk while the app runs."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.db*"))}


def test_mod04_no_value_stands_in_both_files(data_folder: Path) -> None:
    invited = collect(Mode.INVITED)
    cookies = {one.id: f"cookie of {one.name}" for one in invited}
    for one in (invited[5], invited[1], invited[8]):
        assert answer(one, cookies[one.id])
    files = every_byte(data_folder)
    study = b"".join(body for name, body in files.items() if name.startswith("study"))
    vault = b"".join(body for name, body in files.items() if name.startswith("vault"))
    for one in invited:
        for secret in (one.id, one.token, one.email, cookies[one.id]):
            assert secret.encode() not in study
    with open_database() as db:
        responses = db.execute("select id, receipt from response").fetchall()
    for value in [value for row in responses for value in row]:
        assert value.encode() not in vault


def test_mod04_a_claim_is_made_of_something_that_no_file_holds(data_folder: Path) -> None:
    """Whoever holds both files and the letters tries every pair of address and response."""
    invited = collect(Mode.INVITED)
    opened = door(invited[0].token)
    draft = intake.start_draft(opened.instrument, EN)
    with open_vault() as vault:
        assert invitations.claim_invitation(vault, invited[0].token, "the cookie")
        (claim,) = vault.execute("select claim from invitation where used").fetchone()
    known = [draft.id, invited[0].token, invited[0].id, invited[0].email, NAME, ""]
    guesses = [invitations._claim(a, b) for a in known for b in known]
    assert claim not in guesses
    with open_vault() as vault:
        invitations.settle_claim(vault, invited[0].token, "the cookie")
        (after,) = vault.execute("select claim from invitation where used").fetchone()
    assert after != claim
    assert claim.encode() not in b"".join(every_byte(data_folder).values())


def test_mod04_neither_rows_nor_record_keep_the_order(data_folder: Path) -> None:
    """The order of the rows is that of random ids in both files: no better than chance."""
    invited = collect(Mode.INVITED)
    for one in invited:
        assert answer(one, f"cookie of {one.name}")
    with open_database() as db, open_vault() as vault:
        tables = [
            (db, "response"),
            (db, "answer"),
            (db, "collection"),
            (db, "resume_code"),
            (db, "withdrawal"),
            (vault, "invitation"),
        ]
        for file, table in tables:
            with pytest.raises(sqlite3.OperationalError, match="no such column"):
                file.execute(f"select rowid from {table}")
        ids = [id for (id,) in db.execute("select id from response")]
        assert ids == sorted(ids)
        keys = [row[0] for row in vault.execute("select * from invitation")]
        assert keys == sorted(keys)
        subjects = set(events_frame(db)["subject"])
        assert not subjects & set(ids)
        assert not subjects & set(keys)


def test_mod05_the_record_tells_the_day_alone(data_folder: Path) -> None:
    answer(collect(Mode.INVITED)[0], "a cookie")
    with open_database() as db:
        events = events_frame(db)
        mine = events[events["actor"] == "respondent"]
        assert chain_problems(db) == []
    assert list(mine["act"]) == ["submitted a response"]
    assert list(mine["at"]) == [today()]
    assert list(mine["subject"]) == [NAME]


def test_mod05_no_time_of_an_answer_stands_anywhere(data_folder: Path) -> None:
    invited = collect(Mode.INVITED)
    with open_database() as db, open_vault() as vault:
        before = [all_times(db), all_times(vault)]
    answer(invited[0], "a cookie")
    with open_database() as db, open_vault() as vault:
        assert [all_times(db), all_times(vault)] == before


def all_times(db: object) -> list[str]:
    """Every value of every table that holds a time of day."""
    query: Callable[..., sqlite3.Cursor] = db.execute  # type: ignore[attr-defined]
    names = [name for (name,) in query("select name from sqlite_master where type = 'table'")]
    return sorted(
        str(value)
        for name in names
        for row in query(f"select * from {name}").fetchall()
        for value in row
        if FULL_TIME.search(str(value)) or isinstance(value, float)
    )


def test_mod06_an_identified_response_knows_its_invitation(data_folder: Path) -> None:
    one = collect(Mode.IDENTIFIED)[4]
    assert answer(one, "a cookie")
    with open_database() as db:
        invitation, at = db.execute("select invitation, submitted_at from response").fetchone()
        event = events_frame(db).iloc[0]
        body = b"".join(every_byte(data_folder)[f"study.db{end}"] for end in ("", "-wal"))
    assert invitation == one.id
    assert FULL_TIME.match(at)
    assert FULL_TIME.match(event["at"])
    assert one.email.encode() not in body
    assert one.token.encode() not in body


@pytest.mark.parametrize("mode", [Mode.INVITED, Mode.IDENTIFIED])
def test_mod07_an_address_is_used_once(mode: Mode, data_folder: Path) -> None:
    one = collect(mode)[0]
    opened = door(one.token)
    drafts = [
        intake.start_draft(opened.instrument, EN, invitation=opened.named).id for _ in range(8)
    ]

    def send(n: int) -> str | None:
        return submit_invited(one.token, f"cookie {n % 8}", drafts[n % 8])

    with ThreadPoolExecutor(8) as threads:
        receipts = list(threads.map(send, range(32)))
    with open_database() as db:
        (n,) = db.execute("select count(*) from response where submitted_at != ''").fetchone()
    assert n == 1
    assert len({receipt for receipt in receipts if receipt}) == 1
    assert door(one.token).used


def test_mod07_a_submit_that_broke_off_is_repeated(data_folder: Path) -> None:
    one = collect(Mode.INVITED)[0]
    draft = intake.start_draft(door(one.token).instrument, EN)
    with open_vault() as vault:
        assert invitations.claim_invitation(
            vault, one.token, "my cookie"
        )  # and then the power went
    assert submit_invited(one.token, "another browser", draft.id) is None
    receipt = submit_invited(one.token, "my cookie", draft.id)
    assert receipt
    forget_claim(one.token, "my cookie")
    assert submit_invited(one.token, "my cookie", draft.id) is None


def test_mod07_after_the_submit_only_the_claim_is_left_to_forget(data_folder: Path) -> None:
    one = collect(Mode.INVITED)[0]
    draft = intake.start_draft(door(one.token).instrument, EN)
    with open_vault() as vault:
        invitations.claim_invitation(vault, one.token, "my cookie")
    intake.submit(draft.id, {})  # and then the power went
    assert submit_invited(one.token, "another browser", draft.id) is None
    forget_claim(one.token, "my cookie")
    with open_vault() as vault:
        assert not invitations.claim_invitation(vault, one.token, "my cookie")


def test_mod08_it_opens_and_closes_on_its_days(data_folder: Path) -> None:
    link = publish(WORKING_TOGETHER)
    for opens, closes, is_open in [
        ("", "", True),
        ("2020-01-01", "2999-12-31", True),
        ("2999-12-31", "", False),
        ("", "2020-01-01", False),
    ]:
        with open_database() as db:
            save_collection(db, Collection(NAME, opens_on=opens, closes_on=closes), LEAD)
        assert (open_door(link) is not None) is is_open


def test_mod08_an_invitation_opens_while_the_survey_does(data_folder: Path) -> None:
    one = collect(Mode.INVITED)[0]
    link = publish(WORKING_TOGETHER)
    assert door(link).needs_invitation
    assert not door(one.token).needs_invitation
    with open_database() as db:
        save_collection(db, Collection(NAME, Mode.OPEN), LEAD)
    assert open_door(one.token) is None
    assert not door(link).needs_invitation
    with open_database() as db:
        save_collection(db, Collection(NAME, Mode.INVITED), LEAD)
        close_link(db, link, LEAD)
    assert open_door(one.token) is None
    assert open_door("nothing like it") is None


def test_mod08_as_many_as_were_asked_for(data_folder: Path) -> None:
    opened = door(publish(WORKING_TOGETHER))
    limited = replace(opened.collection, most=2)
    begun = [intake.start_draft(opened.instrument, EN).id for _ in range(3)]
    found = [is_full(limited)]
    for id in begun:
        intake.submit(id, {})
        found.append(is_full(limited))
    assert found == [False, False, True, True]
    assert not is_full(opened.collection)


def test_mod08_quotas_by_an_item(data_folder: Path) -> None:
    opened = door(publish(WORKING_TOGETHER))
    quotas = (Quota("refers", "yes", 1), Quota("slowed", "place", 1))
    limited = replace(opened.collection, quotas=quotas)
    assert full_quota(limited, {"refers": "yes"}) is None
    draft = intake.start_draft(opened.instrument, EN)
    intake.submit(draft.id, {"refers": "yes", "referred": 3, "slowed": ["whom", "place"]})
    assert full_quota(limited, {"refers": "yes"}) == quotas[0]
    assert full_quota(limited, {"refers": "no"}) is None
    assert full_quota(limited, {"slowed": ["reply", "place"]}) == quotas[1]
    assert full_quota(limited, {"slowed": ["whom"]}) is None


def test_mod09_an_address_is_invited_once(data_folder: Path) -> None:
    collect(Mode.INVITED)
    with open_database() as db, open_vault() as vault:
        again = [
            Person("Another name", "P03@EXAMPLE.ORG"),
            Person("No address"),
            Person("No address"),
        ]
        assert save_invitations(db, vault, NAME, again, LEAD) == 2
        assert save_invitations(db, vault, "another_survey", PEOPLE[:1], LEAD) == 1
        tokens = [one.token for one in list_invitations(vault, NAME)]
    assert len(set(tokens)) == len(PEOPLE) + 2


def test_mod09_the_invited_are_forgotten_and_answers_stay(data_folder: Path) -> None:
    invited = collect(Mode.INVITED)
    answer(invited[0], "a cookie")
    with open_database() as db, open_vault() as vault:
        assert delete_invitations(db, vault, NAME, LEAD) == len(PEOPLE)
        assert delete_invitations(db, vault, NAME, LEAD) == 0
        acts = list(events_frame(db)["act"])
        assert db.execute("select count(*) from response").fetchone() == (1,)
    assert acts.count("deleted the invitations") == 1
    stored = b"".join(every_byte(data_folder).values())
    assert not [one for one in invited if one.email.encode() in stored]
    assert open_door(invited[1].token) is None


def test_mod10_a_promise_that_was_taken_out_is_found(data_folder: Path) -> None:
    one = collect(Mode.INVITED)[0]
    answer(one, "a cookie")
    with open_database() as db:
        assert study_problems(db) == []
        db.execute("drop trigger response_named_update")
        db.execute("update response set invitation = ?", [one.id])
        assert [problem.partition(",")[0] for problem in study_problems(db)] == [
            "The trigger response_named_update",
            "1 anonymous responses name an invitation.",
        ]
