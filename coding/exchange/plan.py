"""What comes in with a project, said before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coding.exchange.guids import COLLECTED_ON, KIND, guid_of, id_of
from coding.exchange.model import Coding, Project, ProjectCode, Selection, TextSource, User
from coding.exchange.notes import notes_in, other_links
from coding.model import Segment
from coding.rounds import AGREED
from interviews.interviewers import propose_interviewers
from interviews.labels import find_labels
from interviews.model import Source, SourceKind
from interviews.turns import split_turns

UNCODED = ProjectCode(
    guid_of("", "code", "quotation without a code"),
    "Quotation without a code",
    "Passages that were marked in another program and have no code there.",
)


@dataclass(frozen=True)
class Choices:
    """What a person decides before a project is brought in."""

    coders: Mapping[str, str] = field(default_factory=dict)  # User.id → Account.id, "" for nobody
    variables: frozenset[str] = frozenset()  # Variable.id of attributes that come in
    kind: SourceKind = SourceKind.INTERVIEW
    notes: bool = False  # notes and comments come in as memos: they hold no names
    names_are_out: bool = False  # a lead says that names were taken out of all texts before


@dataclass(frozen=True)
class Preview:
    """How much will come, and what will not."""

    n_codes: int
    n_new_codes: int
    n_texts: int
    n_known_texts: int
    n_codings: int
    n_participants: int
    n_themes: int
    n_notes: int
    coders: tuple[User, ...]  # who coded something
    notices: tuple[str, ...]  # what comes in differently
    left_out: tuple[str, ...]  # what does not come in


def coders_in(project: Project) -> tuple[User, ...]:
    """The users who coded or noted something; one without a name or an entry gets "Coder"."""
    known = {user.id: user for user in project.users}
    ids = dict.fromkeys(coding.coder for coding in _codings(project))
    ids |= dict.fromkeys(note.coder for note in project.notes if note.coder)
    return tuple(known.get(id) or User(id, "Coder") for id in ids)


def proposed_coders(
    users: Sequence[User], accounts: Mapping[str, str], agreed: str = AGREED
) -> dict[str, str]:
    """User.id → the account that is the same by GUID, or has the same name; "" for none."""
    by_guid = {guid_of("", "coder", id): id for id in [*accounts, agreed]}
    by_name: dict[str, list[str]] = {}
    for id, name in accounts.items():
        by_name.setdefault(name.casefold(), []).append(id)
    return {
        user.id: by_guid.get(user.id) or (named[0] if len(named) == 1 else "")
        for user in users
        for named in [by_name.get(user.name.casefold(), [])]
    }


def with_uncoded(project: Project) -> Project:
    """The project with a code for quotations that have none, so that no passage is lost."""
    told = (one for source in project.sources if source.text for one in source.selections)
    if all(one.codings for one in told):
        return project
    sources = tuple(
        replace(source, selections=tuple(map(_with_code, source.selections)))
        for source in project.sources
    )
    return replace(project, codes=(*project.codes, UNCODED), sources=sources)


def source_of(found: TextSource, kind: SourceKind, title: str, participant: str) -> Source:
    """A text of a project as a source, with its turns and who probably asks."""
    text = found.text or ""
    source = Source(
        title=title,
        text=text,
        turns=split_turns(text, find_labels(text)),
        kind=kind,
        participant=participant,
        collected_on=dict(found.values).get(COLLECTED_ON, ""),
        notices=("It was coded in another program.",),
    )
    return replace(source, interviewers=propose_interviewers(source))


def kind_of(found: TextSource, usual: SourceKind) -> SourceKind:
    """What one of our own files says that a text is; else what a person chose."""
    said = dict(found.values).get(KIND, "")
    return SourceKind(said) if said in list(SourceKind) else usual


def segments_of(
    found: TextSource, source: str, codes: Mapping[str, str], coders: Mapping[str, str], at: str
) -> list[Segment]:
    """The codings of a text as segments, each with an id that it has at every import.

    Args:
        codes: ProjectCode.id → Code.id.
        coders: User.id → who that is here.
        at: when a coding was made that does not say so.
    """
    made: dict[str, Segment] = {}
    for one in found.selections:
        for coding in one.codings:
            place = f"{found.id} {one.start} {one.end} {coding.code} {coding.coder}"
            id = id_of(coding.id or place)
            if id in made:  # some programs use a GUID twice
                id = id_of(place)
            made[id] = Segment(
                *(source, one.start, one.end, codes[coding.code], coders[coding.coder], id),
                created_at=coding.created_at or at,
            )
    return list(made.values())


def themes_of(project: Project) -> tuple[list[tuple[str, str, str, tuple[str, ...]]], list[str]]:
    """The sets of codes as (id, name, meaning, ProjectCode.ids); what of sets does not come in."""
    themes, left_out = [], []
    for one in project.sets:
        if one.codes or not (one.sources or one.notes):
            themes.append((id_of(one.id), one.name, one.comment, one.codes))
        grouped = [*["texts"] * bool(one.sources), *["notes"] * bool(one.notes and not one.codes)]
        if grouped:
            left_out.append(
                f"The set '{one.name}' groups {' and '.join(grouped)}: the group itself."
            )
    return themes, left_out


def has_words(found: TextSource) -> bool:
    """True for a text that can be coded."""
    return any(letter.isalnum() for letter in found.text or "")


def shared_texts(project: Project) -> list[str]:
    """Texts of several cases: who says what in them is told in the library."""
    found: dict[str, int] = {}
    for case in project.cases:
        for text in case.sources:
            found[text] = found.get(text, 0) + 1
    n = sum(1 for times in found.values() if times > 1)
    what = "1 text belongs" if n == 1 else f"{n} texts belong"
    return [f"{what} to several cases: name its speakers in the library."] if n else []


def not_kept(project: Project, *, notes: bool = False) -> Iterable[str]:
    """What a study has no place for."""
    texts = [source for source in project.sources if source.text]
    ours = {KIND, COLLECTED_ON}
    counts = (
        ("link between passages or codes", "links between passages or codes", other_links(project)),
        (
            "case that is only some passages of a text",
            "cases that are only some passages of a text",
            [case for case in project.cases if case.selections and not case.sources],
        ),
        ("note or comment", "notes and comments", [] if notes else notes_in(project)),
        (
            "value that is known of a text, not of a case",
            "values that are known of texts, not of cases",
            [id for one in texts for id, _ in one.values if id not in ours],
        ),
    )
    for one, many, things in counts:
        if things:
            yield f"1 {one}." if len(things) == 1 else f"{len(things)} {many}."


def _codings(project: Project) -> list[Coding]:
    return [
        coding for source in project.sources for one in source.selections for coding in one.codings
    ]


def _with_code(one: Selection) -> Selection:
    if one.codings:
        return one
    return replace(one, codings=(Coding(one.id, UNCODED.id, one.coder, one.created_at),))
