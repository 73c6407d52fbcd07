"""WIT01 each level says what it does, and more the further it goes; WIT02 runs of six words and
short passages as a whole are found again, in any case and with any signs between; WIT03 they are
blanked and nothing else is, in JSON too; WIT04 the turns of one speaker are blanked in place: the
text stays as long, line for line, and others' words stay where they are; WIT05 blanking twice
changes nothing."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from interviews.consent import Withdrawal
from interviews.model import Turn
from interviews.withdrawing import (
    GONE,
    Consequences,
    blanked,
    in_short,
    in_words,
    phrases_of,
    without_turns,
)

SAID = "We waited there until the morning came, and nobody opened the door."
PHRASES = phrases_of([SAID], ["nobody opened it", "the door"])


def told(level: Withdrawal) -> str:
    found = Consequences(
        *("P07", level, ("The mill",), ("The group",), 4, 2, 1),
        *(("Doors",), ("Doors stay shut",), 1, (1, 3), ("a finding",)),
    )
    return "\n".join(in_words(found))


def test_wit01_each_level_says_what_it_does() -> None:
    assert told(Withdrawal.CONTACT).count("\n") == 0
    new_use = told(Withdrawal.NEW_USE)
    assert "cannot be released with their quotes: “Doors stay shut”" in new_use
    assert "edition" not in new_use
    quotes = told(Withdrawal.QUOTES)
    for part in ("1 theme: “Doors”", "1 finding, 1 of them accepted", "edition 1, 3"):
        assert part in quotes
    assert "The mill" not in quotes
    everything = told(Withdrawal.EVERYTHING)
    for part in ("“The mill”", "“The group”", "4 turns, 2 coded passages", "Backups", "a finding"):
        assert part in everything


def test_wit01_the_question_is_short() -> None:
    for level, n in zip(Withdrawal, (1, 1, 1, 2), strict=True):
        found = Consequences("P07", level, ("The mill",), n_passages=1, findings=("Doors",))
        assert len(in_short(found)) == n
    assert "1 coded passage" in in_short(found)[0]


def test_wit02_words_are_found_again() -> None:
    assert blanked("They “WAITED there, until the morning came”!", PHRASES) == f"They “{GONE}”!"
    assert blanked("Nobody opened it.", PHRASES) == f"{GONE}."
    for other in ("waited there until the morning", "the door", "nobody opened", "", "Nothing."):
        assert blanked(other, PHRASES) == other


def test_wit03_longer_stretches_are_one() -> None:
    assert blanked(f"A: {SAID} B", PHRASES) == f"A: {GONE}. B"


def test_wit03_json_stays_json() -> None:
    text = json.dumps({"name": "x", "words": [SAID, 3, None], "no": {"deep": "nobody opened it"}})
    assert json.loads(blanked(text, PHRASES)) == {
        "name": "x",
        "words": [f"{GONE}.", 3, None],
        "no": {"deep": GONE},
    }
    assert blanked("[not json: nobody opened it", PHRASES) == f"[not json: {GONE}"


def test_wit04_turns_are_blanked_in_place() -> None:
    text = "A: Yes, I did that.\nB: I did not.\nA: No?"
    turns = (Turn("A", 3, 19), Turn("B", 23, 33), Turn("A", 37, 40))
    clean = without_turns(text, turns, {0, 2})
    assert len(clean) == len(text)
    assert clean[19:33] == text[19:33]
    assert clean.splitlines()[1] == "B: I did not."
    assert "A" not in clean
    assert clean[3:14] == GONE
    assert clean.splitlines()[2].strip() == ""


WORDS = st.lists(st.sampled_from(["one", "two", "Three", "four."]), max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_wit05_blanking_twice_changes_nothing(said: str, text: str) -> None:
    phrases = phrases_of([said], [])
    once = blanked(text, phrases)
    assert blanked(once, phrases) == once
