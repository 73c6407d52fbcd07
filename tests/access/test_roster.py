"""ROS01 the only lead is known, closed leads do not count; ROS02 the roles are counted in words;
ROS03 every role says what it may do."""

from __future__ import annotations

import pytest

from access.model import Account, Role
from access.roster import ROLES, counted, only_lead


def account(id: str, role: Role, closed_at: str = "") -> Account:
    return Account(id, id, f"{id}@example.org", role, "", closed_at)


LEAD, SECOND = account("l", Role.LEAD), account("m", Role.LEAD)
GONE, WORKER = account("g", Role.LEAD, "2026-01-01"), account("r", Role.RESEARCHER)


@pytest.mark.parametrize(
    ("accounts", "lead", "words"),
    [
        ([], "", ""),
        ([LEAD], "l", "1 lead"),
        ([LEAD, SECOND, WORKER], "", "2 leads, 1 researcher"),
        ([LEAD, GONE, WORKER, WORKER], "l", "1 lead, 2 researchers, 1 closed"),
    ],
)
def test_ros01_ros02_leads_and_counts(accounts: list[Account], lead: str, words: str) -> None:
    assert only_lead(accounts) == lead
    assert counted(accounts) == words


def test_ros03_every_role_says_what_it_may_do() -> None:
    assert set(ROLES) == set(Role)
