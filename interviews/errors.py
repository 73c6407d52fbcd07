"""Every way in which bringing in or keeping an interview can go wrong: where, why, how to fix."""

from __future__ import annotations

from collections.abc import Iterable


class TranscriptError(ValueError):
    """A file that cannot be read as a transcript."""

    def __init__(self, where: str, why: str, remedy: str) -> None:
        super().__init__(f"{where}: {why} {remedy}")
        self.where = where
        self.why = why
        self.remedy = remedy


class AlreadyImportedError(ValueError):
    """The same file is in the library already; `source` is the id under which it stands there."""

    def __init__(self, title: str, source: str) -> None:
        super().__init__(
            f"This file is in the library already, as '{title}'. "
            "Open that one, or delete it first if it should be read again."
        )
        self.source = source


class SourceInUseError(ValueError):
    """A source that cannot be deleted because work of the study stands on it."""

    def __init__(self, title: str, n_segments: int) -> None:
        passages = "1 coded passage" if n_segments == 1 else f"{n_segments} coded passages"
        super().__init__(
            f"'{title}' was not deleted: it has {passages}. "
            "Remove the codes in the workbench first; quotes in themes and findings go with them."
        )
        self.n_segments = n_segments


class QuotedSourceError(ValueError):
    """A source whose passages, although their codes were removed, are quoted in the findings."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"'{title}' was not deleted: a theme or a finding still quotes it. "
            "Take the quote out of the theme or the finding first."
        )


class ParticipantTakenError(ValueError):
    """A label that was free when the form was drawn and is somebody's now."""

    def __init__(self, label: str) -> None:
        super().__init__(
            f"{label} was given to another participant in the meantime. "
            f"Choose the next free label, or choose {label} again if it is the same person."
        )


class NamesError(ValueError):
    """A step of taking names out that cannot be taken now."""

    @classmethod
    def undecided(cls, title: str, n: int) -> NamesError:
        """Names are left to decide."""
        left = "1 name is" if n == 1 else f"{n} names are"
        return cls(f"'{title}' was not signed off: {left} left to decide.")

    @classmethod
    def not_signed(cls, title: str) -> NamesError:
        """A second reader came before the first."""
        return cls(f"'{title}' is not signed off by a first reader. Load the page again.")

    @classmethod
    def same_reader(cls, title: str) -> NamesError:
        """The second reader is the first one."""
        return cls(
            f"'{title}' was signed off by you. Somebody else has to read it before it is coded."
        )

    @classmethod
    def closed(cls, title: str, state: str) -> NamesError:
        """Its names are not open to decisions."""
        return cls(
            f"'{title}' is {state}: its names cannot be decided on now. "
            "Open it once more on the Names out page first."
        )


class WithdrawnError(ValueError):
    """A participant who has withdrawn everything; nothing more is kept about them."""

    def __init__(self, participant: str, day: str) -> None:
        super().__init__(
            f"{participant} has withdrawn everything on {day}. Nothing more is kept about them; "
            "a new interview needs a new label and a new consent."
        )


class NotQuotableError(ValueError):
    """Words that may not be quoted by what their speaker agreed to; `reasons` say why."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__(
            f"This may not be quoted: {'; '.join(self.reasons)}. "
            "See the page Consent, or choose another passage."
        )


class RosterError(ValueError):
    """A roster that cannot be read; `problems` names each row."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems
