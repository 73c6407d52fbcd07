"""The operator's commands for surveys: invite people, and take answers back by their receipt."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database

from storage.audit import record
from storage.collection import load_collection
from storage.database import open_database, open_vault
from storage.instruments import load_instrument
from storage.invitations import list_invitations, mark_sent, save_invitations
from storage.participant_commands import (
    add_participant_arguments,
    finish_emptying,
    withdraw_one,
)
from storage.post import PostError, post_of, send_letters
from storage.withdrawals import Outcome, finish_withdrawals, withdraw
from survey.collection import Collection, CollectionError
from survey.invitations import Invitation, letter, parse_people, render_letters, render_mail_merge

OPERATOR = "operator"
Asked = argparse.Namespace
Command = Callable[[str, Callable[[Asked], int], str], argparse.ArgumentParser]
_SAID = {
    Outcome.DONE: "The answers with this receipt are deleted. Delete older backups too.",
    Outcome.WAITS: "A passage of these answers is quoted. Take it out of the findings and themes "
    "that Collect answers lists, then run `python -m storage withdraw --finish`.",
    Outcome.UNKNOWN: "No answers have this receipt. Check the four words.",
}


def add_survey_commands(command: Command) -> None:
    """Add `invite` and `withdraw` to the operator's commands."""
    invite = command("invite", _invite, "Invite people to a survey; write or send their letters.")
    invite.add_argument("questionnaire", help="its name, as under Questionnaire")
    invite.add_argument("--people", type=Path, help="a CSV: name, e-mail, language (en or fr)")
    invite.add_argument("--address", default="", help="where the survey is: https://…")
    invite.add_argument("--list", type=Path, help="write a CSV for a mail merge")
    invite.add_argument("--letters", type=Path, help="write a ZIP of e-mail drafts")
    invite.add_argument("--reminders", action="store_true", help="remind instead of inviting")
    how = invite.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="say who would be written to")
    how.add_argument(
        "--send", action="store_true", help="send through the server in THROUGHLINE_SMTP"
    )
    back = command(
        "withdraw", _withdraw, "Take back answers by their receipt, or all of a participant."
    )
    back.add_argument("words", nargs="*", help="the four words of the receipt")
    add_participant_arguments(back)
    back.add_argument(
        "--finish", action="store_true", help="delete what waited and is quoted no more"
    )


def _invite(asked: Asked) -> int:
    name = asked.questionnaire
    with open_database() as db, open_vault() as vault:
        collection = _collection(db, name)
        if asked.people:
            print(_import(db, vault, name, asked.people))
        people = list_invitations(vault, name, unused_only=True)
        if asked.list or asked.letters or asked.dry_run or asked.send:
            _write(db, vault, people, collection, asked)
    return 0


def _collection(db: Database, name: str) -> Collection:
    try:
        load_instrument(db, name)
    except LookupError as error:
        raise CollectionError(str(error)) from error
    collection = load_collection(db, name)
    if not collection.is_invited:
        raise CollectionError(
            f"'{name}' is answered under one open link. Choose invitations under Collect answers "
            "first, before anybody has answered."
        )
    return collection


def _import(db: Database, vault: Database, name: str, path: Path) -> str:
    read = parse_people(path.read_text("utf-8-sig"))
    if read.problems:
        raise CollectionError("\n".join(["Nobody was invited.", *read.problems]))
    n = save_invitations(db, vault, name, read.people, OPERATOR)
    return f"{n} invited; {len(read.people) - n} had been invited before."


def _write(
    db: Database, vault: Database, people: list[Invitation], collection: Collection, asked: Asked
) -> None:
    """Write the files and send the letters that were asked for, to those who have not answered."""
    base, mode = asked.address, collection.mode
    if not base.startswith(("https://", "http://")):
        raise CollectionError("Name where the survey is reached: --address https://…")
    if asked.list:
        _keep(asked.list, render_mail_merge(people, base))
    if asked.letters:
        _keep(asked.letters, render_letters(people, base, mode, reminder=asked.reminders))
    if not (asked.dry_run or asked.send):
        return
    due = [one for one in people if one.email and one.sent is asked.reminders]
    letters = [(one.id, letter(one, base, mode, reminder=asked.reminders)) for one in due]
    if asked.dry_run:
        for _, message in letters:
            print(f"{message['To']}\t{message['Subject']}")
        print(f"{len(letters)} would be written to. Nothing was sent.")
        return
    post = post_of(os.environ)
    if post is None:
        raise PostError("No mail server is named. Set THROUGHLINE_SMTP and THROUGHLINE_SMTP_FROM.")
    n = send_letters(post, letters, lambda id: mark_sent(vault, id))
    kind = "sent reminders" if asked.reminders else "sent invitations"
    record(db, OPERATOR, kind, collection.instrument, {"n": n})
    print(f"{n} letters were sent.")


def _keep(path: Path, body: bytes) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(body)
    print(f"{path} holds addresses that open the survey: keep it safe, then delete it.")


def _withdraw(asked: Asked) -> int:
    if asked.participant and not asked.words and not asked.finish:
        return withdraw_one(asked)
    if bool(asked.words) is asked.finish or asked.participant:
        print("Give the four words of a receipt, --participant, or --finish.", file=sys.stderr)
        return 1
    with open_database() as db:
        if asked.finish:
            print(f"{finish_withdrawals(db, OPERATOR)} withdrawals are finished.")
            return 0 if finish_emptying() else 1
        outcome = withdraw(db, " ".join(asked.words), OPERATOR)
    print(_SAID[outcome], file=sys.stdout if outcome is Outcome.DONE else sys.stderr)
    return 0 if outcome is Outcome.DONE else 1
