"""A repeat on a page: under which names its items are posted, one more time and one less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from survey.model import Instrument, Item
from survey.reading import is_blank, read_answer
from survey.relevance import settle
from survey.repeats import MOST_TIMES, inside, place, times

Answers = Mapping[str, object]
Posted = Mapping[str, list[str]]


def names_on_page(
    instrument: Instrument, items: Iterable[Item], answers: Answers
) -> list[tuple[str, Item]]:
    """The names under which items are asked, in order: an item of a repeat once for each time."""
    repeated, items = inside(instrument), list(items)
    if not any(item.name in repeated for item in items):
        return [(item.name, item) for item in items]
    relevant, scope = settle(instrument, answers)
    found: list[tuple[str, Item]] = []
    for repeat, run in groupby(items, key=lambda item: repeated.get(item.name, "")):
        together = list(run)
        if not repeat:
            found += [(item.name, item) for item in together]
            continue
        for n in range(1, len(scope.times[repeat]) + 1):
            places = [(place(repeat, n, item.name), item) for item in together]
            found += [(name, item) for name, item in places if name in relevant]
    return found


def read_times(
    repeat: str, items: Sequence[Item], shown: Sequence[str], posted: Posted, answers: Answers
) -> list[dict[str, object]] | None:
    """The answers of a repeat that a page showed; None if it showed none of it.

    What an earlier answer has hidden keeps its place in the draft.

    Args:
        items: of the repeat, those that take an answer.
        shown: the names the browser had, among them one without an item for each time.
    """
    before = times(repeat, answers)
    found: list[dict[str, object]] = []
    while len(found) < MOST_TIMES and place(repeat, len(found) + 1, "") in shown:
        n = len(found)
        one = dict(before[n]) if n < len(before) else {}
        for item in items:
            name = place(repeat, n + 1, item.name)
            if name in shown:
                one[item.name] = read_answer(item, posted.get(name, []))
        found.append({name: value for name, value in one.items() if value is not None})
    return found or None


def one_more(repeat: str, answers: Answers) -> list[dict[str, object]]:
    """The repeat asked once more, as long as it is not asked too often."""
    found = times(repeat, answers)
    return found if len(found) >= MOST_TIMES else [*found, {}]


def one_less(repeat: str, n: int, answers: Answers) -> list[dict[str, object]]:
    """The repeat without its n-th time, counted from 1; one without answers always stays."""
    found = times(repeat, answers)
    return [one for at, one in enumerate(found, 1) if at != n] or [{}]


def holds_answers(repeat: str, n: int, answers: Answers) -> bool:
    """Whether something would be lost without the n-th time, counted from 1."""
    found = times(repeat, answers)
    return 0 < n <= len(found) and any(not is_blank(value) for value in found[n - 1].values())
