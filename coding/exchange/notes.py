"""Notes and comments of a project as memos, and memos of the study as notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coding.exchange.guids import guid_of, id_of
from coding.exchange.model import Link, Note, Project
from coding.memos import LONGEST, Memo, MemoKind

ABOUT = "about"  # the name of a link from a note to the case that it is about


@dataclass(frozen=True)
class NoteFor:
    """What will be a memo; `target` is the GUID of what it is about, of a passage its coding's."""

    id: str
    kind: MemoKind
    target: str
    text: str
    coder: str = ""  # User.id
    created_at: str = ""


def notes_in(project: Project) -> list[NoteFor]:
    """Every note and comment, once for each thing that it is about; long ones in several parts."""
    notes = {note.id: note for note in project.notes}
    found = list(_comments(project))
    told = set()
    for kind, target, ids in _places(project):
        for id in ids:
            if id in notes:
                found.append(_about(notes[id], kind, target, again=id in told))
                told.add(id)
    found += [
        _about(note, _loose(note), "", again=False) for note in project.notes if note.id not in told
    ]
    return [part for one in found if one.text.strip() for part in _parts(one)]


def notes_of(
    memos: Sequence[Memo], guids: Mapping[str, str]
) -> tuple[tuple[Note, ...], dict[str, tuple[str, ...]], tuple[Link, ...]]:
    """The notes, which of them are about what, and links to the cases they are about.

    Args:
        memos: those that leave.
        guids: Account.id → User.id, and the subject of each memo → its GUID; "" for the study.
    """
    notes = []
    about: dict[str, tuple[str, ...]] = {}
    links = []
    for memo in memos:
        guid = guid_of("", "memo", memo.id)
        notes.append(
            Note(
                guid,
                memo.title,
                memo.text,
                memo.kind.value,
                guids[memo.written_by],
                memo.written_at,
            )
        )
        target = guids[memo.subject] if memo.subject else ""
        if memo.kind is MemoKind.PARTICIPANT:
            link = guid_of("", "memo about", memo.id)
            links.append(Link(link, guid, target, ABOUT, "OneWay"))
        else:
            about[target] = (*about.get(target, ()), guid)
    return tuple(notes), about, tuple(links)


def other_links(project: Project) -> list[Link]:
    """The links that do not say what a note is about."""
    notes = {note.id for note in project.notes}
    cases = {case.id for case in project.cases}
    return [one for one in project.links if not (one.origin in notes and one.target in cases)]


def _places(project: Project) -> Iterator[tuple[MemoKind, str, Iterable[str]]]:
    for code in project.codes:
        yield MemoKind.CODE, code.id, code.notes
    for source in project.sources:
        yield MemoKind.SOURCE, source.id, source.notes
        for one in source.selections:
            for coding in one.codings:
                yield MemoKind.SEGMENT, coding.id, coding.notes
            if one.codings:
                yield MemoKind.SEGMENT, one.codings[0].id, one.notes
    for group in project.sets:
        if group.codes:
            yield MemoKind.THEME, group.id, group.notes
    cases = {case.id for case in project.cases}
    for link in project.links:
        if link.target in cases:
            yield MemoKind.PARTICIPANT, link.target, (link.origin,)


def _comments(project: Project) -> Iterator[NoteFor]:
    for case in project.cases:
        yield _comment(MemoKind.PARTICIPANT, case.id, case.comment)
    for source in project.sources:
        yield _comment(MemoKind.SOURCE, source.id, source.comment)
        for one in source.selections:
            if one.codings:
                coding = one.codings[0]
                yield _comment(MemoKind.SEGMENT, coding.id, one.comment, coding.coder)


def _comment(kind: MemoKind, target: str, text: str, coder: str = "") -> NoteFor:
    return NoteFor(id_of(f"comment {target}"), kind, target, text, coder)


def _about(note: Note, kind: MemoKind, target: str, *, again: bool) -> NoteFor:
    id = id_of(f"{note.id} {target}") if again else id_of(note.id)
    return NoteFor(id, kind, target, _words(note), note.coder, note.created_at)


def _loose(note: Note) -> MemoKind:
    return MemoKind.REFLEXIVE if note.comment == MemoKind.REFLEXIVE else MemoKind.METHOD


def _words(note: Note) -> str:
    """Name, comment and text of a note as one text; our own name is its first line already."""
    name = "" if note.text.startswith(note.name.removesuffix("…")) else note.name
    comment = "" if note.comment in list(MemoKind) else note.comment
    return "\n\n".join(part for part in (name, comment, note.text) if part.strip())


def _parts(one: NoteFor) -> Iterator[NoteFor]:
    for n in range(0, len(one.text), LONGEST):
        id = one.id if n == 0 else id_of(f"{one.id} {n}")
        part = one.text[n : n + LONGEST]
        yield NoteFor(id, one.kind, one.target, part, one.coder, one.created_at)
