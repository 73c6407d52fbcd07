"""SUP01 a study has Alberta's lines until it sets its own, and gets back what it set; SUP02 a line
needs a number that a telephone dials and words in both languages of the pages; SUP03 a study never
is without a line; SUP04 each number is dialled as its country does; LEV01 leaving goes to the
weather until a study sets another page for either language; LEV02 only whole addresses over https
without port, query or anything that ends a header are left to; LEV03 any text that is let through
stays inside the one header that carries it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.leaving import WEATHER, address_problem, parse_away, read_away, render_away, site_of
from survey.support import (
    ALBERTA,
    SupportLine,
    parse_support_lines,
    read_support_lines,
    render_support_lines,
)

OWN = SupportLine("403-555-0100", {"en": "Our desk", "fr": "Notre bureau"})


def test_sup01_alberta_until_a_study_sets_its_own() -> None:
    assert parse_support_lines("") == ALBERTA
    assert [line.number for line in ALBERTA] == ["911", "211", "1-833-900-1010"]
    assert parse_support_lines(render_support_lines([OWN])) == (OWN,)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("call us", "Desk", "Bureau"), "“call us” is no telephone number"),
        (("11", "Desk", "Bureau"), "“11” is no telephone number"),
        (("211", "", "Bureau"), "211: say in English"),
        (("211", "Desk", " "), "211: say in French"),
    ],
)
def test_sup02_a_line_is_whole(row: tuple[str, str, str], said: str) -> None:
    _, wrong = read_support_lines([row])
    assert len(wrong) == 1
    assert wrong[0].startswith(said)


def test_sup02_what_is_typed_is_read() -> None:
    rows = [(" 403-555-0100 ", "Our desk", "Notre bureau"), ("", "left over", "")]
    assert read_support_lines(rows) == ((OWN,), [])


def test_sup03_never_without_a_line() -> None:
    lines, wrong = read_support_lines([("", "", "")])
    assert (lines, len(wrong)) == ((), 1)


def test_sup04_numbers_are_dialled_as_their_country_does() -> None:
    assert [line.address for line in (*ALBERTA, OWN)] == [
        "tel:911",
        "tel:211",
        "tel:+18339001010",
        "tel:4035550100",
    ]


def test_lev01_the_weather_until_a_study_sets_another_page() -> None:
    assert parse_away("") == WEATHER
    own = {"en": "https://www.example.org/news", "fr": WEATHER["fr"]}
    assert read_away({"en": " https://www.example.org/news ", "fr": ""}) == (own, [])
    assert parse_away(render_away(own)) == own
    assert site_of(own["en"]) == "www.example.org"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "example.org",
        "javascript:alert(1)",
        "https://example.org:8080/",
        "https://example.org/?q=weather",
        "https://example.org/#top",
        "https://somebody@example.org/",
        "https://example.org/; script-src *",
        "https://localhost/",
    ],
)
def test_lev02_other_addresses_are_refused_in_words(address: str) -> None:
    assert address in address_problem(address)
    assert read_away({"en": address, "fr": ""})[1] == [address_problem(address)]


@given(st.from_regex(r"https://[^\n]{0,40}") | st.text(max_size=40))
def test_lev03_any_address_let_through_stays_in_its_header(address: str) -> None:
    if not address_problem(address):
        assert not re.search(r"[\s;,'\"?#@]", address)
