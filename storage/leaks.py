"""The leak scan with everything that the vault knows: asked before any text leaves (rule T6)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from interviews.identity import PEOPLE
from interviews.leaks import Leak, LeakError, find_leaks
from storage.names_key import load_surfaces


def text_leaks(vault: Database, texts: Mapping[str, str]) -> list[Leak]:
    """Where these texts hold a name that the vault knows; empty if they may leave.

    Args:
        texts: by the words that say where each stands, such as "Finding 2".
    """
    return find_leaks(texts, load_surfaces(vault))


def refuse_leaks(
    vault: Database, what: str, texts: Mapping[str, str], *, people_only: bool = False
) -> None:
    """Stop what is about to leave if it holds a name that the vault knows.

    Args:
        what: how the message calls it, such as "The study's ZIP".
        people_only: for what names organisations and places by design.

    Raises:
        LeakError: says which words stand where.
    """
    known = [one for one in load_surfaces(vault) if one.kind in PEOPLE or not people_only]
    leaks = find_leaks(texts, known)
    if leaks:
        raise LeakError(what, leaks)
