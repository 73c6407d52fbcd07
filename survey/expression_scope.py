"""What an expression can see while it is evaluated: answers, their tree, the clock and chance."""

from __future__ import annotations

import datetime as dt
import random
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from survey.expression_nodes import Node, NodeKind, numbered
from survey.expression_values import Value, to_text


class Outside(NamedTuple):
    """The two things that are not in the answers; tests pass their own."""

    now: Callable[[], dt.datetime]  # with its time zone
    chance: random.Random


EDGE = Outside(lambda: dt.datetime.now(dt.UTC).astimezone(), secrets.SystemRandom())


class Scope:
    """The answers by item name and what else functions may ask; missing answers are blank.

    `option_label(item, option)` and `itext(key)` give words in the respondent's language,
    `instance(name)` the root node of a list of options. `tree` is made at its first use.

    What stands in a repeat has a value for each time it is asked: `times` has them all, `values`
    those of the time in view, which is the first one outside of the repeat.
    """

    __slots__ = (
        "_by_name",
        "_grow",
        "_inside",
        "_root",
        "_view",
        "instance",
        "itext",
        "option_label",
        "outside",
        "times",
        "values",
    )

    def __init__(
        self,
        values: dict[str, Value],
        outside: Outside = EDGE,
        *,
        tree: Callable[[Mapping[str, Value]], Node] | None = None,
        instance: Callable[[str], Node | None] = lambda name: None,
        option_label: Callable[[str, str], str] = lambda item, option: option,
        itext: Callable[[str], str] = lambda key: key,
    ) -> None:
        self.values = values
        self.outside = outside
        self.instance = instance
        self.option_label = option_label
        self.itext = itext
        self._grow = tree or flat_tree
        self._root: Node | None = None
        self._by_name: dict[str, list[Node]] = {}
        self.times: dict[str, list[dict[str, Value]]] = {}
        self._inside: dict[str, str] = {}
        self._view: tuple[str, int] | None = None

    def repeat(self, name: str, inside: Iterable[str], n: int) -> None:
        """A repeat is asked `n` times; `inside` are the items and groups in it."""
        inside = list(inside)
        self._inside |= dict.fromkeys([name, *inside], name)
        self.times[name] = [dict.fromkeys(inside, "") for _ in range(n)]
        self._root, self._by_name = None, {}

    def view(self, repeat: str = "", n: int = 0) -> None:
        """Look at one time of a repeat, counted from 0; without a name from outside."""
        if self._view is not None and self.times[self._view[0]]:
            self.values |= self.times[self._view[0]][0]
        self._view = (repeat, n) if repeat else None
        if repeat:
            self.values |= self.times[repeat][n]

    def root(self) -> Node:
        """The document node of the answers."""
        if self._root is None:
            self._root = numbered(self._grow(self.values))
            for node in self._root.walk():
                self._by_name.setdefault(node.name, []).append(node)
        return self._root

    def nodes(self, name: str) -> list[Node]:
        """The nodes of an item or group; none if there is no such item."""
        self.root()
        return self._seen(name)

    def put(self, name: str, value: str | float | bool) -> None:
        """Set one answer; a tree that has been grown already follows."""
        self.values[name] = value
        if self._view is not None and name in self._inside:
            self.times[self._view[0]][self._view[1]][name] = value
        for node in self._seen(name):
            node.answer, node.text = value, to_text(value)

    def _seen(self, name: str) -> list[Node]:
        """The nodes of a name; inside a repeat those of the time in view."""
        found = self._by_name.get(name, [])
        if self._view is None or self._inside.get(name) != self._view[0]:
            return found
        return found[self._view[1] : self._view[1] + 1]


def flat_tree(values: Mapping[str, Value]) -> Node:
    """Document, root element and one element per answer, for answers without groups."""
    answers = [answer_node(name, value) for name, value in values.items() if name != "."]
    return Node("", children=[Node("data", children=answers)], kind=NodeKind.DOCUMENT)


def answer_node(name: str, value: Value) -> Node:
    """The element of one item, which knows the type of its answer."""
    answer = value if isinstance(value, (str, bool, float)) else to_text(value)
    return Node(name, to_text(value), answer=answer)


class Context:
    """Where in the answers an expression stands: an item by name, or a node of a tree."""

    __slots__ = ("_node", "_origin", "name", "position", "scope", "size")

    def __init__(
        self,
        scope: Scope,
        name: str = ".",
        node: Node | None = None,
        origin: Context | None = None,
        position: int = 1,
        size: int = 1,
    ) -> None:
        self.scope = scope
        self.name = name
        self.position = position
        self.size = size
        self._node = node
        self._origin = origin

    def here(self) -> Value:
        """The value of `.`: the item's answer, or the node."""
        if self._node is None:
            return self.scope.values.get(self.name, "")
        return [self._node]

    def node(self) -> Node:
        """The node of `.`; one beside all other answers if there is no item of that name."""
        if self._node is None:
            found = self.scope.nodes(self.name)
            self._node = found[0] if found else self._beside()
        return self._node

    def _beside(self) -> Node:
        node = answer_node(self.name, self.here())
        node.parent = self.scope.root().children[0]
        return node

    def current(self) -> Node:
        """The node at which the whole expression started, also inside a predicate."""
        return (self._origin or self).node()

    def at(self, node: Node, position: int, size: int) -> Context:
        """The context of a predicate that judges one node among several."""
        return Context(self.scope, self.name, node, self._origin or self, position, size)
