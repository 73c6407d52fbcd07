"""Functions that decide, look around and ask the outside: if, once, count, jr:choice-name …"""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable
from typing import Any

from survey.expression_functions import Function
from survey.expression_nodes import AXES, Node
from survey.expression_scope import Context
from survey.expression_values import NAN, Value, spread, texts, to_boolean, to_number, to_text

Run = Callable[[Context], Value]
FIRST = frozenset([0])


def _if(context: Context, test: Run, then: Run, otherwise: Run) -> Value:
    return then(context) if to_boolean(test(context)) else otherwise(context)


def _coalesce(context: Context, first: Run, second: Run) -> Value:
    value = first(context)
    return second(context) if to_text(value) == "" else value


def _once(context: Context, run: Run) -> Value:
    """Keeps the answer that is there already."""
    here = context.here()
    return run(context) if to_text(here) == "" else here


def _between(number: float, fewest: Value, most: Value) -> bool:
    """Within both limits; a negative limit is none."""
    low, high = to_number(fewest), to_number(most)
    return (low < 0 or number >= low) and (high < 0 or number <= high)


def _checklist(context: Context, fewest: Value, most: Value, *values: Value) -> Value:
    return _between(sum(to_boolean(value) for value in spread(values)), fewest, most)


def _weighted(context: Context, fewest: Value, most: Value, *values: Value) -> Value:
    flat = [
        (spread((test,)), spread((weight,)))
        for test, weight in zip(values[::2], values[1::2], strict=False)
    ]
    total = sum(
        to_number(weight)
        for tests, weights in flat
        for test, weight in zip(tests, weights, strict=False)
        if to_boolean(test)
    )
    return _between(total, fewest, most)


def _position(context: Context, nodes: list[Node] | None = None) -> Value:
    """Without an argument the place in a predicate, else the place among nodes of that name."""
    if nodes is None:
        return float(context.position)
    if not nodes:
        return NAN
    parent = nodes[0].parent
    same = [node for node in parent.children if node.name == nodes[0].name] if parent else nodes
    return next((float(n) for n, node in enumerate(same, 1) if node is nodes[0]), 1.0)


def _name_of(context: Context, nodes: list[Node] | None = None) -> str:
    nodes = [context.node()] if nodes is None else nodes
    return nodes[0].name if nodes else ""


def _uri_of(context: Context, nodes: list[Node] | None = None) -> Value:
    nodes = [context.node()] if nodes is None else nodes
    return nodes[0].uri if nodes else ""


def _id(context: Context, value: Value) -> list[Node]:
    """The elements whose attribute `id` is one of the words (of each node, given nodes)."""
    wanted = {word for text in texts((value,)) for word in text.split()}
    return [
        node
        for node in context.node().root().walk()
        if any(other.name == "id" and other.text in wanted for other in node.attributes)
    ]


def _lang(context: Context, value: Value) -> Value:
    """Whether the node is in that language, by the nearest xml:lang around it."""
    wanted = to_text(value).lower()
    for node in AXES["ancestor-or-self"](context.node()):
        for attribute in node.attributes:
            if attribute.name == "xml:lang":
                return f"{attribute.text.lower()}-".startswith(f"{wanted}-")
    return False


def _instance(context: Context, name: Value) -> list[Node]:
    root = context.scope.instance(to_text(name))
    return [root] if root else []


def _uuid(context: Context, length: Value | None = None) -> Value:
    chance = context.scope.outside.chance
    if length is None:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))
    n = to_number(length)
    return "".join(chance.choice(_SIGNS) for _ in range(int(n))) if 0 < n <= 1000 else ""


_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def _randomize(context: Context, nodes: list[Node], seed: Value = "") -> list[Node]:
    """Shuffled; the same way for the same seed (ODK's Park-Miller generator)."""
    nodes, number = list(nodes), to_number(seed)
    chance = context.scope.outside.chance
    state = int(number) if math.isfinite(number) else chance.randrange(1, _MODULUS)
    state = state % _MODULUS or _MODULUS - 1
    for i in range(len(nodes) - 1, 0, -1):
        state = state * 16807 % _MODULUS
        j = int((state - 1) / (_MODULUS - 1) * (i + 1))
        nodes[i], nodes[j] = nodes[j], nodes[i]
    return nodes


_MODULUS = 2147483647


def _indexed_repeat(context: Context, nodes: list[Node], *places: Any) -> list[Node]:
    """Those of the nodes that lie in the n-th of each repeat."""
    for repeats, place in zip(places[::2], places[1::2], strict=False):
        n = to_number(place) - 1
        chosen = [repeats[int(n)]] if 0 <= n < len(repeats) else []
        inside = {id(node) for repeat in chosen for node in repeat.walk()}
        nodes = [node for node in nodes if id(node) in inside]
    return nodes


LOGIC_FUNCTIONS = (
    Function("true", 0, 0, lambda context: True),
    Function("false", 0, 0, lambda context: False),
    Function("not", 1, 1, lambda context, value: not to_boolean(value)),
    Function("boolean", 1, 1, lambda context, value: to_boolean(value)),
    Function("boolean-from-string", 1, 1, lambda context, v: to_text(v) in ("1", "true")),
    Function("if", 3, 3, _if, lazy=True),
    Function("coalesce", 2, 2, _coalesce, lazy=True),
    Function("once", 1, 1, _once, lazy=True),
    Function("checklist", 3, None, _checklist),
    Function("weighted-checklist", 4, None, _weighted),
    Function("last", 0, 0, lambda context: float(context.size)),
    Function("position", 0, 1, _position, node_arguments=FIRST),
    Function("count", 1, 1, lambda context, nodes: float(len(nodes)), node_arguments=FIRST),
    Function(
        "count-non-empty",
        1,
        1,
        lambda context, nodes: float(sum(node.string_value() != "" for node in nodes)),
        node_arguments=FIRST,
    ),
    Function("name", 0, 1, _name_of, node_arguments=FIRST),
    Function(
        "local-name",
        0,
        1,
        lambda context, *nodes: _name_of(context, *nodes).rpartition(":")[2],
        node_arguments=FIRST,
    ),
    Function("namespace-uri", 0, 1, _uri_of, node_arguments=FIRST),
    Function("current", 0, 0, lambda context: [context.current()], gives_nodes=True),
    Function("instance", 1, 1, _instance, gives_nodes=True),
    Function("id", 1, 1, _id, gives_nodes=True),
    Function("lang", 1, 1, _lang),
    Function("randomize", 1, 2, _randomize, node_arguments=FIRST, gives_nodes=True),
    Function(
        "indexed-repeat",
        3,
        7,
        _indexed_repeat,
        node_arguments=frozenset([0, 1, 3, 5]),
        gives_nodes=True,
    ),
    Function("random", 0, 0, lambda context: context.scope.outside.chance.random()),
    Function("uuid", 0, 1, _uuid),
    Function(
        "jr:choice-name",
        2,
        2,
        lambda context, option, item: context.scope.option_label(item, to_text(option)),
        names_item=True,
    ),
    Function("jr:itext", 1, 1, lambda context, key: context.scope.itext(to_text(key))),
)
