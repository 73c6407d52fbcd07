"""HRD01 the first sensitive page has a note before it, without an author's words too; HRD02 a later
page has one if the author wrote one, else it belongs to the part before it or has none; HRD03 the
page that asks for consent has none; HRD04 a note that was passed does not come again; HRD05
skipping says "prefer not to answer" to what was asked and not answered, and never touches consent;
HRD06 any answers: after a part was skipped, nothing in it but consent stands in the way of sending.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.answering import first_obstacle, merged
from survey.hard_parts import PASSED, part_ahead, parts, passing, skipping
from survey.model import PREFER_NOT, Group, Instrument, Item, ItemKind

NOTE = {"": "The next part is about danger."}


def hard(name: str, group: str, note: bool = False, **more: str) -> Item:
    """A sensitive text item."""
    words = NOTE if note else {}
    return Item(
        name, ItemKind.TEXT, {"": name}, group=group, sensitive=True, content_note=words, **more
    )


def pages(*items: Item) -> Instrument:
    """An instrument with a page for each group, in order."""
    names = list(dict.fromkeys(item.group for item in items))
    return Instrument("hard", {}, items, tuple(Group(name) for name in names))


def repeated() -> Instrument:
    """An instrument with a sensitive repeat whose items must be answered."""
    items = tuple(replace(hard(name, "again"), required="yes") for name in ("one", "two"))
    return Instrument("hard", {}, items, (Group("again", repeat=True),))


EASY = Item("easy", ItemKind.TEXT, group="a")
THREE = pages(EASY, hard("one", "b"), hard("two", "c"), replace(EASY, name="last", group="d"))


def test_hrd01_the_first_sensitive_page_has_a_note() -> None:
    assert [part.pages for part in parts(THREE, {})] == [(1, 2)]
    assert parts(THREE, {})[0].n_items == 2
    told = pages(EASY, hard("one", "b", note=True))
    assert parts(told, {})[0].notes == (NOTE,)


def test_hrd02_a_later_page_has_one_if_the_author_wrote_one() -> None:
    apart = pages(hard("one", "a"), replace(EASY, group="b"), hard("two", "c"))
    assert [part.pages for part in parts(apart, {})] == [(0,)]
    told = pages(hard("one", "a"), replace(EASY, group="b"), hard("two", "c", note=True))
    assert [part.pages for part in parts(told, {})] == [(0,), (2,)]
    in_a_row = pages(hard("one", "a"), hard("two", "b", note=True), hard("three", "c"))
    assert [part.pages for part in parts(in_a_row, {})] == [(0,), (1, 2)]


def test_hrd03_the_page_of_consent_has_none() -> None:
    agree = Item("agree", ItemKind.ACKNOWLEDGE, group="a", sensitive=True, required="yes")
    assert parts(pages(agree, EASY), {}) == []


def test_hrd04_a_note_that_was_passed_does_not_come_again() -> None:
    part = part_ahead(THREE, 1, {})
    assert part is not None
    answers = merged({"easy": "x"}, passing(part, {}))
    assert (part_ahead(THREE, 1, answers), part_ahead(THREE, 2, answers)) == (None, None)
    assert answers[PASSED] == [1, 2]


def test_hrd04_skipping_does_not_pass_it() -> None:
    part = part_ahead(THREE, 1, {})
    assert part is not None
    assert part_ahead(THREE, 1, skipping(THREE, part, {})) == part


def test_hrd05_skipping_refuses_what_was_not_answered() -> None:
    consent = Item("agree", ItemKind.ACKNOWLEDGE, group="c", required="yes")
    form = pages(EASY, hard("one", "b"), hard("two", "c"), consent)
    hidden = replace(form, items=(*form.items, hard("three", "c", relevance="${easy} = 'x'")))
    part = part_ahead(hidden, 1, {})
    assert part is not None
    assert skipping(hidden, part, {"one": "said"}) == {"two": PREFER_NOT}


@settings(deadline=None)  # the first example compiles the expressions
@given(
    st.dictionaries(st.sampled_from(["easy", "one", "two"]), st.text("ab", max_size=2)),
    st.sampled_from(["", "yes", "${easy} = 'a'"]),
)
def test_hrd06_any_skipped_part_can_be_sent(answers: dict[str, object], required: str) -> None:
    form = pages(
        EASY,
        hard("one", "b", required=required, constraint="string-length(.) > 1"),
        hard("two", "c", required=required, relevance="${one} != 'a'"),
    )
    answers = {name: text for name, text in answers.items() if name == "easy"}
    part = part_ahead(form, 1, answers)
    assert part is not None
    assert first_obstacle(form, merged(answers, skipping(form, part, answers))) is None


def test_hrd05_skipping_says_so_each_time_of_a_repeat() -> None:
    again = repeated()
    (part,) = parts(again, {})
    before: dict[str, object] = {"again": [{"one": "Told", "two": ""}, {}]}
    assert skipping(again, part, before) == {
        "again": [{"one": "Told", "two": PREFER_NOT}, {"one": PREFER_NOT, "two": PREFER_NOT}]
    }
    assert first_obstacle(again, skipping(again, part, {})) is None
