"""A project or codebook as the exchange format has it: the same values give the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from coding.exchange.model import (
    ORIGIN,
    Case,
    CodeSet,
    Coding,
    Project,
    ProjectCode,
    Selection,
    TextSource,
    Variable,
    VariableKind,
)
from survey.exports.xml_text import xml_text

NAME_LENGTH = 200  # characters of a quote in the name of its passage
_PROJECT = "urn:QDA-XML:project:1.0"
_CODEBOOK = "urn:QDA-XML:codebook:1.0"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest time a ZIP can hold: no clock in the bytes
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_VALUE = {
    VariableKind.TEXT: "TextValue",
    VariableKind.BOOLEAN: "BooleanValue",
    VariableKind.INTEGER: "IntegerValue",
    VariableKind.FLOAT: "FloatValue",
    VariableKind.DATE: "DateValue",
    VariableKind.DATE_TIME: "DateTimeValue",
}


def write_project(project: Project) -> bytes:
    """The .qdpx: `project.qde`, and each text as UTF-8 with LF in `sources/`.

    A text whose words are not known (`text` None) is written without them.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "project.qde", _bytes(_project(project)))
        for source in project.sources:
            if source.text is not None:
                _add(archive, f"sources/{source.id}.txt", source.text.encode())
    return packed.getvalue()


def write_codebook(project: Project) -> bytes:
    """The .qdc: codes with their definitions and colours, and sets of codes."""
    root = _element(None, "CodeBook", xmlns=_CODEBOOK, origin=ORIGIN)
    _codes(root, project.codes, with_notes=False)
    if project.sets:
        sets = _element(root, "Sets")
        for one in project.sets:
            made = _element(sets, "Set", guid=one.id, name=one.name)
            _text(made, "Description", one.comment)
            for code in one.codes:
                _element(made, "MemberCode", targetGUID=code)
    return _bytes(root)


def quote_name(words: str) -> str:
    """The words of a passage on one line, cut with … where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= NAME_LENGTH else f"{line[: NAME_LENGTH - 1]}…"


def _project(project: Project) -> Any:
    root = _element(None, "Project", xmlns=_PROJECT, name=project.name or ORIGIN, origin=ORIGIN)
    if project.users:
        users = _element(root, "Users")
        for user in project.users:
            _element(users, "User", guid=user.id, name=user.name)
    if project.codes:
        _codes(_element(root, "CodeBook"), project.codes, with_notes=True)
    kinds = {one.id: one.kind for one in project.variables}
    _some(root, "Variables", project.variables, _variable)
    if project.cases:
        cases = _element(root, "Cases")
        for case in project.cases:
            _case(cases, case, kinds)
    if project.sources:
        sources = _element(root, "Sources")
        for source in project.sources:
            _source(sources, source, kinds)
    _notes(root, project)
    if project.links:
        links = _element(root, "Links")
        for link in project.links:
            where = {"originGUID": link.origin, "targetGUID": link.target}
            _element(links, "Link", guid=link.id, name=link.name, direction=link.direction, **where)
    _some(root, "Sets", project.sets, _set)
    _text(root, "Description", project.comment)
    _refs(root, "NoteRef", project.about)
    return root


def _codes(parent: Any, codes: Sequence[ProjectCode], *, with_notes: bool) -> None:
    if not codes:
        return
    made: dict[str, Any] = {"": _element(parent, "Codes")}
    for code in codes:
        element = _element(
            made.get(code.parent, made[""]),
            "Code",
            guid=code.id,
            name=code.name,
            isCodable="true" if code.is_codable else "false",
            color=code.colour if _COLOUR.fullmatch(code.colour) else "",
        )
        _text(element, "Description", code.definition)
        _refs(element, "NoteRef", code.notes if with_notes else ())
        made[code.id] = element


def _variable(parent: Any, one: Variable) -> None:
    element = _element(parent, "Variable", guid=one.id, name=one.name, typeOfVariable=one.kind)
    _text(element, "Description", one.comment)


def _case(parent: Any, case: Case, kinds: Mapping[str, VariableKind]) -> None:
    element = _element(parent, "Case", guid=case.id, name=case.name)
    _text(element, "Description", case.comment)
    _values(element, case.values, kinds)
    _refs(element, "SourceRef", case.sources)
    _refs(element, "SelectionRef", case.selections)


def _values(
    parent: Any, values: Iterable[tuple[str, str]], kinds: Mapping[str, VariableKind]
) -> None:
    for variable, value in values:
        element = _element(parent, "VariableValue")
        _element(element, "VariableRef", targetGUID=variable)
        _text(element, _VALUE[kinds.get(variable, VariableKind.TEXT)], value)


def _source(parent: Any, source: TextSource, kinds: Mapping[str, VariableKind]) -> None:
    path = "" if source.text is None else f"internal://{source.id}.txt"
    element = _element(parent, "TextSource", guid=source.id, name=source.name, plainTextPath=path)
    _text(element, "Description", source.comment)
    for one in source.selections:
        _selection(element, one, source.text or "")
    _refs(element, "NoteRef", source.notes)
    _values(element, source.values, kinds)


def _selection(parent: Any, one: Selection, text: str) -> None:
    element = _element(
        parent,
        "PlainTextSelection",
        guid=one.id,
        name=one.name or quote_name(text[one.start : one.end]),
        startPosition=str(one.start),
        endPosition=str(one.end),
        creatingUser=_guid(one.coder),
        creationDateTime=_moment(one.created_at),
    )
    _text(element, "Description", one.comment)
    for coding in one.codings:
        _coding(element, coding)
    _refs(element, "NoteRef", one.notes)


def _coding(parent: Any, one: Coding) -> None:
    element = _element(
        parent,
        "Coding",
        guid=one.id,
        creatingUser=_guid(one.coder),
        creationDateTime=_moment(one.created_at),
    )
    _element(element, "CodeRef", targetGUID=one.code)
    _refs(element, "NoteRef", one.notes)


def _notes(root: Any, project: Project) -> None:
    if not project.notes:
        return
    notes = _element(root, "Notes")
    for one in project.notes:
        element = _element(
            notes,
            "Note",
            guid=one.id,
            name=one.name,
            creatingUser=_guid(one.coder),
            creationDateTime=_moment(one.created_at),
        )
        _text(element, "Description", one.comment)
        _element(element, "PlainTextContent").text = _clean(one.text)


def _set(parent: Any, one: CodeSet) -> None:
    element = _element(parent, "Set", guid=one.id, name=one.name)
    _text(element, "Description", one.comment)
    _refs(element, "MemberCode", one.codes)
    _refs(element, "MemberSource", one.sources)
    _refs(element, "MemberNote", one.notes)


def _some(root: Any, name: str, things: Sequence[Any], write: Any) -> None:
    if things:
        parent = _element(root, name)
        for one in things:
            write(parent, one)


def _refs(parent: Any, name: str, ids: Iterable[str]) -> None:
    for id in ids:
        _element(parent, name, targetGUID=id)


def _element(parent: Any, tag: str, /, **attributes: str) -> Any:
    """A new element; attributes that are "" are left out, except the name."""
    from lxml import etree

    namespace = attributes.pop("xmlns", "")
    if parent is None:
        element = etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})
    else:
        element = etree.SubElement(parent, f"{{{parent.nsmap[None]}}}{tag}")
    for key, value in attributes.items():
        if value or key == "name":
            element.set(key, _clean(value))
    return element


def _text(parent: Any, name: str, text: str) -> None:
    if text:
        _element(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return xml_text(text, "")


def _guid(value: str) -> str:
    return value if _GUID.fullmatch(value) else ""


def _moment(value: str) -> str:
    return value if _MOMENT.fullmatch(value) else ""


def _bytes(root: Any) -> bytes:
    from lxml import etree

    body: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return body


def _add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, body)
