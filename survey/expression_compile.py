"""From the parse of an expression to a tree of Python closures that evaluate it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from lark import Token, Transformer, v_args

from survey.expression_error import Refusal
from survey.expression_functions import Function
from survey.expression_nodes import AXES, Node, in_order, node_test
from survey.expression_scope import Context
from survey.expression_table import FUNCTIONS, UNSUPPORTED
from survey.expression_values import (
    Value,
    compare,
    divided,
    remainder,
    to_boolean,
    to_number,
)

MAX_DEPTH = 150  # of things inside things; keeps every evaluation far from Python's own limit

Run = Callable[[Context], Value]
NodesRun = Callable[[Context], list[Node]]
Step = Callable[[Context, list[Node]], list[Node]]


class Part(NamedTuple):
    """A compiled stretch of an expression.

    `names` are the items it mentions as ${name}, `steps` the names in its paths, `anywhere` tells
    that a path may reach any item (`*`, `//`). `nodes` is there if it can give a set of nodes.
    """

    position: int
    run: Run
    nodes: NodesRun | None = None
    names: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    anywhere: bool = False
    depth: int = 1
    literal: str | None = None
    reference: str = ""


class Walk(NamedTuple):
    """One step of a path."""

    position: int
    go: Step
    inside: tuple[Part, ...]
    name: str = ""  # of the nodes it goes to, if it says one
    anywhere: bool = False
    is_here: bool = False  # a bare `.`


@v_args(inline=True)
class Compiler(Transformer[Token, Part]):
    """Called by the parser from the inside out, one method per rule of the grammar."""

    def start(self, part: Part) -> Part:
        return part

    def number(self, token: Token) -> Part:
        value = float(token)
        return Part(_at(token), lambda context: value)

    def text(self, token: Token) -> Part:
        value = str(token[1:-1])
        return Part(_at(token), lambda context: value, literal=value, reference=_quoted(value))

    def reference(self, token: Token) -> Part:
        name = token[2:-1].strip()
        if not name:
            raise Refusal(_at(token), "${} names no item.", "Write the item's name inside.")
        return Part(
            _at(token),
            lambda context: context.scope.values.get(name, ""),
            lambda context: context.scope.nodes(name),
            frozenset([name]),
            reference=name,
        )

    def bracketed(self, part: Part) -> Part:
        return part

    def either(self, *parts: Part | Token) -> Part:
        runs = [part.run for part in _parts(parts)]
        return _merged(_parts(parts), lambda context: any(to_boolean(run(context)) for run in runs))

    def both(self, *parts: Part | Token) -> Part:
        runs = [part.run for part in _parts(parts)]
        return _merged(_parts(parts), lambda context: all(to_boolean(run(context)) for run in runs))

    def compare(self, *parts: Part | Token) -> Part:
        first, rest = _chain(parts)

        def run(context: Context) -> Value:
            value = first(context)
            for sign, right in rest:
                value = compare(sign, value, right(context))
            return value

        return _merged(_parts(parts), run)

    def calculate(self, *parts: Part | Token) -> Part:
        first, rest = _chain(parts)
        steps = [(_ARITHMETIC[sign], right) for sign, right in rest]

        def run(context: Context) -> Value:
            value = to_number(first(context))
            for calculate, right in steps:
                value = calculate(value, to_number(right(context)))
            return value

        return _merged(_parts(parts), run)

    def negative(self, sign: Token, part: Part) -> Part:
        inner = part.run
        return _merged([part], lambda context: -to_number(inner(context)), _at(sign))

    def union(self, *parts: Part) -> Part:
        sources = [_nodes(part, "|") for part in parts]

        def nodes(context: Context) -> list[Node]:
            return in_order([node for source in sources for node in source(context)])

        return _merged(parts, nodes, nodes=nodes)

    def call(self, name: Token, *parts: Part) -> Part:
        function = _function(name, len(parts))
        arguments = [
            _nodes(part, f"{name}()") if i in function.node_arguments else part.run
            for i, part in enumerate(parts)
        ]
        if function.check and parts[-1].literal is not None:
            _checked(function.check, parts[-1].literal, parts[-1].position)
        if function.names_item:
            item = _item_of(parts[-1])
            parts = (*parts[:-1], parts[-1]._replace(names=frozenset([item])))
            arguments[-1] = lambda context: item
        run = _bound(function, arguments)
        nodes = _call_nodes(function, run, parts)
        return _merged(parts, run, _at(name), nodes)

    def filtered(self, part: Part, *predicates: Part) -> Part:
        source = _nodes(part, "[")
        keep = _keep(predicates)

        def nodes(context: Context) -> list[Node]:
            return keep(context, source(context))

        return _merged([part, *predicates], nodes, part.position, nodes, deeper=2)

    def predicate(self, part: Part) -> Part:
        return part

    def path_from(self, part: Part, *steps: Walk) -> Part:
        return _path(_nodes(part, "/"), steps, [part])

    def path_from_anywhere(self, part: Part, *steps: Walk) -> Part:
        return _path(_nodes(part, "//"), [_below(steps[0]), *steps[1:]], [part])

    def path(self, *steps: Walk) -> Part:
        if len(steps) == 1 and steps[0].is_here:
            return Part(
                steps[0].position, lambda context: context.here(), lambda context: [context.node()]
            )
        return _path(lambda context: [context.node()], steps)

    def path_from_root(self, *steps: Walk) -> Part:
        return _path(_top, steps)

    def path_from_top(self, *steps: Walk) -> Part:
        return _path(_top, [_below(steps[0]), *steps[1:]])

    def root(self) -> Part:
        return Part(0, _top, _top, anywhere=True)

    def step_below(self, step: Walk) -> Walk:
        return _below(step)

    def here(self, token: Token, *predicates: Part) -> Walk:
        return _walk(_at(token), "self", "node()", predicates)._replace(is_here=not predicates)

    def above(self, token: Token, *predicates: Part) -> Walk:
        return _walk(_at(token), "parent", "node()", predicates)

    def axis(self, token: Token) -> Token:
        return token.update(value="attribute") if token.type == "AT" else token

    def step(self, *parts: Token | Part) -> Walk:
        words = [part for part in parts if isinstance(part, Token)]
        position = _at(words[0])
        axis = words.pop(0) if words[0].type in ("AXIS", "AT") else "child"
        if axis not in AXES:
            raise Refusal(position, f"'{axis}' is no axis.", f"Use one of: {', '.join(AXES)}.")
        test = f"{words[0]}()" if words[0].type == "KIND" else str(words[0])
        return _walk(position, str(axis), test, _parts(parts))


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": divided,
    "mod": remainder,
}


def _at(token: Token) -> int:
    return token.start_pos or 0


def _parts(children: Iterable[Part | Token]) -> list[Part]:
    return [child for child in children if isinstance(child, Part)]


def _chain(children: tuple[Part | Token, ...]) -> tuple[Run, list[tuple[str, Run]]]:
    """The first operand, then each sign with its operand."""
    runs = [part.run for part in _parts(children)]
    signs = [str(child) for child in children if isinstance(child, Token)]
    return runs[0], list(zip(signs, runs[1:], strict=True))


def _merged(
    parts: Iterable[Part],
    run: Run,
    position: int | None = None,
    nodes: NodesRun | None = None,
    deeper: int = 1,
) -> Part:
    parts = list(parts)
    if position is None:
        position = parts[0].position
    depth = deeper + max((part.depth for part in parts), default=0)
    if depth > MAX_DEPTH:
        raise Refusal(
            position,
            f"It is nested more than {MAX_DEPTH} deep.",
            "Split it into several calculations.",
        )
    return Part(
        position,
        run,
        nodes,
        frozenset[str]().union(*(part.names for part in parts)),
        frozenset[str]().union(*(part.steps for part in parts)),
        any(part.anywhere for part in parts),
        depth,
    )


def _nodes(part: Part, user: str) -> NodesRun:
    if part.nodes is None:
        raise Refusal(
            part.position,
            f"{user} needs items, but gets a value.",
            "Give it a reference like ${name} or a path.",
        )
    return part.nodes


def _function(name: Token, n_arguments: int) -> Function:
    function = FUNCTIONS.get(name)
    if function is None:
        raise Refusal(_at(name), *_unknown(str(name)))
    if function.fits(n_arguments):
        return function
    raise Refusal(
        _at(name),
        f"{name}() takes {function.wanted()}, but here it has {n_arguments}.",
        "Check the commas and brackets.",
    )


def _unknown(name: str) -> tuple[str, str]:
    if name in UNSUPPORTED:
        return f"{name}() is not supported.", UNSUPPORTED[name]
    near = difflib.get_close_matches(name.lower(), FUNCTIONS, 1)
    remedy = f"Did you mean {near[0]}()?" if near else "Check the spelling."
    return f"There is no function {name}().", remedy


def _bound(
    function: Function, arguments: list[Run] | list[NodesRun] | list[Callable[[Context], object]]
) -> Run:
    call = function.call
    if function.lazy:
        return lambda context: call(context, *arguments)
    if len(arguments) == 1:
        only = arguments[0]
        return lambda context: call(context, only(context))
    if len(arguments) == 2:
        first, second = arguments
        return lambda context: call(context, first(context), second(context))
    return lambda context: call(context, *[argument(context) for argument in arguments])


def _call_nodes(function: Function, run: Run, parts: tuple[Part, ...]) -> NodesRun | None:
    """How a call gives nodes, if it can; if() can when both of its answers can."""
    if function.gives_nodes:
        return run  # type: ignore[return-value]  # such functions return nothing else
    if function.name == "if" and parts[1].nodes and parts[2].nodes:
        test, then, otherwise = parts[0].run, parts[1].nodes, parts[2].nodes
        return lambda context: (then if to_boolean(test(context)) else otherwise)(context)
    return None


def _quoted(text: str) -> str:
    """The name in a text like '${name}', "" if it is another text."""
    text = text.strip()
    is_reference = text.startswith("${") and text.endswith("}")
    return text[2:-1].strip() if is_reference else ""


def _item_of(part: Part) -> str:
    """XLSForm writes the item of jr:choice-name as '${name}'; the bare reference is as clear."""
    if not part.reference:
        raise Refusal(
            part.position, "This must name an item.", "Write the item as '${name}', in quotes."
        )
    return part.reference


def _checked(check: Callable[[str], None], text: str, position: int) -> None:
    """Let a function refuse a text; the place in the text becomes one in the expression."""
    try:
        check(text)
    except Refusal as refusal:
        at = position + 1 + refusal.position
        raise Refusal(at, refusal.reason, refusal.remedy) from None


def _top(context: Context) -> list[Node]:
    return [context.node().root()]


def _walk(position: int, axis: str, test: str, predicates: Iterable[Part]) -> Walk:
    along, passes = AXES[axis], node_test(axis, test)
    inside = tuple(predicates)
    keep = _keep(inside) if inside else None

    def go(context: Context, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            reached = [other for other in along(node) if passes(other)]
            found += keep(context, reached) if keep else reached
        return found if axis == "child" and len(nodes) < 2 else in_order(found)

    is_any = test in ("*", "node()") and axis not in ("self", "parent", "attribute")
    is_name = not is_any and not test.endswith(("*", "()"))
    return Walk(position, go, inside, test if is_name else "", is_any)


def _below(step: Walk) -> Walk:
    """The step behind `//`: from every node at or below the one before."""

    def go(context: Context, nodes: list[Node]) -> list[Node]:
        below = in_order([other for node in nodes for other in node.walk()])
        return step.go(context, below)

    return step._replace(go=go, anywhere=True, is_here=False)


def _keep(predicates: Iterable[Part]) -> Step:
    runs = [predicate.run for predicate in predicates]

    def keep(context: Context, nodes: list[Node]) -> list[Node]:
        for run in runs:
            size = len(nodes)
            nodes = [
                node
                for position, node in enumerate(nodes, 1)
                if _holds(run(context.at(node, position, size)), position)
            ]
        return nodes

    return keep


def _holds(value: Value, position: int) -> bool:
    if isinstance(value, float) and not isinstance(value, bool):
        return value == position
    return to_boolean(value)


def _path(source: NodesRun, steps: Iterable[Walk], before: Iterable[Part] = ()) -> Part:
    steps = list(steps)
    moves = [step.go for step in steps]

    def nodes(context: Context) -> list[Node]:
        found = source(context)
        for move in moves:
            found = move(context, found)
        return found

    inside = [part for step in steps for part in step.inside]
    part = _merged([*before, *inside], nodes, steps[0].position, nodes, deeper=2)
    return part._replace(
        steps=part.steps.union(step.name for step in steps if step.name),
        anywhere=part.anywhere or any(step.anywhere for step in steps),
    )
