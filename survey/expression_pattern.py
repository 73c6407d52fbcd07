"""regex(): a pattern becomes an automaton, so that no answer, however odd, can keep it busy.

Python's own `re` goes back and tries again, for hours with an unlucky pattern and text; this one
reads every character once. Sets of states are remembered, which makes it quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args

from survey.expression_error import Refusal
from survey.expression_signs import LINE_ENDS, Test, escaped, set_test

MAX_STATES = 4000
MAX_TIMES = 1000
MAX_GROUPS = 60
MAX_REMEMBERED = 20_000


class Edge(NamedTuple):
    """A way to another state: by a character that passes `test`, or without one.

    `edge` is "^" or "$" if the way is open only there.
    """

    target: int
    test: Test | None = None
    edge: str = ""


Ways = list[list[Edge]]  # the edges of each state
Build = Callable[[Ways, int], int]  # adds states after one state, gives the last of them


class Automaton:
    """A pattern ready to be compared with texts."""

    def __init__(self, build: Build) -> None:
        self._ways: Ways = [[]]
        self._end = build(self._ways, 0)
        self._first = self._reached([0], "^")
        self._remembered: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    def matches(self, text: str) -> bool:
        """Whether the whole text matches."""
        states = self._first
        for sign in text:
            states = self._after(states, sign)
            if not states:
                return False
        return self._end in self._reached(states, "$" if text else "^$")

    def _after(self, states: frozenset[int], sign: str) -> frozenset[int]:
        known = self._remembered.get((states, sign))
        if known is None:
            edges = [edge for state in states for edge in self._ways[state]]
            targets = [edge.target for edge in edges if edge.test is not None and edge.test(sign)]
            known = self._reached(targets, "")
            if len(self._remembered) >= MAX_REMEMBERED:
                self._remembered.clear()
            self._remembered[states, sign] = known
        return known

    def _reached(self, states: Iterable[int], edges: str) -> frozenset[int]:
        """The states and all that can be reached from them without a character."""
        found, left = set(states), list(states)
        while left:
            for edge in self._ways[left.pop()]:
                is_open = not edge.edge or edge.edge in edges
                if edge.test is None and is_open and edge.target not in found:
                    found.add(edge.target)
                    left.append(edge.target)
        return frozenset(found)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches, as ODK's regex() asks; false if the pattern is unreadable."""
    try:
        return automaton(pattern).matches(text)
    except Refusal:
        return False


def check_pattern(pattern: str) -> None:
    """Refusal if the pattern cannot be read, with its position in the pattern."""
    automaton(pattern)


@lru_cache(maxsize=512)
def automaton(pattern: str) -> Automaton:
    """The automaton of a pattern; Refusal if it cannot be read."""
    if pattern.count("(") > MAX_GROUPS:
        raise Refusal(0, f"It has more than {MAX_GROUPS} groups.", "Split it into several regex().")
    try:
        return Automaton(cast("Build", _parser().parse(pattern)))
    except UnexpectedInput as error:
        if isinstance(error, UnexpectedToken) and error.token.type == "$END":
            end = "The pattern ends too early."
            raise Refusal(len(pattern), end, "Close every bracket in it.") from None
        position = error.pos_in_stream or 0
        rest = pattern[position:]
        if rest.startswith("(?"):
            reason = f"regex() has no {rest[:3]}…"
            raise Refusal(position, reason, "Write several regex() joined with and.") from None
        found = f"'{rest[:1]}' cannot stand here in a pattern."
        raise Refusal(position, found, "To mean the sign itself, put \\ before it.") from None


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = Path(__file__).with_suffix(".lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", transformer=_Builder())


@v_args(inline=True)
class _Builder(Transformer[Token, Build]):
    """One method per rule of the grammar."""

    def start(self, build: Build) -> Build:
        return build

    def group(self, opening: Token, build: Build) -> Build:
        return build

    def sign(self, token: Token) -> Build:
        wanted = str(token)
        return _one(lambda sign: sign == wanted)

    def any(self, token: Token) -> Build:
        return _one(lambda sign: sign not in LINE_ENDS)

    def escape(self, token: Token) -> Build:
        text = str(token)
        if text in ("\\A", "\\z", "\\Z"):
            return _at_edge("^" if text == "\\A" else "$")
        found = escaped(text, token.start_pos or 0)
        return _one(found if callable(found) else lambda sign: sign == found)

    def set(self, token: Token) -> Build:
        return _one(set_test(str(token), token.start_pos or 0))

    def edge(self, token: Token) -> Build:
        return _at_edge(str(token))

    def sequence(self, *builds: Build) -> Build:
        def build(ways: Ways, state: int) -> int:
            for part in builds:
                state = part(ways, state)
            return state

        return build

    def either(self, *builds: Build) -> Build:
        def build(ways: Ways, state: int) -> int:
            ends = [part(ways, _new(ways, state)) for part in builds]
            after = _new(ways)
            for end in ends:
                ways[end].append(Edge(after))
            return after

        return build

    def repeated(self, build: Build, token: Token) -> Build:
        fewest, most = _times(token)
        return _repeat(build, fewest, most)


def _new(ways: Ways, before: int | None = None) -> int:
    """A new state, reached from another without a character if one is given."""
    if len(ways) >= MAX_STATES:
        raise Refusal(0, "The pattern is too large.", "Use smaller numbers in {…}.")
    ways.append([])
    if before is not None:
        ways[before].append(Edge(len(ways) - 1))
    return len(ways) - 1


def _one(test: Test) -> Build:
    """One character that passes the test."""

    def build(ways: Ways, state: int) -> int:
        after = _new(ways)
        ways[state].append(Edge(after, test))
        return after

    return build


def _at_edge(edge: str) -> Build:
    def build(ways: Ways, state: int) -> int:
        after = _new(ways)
        ways[state].append(Edge(after, None, edge))
        return after

    return build


def _times(token: Token) -> tuple[int, int | None]:
    """Fewest and most of `*`, `+`, `?`, `{2}`, `{2,}` or `{2,5}`; None is without end."""
    simple = {"*": (0, None), "+": (1, None), "?": (0, 1)}
    if token[0] in simple:
        return simple[token[0]]
    low, comma, high = token.rstrip("?+")[1:-1].partition(",")
    fewest = int(low)
    most = int(high) if high else None if comma else fewest
    if fewest > MAX_TIMES or (most is not None and not fewest <= most <= MAX_TIMES):
        raise Refusal(
            token.start_pos or 0,
            f"{token} is backwards or too large.",
            f"Use numbers up to {MAX_TIMES}, the smaller one first.",
        )
    return fewest, most


def _repeat(part: Build, fewest: int, most: int | None) -> Build:
    def build(ways: Ways, state: int) -> int:
        for _ in range(fewest):
            state = part(ways, _new(ways, state))
        if most is None:
            again = _new(ways, state)
            ways[part(ways, again)].append(Edge(again))
            return _new(ways, again)
        ends = [state]
        for _ in range(most - fewest):
            state = part(ways, _new(ways, state))
            ends.append(state)
        after = _new(ways)
        for end in ends:
            ways[end].append(Edge(after))
        return after

    return build
