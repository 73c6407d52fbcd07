"""SET01 the study is started once, by who knows the newest set-up code; SET02 wrong codes are
refused and counted; SET03 the sample opens in an empty folder only, and again for its lead; SET04
removing the sample leaves two new databases and a new code; SET05 a real study is never removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from access.errors import AccountError, SetUpError
from access.model import Role
from storage.accounts import has_accounts, list_accounts
from storage.audit import chain_problems, events_frame
from storage.database import open_database, open_vault
from storage.sessions import ATTEMPTS_PER_ACCOUNT
from storage.setting_up import check_code, new_code, open_sample, remove_sample, start_study
from storage.settings import is_sample, study_name

WORDS = "four unrelated words"
ADA = ("A study", "Ada", "ada@example.org", WORDS)


def test_set01_who_knows_the_code_becomes_the_first_lead(db: Database, vault: Database) -> None:
    new_code(vault)
    code = new_code(vault)
    account = start_study(db, vault, *ADA, f" {code.lower().replace('-', ' ')} ")
    assert (account.role, study_name(db)) == (Role.LEAD, "A study")
    assert list(events_frame(db)["act"]) == ["started the study"]
    with pytest.raises(SetUpError, match="not the set-up code"):
        start_study(db, vault, "B", "Eve", "eve@example.org", WORDS, code)


def test_set01_an_older_code_has_ended(db: Database, vault: Database) -> None:
    old = new_code(vault)
    new_code(vault)
    with pytest.raises(SetUpError, match="newest"):
        start_study(db, vault, *ADA, old)


def test_set01_a_study_is_started_once(db: Database, vault: Database) -> None:
    start_study(db, vault, *ADA, new_code(vault))
    with pytest.raises(SetUpError, match="already"):
        start_study(db, vault, "B", "Eve", "eve@example.org", WORDS, new_code(vault))
    assert len(list_accounts(vault)) == 1


def test_set01_what_is_missing_is_told_and_the_code_still_counts(
    db: Database, vault: Database
) -> None:
    code = new_code(vault)
    with pytest.raises(SetUpError, match="no name"):
        start_study(db, vault, " ", *ADA[1:], code)
    with pytest.raises(AccountError, match="at least 14"):
        start_study(db, vault, *ADA[:3], "short", code)
    assert start_study(db, vault, *ADA, code).name == "Ada"


@pytest.mark.parametrize("code", ["", "none", "AAAA-AAAA-AAAA", "-"])
def test_set02_a_wrong_code_is_refused(db: Database, vault: Database, code: str) -> None:
    with pytest.raises(SetUpError, match="not the set-up code"):
        check_code(vault, code)  # there is none yet
    new_code(vault)
    with pytest.raises(SetUpError, match="not the set-up code"):
        check_code(vault, code)


def test_set02_guessing_is_stopped(vault: Database) -> None:
    code = new_code(vault)
    for _ in range(ATTEMPTS_PER_ACCOUNT):
        with pytest.raises(SetUpError, match="not the set-up code"):
            check_code(vault, "AAAA-AAAA-AAAA")
    with pytest.raises(SetUpError, match="15 minutes"):
        check_code(vault, code)


def test_set03_the_sample_opens_again_for_its_lead(data_folder: Path) -> None:
    with open_database() as db, open_vault() as vault:
        lead = open_sample(db, vault)
        assert is_sample(db)
        assert open_sample(db, vault) == lead


def test_set03_the_sample_never_mixes_with_a_study(data_folder: Path) -> None:
    with open_database() as db, open_vault() as vault:
        start_study(db, vault, *ADA, new_code(vault))
        with pytest.raises(SetUpError, match="empty data folder"):
            open_sample(db, vault)


def test_set04_removing_the_sample_leaves_nothing(data_folder: Path) -> None:
    with open_database() as db, open_vault() as vault:
        lead = open_sample(db, vault)
        waiting = list(vault.query("select text from unredacted"))
        texts = [row["text"][:40] for row in [*db.query("select text from source"), *waiting]]
        texts = [text for text in texts if text]  # one waits in the vault for its names to go
        assert len(texts) > 9
        tables = set(db.table_names()), set(db.view_names())
        code = remove_sample(db, vault)
        assert (set(db.table_names()), set(db.view_names())) == tables
        assert not has_accounts(vault)
        assert not is_sample(db)
        assert list(events_frame(db)["act"]) == ["removed the sample study"]
        assert chain_problems(db) == []
        written = b"".join(path.read_bytes() for path in data_folder.iterdir())
        assert not [text for text in [*texts, lead.name] if text.encode() in written]
    with open_database() as db, open_vault() as vault:  # other connections see the new study
        assert start_study(db, vault, *ADA, code).role is Role.LEAD
        assert db.execute("pragma foreign_keys").fetchone() == (1,)


def test_set05_a_real_study_is_never_removed(db: Database, vault: Database) -> None:
    start_study(db, vault, *ADA, new_code(vault))
    with pytest.raises(SetUpError, match="not the sample"):
        remove_sample(db, vault)
    assert has_accounts(vault)
