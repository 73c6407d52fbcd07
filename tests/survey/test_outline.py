"""OUT01 every item is a line with its kind; OUT02 common conditions are told in words, others as
they are written; OUT03 facts count pages, items, conditions and languages; OUT04 missing
translations are counted."""

from __future__ import annotations

import pytest

from survey.model import Group, Instrument, Item, ItemKind, ResponseOption
from survey.outline import asked_when, facts, outline, untranslated

EN, FR = "English (en)", "Français (fr)"
YES = ResponseOption("yes", {EN: "Yes, often", FR: "Oui"})
NO = ResponseOption("no", {EN: "No"})
FORM = Instrument(
    "contacts",
    {EN: "Contacts"},
    (
        Item("works", ItemKind.SELECT_ONE, {EN: "Joint work?"}, options=(YES, NO), list_name="yn"),
        Item("n", ItemKind.INTEGER, {EN: "How many?"}, group="more", required="true()"),
        Item("why", ItemKind.TEXT, {EN: "Why?"}, group="inner", relevance="${n} > 3"),
        Item("sum", ItemKind.CALCULATE, group="more", calculation="${n} * 2"),
    ),
    groups=(
        Group("more", {EN: "More"}, "${works} = 'yes'"),
        Group("inner", {EN: "Reasons"}, "${n} != ''", "more"),
    ),
    languages=(EN, FR),
    default_language=EN,
)


def test_out01_every_item_is_a_line() -> None:
    lines = outline(FORM, FORM.pages[1])
    assert [(line.words, line.kind) for line in lines] == [
        ("How many?", "Whole number, required"),
        ("Why?", "Text"),
        ("${n} * 2", "Calculated, not shown"),
    ]
    assert outline(FORM, FORM.pages[0])[0].kind == "Choose one of 2"


def test_out02_conditions_of_inner_groups_and_items_are_told() -> None:
    assert outline(FORM, FORM.pages[1])[1].asked == (
        "“How many?” was answered; “How many?” is more than 3"
    )


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("${works} = 'yes'", "“Joint work?” is “Yes, often”"),
        ("${works}!='no'", "“Joint work?” is not “No”"),
        ('selected(${works}, "yes")', "“Joint work?” includes “Yes, often”"),
        ("not(selected(${works}, 'yes'))", "“Joint work?” does not include “Yes, often”"),
        ("(${n} >= 2) and ${n} < 9", "“How many?” is at least 2 and “How many?” is less than 9"),
        ("${why} = '' or ${n} = 0", "“Why?” was not answered or “How many?” is 0"),
        ("count-selected(${works}) > 1", "count-selected(${works}) > 1"),
        ("${n} = 1 and ${n} = 2 or ${n} = 3", "${n} = 1 and ${n} = 2 or ${n} = 3"),
    ],
)
def test_out02_conditions(condition: str, told: str) -> None:
    assert asked_when(condition, FORM) == told


def test_out03_facts() -> None:
    assert facts(FORM) == [
        "2 pages",
        "3 questions to answer",
        "2 under a condition",
        "1 required",
        f"{EN} and {FR}",
    ]


def test_out04_missing_translations() -> None:
    assert untranslated(FORM) == {FR: 6}
