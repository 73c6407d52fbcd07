"""What the Names out screen in the browser is told: the text in pieces, and its names."""

from __future__ import annotations

from collections.abc import Sequence

from interviews.capitals import few_capitals
from interviews.deciding import Decision, Mention, Name, Review, Verdict
from interviews.entities import same_entity
from interviews.errors import NamesError
from interviews.identity import LETTERED, Entity, Kind, NamesState
from interviews.model import Source, Turn

KINDS = [kind.value for kind in Kind]
FEW_CAPITALS = (
    "This transcript has hardly any capitals: only the roster, the list of places and the forms "
    "of numbers can help. Read every line."
)


def desk_state(
    source: Source,
    found: Review,
    entities: Sequence[Entity],
    *,
    signed_by_me: bool,
    can_undo: bool,
    one_reader: bool,
) -> dict[str, object]:
    """Everything that the screen shows of one source, to somebody who may see its names."""
    return {
        "source": source.id,
        "title": source.title,
        "state": source.names.value,
        "signedByMe": signed_by_me,
        "oneReader": one_reader,
        "canUndo": can_undo,
        "warning": FEW_CAPITALS if few_capitals(source.text) else "",
        "open": found.n_open,
        "counts": found.counts(),
        "kinds": KINDS,
        "lettered": [kind.value for kind in LETTERED],
        "names": [_name(one, entities) for one in found.names],
        "known": [_known(one) for one in entities if one.names],
        "turns": turns_in_pieces(source, found),
    }


def turns_in_pieces(source: Source, review: Review) -> list[list[object]]:
    """Each turn as [speaker, asks, pieces, label for coders]; a piece is [start, words] or, of a
    mention, also [verdict, stand-in, kind, folded name, end]. Positions count code points."""
    waiting = list(review.mentions)
    found = []
    for turn in source.turns:
        inside = [one for one in waiting if turn.start <= one.start and one.end <= turn.end]
        pieces = _pieces(source.text, turn, inside)
        label = review.labels.get(turn.speaker, turn.speaker)
        found.append([turn.speaker, turn.speaker in source.interviewers, pieces, label])
        waiting = [one for one in waiting if one.start >= turn.end]
    return found


def read_decision(raw: object, source: str) -> Decision:
    """What the browser sent, as a decision about this source.

    Raises:
        NamesError: it is not what the screen sends.
    """
    if not isinstance(raw, dict):
        raise NamesError("This is not what the Names out page sends. Load the page again.")
    place = raw.get("start"), raw.get("end")
    is_here = all(isinstance(one, int) and one >= 0 for one in place)
    try:
        return Decision(
            words=str(raw["words"]).strip(),
            verdict=Verdict(raw["verdict"]),
            kind=Kind(raw["kind"]),
            stand_in=str(raw.get("standIn", "")),
            entity=str(raw.get("entity", "")),
            source="" if raw.get("scope") == "study" else source,
            start=place[0] if is_here else None,
            end=place[1] if is_here else None,
        )
    except (KeyError, ValueError) as error:
        raise NamesError("This is not what the Names out page sends. Load it again.") from error


def refuse_misplaced(decision: Decision, text: str) -> None:
    """A decision must name words, and those that stand at its place.

    Raises:
        NamesError: it names none, or others stand there.
    """
    if not decision.folded:
        raise NamesError("Choose whole words: there is no letter or digit in what was marked.")
    if decision.start is not None and text[decision.start : decision.end] != decision.words:
        raise NamesError("Other words stand at that place. Load the page again.")


def is_open(state: NamesState) -> bool:
    """True while names of a source can be decided on."""
    return state in (NamesState.IMPORTED, NamesState.IN_REVIEW)


def _pieces(text: str, turn: Turn, inside: Sequence[Mention]) -> list[list[object]]:
    pieces: list[list[object]] = []
    at = turn.start
    for one in inside:
        if at < one.start:
            pieces.append([at, text[at : one.start]])
        verdict = one.verdict.value if one.verdict else "open"
        pieces.append(
            [one.start, one.words, verdict, one.stand_in, one.kind.value, one.folded, one.end]
        )
        at = one.end
    if at < turn.end:
        pieces.append([at, text[at : turn.end]])
    return pieces


def _name(one: Name, entities: Sequence[Entity]) -> dict[str, object]:
    meant = same_entity(one.words, one.kind, entities)
    return {
        "id": one.folded,
        "words": one.words,
        "kind": one.kind.value,
        "why": one.why,
        "verdict": one.verdict.value if one.verdict and not one.n_open else "open",
        "standIn": one.stand_in,
        "scope": one.scope,
        "n": one.n,
        "speaker": one.is_speaker,
        "meant": meant.id if meant else "",
        "proposal": _proposal(one.kind, meant),
    }


def _proposal(kind: Kind, meant: Entity | None) -> str:
    """What would stand there: in words where a letter has still to be given."""
    if meant and meant.pseudonym:
        return meant.pseudonym
    if kind in LETTERED:
        return f"a new {kind.value}" if meant is None else f"{meant.names[0]}, on the roster"
    return f"[{kind.value}]"


def _known(one: Entity) -> dict[str, str]:
    said = ", ".join(one.names[:3])
    return {"id": one.id, "kind": one.kind.value, "label": f"{one.pseudonym} {said}".strip()}
