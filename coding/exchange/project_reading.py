"""A project or codebook in the exchange format, from its XML to values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coding.errors import ExchangeError
from coding.exchange.archive import Archive, open_archive
from coding.exchange.elements import child, children, guid, root_of, targets, words
from coding.exchange.model import (
    Case,
    CodeSet,
    Link,
    Note,
    Project,
    ProjectCode,
    Reading,
    User,
    Variable,
    VariableKind,
)
from coding.exchange.text_reading import read_sources, read_values

PROJECT = "urn:QDA-XML:project:"
CODEBOOK = "urn:QDA-XML:"  # some programs write the one of a project
_MOST_PROBLEMS = 10


def read_project(data: bytes, chosen: Mapping[str, Reading]) -> Project:
    """What a .qdpx holds; `chosen` says of single texts how their positions are meant.

    Raises:
        ExchangeError: why it cannot be read.
    """
    with open_archive(data) as archive:
        return _project(
            root_of(archive.read(_the_qde(archive)), "Project", PROJECT), archive, chosen
        )


def read_codebook(data: bytes) -> Project:
    """What a .qdc holds, as a project of codes and sets alone.

    Raises:
        ExchangeError: why it cannot be read.
    """
    root = root_of(data, "CodeBook", CODEBOOK)
    codes = _codes(root)
    return Project(origin=root.get("origin", ""), codes=codes, sets=tuple(_sets(root)))


def _the_qde(archive: Archive) -> str:
    found = [one for one in archive.names if "/" not in one and one.casefold().endswith(".qde")]
    if len(found) != 1:
        raise ExchangeError(
            f"The file has {len(found) or 'no'} project descriptions (.qde) at its top; a project "
            "has one. Export it again, and do not pack it once more."
        )
    return found[0]


def _project(root: Any, archive: Archive, chosen: Mapping[str, Reading]) -> Project:
    left_out: list[str] = []
    codes = _codes(child(root, "CodeBook"))
    sources = read_sources(
        child(root, "Sources"),
        archive,
        root.get("origin", ""),
        frozenset(code.id for code in codes),
        chosen,
        left_out.append,
    )
    left_out += [
        f"The drawing '{graph.get('name', '')}'."
        for graph in children(child(root, "Graphs"), "Graph")
    ]
    return Project(
        name=root.get("name", ""),
        origin=root.get("origin", ""),
        comment=words(root, "Description"),
        users=tuple(
            User(guid(one.get("guid")), one.get("name") or one.get("id") or "")
            for one in children(child(root, "Users"), "User")
        ),
        codes=codes,
        variables=tuple(_variables(child(root, "Variables"))),
        cases=tuple(_cases(child(root, "Cases"))),
        sources=sources,
        notes=tuple(_notes(child(root, "Notes"), archive)),
        links=tuple(_links(child(root, "Links"))),
        sets=tuple(_sets(root)),
        about=targets(root, "NoteRef"),
        left_out=tuple(left_out),
    )


def _codes(element: Any) -> tuple[ProjectCode, ...]:
    """Every code, parents first.

    Raises:
        ExchangeError: two have one GUID, or one has no name.
    """
    found: dict[str, ProjectCode] = {}
    problems: list[str] = []
    for one, parent in _with_parents(child(element, "Codes")):
        id, name = guid(one.get("guid")), " ".join((one.get("name") or "").split())
        if id in found:
            problems.append(
                f"The codes '{found[id].name}' and '{name}' have the same GUID, so their passages "
                "cannot be told apart."
            )
        if not name:
            problems.append("A code has no name.")
        found[id] = ProjectCode(
            id=id,
            name=name,
            definition=words(one, "Description") or one.get("description", ""),
            parent=parent,
            colour=(one.get("color") or "").lower(),
            is_codable=(one.get("isCodable") or "true").strip().lower() in ("true", "1"),
            notes=targets(one, "NoteRef"),
        )
    if problems:
        raise ExchangeError(
            " ".join(
                [
                    *dict.fromkeys(problems[:_MOST_PROBLEMS]),
                    "Mend it where it comes from, and export it again.",
                ]
            )
        )
    return tuple(found.values())


def _with_parents(element: Any) -> Iterator[tuple[Any, str]]:
    """Each Code element with the GUID of the code around it, in the order of the file."""
    waiting = [(one, "") for one in children(element, "Code")][::-1]
    while waiting:
        one, parent = waiting.pop()
        yield one, parent
        waiting += [(below, guid(one.get("guid"))) for below in children(one, "Code")][::-1]


def _variables(element: Any) -> Iterator[Variable]:
    for one in children(element, "Variable"):
        kind = one.get("typeOfVariable", "")
        known = VariableKind(kind) if kind in list(VariableKind) else VariableKind.TEXT
        name = one.get("name") or "Variable"
        yield Variable(guid(one.get("guid")), name, known, words(one, "Description"))


def _cases(element: Any) -> Iterator[Case]:
    for one in children(element, "Case"):
        yield Case(
            id=guid(one.get("guid")),
            name=one.get("name", ""),
            comment=words(one, "Description"),
            values=read_values(one),
            sources=targets(one, "SourceRef"),
            selections=targets(one, "SelectionRef"),
        )


def _notes(element: Any, archive: Archive) -> Iterator[Note]:
    for one in children(element, "Note"):
        part = archive.find_text(one.get("plainTextPath") or "")
        body = archive.read(part).decode("utf-8-sig", "replace") if part else ""
        text = words(one, "PlainTextContent") or body.replace("\r\n", "\n").replace("\r", "\n")
        yield Note(
            id=guid(one.get("guid")),
            name=one.get("name", ""),
            text=text,
            comment=words(one, "Description"),
            coder=guid(one.get("creatingUser")),
            created_at=one.get("creationDateTime", ""),
        )


def _links(element: Any) -> Iterator[Link]:
    for one in children(element, "Link"):
        yield Link(
            id=guid(one.get("guid")),
            origin=guid(one.get("originGUID")),
            target=guid(one.get("targetGUID")),
            name=one.get("name", ""),
            direction=one.get("direction", ""),
        )


def _sets(root: Any) -> Iterator[CodeSet]:
    for one in children(child(root, "Sets"), "Set"):
        yield CodeSet(
            id=guid(one.get("guid")),
            name=one.get("name") or "Set",
            comment=words(one, "Description"),
            codes=targets(one, "MemberCode"),
            sources=targets(one, "MemberSource"),
            notes=targets(one, "MemberNote"),
        )
