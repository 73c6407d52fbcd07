"""VER01 the changes between two versions are named: items, options, words, conditions, languages;
VER02 a name keeps its type of answer in all versions, groups and notes hold no answers;
VER03 the joined instrument has every item and option of every version, in its place;
VER04 answers of one name stand in one column, of another type in a column of their own;
VER05 any versions join into an instrument that can be read, with a column for every answer."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.model import Group, Instrument, Item, ItemKind, ResponseOption, from_json, to_json
from survey.versions import (
    Clash,
    answer_names,
    changes,
    clashes,
    columns,
    history,
    joined,
    render_history,
)

EN, FR = "English (en)", "Français (fr)"
YES = ResponseOption("yes", {EN: "Yes, often", FR: "Oui"})
NO = ResponseOption("no", {EN: "No"})
MAYBE = ResponseOption("maybe", {EN: "Sometimes"})
WORKS = Item("works", ItemKind.SELECT_ONE, {EN: "Joint work?"}, options=(YES, NO))
COUNT = Item("n", ItemKind.INTEGER, {EN: "How many?"}, group="more", required="true()")
WHY = Item("why", ItemKind.TEXT, {EN: "Why?"}, group="more", relevance="${n} > 3")
TOTAL = Item("sum", ItemKind.CALCULATE, calculation="${n} * 2")
MORE = Group("more", {EN: "More"}, "${works} = 'yes'")
FIRST = Instrument("contacts", {EN: "Contacts"}, (WORKS, COUNT, WHY, TOTAL), (MORE,), (EN, FR), EN)


def version(number: int, *items: Item, groups: tuple[Group, ...] = (MORE,)) -> Instrument:
    """A later version with these items."""
    return replace(FIRST, items=items, groups=groups, version=number)


def test_ver01_what_changed_is_said_in_sentences() -> None:
    new = version(
        2,
        replace(WORKS, options=(NO, MAYBE)),
        replace(COUNT, label={EN: "How many people?"}, required="", constraint=". < 9"),
        replace(WHY, name="reason"),
        replace(TOTAL, calculation="${n} * 3"),
    )
    assert changes(FIRST, new) == [
        "“Why?” (reason) is new.",
        "“Why?” (why) is not asked any more; its answers stay in results and exports.",
        "“Joint work?” (works) no longer offers “Yes, often”.",
        "“Joint work?” (works) now offers “Sometimes” too.",
        "“How many people?” (n) is worded differently.",
        "“How many people?” (n) may be left empty.",
        "“How many people?” (n) accepts other answers.",
        "'sum' is calculated differently.",
    ]
    assert changes(FIRST, FIRST) == []


def test_ver01_words_of_options_conditions_and_languages() -> None:
    yes = replace(YES, label={EN: "Always", FR: "Oui"})
    new = replace(
        FIRST,
        items=(replace(WORKS, options=(yes, NO)), COUNT, WHY, TOTAL),
        groups=(replace(MORE, relevance="${works} != 'no'"),),
        languages=(EN, "Cree (cr)"),
    )
    assert changes(FIRST, new) == [
        "“Joint work?” (works) says “Always” where it said “Yes, often”.",
        "“How many?” (n) is asked under another condition.",
        "“Why?” (why) is asked under another condition.",
        "Cree (cr) was added.",
        "Français (fr) was left out.",
    ]


def test_ver01_a_translation_that_was_missing_is_no_other_wording() -> None:
    translated = replace(WORKS, label={**WORKS.label, FR: "Travail commun ?"})
    assert changes(FIRST, version(2, translated, COUNT, WHY, TOTAL)) == []


def test_ver01_history_tells_the_newest_version_first() -> None:
    third = version(3, WORKS, COUNT, TOTAL)
    assert history([third, FIRST]) == [(3, 1, changes(FIRST, third))]
    assert history([FIRST]) == []
    assert render_history([FIRST, third]).startswith("Version 3, against version 1\n- “Why?” (why)")


def test_ver02_a_reused_name_may_not_change_type() -> None:
    second = version(2, WORKS, TOTAL)
    third = version(3, WORKS, replace(COUNT, kind=ItemKind.TEXT), TOTAL)
    found = clashes([FIRST, second], third)
    assert found == [Clash("n", 1, "integer", "text")]
    assert str(found[0]) == (
        "'n' was integer in version 1 and is now text: their answers cannot stand in one column. "
        "Give it a new name."
    )


def test_ver02_other_options_are_no_other_type() -> None:
    assert clashes([FIRST], version(2, replace(WORKS, options=(MAYBE,)), COUNT, WHY, TOTAL)) == []


def test_ver02_groups_and_notes_hold_no_answers() -> None:
    note = Item("hello", ItemKind.NOTE, {EN: "Hello"})
    first = version(1, note, replace(COUNT, group="more"))
    free = version(2, replace(COUNT, group=""), Item("more", ItemKind.TEXT), groups=())
    assert clashes([first], free) == []
    assert clashes([first], version(2, replace(WHY, name="hello", group=""), COUNT)) == []
    assert [one.now for one in clashes([free], first)] == ["a group"]
    assert [one.now for one in clashes([version(1, replace(WHY, name="hello"))], first)] == [
        "a note"
    ]


def test_ver02_moving_an_item_into_a_repeat_changes_its_type() -> None:
    again = version(2, COUNT, groups=(replace(MORE, relevance="", repeat=True),))
    assert [str(clash).partition(":")[0] for clash in clashes([FIRST], again)] == [
        "'n' was integer in version 1 and is now integer in the repeat 'more'",
    ]


def test_ver03_every_item_and_option_of_every_version_is_there() -> None:
    second = version(2, replace(WORKS, options=(MAYBE, NO)), TOTAL, groups=())
    both = joined([FIRST, second])
    assert [item.name for item in both.items] == ["works", "n", "why", "sum"]
    assert [option.name for option in both.item("works").options] == ["maybe", "no", "yes"]
    assert both.item("n").group == "more"
    assert both.version == 2


def test_ver03_words_are_those_of_the_newest_version_that_has_them() -> None:
    second = version(2, replace(WORKS, label={EN: "Work together?"}), groups=())
    both = joined([second, FIRST])
    assert both.item("works").label == {EN: "Work together?"}
    assert both.item("why").label == {EN: "Why?"}


def test_ver03_of_several_versions_no_condition_is_kept() -> None:
    """An answer that was left empty in version 1 was asked there, whatever version 2 says."""
    second = version(2, WORKS, replace(COUNT, relevance="${works} = 'no'"), WHY, TOTAL)
    both = joined([FIRST, second])
    assert not any(item.relevance for item in both.items)
    assert not any(group.relevance for group in both.groups)
    assert joined([FIRST]) == FIRST


def test_ver03_conditions_within_a_repeat_stay() -> None:
    """What they hid is not stored, so nothing else tells it from what was left empty."""
    each = replace(WHY, group="each")
    inner = Group("inner", relevance="${works} = 'no'", parent="each")
    first = version(1, WORKS, COUNT, each, groups=(MORE, EACH, inner))
    both = joined([first, version(2, WORKS, COUNT, groups=(MORE, EACH))])
    assert both.item("why").relevance == WHY.relevance
    assert both.group("inner") == inner
    assert both.group("more").relevance == ""
    assert both.repeat_of(both.item("why")) == EACH


def test_ver03_a_group_whose_name_is_an_item_now_leaves_its_items() -> None:
    second = version(2, WORKS, Item("more", ItemKind.TEXT, {EN: "More?"}), groups=())
    both = joined([FIRST, second])
    assert [item.name for item in both.items] == ["works", "n", "why", "sum", "more"]
    assert both.item("n").group == ""


def test_ver04_one_name_is_one_column_and_a_repeat_too() -> None:
    again = version(2, WORKS, replace(COUNT, group="each", name="each_n"), groups=(EACH,))
    assert answer_names(again) == ["works", "each"]
    assert set(columns([FIRST, again]).values()) == {"works", "n", "why", "sum", "each"}


EACH = Group("each", {EN: "Each"}, repeat=True)


def test_ver04_another_type_has_a_column_of_its_own() -> None:
    second = version(2, WORKS, replace(COUNT, kind=ItemKind.TEXT))
    third = version(3, WORKS, replace(COUNT, kind=ItemKind.DECIMAL), Item("n_v1", ItemKind.DATE))
    column = columns([FIRST, second, third])
    assert [column[number, "n"] for number in (3, 2, 1)] == ["n", "n_v2", "n_v1_v1"]
    both = joined([FIRST, second, third])
    assert both.item("n_v1_v1").kind is ItemKind.INTEGER
    assert both.item("n_v2").label == {EN: "How many?"}


def test_ver04_a_note_does_not_take_the_column_of_answers() -> None:
    second = version(2, WORKS, Item("n", ItemKind.NOTE, {EN: "Thank you"}))
    assert columns([FIRST, second])[1, "n"] == "n_v1"
    assert joined([FIRST, second]).item("n_v1").kind is ItemKind.INTEGER


NAMES = st.sampled_from("abcd")
KINDS = st.sampled_from([ItemKind.TEXT, ItemKind.INTEGER, ItemKind.NOTE, ItemKind.SELECT_ONE])
FORMS = st.dictionaries(NAMES, st.tuples(KINDS, st.sampled_from(["", "g"])), min_size=1)


@settings(deadline=None)
@given(st.lists(FORMS, min_size=1, max_size=4))
def test_ver05_any_versions_join(forms: list[dict[str, tuple[ItemKind, str]]]) -> None:
    versions = [
        Instrument(
            "any",
            {},
            tuple(
                Item(name, kind, group=group, options=(YES,) if kind.value[0] == "s" else ())
                for name, (kind, group) in form.items()
            ),
            (Group("g"),),
            version=number,
        )
        for number, form in enumerate(forms, start=1)
    ]
    both, column = joined(versions), columns(versions)
    assert from_json(to_json(both)) == both
    named = set(answer_names(both))
    for one in versions:
        for name in answer_names(one):
            assert column[one.version, name] in named
            assert both.item(column[one.version, name]).kind is one.item(name).kind
