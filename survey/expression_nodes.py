"""The tree that paths walk over: nodes in document order, axes and node tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum


class NodeKind(StrEnum):
    """What a node is; the value is how XPath asks for it, where it can."""

    DOCUMENT = "document"
    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    TEXT = "text()"
    COMMENT = "comment()"
    INSTRUCTION = "processing-instruction()"


class Node:
    """One node of a tree; the tree is numbered in document order when it is complete.

    `answer` is the typed answer (str, float or bool) of an item's node, None in other documents.
    Such a node may change its answer; everything else stays as it was made.
    """

    __slots__ = (
        "_indices",
        "answer",
        "attributes",
        "children",
        "kind",
        "name",
        "order",
        "parent",
        "text",
        "uri",
    )

    def __init__(
        self,
        name: str,
        text: str = "",
        children: Sequence[Node] = (),
        attributes: Sequence[Node] = (),
        kind: NodeKind = NodeKind.ELEMENT,
        uri: str = "",
        answer: str | float | bool | None = None,
    ) -> None:
        self.name = name
        self.text = text
        self.children = list(children)
        self.attributes = list(attributes)
        self.kind = kind
        self.uri = uri
        self.answer = answer
        self.parent: Node | None = None
        self.order = 0
        self._indices: dict[tuple[str, str], Index | None] = {}
        for node in (*self.children, *self.attributes):
            node.parent = self

    def string_value(self) -> str:
        """All text below the node, as XPath 1.0 section 5 defines it."""
        if not self.children:
            return self.text
        return "".join(
            node.text for node in self.walk() if not node.children and node.kind not in _SILENT
        )

    def walk(self) -> Iterator[Node]:
        """The node and everything below it except attributes, in document order."""
        left = [self]
        while left:
            node = left.pop()
            yield node
            left.extend(reversed(node.children))

    def index(self, name: str, part: str) -> Index | None:
        """The children of a name by the text of their own child `part`, made at its first use.

        None if there are answers among these texts, which may change.
        """
        key = name, part
        if key not in self._indices:
            self._indices[key] = _indexed(self, name, part)
        return self._indices[key]

    def root(self) -> Node:
        """The node at the top of the tree."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node


Index = dict[str, list[Node]]


def _indexed(parent: Node, name: str, part: str) -> Index | None:
    found: Index = {}
    for node in children(parent, name):
        inside = children(node, part)
        if any(below.answer is not None for one in inside for below in one.walk()):
            return None
        for text in {one.string_value() for one in inside}:
            found.setdefault(text, []).append(node)
    return found


def children(node: Node, name: str) -> list[Node]:
    """The elements of a name directly below a node."""
    element = NodeKind.ELEMENT
    return [child for child in node.children if child.name == name and child.kind is element]


_SILENT = (NodeKind.COMMENT, NodeKind.INSTRUCTION)


def numbered(root: Node) -> Node:
    """The same tree, its nodes numbered in document order."""
    n = 0
    for node in root.walk():
        node.order = n
        for attribute in node.attributes:
            n += 1
            attribute.order = n
        n += 1
    return root


def in_order(nodes: list[Node]) -> list[Node]:
    """The nodes once each, in document order."""
    return sorted({id(node): node for node in nodes}.values(), key=lambda node: node.order)


def _ancestors(node: Node) -> list[Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def _siblings(node: Node) -> tuple[list[Node], int]:
    if node.parent is None or node.kind is NodeKind.ATTRIBUTE:
        return [node], 0
    around = node.parent.children
    return around, next((i for i, other in enumerate(around) if other is node), len(around))


def _following_siblings(node: Node) -> list[Node]:
    around, i = _siblings(node)
    return around[i + 1 :]


def _preceding_siblings(node: Node) -> list[Node]:
    around, i = _siblings(node)
    return around[:i][::-1]


def _following(node: Node) -> list[Node]:
    inside = {id(other) for other in node.walk()}
    return [
        other
        for other in node.root().walk()
        if other.order > node.order and id(other) not in inside
    ]


def _preceding(node: Node) -> list[Node]:
    around = {id(other) for other in _ancestors(node)}
    return [
        other
        for other in node.root().walk()
        if other.order < node.order and id(other) not in around
    ][::-1]


# Each gives the nodes of an axis, nearest first, which is what position() counts (XPath 1.0, 2.4).
AXES: dict[str, Callable[[Node], list[Node]]] = {
    "child": lambda node: node.children,
    "parent": lambda node: [node.parent] if node.parent is not None else [],
    "self": lambda node: [node],
    "attribute": lambda node: node.attributes,
    "descendant": lambda node: list(node.walk())[1:],
    "descendant-or-self": lambda node: list(node.walk()),
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: [node, *_ancestors(node)],
    "following-sibling": _following_siblings,
    "preceding-sibling": _preceding_siblings,
    "following": _following,
    "preceding": _preceding,
    "namespace": lambda node: [],  # questionnaires have none
}


def node_test(axis: str, test: str) -> Callable[[Node], bool]:
    """Whether a node on an axis passes a test: a name, `*`, `prefix:*` or a kind like `text()`."""
    principal = NodeKind.ATTRIBUTE if axis == "attribute" else NodeKind.ELEMENT
    if test == "node()":
        return lambda node: True
    if test.endswith("()"):
        return lambda node: node.kind == test
    if test == "*":
        return lambda node: node.kind is principal
    if test.endswith(":*"):
        prefix = test[:-1]
        return lambda node: node.kind is principal and node.name.startswith(prefix)
    return lambda node: node.name == test and node.kind is principal
