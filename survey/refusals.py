""" "Don't know" and "Prefer not to answer": at which items they are offered, and read back."""

from __future__ import annotations

from survey.expression import parse
from survey.model import DONT_KNOW, PREFER_NOT, Instrument, Item, ItemKind
from survey.scales import WAYS_OUT


def ways_out(item: Item, given: object, routing: frozenset[str]) -> tuple[str, ...]:
    """What a respondent may say instead of an answer, beside the options of the item itself.

    Args:
        given: the answer so far; who has said so already must be able to take it back.
        routing: the items on which others depend, as `routing_items` finds them.
    """
    if not item.is_answered or item.kind is ItemKind.ACKNOWLEDGE:
        return ()
    needed = must_be_answered(item, routing) and not item.sensitive
    offered = (item.sensitive or is_marked_required(item)) and not needed
    if not offered and given not in (DONT_KNOW, PREFER_NOT):
        return ()
    own = {option.name.lower() for option in item.options}
    return tuple(answer for answer, names in WAYS_OUT.items() if not own & names)


def must_be_answered(item: Item, routing: frozenset[str]) -> bool:
    """True for consent and for a required item that decides what is asked next."""
    return is_marked_required(item) and (item.kind is ItemKind.ACKNOWLEDGE or item.name in routing)


def is_marked_required(item: Item) -> bool:
    """True if the author requires an answer, always or under a condition."""
    return item.required.strip().lower() not in ("", "no", "false", "false()")


def routing_items(instrument: Instrument) -> frozenset[str]:
    """The items that a relevance or a choice filter asks for."""
    conditions = [group.relevance for group in instrument.groups]
    conditions += [
        text for item in instrument.items for text in (item.relevance, item.choice_filter)
    ]
    return frozenset(name for text in conditions if text for name in parse(text).names)


def refusal(posted: list[str]) -> str:
    """What was said instead of an answer, "" if nothing was; the wish not to answer comes first.

    Whoever types an answer and then says "Prefer not to answer" has taken the words back.
    """
    return next((answer for answer in (PREFER_NOT, DONT_KNOW) if answer in posted), "")
