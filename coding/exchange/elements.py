"""XML by others, read with care: no entities, no network, no depth; names without namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coding.errors import ExchangeError


def root_of(data: bytes, expected: str, namespaces: str) -> Any:
    """The root element of a file.

    Args:
        expected: the name it must have.
        namespaces: what each of its known namespaces begins with; none at all is known too.

    Raises:
        ExchangeError: it is no XML, declares entities, is nested too deeply or is another format.
    """
    from lxml import etree

    parser = etree.XMLParser(
        **{"resolve_entities": False, "no_network": True, "load_dtd": False},
        **{"huge_tree": False, "remove_comments": True, "remove_pis": True},
    )
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise _declares()
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        if "depth" in str(trouble).casefold():
            raise ExchangeError(
                "The codes of this file stand more than 200 levels below each other, as attacks "
                "do. Nothing was read."
            ) from trouble
        raise ExchangeError(
            f"The file is damaged: line {trouble.lineno} of its XML cannot be read. "
            "Export it again."
        ) from trouble
    if root.getroottree().docinfo.doctype:
        raise _declares()
    namespace = root.tag.rpartition("}")[0].lstrip("{")
    if tag(root) != expected or not (namespace == "" or namespace.startswith(namespaces)):
        raise ExchangeError(
            f"The file holds no {expected} in the exchange format of coding programs. "
            "Choose a file that ends in .qdpx for a project, in .qdc for a codebook."
        )
    return root


def tag(element: Any) -> str:
    """The name of an element without its namespace, which differs between versions."""
    name = element.tag
    return str(name).rpartition("}")[2]


def children(element: Any, name: str) -> Iterator[Any]:
    """The elements of this name right under another one, which may be None."""
    for one in () if element is None else element:
        if tag(one) == name:
            yield one


def child(element: Any, name: str) -> Any:
    """The first of them, None if there is none."""
    return next(children(element, name), None)


def words(element: Any, name: str) -> str:
    """The text of the first element of this name; "" if there is none."""
    found = child(element, name)
    return "" if found is None else "".join(found.itertext()).strip("\r\n")


def guid(value: str | None) -> str:
    """A GUID in its one spelling, small and without braces; "" for none."""
    return (value or "").strip().strip("{}").strip().lower()


def targets(element: Any, name: str) -> tuple[str, ...]:
    """What elements of this name refer to; an older version calls it `guid`."""
    found = (guid(one.get("targetGUID") or one.get("guid")) for one in children(element, name))
    return tuple(dict.fromkeys(one for one in found if one))


def _declares() -> ExchangeError:
    return ExchangeError(
        "The file declares a document type of its own, which no coding program does and attacks "
        "do. Nothing was read. Ask who sent it."
    )
