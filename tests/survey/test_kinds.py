"""KND01 posted strings become times, moments, steps and rankings; KND02 what cannot be one is
named and stays as it was typed; KND03 "I do not know" and "I prefer not to answer" are answers
of any kind, and blank for logic; KND04 options stand in an order of their own for each
response, which stays, with ways out at the end; KND05 what is carried along unseen is kept;
KND06 a moment is compared where the study is."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.answering import shown_pages
from survey.constraints import problems, read_answer
from survey.expression_scope import Outside
from survey.model import DONT_KNOW, PREFER_NOT, SEED, Instrument, Item, ItemKind, ResponseOption
from survey.reading import is_of_kind, places
from survey.relevance import asked_options, defaults, settled, shown
from survey.shuffle import shuffled

K = ItemKind
OPTIONS = tuple(ResponseOption(name, {"": name}) for name in ("a", "b", "c", "dk", "other"))
RANK = Item("x", K.RANK, options=OPTIONS)


def form(*items: Item) -> Instrument:
    return Instrument("study", {"": "Study"}, items)


@pytest.mark.parametrize(
    ("kind", "posted", "answer"),
    [
        (K.TIME, ["07:30"], "07:30"),
        (K.TIME, ["7:30:15"], "07:30"),
        (K.TIME, ["7 h 30"], "07:30"),
        (K.TIME, ["07:30:00.000-07:00"], "07:30"),
        (K.DATETIME, ["2026-03-01T14:30"], "2026-03-01T14:30"),
        (K.DATETIME, ["2026-03-01 14:30:59.000+00:00"], "2026-03-01T14:30"),
        (K.RANGE, ["7"], 7),
        (K.RANK, ["2 b", "", "1 c"], ["c", "b"]),
        (K.RANK, ["9 b", "3 c"], ["c", "b"]),
        (K.RANK, ["b", "a"], ["b", "a"]),
        (K.RANK, ["", ""], None),
    ],
)
def test_knd01_posted_strings_become_answers(
    kind: ItemKind, posted: list[str], answer: object
) -> None:
    item = Item("x", kind, options=OPTIONS if kind is K.RANK else ())
    assert read_answer(item, posted) == answer
    assert problems(form(item), {"x": answer}) == []


def test_knd01_steps_of_a_range_are_decimals_where_the_step_is() -> None:
    item = Item("x", K.RANGE, parameters={"start": "0", "end": "1", "step": "0.1"})
    assert read_answer(item, ["0,3"]) == 0.3
    assert problems(form(item), {"x": 0.3}) == []


@pytest.mark.parametrize(
    ("kind", "posted"),
    [
        (K.TIME, ["25:00"]),
        (K.TIME, ["soon"]),
        (K.DATETIME, ["2026-02-30T10:00"]),
        (K.DATETIME, ["2026-02-03"]),
        (K.RANGE, ["11"]),
        (K.RANGE, ["2.5"]),
        (K.RANK, ["1 a", "1 b"]),
        (K.RANK, ["1 a", "nonsense"]),
        (K.RANK, ["1 nobody"]),
    ],
)
def test_knd02_what_cannot_be_is_named(kind: ItemKind, posted: list[str]) -> None:
    item = Item("x", kind, options=OPTIONS if kind is K.RANK else ())
    answer = read_answer(item, posted)
    (found,) = problems(form(item), {"x": answer})
    assert found.message


def test_knd02_equal_places_are_shown_again() -> None:
    assert places(RANK, read_answer(RANK, ["1 a", "1 b"])) == {"a": 1, "b": 1}
    assert places(RANK, ["c", "a"]) == {"c": 1, "a": 2}
    assert places(RANK, None) == {}


@given(st.sampled_from(list(K)), st.lists(st.text(max_size=8), max_size=4))
def test_knd02_any_posted_strings_are_read_or_named(kind: ItemKind, posted: list[str]) -> None:
    item = Item("x", kind, options=OPTIONS if kind is K.RANK else ())
    answer = read_answer(item, posted)
    assert answer is None or isinstance(answer, str) or is_of_kind(item, answer)


@pytest.mark.parametrize("kind", [kind for kind in K if kind not in (K.NOTE, K.CALCULATE)])
@pytest.mark.parametrize("said", [DONT_KNOW, PREFER_NOT])
def test_knd03_saying_why_there_is_no_answer_fits_any_kind(kind: ItemKind, said: str) -> None:
    item = Item(
        "x", kind, required="true()", constraint=". = 'never'", options=OPTIONS, list_name="l"
    )
    assert read_answer(item, ["1", said]) == said
    assert problems(form(item), {"x": said}) == []


def test_knd03_for_logic_it_is_no_answer() -> None:
    follow = Item("y", K.TEXT, relevance="${x} != ''")
    asked = form(Item("x", K.TEXT), follow, Item("n", K.CALCULATE, calculation="${x}"))
    assert settled(asked, {"x": PREFER_NOT, "y": "kept"}) == {"x": PREFER_NOT}
    assert shown("You said ${x}.", asked, {"x": DONT_KNOW}) == "You said ."


def names(options: list[ResponseOption]) -> list[str]:
    return [option.name for option in options]


@given(st.integers(1, 2**31))
def test_knd04_any_seed_keeps_its_order_and_every_option(seed: int) -> None:
    item = Item("x", K.SELECT_ONE, options=OPTIONS, other="other", parameters={"randomize": "true"})
    found = asked_options(form(item), item, {SEED: seed})
    assert found == asked_options(form(item), item, {SEED: seed})
    assert sorted(names(found)) == sorted(names(list(OPTIONS)))
    assert names(found)[3:] == ["dk", "other"]


def test_knd04_responses_differ_and_the_authors_seed_goes_first() -> None:
    item = Item("x", K.SELECT_ONE, options=OPTIONS[:3], parameters={"randomize": "true"})
    assert len({tuple(names(shuffled(item, list(OPTIONS[:3]), n))) for n in range(40)}) == 6
    fixed = Item("x", K.RANK, options=OPTIONS, parameters={"randomize": "true", "seed": "7"})
    assert shuffled(fixed, list(OPTIONS), 1) == shuffled(fixed, list(OPTIONS), 2)
    assert SEED not in defaults(form(fixed))


def test_knd04_a_response_gets_its_seed_when_it_begins() -> None:
    item = Item("x", K.SELECT_ONE, options=OPTIONS, parameters={"randomize": "true"})
    outside = Outside(lambda: dt.datetime.now(dt.UTC), random.Random(3))  # noqa: S311
    found = defaults(form(item), outside)
    assert isinstance(found[SEED], int)
    assert settled(form(item), found) == {}
    assert names(asked_options(form(item), item, {})) == names(list(OPTIONS))


def test_knd05_what_is_hidden_is_kept_and_never_shown() -> None:
    wave = Item("wave", K.HIDDEN, default="spring")
    asked = form(wave, Item("why", K.TEXT, relevance="${wave} = 'spring'"))
    assert settled(asked, defaults(asked)) == {"wave": "spring"}
    assert [item.name for item in shown_pages(asked, defaults(asked))[0].items] == ["why"]


@pytest.mark.parametrize(("hour", "wanted"), [(9, []), (11, ["met"])])
def test_knd06_a_moment_is_compared_where_the_study_is(hour: int, wanted: list[str]) -> None:
    mountain = dt.timezone(dt.timedelta(hours=-7))
    now = dt.datetime(2026, 3, 1, 10, 0, tzinfo=mountain)
    outside = Outside(lambda: now, random.Random(3))  # noqa: S311
    asked = form(Item("met", K.DATETIME, constraint=". <= now()"))
    found = problems(asked, {"met": f"2026-03-01T{hour:02}:00"}, outside=outside)
    assert [problem.item for problem in found] == wanted
    assert shown("On ${met}.", asked, {"met": "2026-03-01T09:00"}) == "On 2026-03-01 09:00."
