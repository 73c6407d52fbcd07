"""LNT01 an expression that cannot be read, or mentions what is not there, is an error with its
place; LNT02 what no answers can bring up is an error; LNT03 a condition that some answers fulfil is
never called impossible, whatever it is; LNT04 sensitive and required needs a way not to answer;
LNT05 long and hard words, LNT06 missing translations, LNT07 two questions in one and pushing
words, LNT08 open prompts that invite names are warnings, in English and French; LNT09 the item sets
and the sample questionnaire have nothing to remark; LNT10 errors come first, each with a remedy;
LNT11 forms by others are checked quickly, and what is found there is really so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.builder import begin
from survey.errors import Level, Remark
from survey.library import ITEM_SETS, add_set, item_set
from survey.lint import errors, lint
from survey.model import Group, Instrument, Item, ItemKind, ResponseOption
from survey.reachability import never_asked
from survey.readability import is_hard, lix, words_in
from survey.relevance import relevant_items
from survey.wording import set_title
from survey.xlsform import parse_xlsform
from tests.conftest import ROOT, real_inputs
from tests.survey.by_others import read
from tests.survey.questionnaires import EN, FR, WORKING_TOGETHER, both

YES_NO = tuple(ResponseOption(name, {"": name}) for name in ("yes", "no"))
MANY = tuple(ResponseOption(name, {"": name}) for name in ("a", "b", "c"))
ASKED = (
    Item("joint", ItemKind.SELECT_ONE, {"": "Joint?"}, options=YES_NO, list_name="yn"),
    Item("which", ItemKind.SELECT_MULTIPLE, {"": "Which?"}, options=MANY, list_name="m",
         relevance="${joint} = 'yes'"),
    Item("n", ItemKind.INTEGER, {"": "How many?"}, constraint=". >= 1 and . <= 9"),
    Item("day", ItemKind.DATE, {"": "When?"}),
    Item("words", ItemKind.TEXT, {"": "What?"}),
)  # fmt: skip


def form(relevance: str = "", **columns: str) -> Instrument:
    """A questionnaire whose last item has this relevance and these columns."""
    last = Item("last", ItemKind.TEXT, {"": "More?"}, relevance=relevance)
    return Instrument("form", {"": "Form"}, (*ASKED, replace(last, **columns)))  # type: ignore[arg-type]


def told(instrument: Instrument) -> list[tuple[str, str, str]]:
    return [(one.level, one.place, one.column) for one in lint(instrument)]


@pytest.mark.parametrize(
    ("columns", "column", "position", "reason"),
    [
        ({"relevance": "${n} == 1"}, "relevance", 5, "'==' cannot stand here"),
        ({"relevance": "${n} = 1 and ${m} = 2"}, "relevance", 13, "mentions 'm'"),
        ({"constraint": ". >"}, "constraint", 3, "ends too early"),
        ({"required": "${gone} = 1"}, "required", 0, "mentions 'gone'"),
        ({"relevance": "${last} = 1"}, "relevance", 0, "depends on itself"),
    ],
)
def test_lnt01_expressions(
    columns: dict[str, str], column: str, position: int, reason: str
) -> None:
    (one,) = errors(form(**columns))
    assert (one.place, one.column, one.position) == ("last", column, position)
    assert reason in one.reason


def test_lnt01_conditions_of_pages_are_read_too() -> None:
    group = Group("page", {"": "Page"}, relevance="${gone} = 1")
    instrument = Instrument("form", {"": "Form"}, (replace(ASKED[3], group="page"),), (group,))
    assert told(instrument) == [("error", "page", "relevance")]


def test_lnt01_a_condition_on_a_later_page_is_a_warning() -> None:
    items = (
        replace(ASKED[4], group="first", relevance="${n} = 1"),
        replace(ASKED[2], group="then"),
    )
    groups = (Group("first", {"": "One"}), Group("then", {"": "Two"}))
    instrument = Instrument("form", {"": "Form"}, items, groups)
    assert told(instrument) == [("warning", "words", "relevance")]


@pytest.mark.parametrize(
    "relevance",
    [
        "${joint} = 'maybe'",
        "${joint} = 'yes' and ${joint} = 'no'",
        "${n} > 5 and ${n} < 6",
        "${n} > 9",
        "${n} = 1.5",
        "not(${joint} = 'yes' or ${joint} != 'yes')",
        "selected(${which}, 'a') and ${joint} = 'no'",
        "selected(${which}, 'd')",
        "${day} > date('2026-01-31') and ${day} < date('2026-02-01')",
        "${words} = 'x' and ${words} = ''",
    ],
)
def test_lnt02_what_cannot_come_up_is_an_error(relevance: str) -> None:
    assert told(form(relevance)) == [("error", "last", "relevance")]


def test_lnt02_only_the_page_is_named_not_what_is_on_it() -> None:
    inside = replace(ASKED[4], name="inside", group="page", relevance="${n} = 2")
    group = Group("page", {"": "Page"}, relevance="${joint} = 'maybe'")
    after = replace(ASKED[4], name="after", relevance="${inside} != ''")
    instrument = Instrument("form", {"": "Form"}, (*ASKED, inside, after), (group,))
    assert never_asked(instrument) == ["page", "after"]


def test_lnt02_switched_off_on_purpose_is_a_warning() -> None:
    assert told(form("false()")) == [("warning", "last", "relevance")]


@pytest.mark.parametrize(
    "relevance",
    [
        "",
        "${joint} = 'yes' and selected(${which}, 'a') and selected(${which}, 'b')",
        "${n} >= 9",
        "${n} > 5 and ${n} < 7",
        "${words} = 'anything' or ${joint} = 'maybe'",
        "${day} >= date('2026-01-31') and ${day} < date('2026-02-01')",
        "count-selected(${which}) > 3",
        "string-length(${words}) > 400",
        "${n} * 2 = 3",
        "today() > ${day}",
        "'a' = ${words}",
        "${n} > 1 and true()",
    ],
)
def test_lnt02_what_can_come_up_or_is_too_rich_is_not_remarked(relevance: str) -> None:
    assert errors(form(relevance)) == []


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "joint": st.sampled_from(["yes", "no"]),
        "which": st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True),
        "n": st.integers(1, 9),
        "day": st.dates().map(str),
        "words": st.sampled_from(["x", "other", "yes"]),
    },
)
PARTS = st.sampled_from(
    [
        *("${joint} = 'yes'", "${joint} != 'no'", "selected(${which}, 'a')", "${n} > 3"),
        *("not(selected(${which}, 'b'))", "${n} < 3", "${n} = 4", "${words} = 'x'"),
        *("${day} > date('2024-05-05')", "${words} = ''", "${joint} = ''", "${day} = ''"),
    ]
)
CONDITIONS = st.recursive(
    PARTS,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda three: f"({three[0]}) {three[1]} ({three[2]})"
        )
        | inner.map(lambda one: f"not({one})")
    ),
    max_leaves=5,
)


@settings(deadline=None, max_examples=200)
@given(CONDITIONS, ANSWERS)
def test_lnt03_what_any_answers_bring_up_is_never_called_impossible(
    relevance: str, answers: dict[str, object]
) -> None:
    instrument = form(relevance)
    if "last" in {item.name for item in relevant_items(instrument, answers)}:
        assert never_asked(instrument) == []


def test_lnt04_sensitive_and_required() -> None:
    item = Item("hurt", ItemKind.SELECT_ONE, {"": "Hurt?"}, required="true()", sensitive=True,
                options=YES_NO, list_name="yn")  # fmt: skip
    instrument = Instrument("form", {"": "Form"}, (item,))
    assert told(instrument) == [("warning", "hurt", "required")]
    own = (*YES_NO, ResponseOption("prefer_not", {"": "Prefer not to answer"}))
    assert lint(replace(instrument, items=(replace(item, options=own),))) == []
    assert lint(replace(instrument, items=(replace(item, required=""),))) == []
    box = Item("seen", ItemKind.ACKNOWLEDGE, {"": "Seen"}, required="yes", sensitive=True)
    assert told(replace(instrument, items=(box,))) == [("error", "seen", "required")]


def worded(english: str, french: str = "Quoi ?", kind: ItemKind = ItemKind.TEXT) -> list[Remark]:
    item = Item("q", kind, both(english, french))
    return lint(
        Instrument("form", both("Form", "Formulaire"), (*WORKING_TOGETHER.items[3:4], item),
                   (Group("work", both("Work", "Travail")),), (EN, FR), EN)
    )  # fmt: skip


def reasons(found: list[Remark]) -> list[tuple[str, str]]:
    return [(one.language, one.reason) for one in found]


HARD = (
    "Interorganisational collaboration necessitates considerable administrative coordination "
    "between governmental institutions, independent organisations, community representatives."
)


def test_lnt05_long_and_hard_words() -> None:
    assert reasons(worded("word " * 26)) == [(EN, "It has 26 words.")]
    assert worded("word " * 25) == []
    assert worded("word " * 26, kind=ItemKind.NOTE) == []
    assert reasons(worded(HARD)) == [(EN, "It is very hard to read (LIX above 60).")]


def test_lnt05_the_index_is_björnssons() -> None:
    text = "I hear what happened. It goes well. Somebody always answers my many different calls."
    assert len(words_in(text, EN)) == 14  # 3 sentences; happened, Somebody, answers, different
    assert lix(text, EN) == pytest.approx(14 / 3 + 100 * 4 / 14)
    assert lix("Too short to say.", EN) is None


def test_lnt05_french_parts_what_english_joins() -> None:
    assert words_in("Qu’est-ce que l’accord change ?", FR) == [
        *("Qu", "est-ce", "que", "l", "accord", "change"),
    ]
    assert words_in("We don’t know ${name}.", EN) == ["We", "don’t", "know"]
    assert not is_hard(HARD, "Deutsch (de)"), "other languages would need other borders"


def test_lnt06_missing_words() -> None:
    (missing,) = worded("What?", "")
    assert (missing.level, missing.place, missing.language) == (Level.WARNING, "q", FR)
    nothing = Instrument("form", {"": "Form"}, (Item("q", ItemKind.TEXT),))
    assert told(nothing) == [("error", "q", "label")]
    assert told(replace(form(), title={})) == [("error", "", "title")]


@pytest.mark.parametrize(
    ("english", "french", "told"),
    [
        ("Do you call and/or write?", "Quoi ?", "“and/or” asks two things at once."),
        ("What?", "Appelez-vous et / ou écrivez-vous ?", "“et / ou” asks two things at once."),
        ("Do you call? Do you write?", "Quoi ?", "There are two questions in it."),
        ("Don’t you think it works?", "Quoi ?", "“Don’t you” suggests the answer."),
        ("What?", "Ne pensez-vous pas que cela va ?", "“Ne pensez-vous pas” suggests the answer."),
    ],
)
def test_lnt07_two_in_one_and_pushing(english: str, french: str, told: str) -> None:
    assert [reason for _, reason in reasons(worded(english, french, ItemKind.DATE))] == [told]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Who helped you?", "Quoi ?"),
        ("With whom did you work?", "Quoi ?"),
        ("Please give the names.", "Quoi ?"),
        ("Which client comes to mind?", "Quoi ?"),
        ("What?", "Qui vous a aidé ?"),
        ("What?", "Avec qui travaillez-vous ?"),
        ("What?", "Quels noms vous viennent ?"),
    ],
)
def test_lnt08_open_prompts_that_invite_names(english: str, french: str) -> None:
    assert ["may invite names" in reason for _, reason in reasons(worded(english, french))] == [
        True
    ]
    assert worded(english, french, ItemKind.INTEGER) == [], "only answers in words can hold names"


@pytest.mark.parametrize(
    "english",
    ["What do people who work here need?", "Who helped? Please write no names", "What changed?"],
)
def test_lnt08_other_prompts_are_left_alone(english: str) -> None:
    french = "Qu’est-ce qui aide les personnes ?"
    assert worded(english, french) == []


@pytest.mark.parametrize("name", ITEM_SETS)
def test_lnt09_item_sets_have_nothing_to_remark(name: str) -> None:
    assert lint(item_set(name)) == []
    joined = add_set(add_set(begin("Two", (EN, FR)), name), name)
    titled = set_title(joined, both("Two", "Deux"))
    assert lint(titled) == [], "a set may be there twice"


def test_lnt09_the_sample_has_nothing_to_remark() -> None:
    path = ROOT / "storage" / "sample" / "questionnaire.md"
    assert lint(parse_xlsform(path.read_bytes(), path.name)) == []


def test_lnt10_errors_come_first_with_a_remedy() -> None:
    found = lint(replace(form("${gone} = 1"), title={}, languages=("", EN)))
    levels = [one.level for one in found]
    assert levels == sorted(levels)
    assert {Level.ERROR, Level.WARNING} == set(levels)
    assert all(one.reason and one.remedy for one in found)
    (nothing,) = lint(Instrument("form", {"": "Form"}, ()))
    assert (nothing.place, nothing.reason) == ("", "It asks nothing.")


@pytest.mark.parametrize("path", real_inputs("xlsforms", ".xlsx", ".xls"), ids=lambda p: p.name)
def test_lnt11_forms_by_others(path: Path) -> None:
    instrument = read(path).instrument
    if instrument is None:
        return  # refused with its problems, which other tests look at
    found = lint(instrument)
    assert [one for one in found if "cannot stand" in one.reason] == []


def test_lnt11_a_condition_on_an_option_that_is_not_there_is_found() -> None:
    for path in real_inputs("xlsforms", ".xlsx"):
        if path.stem == "mitwirken_umfrage":
            instrument = read(path).instrument
            assert instrument is not None
            found = errors(instrument)
            assert [one.place for one in found] == ["teilhabe_gruppen_other"]
