"""Open a page as somebody: a real account with a real session, as the gate would hand it over."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from streamlit.testing.v1 import AppTest

from access.model import Account, Role
from storage.accounts import create_account
from storage.database import open_vault
from storage.sessions import session_key, start_session

ROOT = Path(__file__).resolve().parent.parent.parent


def new_account(role: Role, data_folder: Path) -> Account:
    """An account of this role in the vault of the data folder."""
    with open_vault(data_folder / "vault.db") as vault:
        return create_account(
            vault, f"A {role}", f"{secrets.token_hex(4)}@example.org", role, "four unrelated words"
        )


def open_page(
    path: str,
    role: Role | None,
    data_folder: Path,
    query: Mapping[str, str] | None = None,
    account: Account | None = None,
) -> AppTest:
    """The page after its first run, signed in with this role; `None` is a visitor.

    Args:
        path: the page's file, as in navigation.py.
        data_folder: the fixture of that name.
        query: the query of the address.
        account: somebody who exists already, instead of a new account of that role.
    """
    at = AppTest.from_file(str(ROOT / "navigation.py"), default_timeout=30)
    if role is not None:
        signed_in = account or new_account(role, data_folder)
        with open_vault(data_folder / "vault.db") as vault:
            at.user = {"session": session_key(start_session(vault, signed_in.id))}
    at.context = {"url": f"http://localhost:8501/{Path(path).stem}"}
    at.query_params.update(query or {})
    if Path(path).stem != "home":  # home has the address "/"
        at.switch_page(path)
    return at.run()
