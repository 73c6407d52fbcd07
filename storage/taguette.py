"""A project that Taguette has exported as an SQLite file."""

from __future__ import annotations

from coding.errors import ExchangeError
from coding.exchange.guids import guid_of
from coding.exchange.markup import MarkedUp
from coding.exchange.model import Coding, Project, ProjectCode, Selection, TextSource, User
from storage.foreign_databases import ForeignDatabase, Row

TABLES = ("projects", "documents", "tags", "highlights", "highlight_tags")


def read_taguette(database: ForeignDatabase) -> Project:
    """Its tags as codes ("a.b" stands under "a"), its highlights as passages.

    Taguette does not keep who highlighted; the members of the project are its users.

    Raises:
        ExchangeError: the file holds several projects.
    """
    projects = database.rows("projects")
    if len(projects) != 1:
        raise ExchangeError(
            f"The file holds {len(projects)} projects. Open the project in Taguette and choose "
            "“Export project”: that file holds one."
        )
    name = str(projects[0].get("name") or "Taguette")
    study = f"taguette {name} {projects[0].get('created')}"
    codes, ids = _codes(database.rows("tags"), study)
    members = sorted({str(row["user_login"]) for row in database.rows("project_members")})
    users = tuple(User(guid_of("", "taguette user", one), one) for one in members)
    tags: dict[int, list[int]] = {}
    for row in database.rows("highlight_tags"):
        tags.setdefault(_number(row, "highlight_id"), []).append(_number(row, "tag_id"))
    highlights: dict[int, list[Row]] = {}
    for row in database.rows("highlights"):
        highlights.setdefault(_number(row, "document_id"), []).append(row)
    left_out: list[str] = []
    coder = users[0].id if len(users) == 1 else ""
    sources = tuple(
        _source(row, study, highlights.get(_number(row, "id"), []), tags, ids, coder, left_out)
        for row in database.rows("documents")
    )
    return Project(
        name=name,
        origin="Taguette",
        comment=str(projects[0].get("description") or ""),
        users=users,
        codes=codes,
        sources=sources,
        left_out=tuple(left_out),
    )


def _codes(rows: list[Row], study: str) -> tuple[tuple[ProjectCode, ...], dict[int, str]]:
    """The codes, parents first; and the GUID of each tag."""
    said = {str(row["path"]): str(row.get("description") or "") for row in rows}
    paths: dict[str, str] = {}
    for path in sorted(said):
        parts = path.split(".")
        for n in range(1, len(parts) + 1):
            above = ".".join(parts[:n])
            paths.setdefault(above, guid_of(study, "taguette tag", above))
    codes = tuple(
        ProjectCode(
            id=guid,
            name=path.rpartition(".")[2].strip() or path,
            definition=said.get(path, ""),
            parent=paths.get(path.rpartition(".")[0], ""),
            is_codable=path in said,
        )
        for path, guid in paths.items()
    )
    return codes, {_number(row, "id"): paths[str(row["path"])] for row in rows}


def _source(
    row: Row,
    study: str,
    highlights: list[Row],
    tags: dict[int, list[int]],
    ids: dict[int, str],
    coder: str,
    left_out: list[str],
) -> TextSource:
    name = str(row.get("name") or row.get("filename") or "Text")
    page = MarkedUp(str(row.get("contents") or ""))
    found: list[Selection] = []
    for one in highlights:
        start, end = page.span(_number(one, "start_offset"), _number(one, "end_offset"))
        if start < 0:
            continue
        guid = guid_of(study, "taguette highlight", str(one["id"]))
        codings = tuple(
            Coding(guid_of(guid, "tag", str(tag)), ids[tag], coder)
            for tag in sorted(tags.get(_number(one, "id"), []))
            if tag in ids
        )
        found.append(Selection(guid, start, end, codings, coder=coder))
    lost = len(highlights) - len(found)
    if lost:
        what = "1 highlight" if lost == 1 else f"{lost} highlights"
        left_out.append(f"{what} of '{name}': the positions do not lie in its text.")
    return TextSource(
        id=guid_of(study, "taguette document", str(row["id"])),
        name=name,
        text=page.text,
        selections=tuple(sorted(found, key=lambda one: (one.start, one.end, one.id))),
        comment=str(row.get("description") or ""),
    )


def _number(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else -1
