"""By what responses can be compared and picked out: answers to a choice, version, month, …"""

from __future__ import annotations

from calendar import month_name
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from survey.asked import is_given
from survey.heads import head_columns
from survey.model import Instrument, Item, ItemKind
from survey.results import option_label, title_of
from survey.summary import names_of, option_names
from survey.versions import answer_names

if TYPE_CHECKING:
    import pandas as pd

_SMALLER = "__smaller__"  # the name of groups that stand together
MOST_GROUPS = 12  # more would be a table that nobody reads


@dataclass(frozen=True)
class Grouping:
    """Responses in groups. `labels` are the groups' names and words in order; `cells` the name of
    the group in which each response stands, None for none."""

    key: str  # an item's name, or @wave, @version, @language, @origin, @month
    label: str
    labels: Mapping[str, str]
    cells: tuple[str | None, ...]


def groupings(
    frame: pd.DataFrame, cells: Mapping[str, Sequence[object]], instrument: Instrument
) -> list[Grouping]:
    """Everything by which these responses can be told apart, with two groups at least.

    Args:
        frame: as from `responses_frame`.
        cells: as from `survey.asked.asked` of that frame.
    """
    found = [
        _by_item(item, cells[item.name], instrument)
        for item in instrument.items
        if _is_single_choice(item) and instrument.repeat_of(item) is None
    ]
    found += _by_head(frame, head_columns(answer_names(instrument)))
    return [one for one in found if 2 <= len(one.labels) <= MOST_GROUPS]


def kept(picked: Mapping[str, Sequence[str]], choice: Sequence[Grouping]) -> list[bool] | None:
    """Which responses remain, one truth per response; None if nothing is picked.

    Args:
        picked: key of a grouping to the names of the groups to keep; all of them must hold.
    """
    chosen = [one for one in choice if picked.get(one.key)]
    if not chosen:
        return None
    return [
        all(one.cells[at] in picked[one.key] for one in chosen)
        for at in range(len(chosen[0].cells))
    ]


def among(grouping: Grouping, some: pd.DataFrame) -> Grouping:
    """The grouping of some of the responses; `some` has kept the index of all of them."""
    return replace(grouping, cells=tuple(grouping.cells[int(at)] for at in some.index))


def together(grouping: Grouping, answered: Sequence[bool], least: int) -> Grouping:
    """Groups of fewer than `least` as one, named by them; the next larger joins if they stay few.

    Args:
        answered: for each response whether it counts.

    The grouping stays as it is if there is at most one small group of answers, or if fewer than two
    groups would be left.
    """
    n = Counter(
        cell for cell, counts in zip(grouping.cells, answered, strict=True) if counts and cell
    )
    rising = sorted((name for name in grouping.labels if n[name]), key=lambda name: n[name])
    small = [name for name in rising if n[name] < least]
    for name in rising[len(small) :]:
        if not small or sum(n[one] for one in small) >= least:
            break
        small.append(name)
    if len(small) < 2 or len(rising) - len(small) < 1:
        return grouping
    named = [label for name, label in grouping.labels.items() if name in small]
    rest = {name: label for name, label in grouping.labels.items() if name not in small}
    cells = tuple(_SMALLER if cell in small else cell for cell in grouping.cells)
    return replace(grouping, labels={**rest, _SMALLER: ", ".join(named)}, cells=cells)


def told_filter(picked: Mapping[str, Sequence[str]], choice: Sequence[Grouping]) -> str:
    """The filter in words: "Kind: Shelter or Police; Month: May 2026"; "" without one."""
    return "; ".join(
        f"{one.label}: {' or '.join(one.labels[name] for name in picked[one.key])}"
        for one in choice
        if picked.get(one.key)
    )


def _is_single_choice(item: Item) -> bool:
    return item.is_answered and item.kind in {ItemKind.SELECT_ONE, ItemKind.RANGE}


def _by_item(item: Item, cells: Sequence[object], instrument: Instrument) -> Grouping:
    own = tuple(names_of(cell)[0] if is_given(cell) else None for cell in cells)
    there = set(own)
    named = [*option_names(item), *sorted(name for name in there if name)]
    labels = {name: option_label(item, name, instrument) for name in named if name in there}
    return Grouping(item.name, title_of(item, instrument), labels, own)


def _by_head(frame: pd.DataFrame, columns: Mapping[str, str]) -> list[Grouping]:
    """By what is known of a response beside its answers."""
    found: list[Grouping] = []
    for head, label in _HEADS.items():
        if columns[head] in frame:
            own = tuple(str(cell) for cell in frame[columns[head]])
            told = {name: _head_words(head, name) for name in own}
            found.append(Grouping(f"@{head}", label, _in_order(told), own))
    if columns["submitted_at"] in frame:
        months = tuple(str(cell)[:7] for cell in frame[columns["submitted_at"]])
        told = {month: f"{month_name[int(month[5:])]} {month[:4]}" for month in months}
        found.append(Grouping("@month", "Month", _in_order(told), months))
    return found


def _in_order(labels: Mapping[str, str]) -> dict[str, str]:
    # Versions are numbers: the tenth comes after the ninth.
    return dict(sorted(labels.items(), key=lambda pair: (len(pair[0]), pair[0])))


def _head_words(head: str, name: str) -> str:
    return f"Wave {name}" if head == "wave" else _ORIGINS.get(name, name)


_HEADS = {
    "wave": "Wave",
    "version": "Version of the questionnaire",
    "language": "Language",
    "origin": "How the answer came in",
}
_ORIGINS = {"web": "On the web", "paper": "On paper", "import": "From another tool"}
