"""A query as JSON, as it is saved and as an address carries it, and read again strictly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from coding.corpus import Only
from coding.errors import QueryError
from coding.query_model import (
    All,
    AnyOf,
    Beside,
    Coded,
    Condition,
    Distance,
    Not,
    Query,
    Relation,
    Where,
)
from interviews.model import SourceKind

DEEPEST = 20  # conditions inside one another


def render_query(query: Query) -> str:
    """The query as JSON that `parse_query` reads back equal."""
    shown = {
        "ask": _shown(query.ask),
        "where": query.where,
        "only": render_only(query.only),
    }
    return json.dumps(shown, ensure_ascii=False)


def parse_query(text: str) -> Query:
    """The query that was saved or sent.

    Raises:
        QueryError: it is not one, and what is wrong with it.
    """
    try:
        raw = json.loads(text)
        return Query(_ask(raw["ask"]), Where(raw["where"]), read_only(raw["only"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise QueryError(
            "This is no query that can be read. Build it anew on the Passages page."
        ) from error


def read_only(raw: Mapping[str, object]) -> Only:
    """What a query is limited to.

    Raises:
        ValueError, TypeError: it is something else.
    """
    attributes = raw.get("attributes", [])
    askers = raw.get("askers", True)
    if unknown := set(raw) - set(_ALL):
        raise ValueError(f"There is no limit {sorted(unknown)}.")
    if not isinstance(attributes, list) or not isinstance(askers, bool):
        raise TypeError("A limit is of another kind.")
    return Only(
        kinds=tuple(SourceKind(one) for one in _strings(raw.get("kinds", []))),
        sources=_strings(raw.get("sources", [])),
        speakers=_strings(raw.get("speakers", [])),
        askers=askers,
        participants=_strings(raw.get("participants", [])),
        organisations=_strings(raw.get("organisations", [])),
        attributes=tuple((_string(name), _strings(values)) for name, values in attributes),
        coders=_strings(raw.get("coders", [])),
        since=_string(raw.get("since", "")),
        until=_string(raw.get("until", "")),
    )


_ALL = asdict(Only())


def render_only(only: Only) -> dict[str, object]:
    """The limits as `read_only` reads them; what limits nothing is left out."""
    return {name: value for name, value in asdict(only).items() if value != _ALL[name]}


def _shown(ask: Condition | Beside) -> dict[str, object]:
    if isinstance(ask, Coded):
        return {"coded": ask.code}
    if isinstance(ask, Not):
        return {"not": _shown(ask.of)}
    if isinstance(ask, Beside):
        return {"beside": asdict(ask)}
    return {"all" if isinstance(ask, All) else "any": [_shown(one) for one in ask.of]}


def _ask(raw: Mapping[str, object]) -> Condition | Beside:
    if set(raw) == {"beside"}:
        return _beside(raw["beside"])
    return _condition(raw)


def _condition(raw: object, depth: int = 0) -> Condition:
    if not isinstance(raw, Mapping) or len(raw) != 1 or depth > DEEPEST:
        raise ValueError("A condition has one part, and few inside one another.")
    ((kind, of),) = raw.items()
    if kind == "coded":
        return Coded(_string(of))
    if kind == "not":
        return Not(_condition(of, depth + 1))
    if kind not in ("all", "any") or not isinstance(of, list):
        raise ValueError(f"There is no condition '{kind}'.")
    parts = tuple(_condition(one, depth + 1) for one in of)
    return All(parts) if kind == "all" else AnyOf(parts)


def _beside(raw: object) -> Beside:
    if not isinstance(raw, Mapping) or not isinstance(raw["distance"], int):
        raise TypeError("What lies beside what is an object with a distance.")
    return Beside(
        _strings(raw["codes"]),
        Relation(raw["relation"]),
        _strings(raw["others"]),
        raw["distance"],
        Distance(raw["by"]),
    )


def _strings(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise TypeError("A list is expected.")
    return tuple(_string(one) for one in raw)


def _string(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError("Words are expected.")
    return raw
