"""SKI01 any condition of the menus, written as an expression and read back, is equal; SKI02 what is
written can be evaluated and means what the menu says; SKI03 other spellings of the same are read;
SKI04 what is too rich for the menus is not read at all; SKI05 a value that the item cannot have is
refused with a remedy; SKI06 the limits of a number are written and read back equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import DesignError
from survey.expression import evaluate, parse
from survey.limits import limits_of, write_limits
from survey.model import Instrument, Item, ItemKind, ResponseOption
from survey.skip_logic import (
    WITHOUT_VALUE,
    Condition,
    Joint,
    Rule,
    Verb,
    condition_of,
    read_rule,
    verbs_for,
    write_rule,
)

OPTIONS = tuple(ResponseOption(name, {"": name}) for name in ("yes", "no", "it's", "a-b", "7"))
ITEMS = tuple(
    Item(kind.lower(), kind, {"": kind}, options=OPTIONS if "select" in kind else ())
    for kind in ItemKind
)
FORM = Instrument("form", {"": "Form"}, ITEMS)
COMPARED = [item for item in ITEMS if verbs_for(item)]
TYPED = st.one_of(
    st.text(max_size=20), st.integers().map(str), st.dates().map(str), st.sampled_from("yes no")
)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """Any condition that the menus can make, from any value that they would take."""
    item = draw(st.sampled_from(COMPARED))
    verb = draw(st.sampled_from(verbs_for(item)))
    typed = draw(st.sampled_from([option.name for option in item.options]) if item.options else
                 {ItemKind.DATE: st.dates().map(str),
                  ItemKind.TEXT: TYPED, ItemKind.HIDDEN: TYPED, ItemKind.CALCULATE: TYPED,
                  }.get(item.kind, st.decimals(-10**9, 10**9, places=2).map(str)))  # fmt: skip
    try:
        return condition_of(item, verb, typed)
    except DesignError:
        return Condition(item.name, Verb.ANSWERED)


RULES = st.builds(
    Rule, st.lists(conditions(), max_size=5).map(tuple), st.sampled_from(list(Joint))
).map(lambda rule: rule if len(rule.conditions) > 1 else Rule(rule.conditions))


@given(RULES)
def test_ski01_any_rule_is_read_back_equal(rule: Rule) -> None:
    assert read_rule(write_rule(rule, FORM), FORM) == rule


@given(conditions())
def test_ski02_any_condition_is_an_expression_about_its_item(condition: Condition) -> None:
    written = write_rule(Rule((condition,)), FORM)
    assert parse(written).names == {condition.item}


@pytest.mark.parametrize(
    ("item", "verb", "value", "holds", "fails"),
    [
        ("select_one", Verb.IS, "yes", "yes", "no"),
        ("select_one", Verb.IS_NOT, "it's", "no", "it's"),
        ("select_multiple", Verb.INCLUDES, "yes", ["no", "yes"], ["no"]),
        ("select_multiple", Verb.LEAVES_OUT, "yes", ["no"], ["no", "yes"]),
        ("integer", Verb.MORE, "3", 4, 3),
        ("integer", Verb.AT_LEAST, "3", 3, 2),
        ("decimal", Verb.LESS, "2,5", 2.4, 2.5),
        ("decimal", Verb.AT_MOST, "-1", -1.0, 0.0),
        ("range", Verb.IS, "7", 7, 8),
        ("date", Verb.MORE, "2026-01-31", "2026-02-01", "2026-01-31"),
        ("date", Verb.IS, "2026-01-31", "2026-01-31", "2026-02-01"),
        ("text", Verb.IS, "l’eau", "l'eau", "feu"),
        ("text", Verb.ANSWERED, "", "yes", ""),
        ("time", Verb.NOT_ANSWERED, "", "", "12:00"),
    ],
)
def test_ski02_it_means_what_the_menu_says(
    item: str, verb: Verb, value: str, holds: object, fails: object
) -> None:
    condition = condition_of(FORM.item(item), verb, value)
    written = write_rule(Rule((condition,)), FORM)
    assert evaluate(written, {item: holds}) is True
    assert evaluate(written, {item: fails}) is False


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ('${select_one}="yes"', [("select_one", Verb.IS, "yes")]),
        ("( ${ select_one } = ‘yes’ )", [("select_one", Verb.IS, "yes")]),
        ("not( selected( ${select_multiple} , 'no' ) )",
         [("select_multiple", Verb.LEAVES_OUT, "no")]),
        ("(${integer} >= 2) and (${integer}<9)",
         [("integer", Verb.AT_LEAST, "2"), ("integer", Verb.LESS, "9")]),
        ("${text} != '' or ${integer} = 0",
         [("text", Verb.ANSWERED, ""), ("integer", Verb.IS, "0")]),
        ("${text} = 'this and that'", [("text", Verb.IS, "this and that")]),
    ],
)  # fmt: skip
def test_ski03_other_spellings_are_read(text: str, conditions: list[tuple[str, Verb, str]]) -> None:
    rule = read_rule(text, FORM)
    assert rule is not None
    assert [(one.item, one.verb, one.value) for one in rule.conditions] == conditions


@pytest.mark.parametrize(
    "text",
    [
        "${integer} = 1 and ${integer} = 2 or ${integer} = 3",
        "count-selected(${select_multiple}) > 1",
        "${integer} + 1 > 2",
        "${select_one} = ${text}",
        "${select_one} = 'maybe'",
        "${gone} = 'yes'",
        "not(${select_one} = 'yes')",
        "${integer} > '' ",
        "${text} > 'a'",
        "${date} > 5",
        "today() > ${date}",
        "true()",
        "${integer} = ",
        "not an expression",
    ],
)
def test_ski04_what_is_too_rich_is_not_read(text: str) -> None:
    assert read_rule(text, FORM) is None


def test_ski04_nothing_is_always() -> None:
    assert read_rule(" ", FORM) == Rule()
    assert write_rule(Rule(), FORM) == ""


@pytest.mark.parametrize(
    ("item", "typed", "told"),
    [
        ("integer", "many", "is no number"),
        ("date", "soon", "is no date"),
        ("select_one", "maybe", "has no option"),
        ("text", " ", "nothing to compare"),
        ("text", 'it\'s "so"', "both kinds of quotation marks"),
    ],
)
def test_ski05_other_values_are_refused(item: str, typed: str, told: str) -> None:
    with pytest.raises(DesignError, match=told):
        condition_of(FORM.item(item), Verb.IS, typed)


def test_ski05_a_value_is_dropped_where_none_is_asked() -> None:
    for verb in WITHOUT_VALUE:
        assert condition_of(FORM.item("text"), verb, "x").value == ""


LIMIT = st.none() | st.integers(-1000, 1000).map(float) | st.sampled_from([0.5, -2.25])


@given(LIMIT, LIMIT)
def test_ski06_any_limits_are_read_back_equal(least: float | None, most: float | None) -> None:
    if least is not None and most is not None and least > most:
        least, most = most, least
    assert limits_of(write_limits(least, most)) == (least, most)


@pytest.mark.parametrize("text", [". > 3", ". >= ${n}", ". >= 1 and . >= 2", "regex(., 'a')"])
def test_ski06_other_constraints_are_left_alone(text: str) -> None:
    assert limits_of(text) is None
