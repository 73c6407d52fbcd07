"""PAT01 a pattern matches the whole text; PAT02 sets, classes and categories are read as in Java;
PAT03 what cannot be matched in one pass is refused; PAT04 any text takes time in proportion to its
length; PAT05 where Python reads a pattern the same way, any text gets the same answer."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.expression_error import Refusal
from survey.expression_pattern import check_pattern, matches


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("[0-9]{3}", "123", "1234"),
        ("a{2,}", "aaaa", "a"),
        ("a{1,2}b?", "aab", "aaab"),
        ("(ab|c)*", "abcab", "abx"),
        ("(?:a|b)+", "ab", ""),
        ("^a$", "a", "a\n"),
        ("a||b", "", "ab"),
        (".*", "a b", "a\nb"),
        ("(?<year>\\d{4})-\\d\\d", "2026-03", "2026"),
        ("\\(\\)\\.", "().", "()x"),
        ("\\x41\\u0042\\t", "AB\t", "AB"),
    ],
)
def test_pat01_a_pattern_matches_the_whole_text(pattern: str, yes: str, no: str) -> None:
    assert matches(pattern, yes)
    assert not matches(pattern, no)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"[\w-\.]+", "a-b.c", "a b"),
        (r"[^@\s]+", "abc", "a b"),
        (r"[]a]+", "]a", "b"),
        (r"[a\-z]+", "a-z", "b"),
        (r"[ .(-]+", "(. -", "a"),
        (r"\p{Lu}\p{L}*", "Élodie", "élodie"),
        (r"[\p{L} '-]+", "Zoé d'Arc-en-Ciel", "R2"),
        (r"\P{L}+", "12", "1a"),
        (r"\p{Alpha}+", "abc", "é"),
        (r"\D\S\W", "a-.", "1-."),
    ],
)
def test_pat02_sets_classes_and_categories(pattern: str, yes: str, no: str) -> None:
    assert matches(pattern, yes)
    assert not matches(pattern, no)


@pytest.mark.parametrize(
    "pattern",
    [
        *("(?=a)b", "(?!a)b", r"(a)\1", "(", "a)", "[", "a{2", "*a", "a**", "[z-a]", "a{3,2}"),
        *("((a{900}){900}){900}", "(" * 200 + ")" * 200, "[a-z&&[b]]", r"\p{Klingon}", r"\k", "\\"),
    ],
)
def test_pat03_what_cannot_be_matched_in_one_pass_is_refused(pattern: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check_pattern(pattern)
    assert refusal.value.reason
    assert refusal.value.remedy
    assert not matches(pattern, "a")


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a|a)*b", "(a*)*b", "(([0-9]{1})*[0-9]{3}[0-9]{4})+"]
)
@pytest.mark.parametrize("text", ["a" * 5000 + "!", "1" * 5000 + "!"])
def test_pat04_no_text_keeps_it_busy(pattern: str, text: str) -> None:
    start = time.perf_counter()
    assert not matches(pattern, text)
    assert time.perf_counter() - start < 2


PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "[ab]", "[^a]", ".", r"\d", "^", "$"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.lists(inner, max_size=3).map("".join),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,}"])).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(PATTERNS, st.text("ab1é", max_size=6))
def test_pat05_it_agrees_with_python(pattern: str, text: str) -> None:
    assert matches(pattern, text) == bool(re.fullmatch(pattern, text, re.ASCII))


@settings(deadline=None)
@given(st.text(), st.text())
def test_pat05_any_pattern_is_read_or_refused(pattern: str, text: str) -> None:
    assert matches(pattern, text) in (True, False)
