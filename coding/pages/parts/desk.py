"""What every part of the page of differences needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from access.model import Account
from coding.compared import Compared
from coding.model import Code
from interviews.model import Source


@dataclass(frozen=True)
class Desk:
    """What everything on this page needs: the coding, names, and who settles."""

    compared: Compared
    round: str  # Round.id, or "" outside a round
    names: Mapping[str, str]  # of coders
    account: Account
    reflexive: bool = False  # then nothing is counted

    @property
    def codes(self) -> dict[str, Code]:
        """The compared codes by id."""
        return {code.id: code for code in self.compared.codes}

    def source(self, id: str) -> Source:
        """One of the compared texts."""
        return next(one for one in self.compared.sources if one.id == id)

    def name(self, coder: str) -> str:
        """How a coder is called on this page."""
        return self.names.get(coder, "A closed account")
