"""The operator's commands: `python -m storage …`; each with --help."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from access.errors import AccessError
from access.model import Role
from interviews.leaks import LeakError
from storage.accounts import (
    close_account,
    create_account,
    invite,
    list_accounts,
    load_account_of,
    renew_passphrase,
    set_role,
)
from storage.audit import record
from storage.backup import NAMES, BackupError, make_backup, restore_backup
from storage.database import data_folder, now, open_database, open_vault
from storage.export import export_study
from storage.post import PostError
from storage.setting_up import open_sample
from storage.survey_commands import add_survey_commands
from storage.verification import study_problems, vault_problems
from survey.collection import CollectionError

OPERATOR = "operator"  # how the record names who works at the command line
Asked = argparse.Namespace


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if it did what was asked."""
    asked = _parser().parse_args(arguments)
    run: Callable[[Asked], int] = asked.run
    try:
        return run(asked)
    except (AccessError, BackupError, CollectionError, PostError, OSError) as error:
        print(f"Not done. {error}", file=sys.stderr)
        return 1


def _init(_: Asked) -> int:
    with open_database(), open_vault() as vault:
        n = len(list_accounts(vault))
    print(f"Both databases are ready in {data_folder()}; {n} accounts.")
    if n == 0:
        print("Start the app: it prints the set-up code for the first lead.")
    return 0


def _sample(_: Asked) -> int:
    with open_database() as db, open_vault() as vault:
        account = open_sample(db, vault)
    print(f"The sample study is in {data_folder()}; its lead is {account.name}.")
    return 0


def _account_list(_: Asked) -> int:
    with open_vault() as vault:
        for one in list_accounts(vault):
            state = f"closed {one.closed_at[:10]}" if one.closed_at else "open"
            print(f"{one.email}\t{one.name}\t{one.role}\t{state}")
    return 0


def _account_add(asked: Asked) -> int:
    name, email, role = asked.name, asked.email, Role(asked.role)
    with open_database() as db, open_vault() as vault:
        if asked.ask_passphrase:
            typed = getpass.getpass("Passphrase: ")
            account = create_account(vault, name, email, role, typed, asked.organisation)
            told = "It signs in with that passphrase."
        else:
            account, passphrase = invite(vault, name, email, role, asked.organisation)
            told = f"One-time passphrase, valid for seven days: {passphrase}"
        record(db, OPERATOR, "made an account", account.id, {"role": role})
    print(f"The account of {account.name} is made. {told}")
    return 0


def _account_renew(asked: Asked) -> int:
    with open_database() as db, open_vault() as vault:
        account = load_account_of(vault, asked.email)
        passphrase = renew_passphrase(vault, account.id)
        record(db, OPERATOR, "gave a new passphrase", account.id)
    print(f"One-time passphrase of {account.name}, valid for seven days: {passphrase}")
    return 0


def _account_role(asked: Asked) -> int:
    with open_database() as db, open_vault() as vault:
        account = set_role(vault, load_account_of(vault, asked.email).id, Role(asked.role))
        record(db, OPERATOR, "changed a role", account.id, {"role": account.role})
    print(f"{account.name} is now {account.role}.")
    return 0


def _account_close(asked: Asked) -> int:
    with open_database() as db, open_vault() as vault:
        account = close_account(vault, load_account_of(vault, asked.email).id)
        record(db, OPERATOR, "closed an account", account.id)
    print(f"The account of {account.name} is closed and signed out everywhere.")
    return 0


def _backup(asked: Asked) -> int:
    target = make_backup(asked.folder, OPERATOR, asked.only or NAMES)
    print(f"The backup is in {target}. It was read back and is sound.")
    return 0


def _restore(asked: Asked) -> int:
    if not asked.yes and not _agreed(
        f"This replaces what is in {data_folder()}. A backup of it is made first. Go on?"
    ):
        print("Nothing was changed.")
        return 1
    before = restore_backup(asked.folder, OPERATOR, asked.only or NAMES)
    print(f"Restored. What was here before is in {before}. Everybody has to sign in again.")
    return 0


def _verify(_: Asked) -> int:
    with open_database() as db, open_vault() as vault:
        problems = [*study_problems(db), *vault_problems(vault)]
        (n,) = db.execute("select count(*) from event").fetchone()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print("Something is not as it was written. Restore a backup from before.", file=sys.stderr)
        return 1
    print(f"Sound: both databases, {n} events of the record, every text and every passage.")
    return 0


def _export(asked: Asked) -> int:
    target = asked.file or Path(f"throughline-{now()[:10]}.zip")
    try:
        with open_database() as db, open_vault() as vault:
            n = export_study(db, vault, target, OPERATOR)
    except LeakError as leak:
        print(leak, file=sys.stderr)
        return 1
    print(f"{n} files are in {target}. They hold research data: keep them as safe as the study.")
    return 0


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise BackupError("Nobody can be asked here. Add --yes if you are sure.")
    return input(f"{question} Type yes: ").strip().lower() == "yes"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m storage",
        description="Look after a study's two databases. THROUGHLINE_DATA names their folder.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[Asked], int], says: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=says, description=says)
        one.set_defaults(run=run)
        return one

    command("init", _init, "Make both databases, or bring them to the present layout.")
    command("sample", _sample, "Load the fictional sample study into an empty data folder.")
    _add_account_commands(commands.add_parser("account", help="List, make and change accounts."))
    add_survey_commands(command)
    backup = command("backup", _backup, "Copy both databases while the app runs, and verify.")
    backup.add_argument("folder", type=Path, help="where the backup gets a folder of its own")
    restore = command("restore", _restore, "Put a backup in place of the present databases.")
    restore.add_argument("folder", type=Path, help="the folder that `backup` made")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    for one in (backup, restore):
        one.add_argument("--only", choices=NAMES, nargs=1, help="one of the two databases")
    command("verify", _verify, "Prove that the record, the texts and the passages are unchanged.")
    export = command("export", _export, "Write the research data as a ZIP of CSV, JSON and text.")
    export.add_argument("file", type=Path, nargs="?", help="the ZIP to write; it must not exist")
    return parser


def _add_account_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="ACT")

    def command(name: str, run: Callable[[Asked], int], says: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=says, description=says)
        one.set_defaults(run=run)
        if name != "list":
            one.add_argument("email")
        return one

    command("list", _account_list, "E-mail, name, role and state of every account.")
    add = command("add", _account_add, "Make an account with a one-time passphrase.")
    add.add_argument("--name", required=True)
    add.add_argument("--role", choices=list(Role), default=Role.RESEARCHER)
    add.add_argument("--organisation", default="")
    add.add_argument("--ask-passphrase", action="store_true", help="type its passphrase here")
    command("renew", _account_renew, "Give a new one-time passphrase; end the sessions.")
    role = command("role", _account_role, "Make somebody lead or researcher.")
    role.add_argument("role", choices=list(Role))
    command("close", _account_close, "Close an account for good; end its sessions.")


if __name__ == "__main__":
    sys.exit(main())
