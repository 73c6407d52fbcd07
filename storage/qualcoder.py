"""A project of QualCoder: the database `data.qda` in its folder."""

from __future__ import annotations

from collections.abc import Sequence

from coding.exchange.guids import guid_of
from coding.exchange.model import (
    Case,
    Coding,
    Note,
    Project,
    ProjectCode,
    Reading,
    Selection,
    TextSource,
    User,
    Variable,
    VariableKind,
)
from coding.exchange.offsets import MARK, Ruler
from coding.exchange.text_reading import counted
from storage.foreign_databases import ForeignDatabase, Row

TABLES = ("code_name", "code_text", "source")
_MEDIA = (
    ("code_image", "marked place in a picture", "marked places in pictures"),
    ("code_av", "marked time in a recording", "marked times in recordings"),
)


def read_qualcoder(database: ForeignDatabase) -> Project:
    """Categories and codes as one tree, coded text as passages, cases with attributes, journals.

    Positions in a QualCoder project are code points of the text as the project keeps it.
    """
    reading = _Reading(database)
    return Project(
        name="QualCoder project",
        origin="QualCoder",
        comment=next((_text(row, "memo") for row in database.rows("project")), ""),
        codes=tuple(reading.codes()),
        sources=tuple(reading.sources()),
        variables=tuple(reading.variables()),
        cases=tuple(reading.cases()),
        notes=tuple(reading.notes()),
        users=tuple(User(guid, name) for name, guid in sorted(reading.users.items())),
        left_out=tuple(reading.left_out),
    )


class _Reading:
    """The tables of one project; `users` and `left_out` grow while they are read."""

    def __init__(self, database: ForeignDatabase) -> None:
        self._database = database
        # When it was made tells a project from others; copies of it on other machines have it too.
        made = (_text(row, "date") for row in database.rows("project"))
        self._study = f"qualcoder {next(made, '')}"
        self.users: dict[str, str] = {}
        self.left_out: list[str] = []

    def codes(self) -> list[ProjectCode]:
        """Categories and codes, parents first."""
        waiting = [
            (
                self._guid("category", row, "catid"),
                self._guid("category", row, "supercatid") if row.get("supercatid") else "",
                row,
                False,
            )
            for row in self._database.rows("code_cat")
        ]
        for row in self._database.rows("code_name"):
            above = self._guid("category", row, "catid") if row.get("catid") else ""
            if row.get("supercid"):
                above = self._guid("code", row, "supercid")
            waiting.append((self._guid("code", row, "cid"), above, row, True))
        placed: dict[str, ProjectCode] = {}
        ids = {guid for guid, *_ in waiting}
        while waiting:
            ready = [one for one in waiting if one[1] in placed or one[1] not in ids]
            ready = ready or waiting[:1]  # a circle: its first one stands at the top
            for guid, above, row, codable in ready:
                parent = above if above in placed else ""
                name = _text(row, "name") or "Code without a name"
                memo, colour = _text(row, "memo"), _text(row, "color").lower()
                placed[guid] = ProjectCode(guid, name, memo, parent, colour, codable)
            waiting = [one for one in waiting if one[0] not in placed]
        return list(placed.values())

    def sources(self) -> list[TextSource]:
        """Every text with its passages; recordings and pictures are told."""
        coded: dict[int, list[Row]] = {}
        noted: dict[int, list[Row]] = {}
        for table, by_text in (("code_text", coded), ("annotation", noted)):
            for row in self._database.rows(table):
                by_text.setdefault(_number(row, "fid"), []).append(row)
        codes = {self._guid("code", row, "cid") for row in self._database.rows("code_name")}
        values = self._values("file")
        found = []
        for row in self._database.rows("source"):
            id = _number(row, "id")
            if row.get("fulltext") is None:
                self.left_out.append(f"The recording or picture '{_text(row, 'name')}'.")
                continue
            found.append(
                self._source(row, coded.get(id, []), noted.get(id, []), codes, values.get(id, ()))
            )
        for table, one, many in _MEDIA:
            if n := len(self._database.rows(table)):
                self.left_out.append(f"1 {one}." if n == 1 else f"{n} {many}.")
        return found

    def _source(
        self,
        row: Row,
        coded: Sequence[Row],
        noted: Sequence[Row],
        codes: set[str],
        values: Sequence[tuple[str, str]],
    ) -> TextSource:
        raw, name = _text(row, "fulltext"), _text(row, "name")
        ruler = Ruler(raw.removeprefix(MARK))
        n_mark = len(raw) - len(raw.removeprefix(MARK))
        places: dict[tuple[int, int], list[Row]] = {}
        selections: list[Selection] = []
        lost = 0
        for one in [*coded, *noted]:
            start, end = (
                ruler.at(_number(one, key) - n_mark, Reading()) for key in ("pos0", "pos1")
            )
            code = self._guid("code", one, "cid") if "cid" in one else ""
            if not 0 <= start < end <= len(ruler.text) or (code and code not in codes):
                lost += 1
            elif code:
                places.setdefault((start, end), []).append(one)
            else:
                selections.append(self._annotation(one, start, end))
        selections += [self._selection(row, *place, some) for place, some in places.items()]
        if lost:
            self.left_out.append(
                f"{counted(lost, 'passage')} of '{name}': the position or the code is not there."
            )
        return TextSource(
            id=self._guid("source", row, "id"),
            name=name,
            text=ruler.text,
            selections=tuple(sorted(selections, key=lambda one: (one.start, one.end, one.id))),
            comment=_text(row, "memo"),
            values=tuple(values),
        )

    def _annotation(self, row: Row, start: int, end: int) -> Selection:
        guid, comment = self._guid("annotation", row, "anid"), _text(row, "memo")
        return Selection(guid, start, end, comment=comment, coder=self._user(row))

    def _selection(self, row: Row, start: int, end: int, some: Sequence[Row]) -> Selection:
        place = f"{row.get('id')} {start} {end}"
        codings = tuple(
            Coding(
                guid_of(
                    self._study, "qualcoder coding", f"{place} {one.get('cid')} {one.get('owner')}"
                ),
                self._guid("code", one, "cid"),
                self._user(one),
                _moment(one),
            )
            for one in some
        )
        memos = [memo for one in some if (memo := _text(one, "memo"))]
        guid = guid_of(self._study, "qualcoder selection", place)
        return Selection(guid, start, end, codings, "", "\n".join(memos), codings[0].coder)

    def variables(self) -> list[Variable]:
        """The attributes of cases and of texts."""
        return [
            Variable(
                self._variable(_text(row, "name"), _text(row, "caseOrFile")),
                _text(row, "name"),
                VariableKind.FLOAT if row.get("valuetype") == "numeric" else VariableKind.TEXT,
                _text(row, "memo"),
            )
            for row in self._database.rows("attribute_type")
        ]

    def cases(self) -> list[Case]:
        """Cases with their attributes and the texts that are wholly theirs."""
        lengths = {
            _number(row, "id"): len(_text(row, "fulltext")) for row in self._database.rows("source")
        }
        texts: dict[int, list[str]] = {}
        parts = 0
        for row in self._database.rows("case_text"):
            length = _number(row, "pos1") - _number(row, "pos0")
            if length >= lengths.get(_number(row, "fid"), 0) - 1:
                texts.setdefault(_number(row, "caseid"), []).append(
                    self._guid("source", row, "fid")
                )
            else:
                parts += 1
        if parts:
            what = "1 part of a text is" if parts == 1 else f"{parts} parts of texts are"
            self.left_out.append(f"{what} a case's; name the speakers in the library instead.")
        values = self._values("case")
        return [
            Case(
                id=self._guid("case", row, "caseid"),
                name=_text(row, "name"),
                comment=_text(row, "memo"),
                values=tuple(values.get(_number(row, "caseid"), ())),
                sources=tuple(dict.fromkeys(texts.get(_number(row, "caseid"), ()))),
            )
            for row in self._database.rows("cases")
        ]

    def _values(self, of: str) -> dict[int, list[tuple[str, str]]]:
        found: dict[int, list[tuple[str, str]]] = {}
        for row in self._database.rows("attribute"):
            if row.get("attr_type") == of and _text(row, "value"):
                value = (self._variable(_text(row, "name"), of), _text(row, "value"))
                found.setdefault(_number(row, "id"), []).append(value)
        return found

    def notes(self) -> list[Note]:
        """The journal."""
        return [
            Note(
                id=self._guid("journal", row, "jid"),
                name=_text(row, "name"),
                text=_text(row, "jentry"),
                coder=self._user(row),
                created_at=_moment(row),
            )
            for row in self._database.rows("journal")
        ]

    def _guid(self, kind: str, row: Row, column: str) -> str:
        return guid_of(self._study, f"qualcoder {kind}", str(row.get(column)))

    def _variable(self, name: str, of: str) -> str:
        return guid_of(self._study, f"qualcoder attribute of a {of}", name)

    def _user(self, row: Row) -> str:
        name = _text(row, "owner")
        return self.users.setdefault(name, guid_of("", "qualcoder user", name)) if name else ""


def _moment(row: Row) -> str:
    """ "2026-03-01 10:00:00", as QualCoder writes it, as an ISO moment; "" for what is none."""
    said = _text(row, "date")
    return f"{said[:10]}T{said[11:19]}" if len(said) >= 19 and said[4] == said[7] == "-" else ""


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else "" if value is None else str(value)


def _number(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else -1
