"""PAP01 every item that people answer has a number on paper, in order; what is calculated has none;
PAP02 conditions are told with numbers of questions, and where to go on otherwise; PAP03 what is too
rich for words stands as a formula, and is listed; PAP04 statements with one scale share a table;
PAP05 an option that asks to specify has a line beside it; PAP06 a part that repeats is printed
several times; PAP07 entering requires only consent, shows the numbers and offers what was printed;
PAP08 any questionnaire has every question once on paper, those by others too; PAP09 how many came
on paper is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.intake import Surroundings
from survey.constraints import problems
from survey.model import PREFER_NOT, Group, Instrument, Item, ItemKind, ResponseOption
from survey.paper import Block, PaperForm, for_entry, origins_told, paper_form
from survey.paper_skips import Clause, Skip
from survey.skip_logic import Joint, Verb
from survey.support import ALBERTA
from survey.web.paper import printed
from survey.xlsform import parse_xlsform
from tests.survey.questionnaires import EN, FR, PLAIN, WORKING_TOGETHER
from tests.survey.test_xlsform_real import FORMS, READ


def blocks_of(form: PaperForm) -> list[Block]:
    """All blocks of all parts."""
    return [block for part in form.parts for block in part.blocks]


def with_condition(condition: str) -> Instrument:
    """The plain questionnaire with a third question under a condition."""
    last = Item("why", ItemKind.TEXT, {"": "Why?"}, relevance=condition)
    total = Item("double", ItemKind.CALCULATE, calculation="${cups} * 2")
    return replace(PLAIN, items=(*PLAIN.items, total, last))


def test_pap01_questions_are_numbered_in_order() -> None:
    form = paper_form(WORKING_TOGETHER, EN)
    assert form.title == "Working together"
    assert list(form.numbers.items()) == [
        *(("agreed", 1), ("role", 2), ("refers", 3), ("referred", 4), ("slowed", 5)),
        *(("hear_back", 6), ("know_whom", 7), ("last_night", 8), ("hours", 9), ("change", 10)),
    ]
    printed = [n for block in blocks_of(form) for n in block.numbers]
    assert printed == list(range(1, 11))


def test_pap01_the_words_are_of_the_language() -> None:
    form = paper_form(WORKING_TOGETHER, FR)
    assert form.title == "Travailler ensemble"
    assert form.parts[1].blocks[0].runs[0][0].label == "Que faites-vous?"


def test_pap02_conditions_are_told_with_numbers() -> None:
    form = paper_form(WORKING_TOGETHER, EN)
    work, night = form.parts[1], form.parts[2]
    yes = Skip((Clause(3, Verb.IS, "Yes", ticked=True),))
    assert [block.skips for block in work.blocks] == [
        (),
        (yes,),
        (Skip((Clause(4, Verb.MORE, "0"),)),),
        (),
    ]
    assert [block.onward for block in work.blocks] == [4, 5, 6, 8]
    assert (night.skips, night.onward) == ((yes,), 10)
    assert form.parts[3].onward == 0
    assert form.formulas == ()


@pytest.mark.parametrize(
    ("condition", "skip"),
    [
        ("${cups} = ''", Skip((Clause(2, Verb.NOT_ANSWERED),))),
        (
            "${tea} = 'no' or ${cups} <= 1",
            Skip((Clause(1, Verb.IS, "No", ticked=True), Clause(2, Verb.AT_MOST, "1")), Joint.OR),
        ),
        (
            "count-selected(${tea}) >= 2 and ${cups} != ''",
            Skip((Clause(1, Verb.AT_LEAST, "2", counted=True), Clause(2, Verb.ANSWERED))),
        ),
        ("not(selected(${tea}, 'yes'))", Skip((Clause(1, Verb.LEAVES_OUT, "Yes", ticked=True),))),
    ],
)
def test_pap02_kinds_of_conditions(condition: str, skip: Skip) -> None:
    form = paper_form(with_condition(condition), "")
    assert blocks_of(form)[-1].skips == (skip,)


def test_pap02_and_with_or_is_told_in_its_parts() -> None:
    form = paper_form(with_condition("${tea} = 'yes' and (${cups} = 1 or ${cups} = 2)"), "")
    assert blocks_of(form)[-1].skips == (
        Skip((Clause(1, Verb.IS, "Yes", ticked=True),)),
        Skip((Clause(2, Verb.IS, "1"), Clause(2, Verb.IS, "2")), Joint.OR),
    )
    either = "${tea} = 'yes' and ${cups} = 1 or ${cups} = 2"
    assert paper_form(with_condition(either), "").formulas == (either,)
    words = "${tea} = 'this and (that' and string-length(${tea}) > 2"
    assert paper_form(with_condition(words), "").formulas == (words,)


def test_pap02_what_is_never_asked_is_not_printed() -> None:
    assert "why" not in paper_form(with_condition("false()"), "").numbers


def test_pap02_consent_is_told_as_answered() -> None:
    tail = Item("role2", ItemKind.TEXT, relevance="${agreed} = 'OK'")
    form = paper_form(replace(WORKING_TOGETHER, items=(*WORKING_TOGETHER.items, tail)), EN)
    assert blocks_of(form)[-1].skips == (Skip((Clause(1, Verb.ANSWERED),)),)


@pytest.mark.parametrize(
    ("condition", "formula"),
    [
        ("string-length(${tea})  > 2", "string-length(${tea}) > 2"),
        ("${double} > 4", "(${cups} * 2) > 4"),
        ("count-selected(${cups}) + 1 > 4", "count-selected(${cups}) + 1 > 4"),
    ],
)
def test_pap03_what_is_too_rich_stands_as_a_formula(condition: str, formula: str) -> None:
    form = paper_form(with_condition(condition), "")
    assert blocks_of(form)[-1].skips == (Skip(formula=formula),)
    assert form.formulas == (formula,)


def test_pap03_a_calculation_that_counts_boxes_is_told_in_words() -> None:
    chosen = Item("chosen", ItemKind.CALCULATE, calculation="count-selected(${slowed})")
    last = Item("first", ItemKind.TEXT, relevance="${chosen} > 1")
    items = (*WORKING_TOGETHER.items, chosen, last)
    form = paper_form(replace(WORKING_TOGETHER, items=items), EN)
    assert blocks_of(form)[-1].skips == (Skip((Clause(5, Verb.MORE, "1", counted=True),)),)


def test_pap04_statements_of_one_scale_stand_together() -> None:
    last = paper_form(WORKING_TOGETHER, EN).parts[1].blocks[-1]
    assert last.heading == "How far do you agree?"
    assert [[one.name for one in run] for run in last.runs] == [["hear_back", "know_whom"]]
    assert last.runs[0][0].boxes[0].label == "Strongly disagree"


def test_pap05_an_option_that_asks_to_specify_has_a_line() -> None:
    tea = replace(
        PLAIN.items[0],
        options=(*PLAIN.items[0].options, ResponseOption("other", {"": "Other"})),
        other="other",
        sensitive=True,
    )
    words = Item("tea_other", ItemKind.TEXT, {"": "Which?"}, relevance="${tea} = 'other'")
    form = paper_form(replace(PLAIN, items=(tea, words, PLAIN.items[1])), "")
    assert list(form.numbers) == ["tea", "cups"]
    question = form.parts[0].blocks[0].runs[0][0]
    assert [(box.label, box.writes) for box in question.boxes] == [
        *(("Yes", False), ("No", False)),
        ("Other", True),
    ]
    assert PREFER_NOT in question.instead


def test_pap05_a_scale_of_numbers_has_a_box_for_each() -> None:
    item = Item("n", ItemKind.RANGE, parameters={"start": "1", "end": "3", "step": "0.5"})
    form = paper_form(replace(PLAIN, items=(item,)), "")
    boxes = form.parts[0].blocks[0].runs[0][0].boxes
    assert [box.label for box in boxes] == ["1", "1.5", "2", "2.5", "3"]


@pytest.mark.parametrize(("count", "copies"), [("", 3), ("2", 2), ("${cups}", 3), ("400", 10)])
def test_pap06_a_part_that_repeats_is_printed_several_times(count: str, copies: int) -> None:
    each = Group("each", {"": "Each person"}, repeat=True, count=count)
    inside = Item("age", ItemKind.INTEGER, {"": "Age?"}, group="each")
    form = paper_form(replace(PLAIN, items=(*PLAIN.items, inside), groups=(each,)), "")
    assert [block.copies for block in blocks_of(form)] == [1, 1, copies]


def test_pap07_on_paper_only_consent_is_required() -> None:
    items = tuple(replace(item, required="yes") for item in WORKING_TOGETHER.items)
    strict = replace(WORKING_TOGETHER, items=items)
    assert [one.item for one in problems(for_entry(strict), {})] == ["agreed"]
    wrong = problems(for_entry(strict), {"agreed": "OK", "refers": "yes", "referred": 900})
    assert [one.item for one in wrong] == ["referred"], "the rules for an answer stay"


def test_pap07_questions_bear_their_numbers_and_offer_what_was_printed() -> None:
    options = {"randomize": "true", "seed": "3"}
    tea = replace(PLAIN.items[0], required="yes", parameters=options)
    cups = replace(PLAIN.items[1], required="yes")
    words = Item("why", ItemKind.TEXT, {"": "Why?"})
    entry = for_entry(replace(PLAIN, items=(tea, cups, words)))
    assert [item.label[""] for item in entry.items] == ["1. Tea?", "2. How many cups?", "3. Why?"]
    assert [item.sensitive for item in entry.items] == [False, True, False], (
        "routing is not offered"
    )
    assert entry.item("tea").parameters == {}


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"web": 3}, ""),
        ({}, ""),
        ({"web": 3, "paper": 1}, "4 responses, 1 on paper."),
        ({"paper": 2, "import": 5}, "7 responses, 2 on paper and 5 imported."),
    ],
)
def test_pap09_how_many_came_on_paper_is_said(counts: dict[str, int], told: str) -> None:
    assert origins_told(counts) == told


KINDS = st.sampled_from([kind for kind in ItemKind if kind is not ItemKind.SELECT_ONE])
CONDITIONS = st.sampled_from(["", "${a0} = 'x'", "${a0} > 1 or ${a0} = ''", "count(${a0}) > 1"])


@settings(deadline=None)
@given(st.lists(st.tuples(KINDS, CONDITIONS, st.sampled_from(["", "g", "h"])), max_size=9))
def test_pap08_any_questionnaire_has_every_question_once(
    rows: list[tuple[ItemKind, str, str]],
) -> None:
    items = [
        Item(f"a{n}", kind, group=group, relevance=condition if n else "")
        for n, (kind, condition, group) in enumerate(rows)
    ]
    form = paper_form(Instrument("any", {}, tuple(items), (Group("g"), Group("h", parent="g"))), "")
    printed = [one.name for block in blocks_of(form) for run in block.runs for one in run]
    hidden = (ItemKind.CALCULATE, ItemKind.HIDDEN)
    assert printed == [item.name for item in items if item.kind not in hidden]
    numbers = [n for block in blocks_of(form) for n in block.numbers]
    assert numbers == list(range(1, len(form.numbers) + 1))


@pytest.mark.real_inputs
@pytest.mark.parametrize("name", READ)
def test_pap08_forms_by_others_stand_on_paper(name: str) -> None:
    instrument = parse_xlsform(FORMS[name].read_bytes(), FORMS[name].name)
    for language in instrument.languages:
        form = paper_form(instrument, language)
        numbers = [n for block in blocks_of(form) for n in block.numbers]
        assert numbers == list(range(1, len(form.numbers) + 1))
        assert printed(instrument, language, Surroundings("A study", ALBERTA)).status_code == 200
    names = [item.name for item in for_entry(instrument).items]
    assert names == [item.name for item in instrument.items]
