"""BLD01 after any acts the questionnaire is whole: names once, groups in one stretch, none empty;
BLD02 any acts and as many undos restore it, and redos bring it forward; BLD03 what any acts built
reads back equal from its XLSForm; BLD04 an item moves over the border of its page; BLD05 what is
mentioned elsewhere is not removed; BLD06 a condition that cannot hold is refused with its place;
BLD07 another kind of answer takes away what has no meaning for it; BLD08 options are lines: those
that stay keep their names, the nth line of each language is the same option; BLD09 options of a
shared list change everywhere or get a list of their own; BLD10 languages are named, added and taken
away; BLD11 texts are listed and translated; BLD12 the words for "something else" go with their
question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.answer_kinds import CHOICES, fitting, new_item, set_options
from survey.builder import (
    add_item,
    add_page,
    ask_for_other,
    begin,
    change_item,
    move_item,
    move_page,
    remove_item,
    remove_page,
    set_relevance,
)
from survey.errors import DesignError
from survey.expression import ExpressionError
from survey.history import History, acted, redone, undone
from survey.library import ITEM_SETS, add_set
from survey.model import Group, Instrument, Item, ItemKind, ResponseOption
from survey.options_editor import option_lines, read_options
from survey.renaming import renamed
from survey.shuffle import with_shuffle
from survey.skip_logic import Condition, Rule, Verb, write_rule
from survey.texts import texts_of_page, translated, with_text
from survey.wording import add_language, remove_language, set_label, set_title
from survey.xlsform import parse_xlsform, render_xlsform
from tests.survey.questionnaires import EN, FR, PLAIN, WORKING_TOGETHER

Act = Callable[[Instrument], Instrument]
ASKED = [
    kind
    for kind in ItemKind
    if kind not in (ItemKind.CALCULATE, ItemKind.HIDDEN, ItemKind.DATETIME)
]
WORDS = st.text(st.sampled_from("aÉé 's?🙂م漢\n="), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)


def more(item: Item, words: str) -> Item:
    """What the builder says around a question, and how its answers are kept."""
    if item.kind in (ItemKind.CALCULATE, ItemKind.HIDDEN):
        return item
    marked = replace(
        item,
        content_note=with_text(item.content_note, EN, words),
        guidance_hint=with_text(item.guidance_hint, EN, words),
        pii=item.is_answered,
        codebook_theme=" ".join(words.split()) if item.kind is ItemKind.TEXT else "",
    )
    return with_shuffle(marked, True) if item.kind in CHOICES else marked


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """One act of the builder with anything that a person might choose."""
    n, words = draw(st.integers(0, 99)), draw(WORDS)
    by = draw(st.sampled_from([-1, 1]))
    kind = draw(st.sampled_from(ASKED))
    name = draw(st.sampled_from(ITEM_SETS))

    def an_item(form: Instrument) -> Item:
        return form.items[n % len(form.items)]

    def a_page(form: Instrument) -> str:
        return form.pages[n % len(form.pages)].name

    def condition(form: Instrument) -> Instrument:
        other = form.items[(n * 7 + 1) % len(form.items)]
        rule = Rule((Condition(other.name, Verb.ANSWERED),))
        return set_relevance(form, an_item(form).name, write_rule(rule, form))

    def options(form: Instrument) -> Instrument:
        item = an_item(form)
        if item.kind not in CHOICES:
            return form
        lines = {one: option_lines(item.options, one) for one in form.languages}
        lines[form.default_language] += f"\n{words.strip()}"
        read = read_options(lines, item.options, form.default_language)
        return set_options(form, item.name, read, everywhere=bool(n % 2))

    moves: list[Act] = [
        lambda form: add_item(form, new_item(form, kind, words), an_item(form).name),
        lambda form: add_page(form, words, [new_item(form, kind, words)], a_page(form)),
        lambda form: add_set(form, name, a_page(form)),
        lambda form: remove_item(form, an_item(form).name),
        lambda form: remove_page(form, a_page(form)),
        lambda form: move_item(form, an_item(form).name, by),
        lambda form: move_page(form, a_page(form), by),
        lambda form: change_item(form, fitting(an_item(form), kind, form)),
        lambda form: set_title(form, {form.default_language: words}),
        lambda form: translated(
            form, form.languages[-1], {f"item:{an_item(form).name}:label": words}
        ),
        lambda form: ask_for_other(form, an_item(form).name, bool(n % 2)),
        lambda form: change_item(form, more(an_item(form), words)),
        condition,
        options,
    ]
    return draw(st.sampled_from(moves))


def tried(form: Instrument, act: Act) -> Instrument:
    """The questionnaire after an act; unchanged where the act is refused in words."""
    try:
        return act(form)
    except (DesignError, ExpressionError):
        return form


BEGUN = add_set(begin("Working together", (EN, FR)), "consent")
CHOICE = new_item(BEGUN, ItemKind.SELECT_ONE, "Kind")
BEGUN_WITH_CHOICE = add_item(BEGUN, CHOICE)
STARTS = st.sampled_from([BEGUN, WORKING_TOGETHER])
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)


@SLOW
@given(STARTS, st.lists(acts(), max_size=12))
def test_bld01_any_acts_leave_it_whole(form: Instrument, todo: list[Act]) -> None:
    for act in todo:
        form = tried(form, act)
        used = [group.name for item in form.items for group in form.ancestors(item)]
        assert list(dict.fromkeys(used)) == [group.name for group in form.groups]
        chains = [item.group for item in form.items]
        for group in form.groups:
            inside = [group in form.ancestors(item) for item in form.items]
            first, n = inside.index(True), sum(inside)
            assert all(inside[first : first + n]), f"{group.name} in two places: {chains}"
        assert len({page.name for page in form.pages}) == len(form.pages)
        lists = {item.list_name: item.options for item in form.items}
        assert all(lists[item.list_name] == item.options for item in form.items)


@SLOW
@given(STARTS, st.lists(acts(), max_size=8))
def test_bld02_any_acts_are_undone_and_redone(start: Instrument, todo: list[Act]) -> None:
    history, now, went = History(), start, [start]
    for act in todo:
        after = tried(now, act)
        if after != now:
            history, now = acted(history, "changed it", now), after
            went.append(now)
    for before in reversed(went[:-1]):
        history, now = undone(history, now)
        assert now == before
    assert history.past == ()
    for after in went[1:]:
        history, now = redone(history, now)
        assert now == after


def test_bld02_a_new_act_ends_what_could_be_redone() -> None:
    changed = set_title(PLAIN, {"": "Other"})
    history, back = undone(acted(History(), "title", PLAIN), changed)
    assert len(history.future) == 1
    assert acted(history, "again", back).future == ()


@settings(SLOW, max_examples=15)
@given(st.just(BEGUN), st.lists(acts(), max_size=8))
def test_bld03_any_built_form_reads_back_equal(form: Instrument, todo: list[Act]) -> None:
    for act in todo:
        form = tried(form, act)
    assert parse_xlsform(render_xlsform(form), "again.xlsx") == form


def test_bld03_paragraphs_survive() -> None:
    form = translated(BEGUN, EN, {"item:about_study:label": "First.\r\n\r\nSecond."})
    assert parse_xlsform(render_xlsform(form), "again.xlsx") == form


def order(form: Instrument) -> list[tuple[str, str]]:
    return [(item.name, item.group) for item in form.items]


NESTED = Instrument(
    "nested",
    {"": "Nested"},
    tuple(
        Item(name, ItemKind.TEXT, {"": name}, group=group)
        for name, group in [("a", ""), ("b", "one"), ("c", "inner"), ("d", "one"), ("e", "two")]
    ),
    (Group("one"), Group("inner", parent="one"), Group("two")),
)


def test_bld04_moving_goes_over_the_border_of_a_page() -> None:
    first = move_item(NESTED, "e", -1)
    assert order(first)[-2:] == [("d", "one"), ("e", "one")]
    assert [group.name for group in first.groups] == ["one", "inner"], "a page with nothing goes"
    assert order(move_item(first, "e", -1))[-2:] == [("e", "one"), ("d", "one")]
    assert order(move_item(NESTED, "b", 1))[1] == ("b", "inner")
    assert move_item(NESTED, "a", -1) == NESTED
    assert [page.name for page in move_page(NESTED, "two", -1).pages] == ["page_1", "two", "one"]


def test_bld05_what_is_mentioned_stays() -> None:
    with pytest.raises(DesignError, match="mentioned by 'cups'"):
        remove_item(PLAIN, "tea")
    assert [item.name for item in remove_item(PLAIN, "cups").items] == ["tea"]
    with pytest.raises(DesignError, match="Nothing would be left"):
        remove_item(remove_item(PLAIN, "cups"), "tea")
    with pytest.raises(DesignError, match="mentioned by 'night'"):
        remove_page(WORKING_TOGETHER, "work")


def test_bld05_a_new_name_goes_everywhere() -> None:
    other = renamed(WORKING_TOGETHER, {"refers": "sends", "work": "job"})
    assert other.item("referred").relevance == "${sends} = 'yes'"
    assert other.group("night").relevance == "${sends} = 'yes'"
    assert other.group("views").parent == "job"
    assert renamed(other, {"sends": "refers", "job": "work"}) == WORKING_TOGETHER


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("${tea} == 'yes'", "character 8"),
        ("${milk} = 'yes'", "no such item"),
        ("${cups} > 1", "depends on itself"),
    ],
)
def test_bld06_a_condition_that_cannot_hold_is_refused(text: str, told: str) -> None:
    with pytest.raises(ExpressionError, match=told):
        set_relevance(PLAIN, "cups", text)


def test_bld06_a_page_does_not_depend_on_what_it_asks() -> None:
    with pytest.raises(ExpressionError, match="depends on itself"):
        set_relevance(WORKING_TOGETHER, "work", "${role} != ''")
    assert set_relevance(WORKING_TOGETHER, "night", "").group("night").relevance == ""


def test_bld07_another_kind_of_answer() -> None:
    number = replace(PLAIN.item("cups"), constraint=". >= 0", required="true()")
    assert fitting(number, ItemKind.DECIMAL, PLAIN).constraint == ". >= 0"
    choice = fitting(number, ItemKind.SELECT_ONE, BEGUN)
    assert (choice.constraint, choice.list_name, choice.required) == ("", "cups", "true()")
    assert choice.options[0].label == {EN: "Yes", FR: "Oui"}
    assert fitting(choice, ItemKind.RANK, BEGUN).options == choice.options
    assert fitting(choice, ItemKind.NOTE, BEGUN).options == ()
    assert fitting(choice, ItemKind.NOTE, BEGUN).required == ""
    assert fitting(number, ItemKind.RANGE, PLAIN).parameters["end"] == "10"


BEFORE = tuple(
    ResponseOption(name, {EN: english, FR: french})
    for name, english, french in [
        ("a", "Apples", "Pommes"),
        ("b", "Bananas", "Bananes"),
        ("c", "Cherries", ""),
    ]
)


def read(english: str, french: str | None = None) -> list[tuple[str, str, str]]:
    lines = {EN: english, FR: option_lines(BEFORE, FR) if french is None else french}
    found = read_options(lines, BEFORE, EN)
    return [(one.name, one.label[EN], one.label.get(FR, "")) for one in found]


def test_bld08_untouched_lines_are_the_same_options() -> None:
    assert read("Apples\nBananas\nCherries")[2] == ("c", "Cherries", "")
    assert option_lines(BEFORE, FR) == "Pommes\nBananes\n"


def test_bld08_moved_and_new_lines() -> None:
    assert read("Cherries\nDates\nApples") == [
        ("c", "Cherries", ""),
        ("dates", "Dates", ""),
        ("a", "Apples", "Pommes"),
    ]


def test_bld08_a_correction_keeps_the_name_and_another_thing_does_not() -> None:
    assert read("Apple\nKiwis\nCherries")[:2] == [("a", "Apple", "Pommes"), ("kiwis", "Kiwis", "")]


def test_bld08_translations_go_line_by_line() -> None:
    assert read("Apples\nDates\n", "Les pommes\nDattes") == [
        ("a", "Apples", "Les pommes"),
        ("dates", "Dates", "Dattes"),
    ]


@pytest.mark.parametrize(
    ("english", "french", "told"),
    [
        ("", "", "no option"),
        ("Apples\nApples", None, "twice"),
        ("Apples", "Pommes\nDattes", "Line 2 is translated"),
    ],
)
def test_bld08_lines_that_say_nothing_clear(english: str, french: str | None, told: str) -> None:
    with pytest.raises(DesignError, match=told):
        read(english, french)


def test_bld09_a_shared_list_changes_everywhere_or_apart() -> None:
    fewer = WORKING_TOGETHER.item("hear_back").options[:3]
    together = set_options(WORKING_TOGETHER, "hear_back", fewer)
    assert together.item("know_whom").options == fewer
    apart = set_options(WORKING_TOGETHER, "hear_back", fewer, everywhere=False)
    assert len(apart.item("know_whom").options) == 5
    assert apart.item("hear_back").list_name == "hear_back"


def test_bld10_languages() -> None:
    named = add_language(PLAIN, EN)
    assert named.item("tea").label == {EN: "Tea?"}
    assert (named.languages, named.default_language) == ((EN,), EN)
    both = translated(add_language(named, FR), FR, {"item:tea:label": "Du thé ?"})
    assert both.item("tea").label == {EN: "Tea?", FR: "Du thé ?"}
    assert remove_language(both, FR) == named
    with pytest.raises(DesignError, match="falls back on"):
        remove_language(both, EN)
    with pytest.raises(DesignError, match="is there already"):
        add_language(both, FR)


def test_bld11_the_texts_of_a_page_and_their_translation() -> None:
    keys = [text.key for text in texts_of_page(WORKING_TOGETHER, "end")]
    assert keys == ["group:end:label", "item:change:label"]
    told = translated(WORKING_TOGETHER, FR, {"group:end:label": "", keys[1]: " Quoi ? "})
    assert told.group("end").label == {EN: "To finish"}
    assert told.item("change").label[FR] == "Quoi ?"
    assert set_label(told, "end", {EN: "End", FR: " "}).group("end").label == {EN: "End"}


def test_bld11_words_may_mention_only_what_is_there() -> None:
    item = replace(PLAIN.item("cups"), label={"": "You said ${coffee}?"})
    with pytest.raises(DesignError, match="mention 'coffee'"):
        change_item(PLAIN, item)


def test_bld12_the_words_for_something_else_go_along() -> None:
    other = ResponseOption("other", {"": "Something else"})
    kind = Item("kind", ItemKind.SELECT_ONE, {"": "Which?"}, options=(other,), other="other")
    form = replace(PLAIN, items=(kind, Item("kind_other", ItemKind.TEXT), *PLAIN.items))
    assert [item.name for item in move_item(form, "kind", 1).items] == [
        *("tea", "kind", "kind_other", "cups"),
    ]
    assert remove_item(form, "kind") == PLAIN
    after = add_item(form, new_item(form, ItemKind.TEXT, "Why?"), "kind")
    assert [item.name for item in after.items][:3] == ["kind", "kind_other", "why"]
    assert "kind_other" not in [
        one.name for one in change_item(form, replace(kind, other="")).items
    ]


def test_bld12_asking_for_the_words_of_something_else_and_not() -> None:
    form = ask_for_other(BEGUN_WITH_CHOICE, "kind", True)
    assert [item.name for item in form.items][-2:] == ["kind", "kind_other"]
    assert form.item("kind").option("other").label == {EN: "Other", FR: "Autre"}  # type: ignore[union-attr]
    assert form.item("kind_other").relevance == "selected(${kind}, 'other')"
    assert parse_xlsform(render_xlsform(form), "again.xlsx") == form
    assert ask_for_other(form, "kind", True) == form
    without = ask_for_other(form, "kind", False)
    assert (without.item("kind").other, len(without.items)) == ("", len(BEGUN_WITH_CHOICE.items))
    fewer = set_options(form, "kind", form.item("kind").options[:1])
    assert "kind_other" not in [item.name for item in fewer.items], "its option is gone"


def test_bld12_a_list_that_others_use_stays_without_other() -> None:
    form = ask_for_other(WORKING_TOGETHER, "know_whom", True)
    assert len(form.item("hear_back").options) == 5
    assert form.item("know_whom").list_name != form.item("hear_back").list_name
