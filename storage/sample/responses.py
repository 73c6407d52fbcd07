"""Sixty plausible responses: hand-written open answers, the rest drawn from the tables below.

The draw is seeded, so that every copy of the sample study shows the same numbers. Each respondent
has a sector; a sector shifts some answers (the police are open at night, settlement workers meet
the language barrier more often). Questions are skipped now and then, later pages more often.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

N_RESPONDENTS = 60
SEED = 20250405

STEPS = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")
# Out of a hundred people, how many choose each step.
AGREEMENT = {
    "know_who": (9, 12, 16, 38, 25),
    "handed_over": (18, 36, 18, 20, 8),
    "told_once": (36, 34, 12, 12, 6),
    "open_when_needed": (33, 35, 14, 11, 7),
    "say_in_decisions": (10, 24, 30, 26, 10),
}
# By how many steps a sector stands above or below the rest.
SHIFT = {
    ("housing", "handed_over"): 1,
    ("police", "open_when_needed"): 1,
    ("police", "know_who"): 1,
    ("education", "know_who"): -1,
    ("survivor_led", "say_in_decisions"): -1,
    ("legal", "told_once"): -1,
}
# How likely an obstacle is named: by everybody, and by the sectors that meet it more often.
BARRIERS = {
    "hours": (0.66, {"housing": 0.85, "health": 0.85}),
    "privacy": (0.42, {"police": 0.7, "legal": 0.2}),
    "nobody_leads": (0.52, {}),
    "turnover": (0.48, {"education": 0.8}),
    "distance": (0.28, {"police": 0.6, "education": 0.6}),
    "eligibility": (0.4, {"settlement": 0.75, "legal": 0.75}),
    "language": (0.24, {"settlement": 0.8}),
    "money": (0.45, {}),
}
SERVICES = (1, 5, 12, 14, 10, 6, 3, 2)  # weights of 1, 2, 3 … services before the help began
SECTORS = {"housing": 4, "police": 2, "health": 4, "settlement": 3, "legal": 1, "education": 1}
SKIPS = {"your_work": 0.02, "together": 0.05, "referrals": 0.08}  # share of questions, by page
FIRST_DAY, N_DAYS = date(2024, 9, 2), 180  # of the last referral


@dataclass(frozen=True)
class Respondent:
    """Who answers, in which language ("en" or "fr"), and everything they answer."""

    language: str
    answers: Mapping[str, object]


def respondents(written: Sequence[Mapping[str, str]]) -> list[Respondent]:
    """All respondents, in the order in which they answer.

    Args:
        written: language, sector and open answers of those who wrote something.
    """
    draw = random.Random(SEED)  # noqa: S311  plausible numbers, not secrets
    silent = N_RESPONDENTS - len(written)
    drawn = draw.choices(list(SECTORS), list(SECTORS.values()), k=silent)
    others = [{"language": draw.choice(("en", "en", "en", "fr")), "sector": one} for one in drawn]
    everybody = [dict(one) for one in (*written, *others)]
    draw.shuffle(everybody)
    return [Respondent(one.pop("language"), _answers(one, draw)) for one in everybody]


def _answers(written: Mapping[str, str], draw: random.Random) -> dict[str, object]:
    sector = written["sector"]
    answers: dict[str, object] = {"consent": "OK", **written}
    _maybe(answers, draw, "your_work", {"years": int(draw.triangular(0, 32, 5))})
    _maybe(answers, draw, "together", {item: _step(item, sector, draw) for item in AGREEMENT})
    _maybe(
        answers, draw, "referrals", {"referred": draw.choice(("yes", "yes", "yes", "yes", "no"))}
    )
    if answers.get("referred") == "yes":
        _maybe(answers, draw, "referrals", _last_referral(draw))
    _maybe(answers, draw, "referrals", {"barriers": _barriers(sector, draw)})
    return answers


def _maybe(
    answers: dict[str, object], draw: random.Random, page: str, given: Mapping[str, object]
) -> None:
    """Add the answers, but skip some questions as people do."""
    kept = {item: one for item, one in given.items() if draw.random() >= SKIPS[page]}
    answers.update({item: one for item, one in kept.items() if one != []})


def _step(item: str, sector: str, draw: random.Random) -> str:
    chosen = draw.choices(range(len(STEPS)), AGREEMENT[item])[0] + SHIFT.get((sector, item), 0)
    return STEPS[min(max(chosen, 0), len(STEPS) - 1)]


def _last_referral(draw: random.Random) -> dict[str, object]:
    day = FIRST_DAY + timedelta(days=draw.randrange(N_DAYS))
    services = draw.choices(range(1, len(SERVICES) + 1), SERVICES)[0]
    return {"last_referral": day.isoformat(), "services": services}


def _barriers(sector: str, draw: random.Random) -> list[str]:
    return [
        barrier
        for barrier, (usual, by_sector) in BARRIERS.items()
        if draw.random() < by_sector.get(sector, usual)
    ]
