"""EXP01 arithmetic and logic follow XPath 1.0; EXP02 a blank number compares false and never
raises; EXP03 the functions of ODK do what its specification says; EXP04 dates are whole days and
the clock is an argument; EXP05 chance is an argument; EXP06 paths walk over the answers; EXP07 an
expression knows the items it mentions; EXP08 what cannot be read is refused with position, reason
and remedy; EXP09 any text is an expression or an ExpressionError; EXP10 any answers give a value;
EXP11 an expression is parsed once; EXP12 expressions of real forms can be read."""

from __future__ import annotations

import datetime as dt
import math
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_xlsform

from survey.expression import ExpressionError, evaluate, parse
from survey.expression_scope import Outside
from survey.expression_table import FUNCTIONS
from tests.conftest import real_inputs

NOON = dt.datetime(2026, 3, 15, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=-5)))


def outside(seed: int = 1) -> Outside:
    """A clock that stands still and a chance that repeats itself."""
    return Outside(lambda: NOON, random.Random(seed))  # noqa: S311 -- not a secret


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("7 - 2 - 1", 4.0),
        ("-7 mod 3", -1.0),
        ("9 div 2", 4.5),
        ("1 div 0", math.inf),
        ("--2", 2.0),
        ("1 < 2 and 2 < 3 or false()", True),
        ("'a' = 'a'", True),
        ("'2' = 2", True),
        ("true() = 'no'", True),  # any text that is not empty is true
        ("“curly” = ‘curly’", True),  # what a word processor makes of quotation marks
        ("div div div", math.nan),  # a name, an operator, a name
    ],
)
def test_exp01_arithmetic_and_logic(text: str, value: object) -> None:
    assert evaluate(text) == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "="])
@pytest.mark.parametrize("blank", [{}, {"age": None}, {"age": ""}, {"age": []}])
def test_exp02_a_blank_number_compares_false(sign: str, blank: dict[str, object]) -> None:
    assert evaluate(f"${{age}} {sign} 18", blank) is False
    assert evaluate(f"${{age}} + 1 {sign} 18", blank) is False


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("selected(${many}, 'b')", True),
        ("selected(${many}, 'z')", False),
        ("count-selected(${many})", 2.0),
        ("selected-at(${many}, 1)", "b"),
        ("if(${age} >= 18, 'adult', 'minor')", "adult"),
        ("not(${age} > 90)", True),
        ("coalesce(${blank}, 'else')", "else"),
        ("coalesce(${one}, 'else')", "yes"),
        ("once('new')", "new"),
        ("regex(${mail}, '[^@]+@[^@]+')", True),
        ("regex(${mail}, '[^@]+')", False),
        ("string-length(${one})", 3.0),
        ("int(2.9)", 2.0),
        ("int(-2.9)", -2.0),
        ("number('3.5')", 3.5),
        ("round(2.345, 2)", 2.35),
        ("round(-2.5)", -3.0),
        ("round(1234, -2)", 1200.0),
        ("sum(${age} | ${share})", 40.5),
        ("count(${age} | ${share})", 2.0),
        ("min(3, ${age}, 7)", 3.0),
        ("max(3, ${age}, 7)", 40.0),
        ("concat(${one}, '-', ${age})", "yes-40"),
        ("join(', ', 'a', 'b')", "a, b"),
        ("substr('abcdef', 1, 3)", "bc"),
        ("substring('abcdef', 2, 3)", "bcd"),
        ("contains(${mail}, '@')", True),
        ("starts-with(${mail}, 'ana')", True),
        ("normalize-space('  a   b ')", "a b"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("boolean-from-string('1')", True),
        ("boolean-from-string('yes')", False),
        ("pow(2, 10)", 1024.0),
        ("base64-decode('w6lsYW4=')", "élan"),
        ("base64-decode('???')", ""),
        ("checklist(1, 2, ${age} > 18, ${age} > 90)", True),
        ("weighted-checklist(3, 5, ${age} > 18, 4, ${age} > 90, 4)", True),
        ("jr:choice-name(${one}, '${one}')", "yes"),
        ("digest('a', 'SHA-256', 'hex')", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b98077"
         "85afee48bb"),
    ],
)  # fmt: skip
def test_exp03_functions_of_odk(text: str, value: object) -> None:
    answers = {"many": ["a", "b"], "age": 40, "share": 0.5, "one": "yes", "mail": "ana@x.org"}
    assert evaluate(text, answers) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("today()", "2026-03-15"),
        ("now()", "2026-03-15T12:00:00.000-05:00"),
        ("date(now()) = today()", True),
        ("${born} < today()", True),
        ("int((today() - ${born}) div 365.25)", 25.0),
        ("date('1970-01-11') + 0", 10.0),
        ("date(10)", "1970-01-11"),
        ("date('2026-02-29')", ""),
        ("date('soon')", ""),
        ("date-time(0.5)", "1970-01-01T12:00:00.000+00:00"),
        ("decimal-date-time('1970-01-02T12:00:00Z')", 1.5),
        ("decimal-time('06:00:00')", 0.25),
        ("decimal-time('25:00')", math.nan),
        ("format-date(${born}, '%e %b %Y, %a')", "5 Jan 2001, Fri"),
        ("format-date-time(now(), '%H:%M')", "12:00"),
        ("format-date(${blank}, '%Y')", ""),
        ("${born} > '2000-12-31'", True),
    ],
)
def test_exp04_dates_are_whole_days(text: str, value: object) -> None:
    found = evaluate(text, {"born": "2001-01-05"}, outside())
    assert found == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize("text", ["random()", "uuid()", "uuid(8)", "string(randomize(//*))"])
def test_exp05_chance_is_an_argument(text: str) -> None:
    answers = {"a": 1, "b": 2, "c": 3}
    assert evaluate(text, answers, outside(7)) == evaluate(text, answers, outside(7))


def test_exp05_without_arguments_clock_and_chance_are_the_real_ones() -> None:
    assert evaluate("random() >= 0 and random() < 1 and uuid() != uuid()") is True
    assert evaluate("today() > '2026-01-01' and now() >= today()") is True


def test_exp05_a_seed_shuffles_the_same_way_each_time() -> None:
    text = "join(' ', randomize(/data/*, 42))"
    shuffled = evaluate(text, {"a": 1, "b": 2, "c": 3, "d": 4})
    assert isinstance(shuffled, str)
    assert shuffled == evaluate(text, {"a": 1, "b": 2, "c": 3, "d": 4})
    assert sorted(shuffled.split()) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("/data/age", "40"),
        ("/data/age > 18", True),
        ("../age", "40"),
        ("../age > 18 and . = 'x'", True),
        ("string-length()", 1.0),
        ("//age[. > 18]", "40"),
        ("count(/data/*)", 2.0),
        ("/data/*[last()]", "yes"),
        ("/data/*[2]", "yes"),
        ("name(/data/*[. = 40])", "age"),
        ("/data/age/following-sibling::one", "yes"),
        ("name(//one/preceding-sibling::*)", "age"),
        ("name(//one/..)", "data"),
        ("position(//one)", 1.0),
        ("count(//one/ancestor::*)", 1.0),
        ("name(current()/../age)", "age"),
        ("name(..)", "data"),
        ("count(preceding-sibling::*)", 2.0),
        ("position(.)", 1.0),
        ("count(${age}/..)", 1.0),
    ],
)
def test_exp06_paths_walk_over_the_answers(text: str, value: object) -> None:
    assert evaluate(text, {"age": 40, "one": "yes", ".": "x"}) == value


@pytest.mark.parametrize(
    ("text", "names", "steps"),
    [
        ("${a} + ${ b } > count(${c}[. = ${d}])", "a b c d", ""),
        ("jr:choice-name(${a}, '${b}')", "a b", ""),
        ("../zone = 'x' and //place/name", "", "zone place name"),
        ("'${a}'", "", ""),
    ],
)
def test_exp07_an_expression_knows_what_it_mentions(text: str, names: str, steps: str) -> None:
    assert parse(text).names == frozenset(names.split())
    assert parse(text).steps == frozenset(steps.split())


@pytest.mark.parametrize(
    ("text", "position", "told"),
    [
        ("", 0, "nothing in it"),
        ("${a} >", 6, "ends too early"),
        ("${a} == 1", 5, "single ="),
        ("1 && 2", 2, "Write and"),
        ("1 AND 2", 2, "small letters"),
        ("${a = 1", 0, "${name}"),
        ("${} = 1", 0, "names no item"),
        ("'open", 0, "quotation mark"),
        ("selekted(${a}, 'x')", 0, "Did you mean selected()?"),
        ("1 + zzz()", 4, "no function zzz()"),
        ("pulldata('f', 'a', 'b', 'c')", 0, "not supported"),
        ("not()", 0, "takes 1 argument, but here it has 0"),
        ("round(1, 2, 3)", 0, "takes 1 to 2 arguments"),
        ("count(1)", 6, "needs items"),
        ("1 | ${a}", 0, "needs items"),
        ("jr:choice-name(${a}, 'b')", 21, "must name an item"),
        ("sideways::a", 0, "is no axis"),
        ("regex(., 'a(b')", 13, "ends too early"),
        ("__import__('os')", 0, "no function"),
        ("(lambda: 1)()", 7, "cannot stand here"),
        ("-" * 1000 + "1", 0, "nested more than"),
    ],
)
def test_exp08_a_refusal_says_where_why_and_what_to_do(text: str, position: int, told: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse(text)
    assert told in str(error.value)
    assert error.value.reason
    assert error.value.remedy
    if not text.startswith("--"):
        assert error.value.position == position


SIGNS = [*"[](),|+-=<.@/*'1a", "${a}", "${b}", "..", "//", "::", "'x'", ".5", "div", "and"]
PIECES = st.sampled_from([*(f"{name}(" for name in FUNCTIONS), *SIGNS])
ANSWERS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.lists(st.text(max_size=5), max_size=3),
    st.dates().map(str),
)


@settings(deadline=None)
@given(st.text() | st.lists(PIECES, max_size=12).map(" ".join))
def test_exp09_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        assert parse(text).text == text
    except ExpressionError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017 -- either outcome is right


@pytest.mark.parametrize("n", [10, 1000, 10_000])
@pytest.mark.parametrize("unit", ["(", "not(", "a[", "a/", "1+", "true() or ", "-", "if(1,1,"])
def test_exp09_long_and_deep_texts_are_read_or_refused(unit: str, n: int) -> None:
    closing = {"(": ")", "not(": ")", "a[": "]", "if(1,1,": ")"}.get(unit, "")
    text = unit * n + "1" + closing * n
    try:
        evaluate(text.replace("a/1", "a/a"))
    except ExpressionError as error:
        assert "deep" in error.reason  # noqa: PT017 -- either outcome is right


def calls() -> st.SearchStrategy[str]:
    """Expressions made of every function, operators, paths and predicates."""
    leaves = st.sampled_from(
        ["1", "0", "'x'", "''", "1e300", "'2020-01-31'", "${a}", "${b}", ".", "//*", "..", "now()"]
    )

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        functions = st.sampled_from(sorted(FUNCTIONS)).flatmap(
            lambda name: st.lists(
                inner, min_size=FUNCTIONS[name].fewest, max_size=FUNCTIONS[name].fewest + 1
            ).map(lambda parts: f"{name}({','.join(parts)})")
        )
        signs = st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", "and", "or", "|"])
        chains = st.tuples(inner, signs, inner).map(" ".join)
        predicates = st.tuples(inner, inner).map(lambda pair: f"({pair[0]})[{pair[1]}]")
        return functions | chains | predicates

    return st.recursive(leaves, larger, max_leaves=6)


@settings(deadline=None)
@given(calls(), ANSWERS, ANSWERS)
def test_exp10_any_answers_give_a_value(text: str, a: object, b: object) -> None:
    try:
        parse(text)
    except ExpressionError:
        return
    assert isinstance(evaluate(text, {"a": a, "b": b}, outside()), (str, float, bool))


def test_exp11_an_expression_is_parsed_once() -> None:
    assert parse("${a} = 1") is parse("${a} = 1")


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # about headers of printed sheets
@pytest.mark.parametrize(
    "file", real_inputs("xlsforms", ".xlsx", ".xls", ".md"), ids=lambda f: f.name
)
def test_exp12_expressions_of_real_forms_can_be_read(file: Path) -> None:
    try:
        rows = get_xlsform(str(file)).survey
    except PyXFormError:  # some of these files are broken on purpose
        return
    columns = ("relevant", "relevance", "constraint", "calculation", "choice_filter")
    texts = [row[column] for row in rows for column in columns if column in row]
    refused = []
    for text in texts:
        try:
            parse(text)
        except ExpressionError as error:
            refused.append(str(error))
    unexpected = [text for text in refused if "pulldata()" not in text and "pyxform" not in text]
    assert not unexpected
