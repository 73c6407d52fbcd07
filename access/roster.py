"""What the People page says about the accounts of a study."""

from __future__ import annotations

from collections.abc import Sequence

from access.model import Account, Role

ROLES = {
    Role.LEAD: "Lead: everything, also people, publishing and the record",
    Role.RESEARCHER: "Researcher: questionnaires, interviews, coding, findings",
}


def only_lead(accounts: Sequence[Account]) -> str:
    """The id of the lead if there is exactly one who can sign in, else ""."""
    leads = [one for one in accounts if one.role is Role.LEAD and not one.closed_at]
    return leads[0].id if len(leads) == 1 else ""


def counted(accounts: Sequence[Account]) -> str:
    """How many of each, in words: "2 leads, 1 researcher, 1 closed"."""
    still = [one for one in accounts if not one.closed_at]
    leads = sum(one.role is Role.LEAD for one in still)
    parts = [
        _number(leads, "lead"),
        _number(len(still) - leads, "researcher"),
        f"{len(accounts) - len(still)} closed" if len(accounts) > len(still) else "",
    ]
    return ", ".join(filter(None, parts))


def _number(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}" if n else ""
