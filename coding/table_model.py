"""Which table of codes is asked for, as the page and the download both say it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from coding.codebook import path
from coding.corpus import Corpus, Only
from coding.errors import QueryError
from coding.model import Code
from coding.query_json import read_only, render_only
from coding.query_model import All, Coded, Query, Where
from coding.tables import (
    Matrix,
    attribute_groups,
    by_groups,
    co_occurrence,
    participant_groups,
)


class Across(StrEnum):
    """What stands across the top. The value is how a screen says it."""

    CODES = "Codes"
    PARTICIPANTS = "Participants"
    ATTRIBUTE = "An attribute"


@dataclass(frozen=True)
class TableAsked:
    """Codes down the side, and what stands across."""

    across: Across
    codes: tuple[str, ...]  # Code.id
    where: Where = Where.PASSAGE  # in what codes must come together
    attribute: str = ""
    only: Only = field(default_factory=Only)

    def groups(self, corpus: Corpus) -> dict[str, Only]:
        """What each column is limited to; none if codes stand across."""
        if self.across is Across.PARTICIPANTS:
            return participant_groups(corpus, self.only)
        if self.across is Across.ATTRIBUTE:
            return attribute_groups(corpus, self.attribute, self.only)
        return {}

    def matrix(self, corpus: Corpus) -> Matrix:
        """The table itself."""
        if self.across is Across.CODES:
            return co_occurrence(corpus, self.codes, self.where, self.only)
        return by_groups(corpus, self.codes, self.groups(corpus))

    def query(self, corpus: Corpus, row: str, column: str) -> Query:
        """What a cell counts, so that its quotes can be read."""
        if self.across is Across.CODES:
            return Query(All((Coded(row), Coded(column))), self.where, self.only)
        return Query(Coded(row), only=self.groups(corpus)[column])

    def columns(self, matrix: Matrix, names: Mapping[str, str]) -> dict[str, str]:
        """What stands above each column; codes have their names."""
        return {one: names[one] if self.across is Across.CODES else one for one in matrix.columns}


def paths_of(codes: Sequence[Code]) -> dict[str, str]:
    """Code.id → its path of names, in the order given."""
    known = {code.id: code for code in codes}
    return {code.id: path(code, known) for code in codes}


def render_asked(asked: TableAsked) -> str:
    """As JSON that `parse_asked` reads back equal."""
    return json.dumps(
        {
            "across": asked.across,
            "codes": asked.codes,
            "where": asked.where,
            "attribute": asked.attribute,
            "only": render_only(asked.only),
        }
    )


def parse_asked(text: str) -> TableAsked:
    """The table that was sent.

    Raises:
        QueryError: it is not one.
    """
    try:
        raw = json.loads(text)
        codes, attribute = raw["codes"], raw["attribute"]
        if not isinstance(codes, list) or not isinstance(attribute, str):
            raise TypeError("Codes are a list, an attribute is a name.")
        only = read_only(raw["only"])
        codes = tuple(str(code) for code in codes)
        return TableAsked(Across(raw["across"]), codes, Where(raw["where"]), attribute, only)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise QueryError("This is no table that can be read. Open the Tables page anew.") from error
