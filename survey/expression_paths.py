"""How a path goes from node to node: its steps as closures over the axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from survey.expression_nodes import AXES, Node, NodeKind, in_order, node_test
from survey.expression_scope import Context
from survey.expression_values import Value, to_boolean

Run = Callable[[Context], Value]
NodesRun = Callable[[Context], list[Node]]
Step = Callable[[Context, list[Node]], list[Node]]


def step(axis: str, test: str, predicates: Sequence[Run]) -> Step:
    """From some nodes along an axis to those that pass the test and all predicates."""
    if axis == "child" and test.isidentifier() and not predicates:
        return _children(test)
    along, passes = AXES[axis], node_test(axis, test)
    keep = kept(predicates) if predicates else None

    def go(context: Context, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            reached = [other for other in along(node) if passes(other)]
            found += keep(context, reached) if keep else reached
        return found if axis == "child" and len(nodes) < 2 else in_order(found)

    return go


def _children(name: str) -> Step:
    """The most frequent step, without its detours."""
    element = NodeKind.ELEMENT

    def go(context: Context, nodes: list[Node]) -> list[Node]:
        found = [
            child
            for node in nodes
            for child in node.children
            if child.name == name and child.kind is element
        ]
        return found if len(nodes) < 2 else in_order(found)

    return go


def look_up(name: str, part: str, wanted: Run, otherwise: Step) -> Step:
    """The step `name[part = wanted]`: by an index, if what is wanted is the same for every node.

    Args:
        wanted: gives a value without a look at the node.
        otherwise: the step as it is written, for answers, which change, and for numbers, which
            equal texts that are written in another way.
    """

    def go(context: Context, nodes: list[Node]) -> list[Node]:
        text = wanted(context)
        indices = [node.index(name, part) for node in nodes]
        if not isinstance(text, str) or None in indices:
            return otherwise(context, nodes)
        found = [node for index in indices if index for node in index.get(text, ())]
        return found if len(nodes) < 2 else in_order(found)

    return go


def below(inner: Step) -> Step:
    """The step behind `//`: from every node at or below the ones before."""

    def go(context: Context, nodes: list[Node]) -> list[Node]:
        return inner(context, in_order([other for node in nodes for other in node.walk()]))

    return go


def kept(predicates: Sequence[Run]) -> Step:
    """Those nodes for which each predicate in turn holds; a number asks for that place."""

    def keep(context: Context, nodes: list[Node]) -> list[Node]:
        for run in predicates:
            size = len(nodes)
            nodes = [
                node
                for position, node in enumerate(nodes, 1)
                if _holds(run(context.at(node, position, size)), position)
            ]
        return nodes

    return keep


def _holds(value: Value, position: int) -> bool:
    if value is True or value is False:
        return value
    return value == position if isinstance(value, float) else to_boolean(value)


def walk(source: NodesRun, steps: Sequence[Step]) -> NodesRun:
    """From the nodes of the source through all steps."""

    def nodes(context: Context) -> list[Node]:
        found = source(context)
        for go in steps:
            found = go(context, found)
        return found

    return nodes
