"""A round: some people code the same texts, blind to each other or not, until it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coding.errors import RoundError

AGREED = "agreed"  # the coder whose passages a team has settled together; no account has this id
AGREED_NAME = "Agreed"


@dataclass(frozen=True)
class Assignment:
    """One text for one coder of a round; `done_at` is "" until the coder has finished it."""

    source: str  # Source.id
    coder: str  # Account.id
    done_at: str = ""


@dataclass(frozen=True)
class Round:
    """Texts, coders and codes that belong together, from opening to closing.

    `blind`: while it is open, nobody sees what others marked in its texts, whoever they are.
    `reference`: a coder whose coding is there already; in this training round each of the others
    sees the own agreement with it.
    """

    name: str
    assignments: tuple[Assignment, ...]
    codes: frozenset[str] = frozenset()  # Code.id; none: the whole codebook
    blind: bool = True
    reference: str = ""
    id: str = ""  # given by storage
    created_by: str = ""
    created_at: str = ""
    closed_at: str = ""  # "" while it is open

    @property
    def sources(self) -> tuple[str, ...]:
        """The texts, each once."""
        return tuple(dict.fromkeys(one.source for one in self.assignments))

    @property
    def coders(self) -> tuple[str, ...]:
        """Who codes; in a training round the reference comes first."""
        reference = [self.reference] if self.reference else []
        return tuple(dict.fromkeys([*reference, *(one.coder for one in self.assignments)]))

    @property
    def is_open(self) -> bool:
        """True until somebody closes it."""
        return not self.closed_at

    @property
    def is_hidden(self) -> bool:
        """True while nobody may see what others mark."""
        return self.blind and self.is_open

    def progress(self) -> dict[str, tuple[int, int]]:
        """How many texts each coder has finished, and of how many; not the reference."""
        found: dict[str, tuple[int, int]] = {}
        for one in self.assignments:
            done, all_of_them = found.get(one.coder, (0, 0))
            found[one.coder] = (done + bool(one.done_at), all_of_them + 1)
        return found

    def is_finished_by(self, coder: str) -> bool:
        """True if this coder has finished every text that is theirs, and has any."""
        done, all_of_them = self.progress().get(coder, (0, 0))
        return bool(all_of_them) and done == all_of_them

    def judges(self, marked: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        """Who judged each text: who finished it, or marked anything in it; and the reference.

        Args:
            marked: by Source.id the coders with a passage in it.
        """
        found = {source: {self.reference} - {""} for source in self.sources}
        for one in self.assignments:
            if one.done_at or one.coder in marked.get(one.source, ()):
                found[one.source].add(one.coder)
        return {source: frozenset(coders) for source, coders in found.items()}


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names by id; the second person of a name has a number, as a list needs it."""
    found: dict[str, str] = {}
    for id, name in names.items():
        n = sum(names[other] == name for other in found)
        found[id] = f"{name} ({n + 1})" if n else name
    return found


def check_round(round: Round) -> None:
    """Refuse a round that cannot be opened. One that is stored may have lost texts since.

    Raises:
        RoundError: it has no name, no text, one coder only, or a reference that can be copied.
    """
    if not round.name.strip():
        raise RoundError("A round needs a name, such as “Round 1” or “Training, March”.")
    if not round.assignments:
        raise RoundError(f"Round '{round.name}' has no text or no coder. Choose both.")
    if len(round.coders) < 2:
        raise RoundError(
            f"Round '{round.name}' has one coder. Agreement needs two or more: choose another "
            "coder, or in a training round somebody whose coding is there already."
        )
    if round.reference and not round.blind:
        raise RoundError("A training round is blind: who sees the reference copies it.")
    if round.reference in {one.coder for one in round.assignments}:
        raise RoundError("The reference has coded already, and is not one of the coders.")


def assigned(
    round: Round, sources: tuple[str, ...], coders: tuple[str, ...], per_text: int = 0
) -> Round:
    """The round with every text for every coder, or each text for `per_text` of them in turn."""
    n = len(coders)
    each = per_text if 0 < per_text < n else n
    return replace(
        round,
        assignments=tuple(
            Assignment(source, coders[(at * each + k) % n])
            for at, source in enumerate(sources)
            for k in range(each)
        ),
    )
