"""CON01 a required item must be answered, always or while an expression holds; CON02 an answer has
the type of its item; CON03 a constraint judges an answer that is there; CON04 only options that
were offered can be chosen; CON05 hidden, calculated and shown-only items have no problems; CON06
`items` restricts it to one page; CON07 the sentences speak the respondent's language, the author's
own go first; CON08 posted strings become typed answers; CON09 any posted strings are read, and
either fit or are named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.constraints import problems, read_answer
from survey.model import ANSWERED, Group, Instrument, Item, ItemKind, Problem, ResponseOption
from survey.sentences import code_of

K = ItemKind
OPTIONS = (
    ResponseOption("a", {"": "A"}, {"of": "1"}),
    ResponseOption("b", {"": "B"}, {"of": "2"}),
    ResponseOption("c", {"": "C"}, {"of": "2"}),
)


def form(*items: Item, groups: tuple[Group, ...] = ()) -> Instrument:
    return Instrument("study", {"": "Study"}, items, groups)


def told(instrument: Instrument, answers: dict[str, object]) -> list[str]:
    return [problem.item for problem in problems(instrument, answers)]


@pytest.mark.parametrize(
    ("required", "answers", "items"),
    [
        ("", {}, []),
        ("no", {}, []),
        ("FALSE", {}, []),
        ("yes", {}, ["x"]),
        ("true()", {}, ["x"]),
        ("yes", {"x": ""}, ["x"]),
        ("yes", {"x": None}, ["x"]),
        ("yes", {"x": []}, ["x"]),
        ("yes", {"x": "y"}, []),
        ("${n} > 3", {"n": 4}, ["x"]),
        ("${n} > 3", {"n": 3}, []),
        ("${n} > 3", {}, []),
    ],
)
def test_con01_a_required_item_must_be_answered(
    required: str, answers: dict[str, object], items: list[str]
) -> None:
    instrument = form(Item("n", K.INTEGER), Item("x", K.TEXT, required=required))
    assert told(instrument, answers) == items


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (K.TEXT, ["x", "12"], [12, True, ["x"]]),
        (K.INTEGER, [0, -3, 12], ["12", 1.5, True, "x"]),
        (K.DECIMAL, [0.5, 3], ["0.5", False, float("nan"), float("inf")]),
        (K.DATE, ["2026-02-28"], ["2026-02-29", "28/02/2026", "2026-2-3", 5, "20260228"]),
        (K.SELECT_ONE, ["a"], ["z", ["a"], 1]),
        (K.SELECT_MULTIPLE, [["a"], ["c", "a"]], ["a", ["a", "z"], [1]]),
        (K.ACKNOWLEDGE, ["OK"], ["yes", True]),
    ],
)
def test_con02_an_answer_has_the_type_of_its_item(
    kind: ItemKind, right: list[object], wrong: list[object]
) -> None:
    instrument = form(Item("x", kind, options=OPTIONS))
    for answer in right:
        assert problems(instrument, {"x": answer}) == [], answer
    for answer in wrong:
        assert told(instrument, {"x": answer}) == ["x"], answer


@pytest.mark.parametrize(
    ("kind", "constraint", "right", "wrong"),
    [
        (K.INTEGER, ". >= 18 and . <= 120", 18, 121),
        (K.INTEGER, ". <= ${limit}", 5, 6),
        (K.TEXT, "regex(., '[^@]+@[^@]+')", "a@b", "a"),
        (K.TEXT, "string-length(.) < 4", "abc", "abcd"),
        (K.SELECT_MULTIPLE, "not(selected(., 'a') and count-selected(.) > 1)", ["a"], ["a", "b"]),
        (K.DATE, ". > '2026-01-01'", "2026-01-02", "2026-01-01"),
        (K.DECIMAL, ". != ../limit", 1.5, 5.0),
    ],
)
def test_con03_a_constraint_judges_an_answer(
    kind: ItemKind, constraint: str, right: object, wrong: object
) -> None:
    item = Item("x", kind, constraint=constraint, options=OPTIONS)
    instrument = form(Item("limit", K.INTEGER), item)
    assert told(instrument, {"limit": 5, "x": right}) == []
    assert told(instrument, {"limit": 5, "x": wrong}) == ["x"]
    assert told(instrument, {"limit": 5}) == []


@pytest.mark.parametrize(("answer", "items"), [("a", []), ("b", ["x"]), ("z", ["x"]), (None, [])])
def test_con04_only_offered_options_can_be_chosen(answer: object, items: list[str]) -> None:
    item = Item("x", K.SELECT_ONE, choice_filter="of = ${n}", options=OPTIONS)
    assert told(form(Item("n", K.INTEGER), item), {"n": 1, "x": answer}) == items


def test_con05_hidden_calculated_and_shown_items_have_no_problems() -> None:
    instrument = form(
        Item("hidden", K.INTEGER, required="yes", relevance="false()"),
        Item("inside", K.INTEGER, required="yes", group="g"),
        Item("sum", K.CALCULATE, calculation="1", required="yes"),
        Item("filled", K.INTEGER, calculation="1.5"),
        Item("note", K.NOTE, required="yes"),
        groups=(Group("g", relevance="${sum} > 1"),),
    )
    assert problems(instrument, {"hidden": "x", "inside": "x"}) == []


def test_con06_items_restricts_it_to_one_page() -> None:
    first, second = Item("a", K.TEXT, required="yes"), Item("b", K.TEXT, required="yes")
    instrument = form(first, second)
    assert told(instrument, {}) == ["a", "b"]
    assert [problem.item for problem in problems(instrument, {}, "", [second])] == ["b"]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("", "Please answer this question."),
        ("en", "Please answer this question."),
        ("English (en)", "Please answer this question."),
        ("fr", "Veuillez répondre à cette question."),
        ("fr-CA", "Veuillez répondre à cette question."),
        ("Français (fr)", "Veuillez répondre à cette question."),
        ("French", "Veuillez répondre à cette question."),
        ("Deutsch (de)", "Please answer this question."),
    ],
)
def test_con07_sentences_speak_the_respondents_language(language: str, message: str) -> None:
    instrument = form(Item("x", K.TEXT, required="yes"))
    assert problems(instrument, {}, language) == [Problem("x", message)]


def test_con07_without_a_language_the_instruments_own_is_spoken() -> None:
    instrument = replace(form(Item("x", K.TEXT, required="yes")), default_language="Français (fr)")
    assert problems(instrument, {})[0].message.startswith("Veuillez")


@pytest.mark.parametrize(
    ("language", "answers", "message"),
    [
        ("English (en)", {}, "We need this."),
        ("Français (fr)", {}, "We need this."),
        ("English (en)", {"limit": 5, "x": 9}, "At most 5."),
        ("Français (fr)", {"limit": 5, "x": 9}, "Au plus 5."),
    ],
)
def test_con07_the_authors_words_go_first(
    language: str, answers: dict[str, object], message: str
) -> None:
    item = Item(
        "x",
        K.INTEGER,
        required="yes",
        required_message={"English (en)": "We need this."},
        constraint=". <= ${limit}",
        constraint_message={
            "English (en)": "At most ${limit}.",
            "Français (fr)": "Au plus ${limit}.",
        },
    )
    assert problems(form(Item("limit", K.INTEGER), item), answers, language)[0].message == message


@given(st.text())
def test_con07_any_language_has_sentences(language: str) -> None:
    assert code_of(language) in ("en", "fr")


@pytest.mark.parametrize(
    ("kind", "raw", "answer"),
    [
        (K.TEXT, [], None),
        (K.TEXT, ["", "  "], None),
        (K.TEXT, [" two\r\nlines "], "two\nlines"),
        (K.INTEGER, ["12"], 12),
        (K.INTEGER, [" -3 "], -3),
        (K.INTEGER, ["1.5"], "1.5"),
        (K.INTEGER, ["١٢"], "١٢"),
        (K.INTEGER, ["9" * 400], "9" * 400),
        (K.DECIMAL, ["3,5"], 3.5),
        (K.DECIMAL, [".5"], 0.5),
        (K.DECIMAL, ["1e5"], "1e5"),
        (K.DECIMAL, ["nan"], "nan"),
        (K.DATE, ["2026-03-15"], "2026-03-15"),
        (K.SELECT_ONE, ["a"], "a"),
        (K.SELECT_MULTIPLE, ["b", "a", "b"], ["b", "a"]),
        (K.ACKNOWLEDGE, ["on"], "OK"),
        (K.ACKNOWLEDGE, [], None),
    ],
)
def test_con08_posted_strings_become_typed_answers(
    kind: ItemKind, raw: list[str], answer: object
) -> None:
    assert read_answer(Item("x", kind), raw) == answer


@settings(deadline=None)
@given(st.sampled_from(sorted(ANSWERED)), st.lists(st.text(max_size=8), max_size=3), st.data())
def test_con09_any_posted_strings_are_read(
    kind: ItemKind, raw: list[str], data: st.DataObject
) -> None:
    constraint = data.draw(st.sampled_from(["", ". > 3", "regex(., '[a-z]+')", "${x} = 'a'"]))
    item = Item("x", kind, constraint=constraint, options=OPTIONS)
    answer = read_answer(item, raw)
    found = problems(form(item), {} if answer is None else {"x": answer})
    assert answer is not None or found == []
    is_unread = isinstance(answer, str) and kind in (K.INTEGER, K.DECIMAL)
    assert found or not is_unread
