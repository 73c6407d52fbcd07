"""Reads an XML document into the tree that expressions walk over; only tests need this."""

from __future__ import annotations

from xml.dom import minidom

from survey.expression_nodes import Node, NodeKind, numbered

_KINDS = {
    minidom.Node.TEXT_NODE: NodeKind.TEXT,
    minidom.Node.CDATA_SECTION_NODE: NodeKind.TEXT,
    minidom.Node.COMMENT_NODE: NodeKind.COMMENT,
    minidom.Node.PROCESSING_INSTRUCTION_NODE: NodeKind.INSTRUCTION,
}


def xml_tree(text: str) -> Node:
    """The document node of an XML text."""
    document = minidom.parseString(text.encode())  # noqa: S318 -- recorded documents, from disk
    children = [_node(child) for child in document.childNodes if _is_content(child)]
    return numbered(Node("", children=children, kind=NodeKind.DOCUMENT))


_BY_TYPE = {
    "3": NodeKind.TEXT,
    "4": NodeKind.TEXT,
    "7": NodeKind.INSTRUCTION,
    "8": NodeKind.COMMENT,
}


def at(tree: Node, path: list[int | str]) -> Node:
    """The node at a path of positions among elements; "#8:0" is the first of DOM node type 8."""
    node = tree
    for place in path:
        kind, n = NodeKind.ELEMENT, place
        if isinstance(place, str):
            kind, n = _BY_TYPE[place[1]], place[3:]
        node = [child for child in node.children if child.kind is kind][int(n)]
    return node


def _is_content(child: minidom.Node) -> bool:
    return child.nodeType != minidom.Node.DOCUMENT_TYPE_NODE


def _node(source: minidom.Node) -> Node:
    if source.nodeType != minidom.Node.ELEMENT_NODE:
        return Node(source.nodeName, source.nodeValue or "", kind=_KINDS[source.nodeType])
    attributes = [
        Node(name, value, kind=NodeKind.ATTRIBUTE, uri=source.attributes[name].namespaceURI or "")
        for name, value in source.attributes.items()
        if not name.startswith("xmlns")
    ]
    children = [_node(child) for child in source.childNodes]
    return Node(
        source.tagName,
        children=children,
        attributes=attributes,
        uri=source.namespaceURI or "",
    )
