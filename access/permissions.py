"""Who may do what: one table, one pure function."""

from __future__ import annotations

from access.model import Act, Role

_LEADS_ONLY = {
    Act.PUBLISH_SURVEY,
    Act.SHOW_STATISTICS,
    Act.EXPORT_PROJECT,
    Act.VOUCH_NAMES,
    Act.COMPOSE_STORY,
    Act.RELEASE_STORY,
    Act.MANAGE_PEOPLE,
    Act.ERASE_PARTICIPANT,
    Act.READ_RECORD,
    Act.REMOVE_SAMPLE,
}

PERMITTED: dict[Role | None, frozenset[Act]] = {
    None: frozenset({Act.ANSWER_SURVEY}),
    Role.RESEARCHER: frozenset(set(Act) - _LEADS_ONLY),
    Role.LEAD: frozenset(Act),
}


def may(role: Role | None, act: Act) -> bool:
    """True if somebody with this role may do this; `None` is a visitor without an account."""
    return act in PERMITTED[role]
