"""The nouns of exchange: a Project as other coding programs hand it over, whole and in values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ORIGIN = "Throughline"  # how our own files say who wrote them; their positions need no weighing


class Unit(StrEnum):
    """What a program counts."""

    CODE_POINTS = "code points"
    UTF_16 = "UTF-16 units"


class LineEnds(StrEnum):
    """How a program counts a line end of two characters."""

    AS_IN_FILE = "as in the file"
    ONE = "as one"


class Ends(StrEnum):
    """What an end position stands for."""

    BEHIND = "behind the last character"
    AT_LAST = "at the last character"


@dataclass(frozen=True, order=True)
class Reading:
    """One way to understand the positions of a text."""

    unit: Unit = Unit.CODE_POINTS
    line_ends: LineEnds = LineEnds.AS_IN_FILE
    mark_counted: bool = False  # the byte-order mark counts as a character
    ends: Ends = Ends.BEHIND


@dataclass(frozen=True)
class User:
    """Somebody who worked in a project. Ids everywhere here are GUIDs, small and without braces."""

    id: str
    name: str = ""


@dataclass(frozen=True)
class ProjectCode:
    """A code of a project; `colour` is "#rrggbb" or ""."""

    id: str
    name: str
    definition: str = ""
    parent: str = ""  # ProjectCode.id
    colour: str = ""
    is_codable: bool = True
    notes: tuple[str, ...] = ()  # Note.id


@dataclass(frozen=True)
class Coding:
    """One code on a passage, by one user."""

    id: str
    code: str  # ProjectCode.id
    coder: str = ""  # User.id
    created_at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """A marked passage: characters `start` up to but not including `end`, in code points.

    It may have several codings, or none: a quotation that nobody coded.
    """

    id: str
    start: int
    end: int
    codings: tuple[Coding, ...] = ()
    name: str = ""
    comment: str = ""
    coder: str = ""
    created_at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextSource:
    """A text with its passages.

    `text` has LF line ends and no byte-order mark; it is None if the file does not hold it, and
    then positions are as they were written.
    """

    id: str
    name: str
    text: str | None
    selections: tuple[Selection, ...] = ()
    comment: str = ""
    notes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()  # Variable.id, value
    reading: Reading = Reading()  # how its positions were understood
    choices: tuple[Reading, ...] = ()  # other ways that fit nearly as well: a person should look


class VariableKind(StrEnum):
    """What a value of a variable is; the words of the standard."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    DATE_TIME = "DateTime"


@dataclass(frozen=True)
class Variable:
    """Something known about cases."""

    id: str
    name: str
    kind: VariableKind = VariableKind.TEXT
    comment: str = ""


@dataclass(frozen=True)
class Case:
    """Somebody or something studied; with us a participant."""

    id: str
    name: str
    comment: str = ""
    values: tuple[tuple[str, str], ...] = ()  # Variable.id, value
    sources: tuple[str, ...] = ()  # TextSource.id
    selections: tuple[str, ...] = ()  # Selection.id


@dataclass(frozen=True)
class Note:
    """A memo; what it is about says so (`notes`)."""

    id: str
    name: str
    text: str = ""
    comment: str = ""
    coder: str = ""
    created_at: str = ""


@dataclass(frozen=True)
class Link:
    """A line between two things of a project."""

    id: str
    origin: str
    target: str
    name: str = ""
    direction: str = ""  # "Associative", "OneWay" or "Bidirectional"


@dataclass(frozen=True)
class CodeSet:
    """A named group of codes; with us a theme. It may hold texts and notes as well."""

    id: str
    name: str
    comment: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """Everything of a project about text. `left_out` says in words what of a file is not in it."""

    name: str = ""
    origin: str = ""  # the program that wrote it
    comment: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[ProjectCode, ...] = ()  # parents before those under them
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[TextSource, ...] = ()
    notes: tuple[Note, ...] = ()  # those of the project itself are in `about`
    links: tuple[Link, ...] = ()
    sets: tuple[CodeSet, ...] = ()
    about: tuple[str, ...] = ()  # Note.id of the whole project
    left_out: tuple[str, ...] = ()

    @property
    def n_codings(self) -> int:
        """How many codes stand on passages of texts."""
        return sum(len(one.codings) for source in self.sources for one in source.selections)
