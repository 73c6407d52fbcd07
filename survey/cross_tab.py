"""Answers by group: a table of counts with its totals, and the shares of rows and columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from survey.asked import is_given
from survey.chi_square import Association, association
from survey.disclosure import THRESHOLD, suppress, suppress_several
from survey.model import NOT_ASKED
from survey.summary import names_of

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "__total__"  # name of the last row and of the last column


@dataclass(frozen=True)
class CrossTab:
    """Groups as rows, answers as columns, totals last (named TOTAL).

    `counts` are people, `weighted` sums of weights (the same without weights). The last column is
    who answered; with `several` answers possible it is who was asked, and the answers of a row do
    not add up to it. `left_out` are responses without a group, and for a single answer also those
    without one; None if they are few and the table is protected.
    """

    counts: pd.DataFrame
    weighted: pd.DataFrame
    several: bool
    left_out: int | None

    @property
    def groups(self) -> list[str]:
        """The names of the rows, the total left out."""
        return [str(name) for name in self.counts.index[:-1]]

    @property
    def options(self) -> list[str]:
        """The names of the columns, the total left out."""
        return [str(name) for name in self.counts.columns[:-1]]

    def n(self, group: str, option: str = TOTAL) -> int | None:
        """How many people stand in a cell; None if that is hidden."""
        found = number_at(self.counts, group, option)
        return None if math.isnan(found) else int(found)

    def is_open(self, group: str) -> bool:
        """Whether nothing of a group is hidden."""
        return all(self.n(group, option) is not None for option in [*self.options, TOTAL])


def cross_tab(
    groups: Sequence[str | None],
    answers: Sequence[object],
    group_names: Sequence[str],
    option_names: Sequence[str],
    *,
    several: bool = False,
    weights: Sequence[float] | None = None,
) -> CrossTab:
    """The table of answers by group; groups in which nobody is are left out.

    Args:
        groups: one per response, None for one that stands in no group.
        answers: one per response, cells as from `survey.asked.asked`.
        group_names, option_names: all that may occur, in order; anything else is left out.
        several: True if one response may give several answers.
        weights: one per response.
    """
    import numpy as np
    import pandas as pd

    rows = {name: at for at, name in enumerate(group_names)}
    columns = {name: at for at, name in enumerate(option_names)}
    counts = np.zeros((len(rows) + 1, len(columns) + 1), dtype=int)
    sums = np.zeros(counts.shape)
    n_in = 0
    own = [1.0] * len(groups) if weights is None else weights
    for group, answer, weight in zip(groups, answers, own, strict=True):
        chosen = _places(answer, columns, several)
        if group not in rows or chosen is None:
            continue
        n_in += 1
        for at in (*chosen, len(columns)):
            counts[[rows[group], -1], at] += 1
            sums[[rows[group], -1], at] += weight
    labels = ([*group_names, TOTAL], [*option_names, TOTAL])
    filled = [bool(n) for n in counts[:-1, -1]] + [True]
    return CrossTab(
        pd.DataFrame(counts, *labels)[filled],
        pd.DataFrame(counts if weights is None else sums, *labels)[filled],
        several,
        len(groups) - n_in,
    )


def number_at(table: pd.DataFrame, row: str, column: str) -> float:
    """A cell of a table of numbers."""
    return float(cast("float", table.at[row, column]))


def row_shares(tab: CrossTab) -> pd.DataFrame:
    """Each cell of the (weighted) table as a share, 0–1, of the total of its row; NaN of none."""
    weighted = tab.weighted.astype(float)
    return weighted.div(weighted.iloc[:, -1].replace(0, math.nan), axis=0)


def column_shares(tab: CrossTab) -> pd.DataFrame:
    """Each cell of the (weighted) table as a share, 0–1, of the total of its column."""
    weighted = tab.weighted.astype(float)
    return weighted.div(weighted.iloc[-1].replace(0, math.nan), axis=1)


def protected(tab: CrossTab) -> CrossTab:
    """The table as others may see it: NaN where a count is hidden, in the weighted table too."""
    shown = suppress_several(tab.counts.T).T if tab.several else suppress(tab.counts)
    few = tab.left_out is not None and 0 < tab.left_out < THRESHOLD
    return replace(
        tab,
        counts=shown,
        weighted=tab.weighted.where(shown.notna()),
        left_out=None if few else tab.left_out,
    )


def association_of(tab: CrossTab) -> Association:
    """Chi-square and Cramér's V of the people in it; weights are left aside.

    Chi-square asks that everybody stands in one cell, so it is not given for several answers; nor
    is it a test of weighted counts (Rao and Scott 1981 show what that would need).
    """
    if tab.several:
        why = "several answers were possible, so one person may stand in several columns"
        return Association(math.nan, 0, None, math.nan, why)
    if tab.counts.isna().any(axis=None):
        why = "small numbers are hidden, and it would help to work them out"
        return Association(math.nan, 0, None, math.nan, why)
    return association(tab.counts.iloc[:-1, :-1].astype(int).to_numpy().tolist())


def _places(answer: object, columns: dict[str, int], several: bool) -> list[int] | None:
    """The columns in which a response counts; None if it does not stand in the table."""
    if not is_given(answer):
        was_asked = not (isinstance(answer, str) and answer == NOT_ASKED)
        return [] if several and was_asked else None
    chosen = [columns[name] for name in names_of(answer) if name in columns]
    return chosen if chosen or several else None
