"""REL01 an item without relevance is always asked; REL02 an item is asked while its relevance
holds; REL03 a hidden group hides all in it, also through inner groups; REL04 the answer of a hidden
item counts as blank; REL05 calculations see answers and other calculations, wherever they stand;
REL06 what waits for itself, or for an item that is not there, is refused and named; REL07 any
answers reach a fixed point; REL08 a choice filter decides which options are offered; REL09 defaults
are typed answers; REL10 labels show answers in the respondent's words; REL11 paths, current() and
instance() see the form's own tree; REL12 clock and earlier calculations come from outside; REL13
any answers to a real form reach a fixed point."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.constraints import problems
from survey.expression import ExpressionError
from survey.expression_scope import Outside
from survey.model import Group, Instrument, Item, ItemKind, ResponseOption
from survey.relevance import asked_options, defaults, relevant_items, settled, shown
from survey.repeats import item_name
from tests.conftest import real_inputs
from tests.survey.by_others import read

K = ItemKind


def form(*items: Item, groups: tuple[Group, ...] = ()) -> Instrument:
    return Instrument("study", {"": "Study"}, items, groups)


YES_NO = (
    ResponseOption("yes", {"English (en)": "Yes", "Français (fr)": "Oui"}),
    ResponseOption("no", {"English (en)": "No", "Français (fr)": "Non"}),
)
NETWORK = form(
    Item("works", K.SELECT_ONE, options=YES_NO),
    Item("partners", K.INTEGER, relevance="${works} = 'yes'"),
    Item("names", K.TEXT, relevance="${partners} > 0"),
    Item("end", K.NOTE),
)
PLACES = form(
    Item("a", K.SELECT_ONE, options=YES_NO),
    Item("b", K.INTEGER, group="outer"),
    Item("c", K.TEXT, group="inner"),
    Item("d", K.TEXT, group="inner", relevance="${b} > 1"),
    groups=(
        Group("outer", relevance="${a} = 'yes'"),
        Group("inner", relevance="${b} > 0", parent="outer"),
    ),
)


def asked(instrument: Instrument, answers: dict[str, object]) -> list[str]:
    return [item.name for item in relevant_items(instrument, answers)]


@pytest.mark.parametrize(
    ("rule", "answers", "names"),
    [
        ("REL01", {}, ["works", "end"]),
        ("REL02", {"works": "yes"}, ["works", "partners", "end"]),
        ("REL02", {"works": "no"}, ["works", "end"]),
        ("REL02", {"works": "yes", "partners": 2}, ["works", "partners", "names", "end"]),
        ("REL04", {"works": "no", "partners": 2, "names": "x"}, ["works", "end"]),
    ],
)
def test_only_relevant_items_are_asked(
    rule: str, answers: dict[str, object], names: list[str]
) -> None:
    assert asked(NETWORK, answers) == names


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ({}, ["a"]),
        ({"a": "yes"}, ["a", "b"]),
        ({"a": "yes", "b": 1}, ["a", "b", "c"]),
        ({"a": "yes", "b": 2}, ["a", "b", "c", "d"]),
        ({"a": "no", "b": 2}, ["a"]),
    ],
)
def test_rel03_a_hidden_group_hides_all_in_it(answers: dict[str, object], names: list[str]) -> None:
    assert asked(PLACES, answers) == names


def test_rel04_answers_of_hidden_items_are_left_out() -> None:
    given = {"works": "no", "partners": 2, "names": "x"}
    assert settled(NETWORK, given) == {"works": "no"}


CHAIN = form(
    Item("total", K.CALCULATE, calculation="${double} + 1"),
    Item("double", K.CALCULATE, calculation="${n} * 2"),
    Item("n", K.INTEGER),
    Item("big", K.CALCULATE, calculation="${total} > 10"),
    Item("why", K.TEXT, relevance="${big}"),
    Item("day", K.CALCULATE, calculation="date(${total})"),
    Item("hidden", K.CALCULATE, calculation="'x'", relevance="false()"),
)


def test_rel05_calculations_see_each_other_in_any_order() -> None:
    assert settled(CHAIN, {"n": 5}) == {
        "total": 11.0,
        "double": 10.0,
        "n": 5,
        "big": "true",
        "day": "1970-01-12",
    }


@pytest.mark.parametrize("calculation", ["1 div 0", "-1 div ${n}", "number('x')", "sqrt(-1)"])
def test_rel05_what_cannot_be_calculated_is_blank(calculation: str) -> None:
    instrument = form(Item("n", K.INTEGER), Item("x", K.CALCULATE, calculation=calculation))
    assert settled(instrument, {"n": 0}) == {"n": 0}


@pytest.mark.parametrize(("n", "is_asked"), [(5, True), (4, False), (None, False)])
def test_rel05_a_calculated_truth_decides(n: int | None, is_asked: bool) -> None:
    assert ("why" in asked(CHAIN, {"n": n})) is is_asked


CIRCLES = [
    form(Item("a", K.TEXT, relevance="${a} = 1")),
    form(Item("a", K.TEXT, relevance="${b} = 1"), Item("b", K.TEXT, relevance="${a} = 1")),
    form(
        Item("a", K.CALCULATE, calculation="${b} + 1"),
        Item("b", K.CALCULATE, calculation="${c} + 1"),
        Item("c", K.CALCULATE, calculation="../a + 1"),
    ),
    form(Item("a", K.TEXT, group="g"), groups=(Group("g", relevance="${a} = ''"),)),
]


@pytest.mark.parametrize("circle", CIRCLES)
def test_rel06_what_waits_for_itself_is_refused(circle: Instrument) -> None:
    with pytest.raises(ExpressionError) as error:
        settled(circle, {})
    assert "depends on itself" in error.value.reason
    assert "'a'" in error.value.reason
    assert error.value.text
    assert error.value.remedy


@pytest.mark.parametrize("column", ["relevance", "calculation", "required", "constraint"])
def test_rel06_an_item_that_is_not_there_is_refused(column: str) -> None:
    item = replace(Item("per_day", K.INTEGER), **{column: "1 < ${smoke}"})
    with pytest.raises(ExpressionError) as error:
        relevant_items(form(Item("smokes", K.TEXT), item), {})
    assert error.value.position == 4
    assert f"The {column} of 'per_day' mentions 'smoke'" in error.value.reason
    assert "Did you mean 'smokes'?" in error.value.remedy


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        name: st.one_of(
            st.none(),
            st.sampled_from(["yes", "no", "", "x", ["yes", "no"]]),
            st.integers(-3, 12),
            st.floats(),
            st.text(max_size=5),
        )
        for name in ("works", "partners", "names", "a", "b", "c", "d", "n", "why", "total")
    },
)


@pytest.mark.parametrize("instrument", [NETWORK, PLACES, CHAIN])
@settings(deadline=None)
@given(answers=ANSWERS)
def test_rel07_any_answers_reach_a_fixed_point(
    instrument: Instrument, answers: dict[str, Any]
) -> None:
    once = settled(instrument, answers)
    assert repr(settled(instrument, once)) == repr(once)  # NaN is not equal to itself
    assert asked(instrument, once) == asked(instrument, answers)
    assert once.keys() <= set(asked(instrument, answers))


@settings(deadline=None)
@given(st.data())
def test_rel07_any_questionnaire_without_circles_settles(data: st.DataObject) -> None:
    """Items in any order, each depending on some that were drawn before it."""
    items: list[Item] = []
    for n in range(data.draw(st.integers(1, 12))):
        if not items:
            items.append(Item("q", K.INTEGER))
        needed = data.draw(st.sampled_from(items)).name
        relevance = data.draw(st.sampled_from(["", f"${{{needed}}} > 1", f"../{needed} != ''"]))
        calculation = data.draw(st.sampled_from(["", "", f"${{{needed}}} + 1"]))
        kind = K.CALCULATE if calculation else K.INTEGER
        items.append(Item(f"q{n}", kind, relevance=relevance, calculation=calculation))
    instrument = form(*data.draw(st.permutations(items)))
    answers = {item.name: data.draw(st.integers(0, 3) | st.none()) for item in items}
    once = settled(instrument, answers)
    assert settled(instrument, once) == once
    assert settled(form(*items), answers) == once


REGIONS = form(
    Item("region", K.SELECT_ONE, options=(ResponseOption("n"), ResponseOption("s"))),
    Item(
        "city",
        K.SELECT_ONE,
        choice_filter="region = ${region} and size >= 2",
        list_name="cities",
        options=(
            ResponseOption("oak", {"": "Oak"}, {"region": "n", "size": "3"}),
            ResponseOption("elm", {"": "Elm"}, {"region": "n", "size": "1"}),
            ResponseOption("bay", {"": "Bay"}, {"region": "s", "size": "2"}),
        ),
    ),
    Item("other", K.SELECT_ONE, choice_filter="name != current()/../city", options=YES_NO),
)


@pytest.mark.parametrize(
    ("answers", "names"),
    [({}, []), ({"region": "n"}, ["oak"]), ({"region": "s"}, ["bay"]), ({"region": "x"}, [])],
)
def test_rel08_a_choice_filter_decides(answers: dict[str, object], names: list[str]) -> None:
    found = asked_options(REGIONS, REGIONS.item("city"), answers)
    assert [option.name for option in found] == names


def test_rel08_without_a_filter_all_options_are_offered() -> None:
    assert asked_options(NETWORK, NETWORK.item("works"), {}) == list(YES_NO)


def test_rel08_a_filter_can_look_back_from_the_option_to_the_answers() -> None:
    found = asked_options(REGIONS, REGIONS.item("other"), {"city": "yes"})
    assert [option.name for option in found] == ["no"]


@pytest.mark.parametrize(
    ("kind", "default", "answer"),
    [
        (K.TEXT, "Hello (you)", "Hello (you)"),
        (K.TEXT, "concat('a', 'b')", "ab"),
        (K.TEXT, "call me (again)", "call me (again)"),
        (K.INTEGER, "8", 8),
        (K.INTEGER, "${first} + 1", 8),
        (K.DECIMAL, "18.31", 18.31),
        (K.DATE, "2010-06-15", "2010-06-15"),
        (K.DATE, "today()", "2026-03-15"),
        (K.SELECT_ONE, "a", "a"),
        (K.SELECT_MULTIPLE, "a c", ["a", "c"]),
        (K.ACKNOWLEDGE, "OK", "OK"),
        (K.NOTE, "x", None),
    ],
)
def test_rel09_defaults_are_typed(kind: ItemKind, default: str, answer: object) -> None:
    instrument = form(Item("first", K.INTEGER, default="7"), Item("x", kind, default=default))
    found = defaults(instrument, NOON)
    assert found.get("x") == answer


NOON = Outside(
    lambda: dt.datetime(2026, 3, 15, 12, tzinfo=dt.UTC),
    random.Random(1),  # noqa: S311 -- not a secret
)


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("You said ${ works }.", "English (en)", "You said Yes."),
        ("Vous avez dit ${works}.", "Français (fr)", "Vous avez dit Oui."),
        ("${partners} partners", "", "3 partners"),
        ("${names}!", "", "!"),
        ("No mention", "", "No mention"),
        ("${unknown}", "", ""),
    ],
)
def test_rel10_labels_show_answers(text: str, language: str, told: str) -> None:
    assert shown(text, NETWORK, {"works": "yes", "partners": 3}, language) == told


def test_rel10_several_options_are_listed_in_the_order_of_the_form() -> None:
    item = Item("many", K.SELECT_MULTIPLE, options=YES_NO)
    assert shown("${many}", form(item), {"many": ["no", "yes"]}, "Français (fr)") == "Oui, Non"


@pytest.mark.parametrize(
    ("calculation", "value"),
    [
        ("../region", "s"),
        ("/study/region", "s"),
        ("current()/../region", "s"),
        ("instance('cities')/root/item[name = ${city}]/size", "2"),
        ("count(instance('cities')/root/item[region = 'n'])", 2.0),
        ("jr:choice-name(${city}, '${city}')", "Bay"),
        ("jr:itext(instance('cities')/root/item[name = ${city}]/itextId)", "Bay"),
        ("instance('nothing')/root/item/name", None),
        ("name(..)", "deep"),
        ("count(/study/*)", 5.0),
    ],
)
def test_rel11_paths_see_the_tree_of_the_form(calculation: str, value: object) -> None:
    group = "deep" if calculation == "name(..)" else ""
    item = Item("x", K.CALCULATE, calculation=calculation, group=group)
    pad = Item("pad", K.NOTE, group="deep")
    instrument = replace(REGIONS, items=(*REGIONS.items, pad, item), groups=(Group("deep"),))
    assert settled(instrument, {"region": "s", "city": "bay"}).get("x") == value


def test_rel12_once_keeps_a_truth() -> None:
    instrument = form(
        Item("n", K.INTEGER),
        Item("was_big", K.CALCULATE, calculation="once(${n} > 5)"),
        Item("why", K.TEXT, relevance="${was_big}"),
    )
    assert asked(instrument, {"n": 9, "was_big": "false"}) == ["n", "was_big"]
    assert asked(instrument, {"n": 1, "was_big": "true"}) == ["n", "was_big", "why"]


def test_rel12_once_keeps_what_was_calculated_before() -> None:
    instrument = form(Item("started", K.CALCULATE, calculation="once(today())"))
    assert settled(instrument, {}, outside=NOON) == {"started": "2026-03-15"}
    assert settled(instrument, {"started": "2026-01-01"}, outside=NOON) == {"started": "2026-01-01"}


REAL = [
    file
    for file in real_inputs("xlsforms", ".xlsx", ".xls")
    if file.name in ("htcds_xlsform.xlsx", "mitwirken_umfrage.xlsx", "testB.xlsx", "tutorial.xls")
    or file.name.startswith(("all_types_survey", "socio-economic-survey"))
]


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_rel13_any_answers_to_a_real_form_settle(file: Path, data: st.DataObject) -> None:
    instrument = read(file).instrument
    assert instrument is not None
    answers: dict[str, object] = {}
    for item in instrument.items:
        names = [option.name for option in item.options] or ["12", "a@b.org"]
        one = st.sampled_from(names)
        answer = data.draw(st.none() | one | st.lists(one, max_size=3) | st.integers())
        repeat = instrument.repeat_of(item)
        if repeat:
            told = answers.setdefault(repeat.name, [{}, {}])
            cast("list[dict[str, object]]", told)[-1][item.name] = answer
        else:
            answers[item.name] = answer
    once = settled(instrument, answers)
    assert settled(instrument, once) == once
    assert {item_name(problem.item) for problem in problems(instrument, answers)} <= {
        item.name for item in relevant_items(instrument, answers)
    }
