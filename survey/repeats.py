"""Repeats: items that are asked again for each thing a respondent adds, one level deep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey.model import NON_ANSWERS, Instrument, Item, ItemKind

MOST_TIMES = 50  # how often a repeat can be asked; a page longer than that helps nobody

Answers = Mapping[str, object]


def place(repeat: str, n: int, name: str) -> str:
    """Where an item or group stands in a repeat, the first time being 1; no name holds a slash."""
    return f"{repeat}/{n}/{name}"


def item_name(place: str) -> str:
    """The item of a place, or of an item outside of repeats."""
    return place.rpartition("/")[2]


def times(repeat: str, answers: Answers) -> list[dict[str, object]]:
    """The answers of a repeat, each time it was asked; once without an answer to begin with."""
    found = answers.get(repeat)
    if not isinstance(found, Sequence) or isinstance(found, str):
        return [{}]
    return [dict(one) for one in found[:MOST_TIMES] if isinstance(one, Mapping)]


def inside(instrument: Instrument) -> dict[str, str]:
    """Name of an item or group inside a repeat → name of the repeat."""
    found: dict[str, str] = {}
    if not any(group.repeat for group in instrument.groups):
        return found
    for group in instrument.groups:  # a group stands behind the one it is in
        around = group.parent
        if around in found:
            found[group.name] = found[around]
        elif around and instrument.group(around).repeat:
            found[group.name] = around
    for item in instrument.items:
        repeat = instrument.repeat_of(item)
        if repeat is not None:
            found[item.name] = repeat.name
    return found


def kept_under(instrument: Instrument, item: Item) -> str:
    """The name under which an item's answers are kept: its own, or that of its repeat."""
    repeat = instrument.repeat_of(item)
    return repeat.name if repeat else item.name


def written_answers(instrument: Instrument, answers: Answers) -> list[tuple[str, str]]:
    """What a respondent wrote in words: the item, or its place in a repeat, and the text."""
    found: list[tuple[str, object]] = []
    for item in instrument.items:
        if item.kind is not ItemKind.TEXT or item.calculation:
            continue
        repeat = instrument.repeat_of(item)
        if repeat is None:
            found.append((item.name, answers.get(item.name)))
        elif repeat.name in answers:
            each = enumerate(times(repeat.name, answers), 1)
            found += [(place(repeat.name, n, item.name), one.get(item.name)) for n, one in each]
    return [
        (name, text)
        for name, text in found
        if isinstance(text, str) and text and text not in NON_ANSWERS
    ]
