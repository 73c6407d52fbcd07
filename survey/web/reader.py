"""In whose eyes items are drawn: the answers so far, the language, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from survey.expression_scope import Scope
from survey.model import Instrument, Item, words
from survey.refusals import routing_items
from survey.relevance import settle, worded
from survey.repeats import place, times

Answers = Mapping[str, object]


class Ids(Mapping[str, str]):
    """Item or place → where links to it lead; by number, since browsers keep addresses.

    `repeat/` is the repeat, `repeat/2/` its second time and `repeat/2/item` an item then.
    """

    def __init__(self, instrument: Instrument) -> None:
        self._found = {item.name: f"q-{n}" for n, item in enumerate(instrument.items, 1)}
        for n, group in enumerate(instrument.groups, 1):
            if group.repeat:
                self._found[f"{group.name}/"] = f"r-{n}"

    def __getitem__(self, name: str) -> str:
        if name in self._found:
            return self._found[name]
        repeat, _, rest = name.partition("/")
        n, _, inner = rest.partition("/")
        if not n.isdecimal():
            raise KeyError(name)
        return f"{self._found[inner or f'{repeat}/']}-{int(n)}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@dataclass(frozen=True)
class Reader:
    """In whose eyes the items are drawn: the answers so far and the language.

    With a `repeat` the items are those of its n-th time, counted from 1.
    """

    instrument: Instrument
    answers: Answers
    language: str
    repeat: str = ""
    n: int = 0

    @cached_property
    def routing(self) -> frozenset[str]:
        """The items on which others depend."""
        return routing_items(self.instrument)

    @cached_property
    def ids(self) -> Ids:
        """Item → where links to it lead."""
        return Ids(self.instrument)

    @cached_property
    def _settled(self) -> tuple[set[str], Scope]:
        relevant, scope = settle(self.instrument, self.answers, self.language)
        if self.repeat:
            scope.view(self.repeat, self.n - 1)
        return relevant, scope

    @property
    def scope(self) -> Scope:
        """What expressions see."""
        return self._settled[1]

    @cached_property
    def _views(self) -> dict[tuple[str, int], Reader]:
        return {}

    def at(self, repeat: str, n: int) -> Reader:
        """The same at one time of a repeat."""
        if (repeat, n) not in self._views:
            self._views[repeat, n] = replace(self, repeat=repeat, n=n)
        return self._views[repeat, n]

    def name(self, item: Item) -> str:
        """The name under which the item is posted."""
        return place(self.repeat, self.n, item.name) if self.repeat else item.name

    def asks(self, item: Item) -> bool:
        """Whether the item is asked here."""
        return self.name(item) in self._settled[0]

    def given(self, item: Item) -> object:
        """The answer so far."""
        if not self.repeat:
            return self.answers.get(item.name)
        found = times(self.repeat, self.answers)
        return found[self.n - 1].get(item.name) if self.n <= len(found) else None

    def text(self, texts: Mapping[str, str]) -> str:
        """A text of the instrument with the answers it mentions put in."""
        raw = words(texts, self.language, self.instrument.default_language)
        if "${" not in raw:
            return raw
        return worded(raw, self.instrument, self.scope, self.language)

    def label(self, name: str) -> str:
        """The question that is posted under a name; in a repeat with the number of the time."""
        repeat, _, rest = name.partition("/")
        n, _, inner = rest.partition("/")
        if not inner:
            return self.text(self.instrument.item(name).label) or name
        title = self.text(self.instrument.group(repeat).label)
        label = self.at(repeat, int(n)).text(self.instrument.item(inner).label) or inner
        return f"{title} {n}: {label}".strip()
