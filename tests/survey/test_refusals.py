"""REF01 "Don't know" and "Prefer not to answer" are offered at sensitive and at required items, not
at others; REF02 consent, and a required item on which others depend, must be answered; REF03 what
an author offers is not offered twice; REF04 who has refused can take it back anywhere; REF05 a
refusal that is posted goes before what was typed, and both answers stay apart from no answer."""

from __future__ import annotations

import pytest

from survey.answering import read_page
from survey.model import DONT_KNOW, PREFER_NOT, Instrument, Item, ItemKind, ResponseOption
from survey.refusals import refusal, routing_items, ways_out

BOTH = (DONT_KNOW, PREFER_NOT)
TEXT = Item("why", ItemKind.TEXT)


@pytest.mark.parametrize(
    ("item", "ways"),
    [
        (TEXT, ()),
        (Item("why", ItemKind.TEXT, sensitive=True), BOTH),
        (Item("why", ItemKind.INTEGER, required="yes"), BOTH),
        (Item("why", ItemKind.INTEGER, required="${a} = 1"), BOTH),
        (Item("why", ItemKind.INTEGER, required="false()"), ()),
        (Item("why", ItemKind.NOTE, sensitive=True), ()),
    ],
)
def test_ref01_offered_where_an_item_is_sensitive_or_required(
    item: Item, ways: tuple[str, ...]
) -> None:
    assert ways_out(item, None, frozenset()) == ways


def test_ref02_consent_and_routing_must_be_answered() -> None:
    agree = Item("agree", ItemKind.ACKNOWLEDGE, required="yes", sensitive=True)
    way = Item("way", ItemKind.TEXT, required="yes")
    form = Instrument("f", {}, (agree, way, Item("b", ItemKind.TEXT, relevance="${way} = 'x'")))
    assert routing_items(form) == {"way"}
    assert ways_out(agree, None, routing_items(form)) == ()
    assert ways_out(way, None, routing_items(form)) == ()
    hard = Item("way", ItemKind.TEXT, required="yes", sensitive=True)
    assert ways_out(hard, None, routing_items(form)) == BOTH


def test_ref03_what_an_author_offers_is_not_offered_twice() -> None:
    options = (ResponseOption("yes"), ResponseOption("Unsure"))
    item = Item("why", ItemKind.SELECT_ONE, sensitive=True, options=options)
    assert ways_out(item, None, frozenset()) == (PREFER_NOT,)


def test_ref04_who_has_refused_can_take_it_back() -> None:
    assert ways_out(TEXT, PREFER_NOT, frozenset()) == BOTH
    assert ways_out(TEXT, ["a"], frozenset()) == ()


def test_ref05_a_refusal_goes_before_what_was_typed() -> None:
    assert refusal(["words", DONT_KNOW]) == DONT_KNOW
    assert refusal([DONT_KNOW, PREFER_NOT]) == PREFER_NOT
    assert refusal(["words"]) == ""
    form = Instrument("f", {}, (TEXT, Item("n", ItemKind.INTEGER), Item("m", ItemKind.INTEGER)))
    posted = {"why": ["words", PREFER_NOT], "n": ["", DONT_KNOW], "m": [""]}
    read = read_page(form, 0, ["why", "n", "m"], posted)
    assert read == {"why": PREFER_NOT, "n": DONT_KNOW, "m": None}
