"""A compiled stretch of an expression, and how several become one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lark import Token

from survey.expression_error import Refusal
from survey.expression_paths import NodesRun, Run, Step

MAX_DEPTH = 150  # of things inside things; keeps every evaluation far from Python's own limit


class Part(NamedTuple):
    """A compiled stretch of an expression.

    `names` are the items it mentions as ${name}, `steps` the names in its paths, `anywhere` tells
    that a path may reach any item (`*`, `//`). `nodes` is there if it can give a set of nodes.
    `child` is the name of the children that it gives, if it is no more than that; `look_up` is such
    a name and what the child has to equal, if it compares just these two.
    """

    position: int
    run: Run
    nodes: NodesRun | None = None
    names: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    anywhere: bool = False
    depth: int = 1
    literal: str | None = None
    reference: str = ""
    child: str = ""
    look_up: tuple[str, Run] | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether its value is the same at every node: a text, or one item."""
        return self.literal is not None or bool(self.reference)


class Walk(NamedTuple):
    """One step of a path."""

    position: int
    go: Step
    inside: tuple[Part, ...]
    name: str = ""  # of the nodes it goes to, if it says one
    anywhere: bool = False
    is_here: bool = False  # a bare `.`
    child: str = ""  # the name, if it goes to the children of that name and asks no more


def at(token: Token) -> int:
    """Where a token stands in the text."""
    return token.start_pos or 0


def merged(
    parts: Iterable[Part],
    run: Run,
    position: int | None = None,
    nodes: NodesRun | None = None,
    deeper: int = 1,
) -> Part:
    """One part made of several: it mentions all that they mention and is deeper than each."""
    parts = list(parts)
    if position is None:
        position = parts[0].position
    depth = deeper + max((part.depth for part in parts), default=0)
    if depth > MAX_DEPTH:
        raise Refusal(
            position,
            f"It is nested more than {MAX_DEPTH} deep.",
            "Split it into several calculations.",
        )
    return Part(
        position,
        run,
        nodes,
        frozenset[str]().union(*(part.names for part in parts)),
        frozenset[str]().union(*(part.steps for part in parts)),
        any(part.anywhere for part in parts),
        depth,
    )


def nodes_of(part: Part, user: str) -> NodesRun:
    """How a part gives nodes to `user`; Refusal if it gives a value instead."""
    if part.nodes is None:
        raise Refusal(
            part.position,
            f"{user} needs items, but gets a value.",
            "Give it a reference like ${name} or a path.",
        )
    return part.nodes
