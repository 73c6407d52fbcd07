"""Every way coding can go wrong: where, why, and how to put it right."""

from __future__ import annotations

NOT_CODABLE = (
    "The names of this text are not out yet, so it cannot be coded. "
    "Two readers take them out on the Names out page."
)


class CodingError(ValueError):
    """Something asked of the codebook or of a passage that cannot be done."""


class CodebookError(CodingError):
    """A code, or a list of codes, that the codebook cannot take; `problems` names each one."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SegmentError(CodingError):
    """A passage that cannot be coded, or whose words are no longer those that were marked."""


class ActError(CodingError):
    """A request of the workbench that cannot be read."""


class ReliabilityError(CodingError):
    """Data from which no agreement can be worked out, because it is not what it should be."""


class RoundError(CodingError):
    """A round of coding that cannot be made, finished or looked at so."""


class ExchangeError(CodingError):
    """A file of another coding program that cannot be read, or a project that cannot be taken."""


class FindingPatternError(CodingError):
    """A regular expression that cannot be used to find passages."""

    @classmethod
    def unreadable(cls, pattern: str, why: str) -> FindingPatternError:
        """It does not follow the rules of patterns."""
        return cls(
            f"The pattern '{pattern}' cannot be read: {why}. "
            "Put a backslash before signs that are meant as they stand, such as ( or ?."
        )

    @classmethod
    def too_slow(cls, pattern: str) -> FindingPatternError:
        """It tries more and more ways to match."""
        return cls(
            f"The pattern '{pattern}' takes too long on these texts. "
            "Leave out repetitions inside repetitions, such as (a+)+."
        )


class MemoError(CodingError):
    """A memo that cannot be kept, or that belongs to somebody else."""


class QueryError(CodingError):
    """A query that cannot be read, saved or found."""
