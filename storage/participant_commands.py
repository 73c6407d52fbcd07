"""The operator's command for participants: what a withdrawal does, and doing it."""

from __future__ import annotations

import argparse
import sys

from interviews.consent import Withdrawal
from interviews.errors import WithdrawnError
from interviews.withdrawing import in_words
from storage.database import open_database, open_vault, today
from storage.participant_withdrawals import (
    finish_withdrawal,
    preview_withdrawal,
    withdraw_participant,
)

OPERATOR = "operator"
LEVELS = {level.value.replace(" ", "-"): level for level in Withdrawal}
Asked = argparse.Namespace


def add_participant_arguments(parser: argparse.ArgumentParser) -> None:
    """What `withdraw` needs to know for a participant."""
    parser.add_argument("--participant", default="", help="the label of a participant, such as P07")
    parser.add_argument("--level", choices=list(LEVELS), help="how far they withdraw")
    parser.add_argument("--day", default="", help="the day they said so, YYYY-MM-DD; else today")
    parser.add_argument("--yes", action="store_true", help="do it; without this it is only shown")


def withdraw_one(asked: Asked) -> int:
    """Show what a withdrawal of a participant does, and with --yes do it."""
    if not asked.level:
        print(f"Say how far: --level {', '.join(LEVELS)}.", file=sys.stderr)
        return 1
    level, label = LEVELS[asked.level], asked.participant
    try:
        with open_database() as db, open_vault() as vault:
            if not asked.yes:
                found = preview_withdrawal(db, vault, label, level)
            else:
                found = withdraw_participant(
                    db, vault, label, level, asked.day or today(), OPERATOR
                )
    except (WithdrawnError, KeyError, ValueError) as error:
        print(f"Not done. {error.args[0]}", file=sys.stderr)
        return 1
    for line in in_words(found):
        print(f"- {line}")
    print("Done." if asked.yes else "Nothing was changed. Add --yes to do it.")
    return 0


def finish_emptying() -> bool:
    """Empty both files once more of what participants took back; False if they are in use."""
    with open_database() as db, open_vault() as vault:
        return finish_withdrawal(db, vault)
