"""Calls of functions: the right one, with as many and the kind of arguments that it takes."""

from __future__ import annotations

import difflib
from collections.abc import Callable

from lark import Token

from survey.expression_error import Refusal
from survey.expression_functions import Function
from survey.expression_part import Part, at, merged, nodes_of
from survey.expression_paths import NodesRun, Run
from survey.expression_scope import Context
from survey.expression_table import FUNCTIONS, UNSUPPORTED
from survey.expression_values import to_boolean


def call(name: Token, parts: tuple[Part, ...]) -> Part:
    """The call of a function with some arguments; Refusal if it does not fit."""
    function = _function(name, len(parts))
    arguments = [
        nodes_of(part, f"{name}()") if i in function.node_arguments else part.run
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
    return merged(parts, run, at(name), nodes)


def _function(name: Token, n_arguments: int) -> Function:
    function = FUNCTIONS.get(name)
    if function is None:
        raise Refusal(at(name), *_unknown(str(name)))
    if function.fits(n_arguments):
        return function
    raise Refusal(
        at(name),
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
