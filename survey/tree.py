"""The answers to an instrument as expressions see them: by name, as a tree, lists of options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey.expression_nodes import Node, NodeKind, numbered
from survey.expression_scope import Outside, Scope, answer_node
from survey.expression_values import Value
from survey.model import Instrument, ResponseOption, words


def instrument_scope(instrument: Instrument, language: str, outside: Outside) -> Scope:
    """A scope in which every item is blank."""

    def label(option: ResponseOption) -> str:
        return words(option.label, language, instrument.default_language) or option.name

    def option_label(item_name: str, option_name: str) -> str:
        item = next((item for item in instrument.items if item.name == item_name), None)
        option = item.option(option_name) if item else None
        return label(option) if option else option_name

    def itext(key: str) -> str:
        list_name, _, place = key.rpartition("-")
        options = _options(instrument, list_name)
        is_there = place.isdecimal() and int(place) < len(options)
        return label(options[int(place)]) if is_there else key

    lists: dict[str, Node] = {}

    def instance(name: str) -> Node:
        if name not in lists:
            lists[name] = _list_tree(name, _options(instrument, name))
        return lists[name]

    scope = Scope(
        dict.fromkeys((item.name for item in instrument.items), ""),
        outside,
        tree=lambda values: _tree(instrument, values, scope.times),
        instance=instance,
        option_label=option_label,
        itext=itext,
    )
    return scope


def option_node(option: ResponseOption, itext_id: str = "") -> Node:
    """An option as choice filters and instance() see it: name, attributes, id of its words."""
    parts = {**option.attributes, "name": option.name, "itextId": itext_id}
    if option.code:
        parts["code"] = option.code
    return Node("item", children=[Node(name, text) for name, text in parts.items()])


def _options(instrument: Instrument, list_name: str) -> tuple[ResponseOption, ...]:
    return next((item.options for item in instrument.items if item.list_name == list_name), ())


def _list_tree(name: str, options: tuple[ResponseOption, ...]) -> Node:
    nodes = [option_node(option, f"{name}-{place}") for place, option in enumerate(options)]
    root = Node("root", children=nodes)
    return numbered(Node("instance", children=[root], kind=NodeKind.DOCUMENT))


def _tree(
    instrument: Instrument,
    values: Mapping[str, Value],
    times: Mapping[str, Sequence[Mapping[str, Value]]],
) -> Node:
    """Groups around items, as the XForm of the questionnaire nests them; repeats once per time."""
    root = Node(instrument.name)
    groups: dict[tuple[str, int], Node] = {}
    for item in instrument.items:
        around = instrument.ancestors(item)
        repeat = next((group.name for group in around if group.repeat), "")
        for n, answers in enumerate(times.get(repeat, [values])):
            parent = root
            is_inside = False
            for group in around:
                is_inside = is_inside or group.repeat
                key = (group.name, n if is_inside else 0)
                if key not in groups:
                    groups[key] = _inside(parent, Node(group.name))
                parent = groups[key]
            _inside(parent, answer_node(item.name, answers[item.name]))
    return Node("", children=[root], kind=NodeKind.DOCUMENT)


def _inside(parent: Node, child: Node) -> Node:
    child.parent = parent
    parent.children.append(child)
    return child
