"""PAS01 a passphrase is kept as argon2id and matches only itself; PAS02 a short, an endless or a
monotonous one is refused with the reason; PAS03 a missing account takes as long and never matches;
PAS04 one-time passphrases are good passphrases and differ; PAS05 guessing costs 64 MiB and three
rounds each time."""

from __future__ import annotations

import runpy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import access.passphrases
from access.passphrases import hashed, matches, one_time_passphrase, passphrase_problem


def test_pas01_only_the_same_passphrase_matches() -> None:
    stored = hashed("four unrelated words")
    assert stored.startswith("$argon2id$")
    assert matches("four unrelated words", stored)
    assert not matches("four unrelated word", stored)
    assert not matches("", stored)


@settings(max_examples=5, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=14, max_size=60))
def test_pas01_any_passphrase_matches_its_own_hash(passphrase: str) -> None:
    assert matches(passphrase, hashed(passphrase))


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("thirteen char", "13 characters"),
        ("", "0 characters"),
        ("a" * 14, "repeats"),
        ("x" * 201, "longer than 200"),
        ("fourteen chars", ""),
        ("vier längere Wörter", ""),
    ],
)
def test_pas02_what_is_wrong_is_told(passphrase: str, told: str) -> None:
    problem = passphrase_problem(passphrase)
    assert told in problem if told else problem == ""


def test_pas03_without_an_account_nothing_matches() -> None:
    assert not matches("four unrelated words", None)
    assert not matches("four unrelated words", "not a hash")


def test_pas04_one_time_passphrases_are_good_and_differ() -> None:
    made = {one_time_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(passphrase_problem(one) == "" for one in made)


def test_pas05_guessing_is_expensive() -> None:
    as_it_is = runpy.run_path(access.passphrases.__file__)  # without the cheap cost of the tests
    assert "$m=65536,t=3,p=4$" in as_it_is["hashed"]("four unrelated words")
