"""A query in words, as the page says it above what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coding.query_model import All, Beside, Coded, Condition, Not, Query, Relation, Where


def said(query: Query, names: Mapping[str, str]) -> str:
    """What is looked for: "Waiting and not Trust, in one turn".

    Args:
        names: of codes by Code.id.
    """
    if isinstance(query.ask, Beside):
        return _beside(query.ask, names)
    asked = _condition(query.ask, names) or "everything"
    return asked if query.where is Where.PASSAGE else f"{asked}, in {query.where}"


def _condition(ask: Condition, names: Mapping[str, str], *, inside: bool = False) -> str:
    if isinstance(ask, Coded):
        return names.get(ask.code, "a code that was removed")
    if isinstance(ask, Not):
        return f"not {_condition(ask.of, names, inside=True)}"
    parts = [_condition(one, names, inside=True) for one in ask.of]
    words = (" and " if isinstance(ask, All) else " or ").join(part for part in parts if part)
    return f"({words})" if inside and len(parts) > 1 else words


def _beside(ask: Beside, names: Mapping[str, str]) -> str:
    near = ""
    if ask.relation is Relation.NEAR:
        near = f", at most {ask.distance} {ask.by} apart"
    return f"{_or(ask.codes, names)} that {ask.relation} {_or(ask.others, names)}{near}"


def _or(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return " or ".join(names.get(code, "a code that was removed") for code in codes)
