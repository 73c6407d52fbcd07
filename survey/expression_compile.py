"""From the parse of an expression to a tree of Python closures that evaluate it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lark import Token, Transformer, v_args

from survey.expression_call import call
from survey.expression_error import Refusal
from survey.expression_nodes import AXES, Node, in_order
from survey.expression_part import Part, Walk, at, merged, nodes_of
from survey.expression_paths import NodesRun, Run, below, kept, look_up, step, walk
from survey.expression_scope import Context
from survey.expression_values import (
    Value,
    compare,
    divided,
    remainder,
    to_boolean,
    to_number,
)


@v_args(inline=True)
class Compiler(Transformer[Token, Part]):
    """Called by the parser from the inside out, one method per rule of the grammar."""

    def start(self, part: Part) -> Part:
        return part

    def number(self, token: Token) -> Part:
        value = float(token)
        return Part(at(token), lambda context: value)

    def text(self, token: Token) -> Part:
        value = str(token[1:-1])
        return Part(at(token), lambda context: value, literal=value, reference=_quoted(value))

    def reference(self, token: Token) -> Part:
        name = token[2:-1].strip()
        if not name:
            raise Refusal(at(token), "${} names no item.", "Write the item's name inside.")
        return Part(
            at(token),
            lambda context: context.scope.values.get(name, ""),
            lambda context: context.scope.nodes(name),
            frozenset([name]),
            reference=name,
        )

    def bracketed(self, part: Part) -> Part:
        return part

    def either(self, *parts: Part | Token) -> Part:
        runs = [part.run for part in _parts(parts)]
        return merged(_parts(parts), lambda context: any(to_boolean(run(context)) for run in runs))

    def both(self, *parts: Part | Token) -> Part:
        runs = [part.run for part in _parts(parts)]
        return merged(_parts(parts), lambda context: all(to_boolean(run(context)) for run in runs))

    def compare(self, *parts: Part | Token) -> Part:
        first, rest = _chain(parts)

        def run(context: Context) -> Value:
            value = first(context)
            for sign, right in rest:
                value = compare(sign, value, right(context))
            return value

        return merged(_parts(parts), run)._replace(look_up=_look_up(parts))

    def calculate(self, *parts: Part | Token) -> Part:
        first, rest = _chain(parts)
        steps = [(_ARITHMETIC[sign], right) for sign, right in rest]

        def run(context: Context) -> Value:
            value = to_number(first(context))
            for calculate, right in steps:
                value = calculate(value, to_number(right(context)))
            return value

        return merged(_parts(parts), run)

    def negative(self, sign: Token, part: Part) -> Part:
        inner = part.run
        return merged([part], lambda context: -to_number(inner(context)), at(sign))

    def union(self, *parts: Part) -> Part:
        sources = [nodes_of(part, "|") for part in parts]

        def nodes(context: Context) -> list[Node]:
            return in_order([node for source in sources for node in source(context)])

        return merged(parts, nodes, nodes=nodes)

    def call(self, name: Token, *parts: Part) -> Part:
        return call(name, parts)

    def filtered(self, part: Part, *predicates: Part) -> Part:
        source = nodes_of(part, "[")
        keep = kept([predicate.run for predicate in predicates])

        def nodes(context: Context) -> list[Node]:
            return keep(context, source(context))

        return merged([part, *predicates], nodes, part.position, nodes, deeper=2)

    def predicate(self, part: Part) -> Part:
        return part

    def path_from(self, part: Part, *steps: Walk) -> Part:
        return _path(nodes_of(part, "/"), steps, [part])

    def path_from_anywhere(self, part: Part, *steps: Walk) -> Part:
        return _path(nodes_of(part, "//"), [_below(steps[0]), *steps[1:]], [part])

    def path(self, *steps: Walk) -> Part:
        if len(steps) == 1 and steps[0].is_here:
            return Part(
                steps[0].position, lambda context: context.here(), lambda context: [context.node()]
            )
        part = _path(lambda context: [context.node()], steps)
        return part._replace(child=steps[0].child if len(steps) == 1 else "")

    def path_from_root(self, *steps: Walk) -> Part:
        return _path(_top, steps)

    def path_from_top(self, *steps: Walk) -> Part:
        return _path(_top, [_below(steps[0]), *steps[1:]])

    def root(self) -> Part:
        return Part(0, _top, _top, anywhere=True)

    def step_below(self, walked: Walk) -> Walk:
        return _below(walked)

    def here(self, token: Token, *predicates: Part) -> Walk:
        return _walk(at(token), "self", "node()", predicates)._replace(is_here=not predicates)

    def above(self, token: Token, *predicates: Part) -> Walk:
        return _walk(at(token), "parent", "node()", predicates)

    def axis(self, token: Token) -> Token:
        return token.update(value="attribute") if token.type == "AT" else token

    def step(self, *parts: Token | Part) -> Walk:
        words = [part for part in parts if isinstance(part, Token)]
        position = at(words[0])
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


def _parts(children: Iterable[Part | Token]) -> list[Part]:
    return [child for child in children if isinstance(child, Part)]


def _chain(children: tuple[Part | Token, ...]) -> tuple[Run, list[tuple[str, Run]]]:
    """The first operand, then each sign with its operand."""
    runs = [part.run for part in _parts(children)]
    signs = [str(child) for child in children if isinstance(child, Token)]
    return runs[0], list(zip(signs, runs[1:], strict=True))


def _look_up(parts: tuple[Part | Token, ...]) -> tuple[str, Run] | None:
    """The child and the value of `child = value`, in either order, if the value is fixed."""
    if [str(part) for part in parts if isinstance(part, Token)] != ["="]:
        return None
    left, right = _parts(parts)
    for one, other in ((left, right), (right, left)):
        if one.child and other.is_fixed:
            return one.child, other.run
    return None


def _quoted(text: str) -> str:
    """The name in a text like '${name}', "" if it is another text."""
    text = text.strip()
    is_reference = text.startswith("${") and text.endswith("}")
    return text[2:-1].strip() if is_reference else ""


def _top(context: Context) -> list[Node]:
    return [context.node().root()]


def _walk(position: int, axis: str, test: str, predicates: Iterable[Part]) -> Walk:
    inside = tuple(predicates)
    go = step(axis, test, [predicate.run for predicate in inside])
    child = test if axis == "child" and test.isidentifier() else ""
    if child and len(inside) == 1 and inside[0].look_up:
        go = look_up(child, *inside[0].look_up, go)
    is_any = test in ("*", "node()") and axis not in ("self", "parent", "attribute")
    is_name = not is_any and not test.endswith(("*", "()"))
    name = test if is_name else ""
    return Walk(position, go, inside, name, is_any, child="" if inside else child)


def _below(walked: Walk) -> Walk:
    return walked._replace(go=below(walked.go), anywhere=True, is_here=False, child="")


def _path(source: NodesRun, walks: Iterable[Walk], before: Iterable[Part] = ()) -> Part:
    walks = list(walks)
    nodes = walk(source, [walked.go for walked in walks])
    inside = [part for walked in walks for part in walked.inside]
    part = merged([*before, *inside], nodes, walks[0].position, nodes, deeper=2)
    return part._replace(
        steps=part.steps.union(walked.name for walked in walks if walked.name),
        anywhere=part.anywhere or any(walked.anywhere for walked in walks),
    )
