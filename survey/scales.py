"""Which items are an agreement scale, which only head others, which options answer nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from survey.model import (
    DONT_KNOW,
    PREFER_NOT,
    Instrument,
    Item,
    ItemKind,
    ResponseOption,
    words,
)

# Option names by which authors themselves offer to say so.
WAYS_OUT = {
    DONT_KNOW: frozenset(
        ["dk", "dont_know", "don_t_know", "unknown", "unsure", "not_sure", "ne_sait_pas", "nsp"]
    ),
    PREFER_NOT: frozenset(
        [
            "not_given",
            "no_answer",
            "prefer_not",
            "prefer_not_to_answer",
            "prefer_not_to_say",
            "pnta",
            "refused",
            "refuse",
            "pas_de_reponse",
        ]
    ),
}
# They, and that a question does not apply, stand apart from the substantive answers.
APART = frozenset.union(*WAYS_OUT.values()) | {"na", "n_a", "not_applicable"}
MOST_NUMBERS = 201  # of a range: each of them is a choice
_POLES = re.compile(r"agree|accord|satisf|likely|probable|important|often|souvent", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(dis|dés|in?satisf|unsatisf|un(likely|important)|not\b|never|no\b|pas\b|jamais|peu\b)",
    re.IGNORECASE,
)


def substantive(item: Item) -> tuple[ResponseOption, ...]:
    """The options that answer the question."""
    return tuple(option for option in item.options if option.name.lower() not in APART)


def apart(item: Item) -> tuple[ResponseOption, ...]:
    """The options that say "I do not know" or "I prefer not to answer"."""
    return tuple(option for option in item.options if option.name.lower() in APART)


FEWEST_STEPS, MOST_STEPS = 4, 7  # of an agreement scale; an even number has no middle


def is_scale(item: Item) -> bool:
    """True for one choice out of four to seven steps between two poles: agree and disagree."""
    steps = substantive(item)
    if item.kind is not ItemKind.SELECT_ONE or not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        return False
    if "likert" in item.appearance:
        return True
    first, last = (" ".join(steps[at].label.values()) for at in (0, -1))
    return bool(_POLES.search(first) and _POLES.search(last)) and (
        bool(_NEGATIVE.search(first)) != bool(_NEGATIVE.search(last))
    )


def is_header(item: Item) -> bool:
    """True for a choice that only shows the options of those below it (appearance `label`)."""
    return bool(item.options) and "label" in item.appearance.split()


def rising(item: Item, instrument: Instrument) -> tuple[ResponseOption, ...]:
    """The steps of a scale from the negative to the positive pole."""
    steps = substantive(item)
    language = instrument.default_language
    first, last = (words(steps[at].label, language) for at in (0, -1))
    falls = _NEGATIVE.search(last) and not _NEGATIVE.search(first)
    return tuple(reversed(steps)) if falls else steps


def range_steps(item: Item) -> tuple[int | float, ...]:
    """The numbers of a range in its order: whole ones where start and step are, else decimals.

    Parameters that are missing are as in XLSForm: from 1 to 10 in steps of 1.
    """
    found = {"start": "1", "end": "10", "step": "1", **item.parameters}
    start, end, step = (Decimal(found[name]) for name in ("start", "end", "step"))
    numbers = [start + step * n for n in range(int((end - start) / step) + 1)]
    if start % 1 == 0 and step % 1 == 0:
        return tuple(int(number) for number in numbers)
    return tuple(float(number) for number in numbers)
