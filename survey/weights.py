"""Weights: how much each response counts, where some groups answered more often than others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.asked import is_given


@dataclass(frozen=True)
class Weights:
    """One weight per response, 0 for one that has none and so does not count."""

    values: tuple[float, ...]

    @property
    def n(self) -> int:
        """Responses that count."""
        return sum(value > 0 for value in self.values)

    @property
    def n_without(self) -> int:
        """Responses that do not."""
        return len(self.values) - self.n

    @property
    def total(self) -> float:
        """The weighted n: the sum of the weights."""
        return sum(self.values)

    @property
    def effective_n(self) -> float:
        """How many unweighted responses would tell as much: (Σw)² / Σw².

        Source: Kish, L. (1965), Survey Sampling, section 11.7.
        """
        squares = sum(value * value for value in self.values)
        return self.total**2 / squares if squares else 0.0


def told_weights(weights: Weights) -> str:
    """What the weights do, in one sentence."""
    without = f"; {weights.n_without} without a weight are left out" if weights.n_without else ""
    return (
        f"Weighted: {weights.n} responses count as {weights.total:,.1f} and tell as much as "
        f"{weights.effective_n:,.0f} that count alike{without}."
    )


def weights_of(cells: Sequence[object]) -> Weights:
    """The weights that stand in an item; what is no number above 0 becomes 0."""
    return Weights(tuple(_weight(cell) for cell in cells))


def matching_weights(groups: Sequence[str | None], shares: Mapping[str, float]) -> Weights:
    """Weights with which the groups have the shares that are known of everybody.

    Each response counts known share / share of the responses, so the weights of all who stand in a
    group add up to their number. A response outside of all groups keeps the weight 1.

    Args:
        groups: one per response, None for one that stands in no group.
        shares: of each group in the whole, any unit, at least one above 0.

    Raises:
        ValueError: a group has a share above 0 and nobody answered, so nobody can stand for it.

    Source: post-stratification; Holt, D. and Smith, T. M. F. (1979), Post Stratification.
    """
    n = {name: sum(group == name for group in groups) for name in shares}
    silent = [name for name, share in shares.items() if share > 0 and not n[name]]
    if silent:
        raise ValueError(
            f"Nobody answered from {', '.join(silent)}, so no response can stand for it. "
            "Set its share to 0, or put it together with another group."
        )
    whole, inside = sum(shares.values()), sum(n.values())
    factor = {name: shares[name] / whole * inside / n[name] for name in shares if n[name] and whole}
    return Weights(tuple(1.0 if group is None else factor.get(group, 1.0) for group in groups))


def _weight(cell: object) -> float:
    if not is_given(cell):
        return 0.0
    try:
        value = float(str(cell))
    except ValueError:
        return 0.0
    return value if 0 < value < float("inf") else 0.0
