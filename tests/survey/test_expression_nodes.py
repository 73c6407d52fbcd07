"""NOD01 each axis reaches the nodes that XPath 1.0 names, nearest first; NOD02 node tests tell
elements, attributes, texts and comments apart; NOD03 a set of nodes is in document order and holds
no node twice; NOD04 ids and languages are found where a document has them."""

from __future__ import annotations

import pytest

from survey.expression import parse
from survey.expression_nodes import Node
from survey.expression_scope import Context, Scope
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
