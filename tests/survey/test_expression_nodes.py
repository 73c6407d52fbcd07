"""NOD01 each axis reaches the nodes that XPath 1.0 names, nearest first; NOD02 node tests tell
elements, attributes, texts and comments apart; NOD03 a set of nodes is in document order and holds
no node twice; NOD04 ids and languages are found where a document has them; NOD05 in any list a
look-up by index finds what a look at each node finds, in the same order; NOD06 answers that change
are looked at each time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.expression import parse
from survey.expression_nodes import Node, NodeKind, numbered
from survey.expression_scope import Context, Scope, answer_node
from survey.expression_values import Value, to_text
from tests.survey.xml_document import xml_tree

BOOK = xml_tree(
    "<book xml:lang='en'><part id='p1'><page n='1'>one</page><page n='2'>two<!--no--></page></part>"
    "<part id='p2' xml:lang='fr-CA'><page n='3'>trois</page><?go now?></part></book>"
)


def value(text: str, start: str = "//page[@n = 2]") -> Value:
    """The value of an expression that starts at one page of the book."""
    found = parse(start).value(Context(Scope({}), node=BOOK))
    assert isinstance(found, list)
    assert isinstance(found[0], Node)
    return parse(text).value(Context(Scope({}), node=found[0]))


@pytest.mark.parametrize(
    ("path", "n", "first"),
    [
        ("self::page", 1, "two"),
        ("parent::part", 1, "onetwo"),
        ("ancestor::*", 2, "onetwo"),
        ("ancestor-or-self::*", 3, "two"),
        ("preceding-sibling::page", 1, "one"),
        ("following-sibling::page", 0, ""),
        ("following::page", 1, "trois"),
        ("preceding::page", 1, "one"),
        ("descendant::text()", 1, "two"),
        ("descendant-or-self::node()", 3, "two"),
        ("attribute::n", 1, "2"),
        ("@*", 1, "2"),
        ("namespace::*", 0, ""),
        ("/descendant::page", 3, "one"),
    ],
)
def test_nod01_axes_reach_nodes_nearest_first(path: str, n: int, first: str) -> None:
    assert value(f"count({path})") == n
    assert to_text(value(f"{path}[1]")) == first


@pytest.mark.parametrize(
    ("path", "n"),
    [
        ("node()", 2),
        ("text()", 1),
        ("comment()", 1),
        ("*", 0),
        ("//processing-instruction()", 1),
        ("//@n", 3),
        ("//@xml:*", 2),
        ("//xml:*", 0),
    ],
)
def test_nod02_node_tests_tell_kinds_apart(path: str, n: int) -> None:
    assert value(f"count({path})") == n


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("join(' ', //page | //page[2] | //page)", "one two trois"),
        ("join(' ', //page[@n = 3] | //page[@n = 1])", "one trois"),
        ("join(' ', //part/../part/page)", "one two trois"),
        ("string(ancestor::*[last()]/part[2])", "trois"),
        ("string((//page)[last()])", "trois"),
        ("join(' ', //page[1])", "one trois"),
        ("join(' ', //*[@n > 1])", "two trois"),
    ],
)
def test_nod03_sets_are_in_document_order(path: str, told: str) -> None:
    assert value(path) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("string(id('p2')/@id)", "p2"),
        ("count(id('p1 p2 p3'))", 2.0),
        ("lang('en')", True),
        ("lang('fr')", False),
        ("count(//page[lang('fr')])", 1.0),
    ],
)
def test_nod04_ids_and_languages(text: str, told: object) -> None:
    assert value(text) == told


SIGNS = st.sampled_from(["a", "b", "1", "1.0", " 1", "true", ""])
ROWS = st.lists(st.lists(st.tuples(st.sampled_from(["code", "name"]), SIGNS), max_size=3))


@settings(max_examples=80, deadline=None)
@given(ROWS, ROWS, SIGNS | st.floats(0, 2) | st.booleans())
def test_nod05_an_index_finds_what_a_look_finds(
    first: list[list[tuple[str, str]]],
    second: list[list[tuple[str, str]]],
    wanted: str | float | bool,
) -> None:
    lists = [
        Node(
            "list", children=[Node("item", children=[Node(*part) for part in row]) for row in rows]
        )
        for rows in (first, second)
    ]
    root = numbered(Node("", children=[Node("lists", children=lists)], kind=NodeKind.DOCUMENT))
    context = Context(Scope({"w": wanted}), node=root)
    for written in ("code = ${w}", "${w} = code"):
        found = parse(f"/lists/list/item[{written}]").value(context)
        assert found == parse(f"/lists/list/item[({written}) and true()]").value(context)
        only = parse(f"/lists/list[2]/item[{written}]").value(context)
        assert only == parse(f"/lists/list[2]/item[({written}) and true()]").value(context)


def test_nod06_answers_that_change_are_looked_at_each_time() -> None:
    times = [Node("time", children=[answer_node("who", name)]) for name in ("Ada", "Ben")]
    root = Node("", children=[Node("data", children=times)], kind=NodeKind.DOCUMENT)
    scope = Scope({"w": "Ada"}, tree=lambda values: root)
    expression = parse("count(/data/time[who = ${w}])")
    context = Context(scope, node=scope.root())
    assert expression.value(context) == 1
    scope.put("who", "Ada")
    assert expression.value(context) == 2
