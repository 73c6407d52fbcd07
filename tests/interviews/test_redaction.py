"""RED01 of any text and any names in it, whatever was not replaced comes back word for word, and in
order; RED02 any passage keeps its words outside the names and holds whole stand-ins (2,000 random
ones, none misplaced); RED03 any position outside a name leads there and back; RED04 names that
overlap, are empty or lie outside are refused; RED05 a passage that cuts a name holds its whole
stand-in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.pseudonyms import Redaction, Replacement, redact

WORDS = ("trust", "takes", "Zeit", "😀", "Anna", "Bob", "Calgary", "é́", "because")
STAND_INS = {"Anna": "[Person A]", "Bob": "[Person B]", "Calgary": "[Place A]"}


@st.composite
def redactions(draw: st.DrawFn) -> tuple[str, list[Replacement]]:
    """A text, and places in it that do not overlap."""
    text = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Replacement(a, b, draw(st.text(max_size=6))) for a, b in pairs if a < b]


@given(redactions())
@settings(max_examples=200)
def test_red01_what_was_not_replaced_comes_back(made: tuple[str, list[Replacement]]) -> None:
    text, wanted = made
    done = redact(text, reversed(wanted))
    expected, at = "", 0
    for start, end, stand_in in wanted:
        expected += text[at:start] + stand_in
        at = end
    assert done.text == expected + text[at:]


def test_red02_two_thousand_random_passages() -> None:
    chance = random.Random(1)  # noqa: S311, the same passages on every run
    misplaced = 0
    for _ in range(2000):
        said = [chance.choice(WORDS) for _ in range(12)]
        text = " ".join(said)
        starts = [sum(len(word) + 1 for word in said[:n]) for n in range(12)]
        done = redact(
            text,
            [
                (start, start + len(word), STAND_INS[word])
                for start, word in zip(starts, said, strict=True)
                if word in STAND_INS
            ],
        )
        first = chance.randrange(12)
        last = chance.randrange(first, 12)
        start, end = starts[first], starts[last] + len(said[last])
        found = done.text[done.moved(start) : done.moved(end, is_end=True)]
        expected = " ".join(STAND_INS.get(word, word) for word in said[first : last + 1])
        misplaced += found != expected
    assert misplaced == 0


@given(redactions(), st.data())
@settings(max_examples=200)
def test_red03_there_and_back(made: tuple[str, list[Replacement]], data: st.DataObject) -> None:
    text, wanted = made
    done = redact(text, wanted)
    position = data.draw(st.integers(0, len(text) - 1))
    inside = any(start <= position < end for start, end, _ in wanted)
    if not inside:
        assert done.text[done.moved(position)] == text[position]
        assert done.original(done.moved(position)) == position
    assert 0 <= done.moved(position) <= done.moved(position + 1, is_end=True) <= len(done.text)


@pytest.mark.parametrize(
    "wanted", [[(0, 3, "x"), (2, 5, "y")], [(1, 1, "x")], [(-1, 2, "x")], [(3, 99, "x")]]
)
def test_red04_refused(wanted: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="cannot be replaced"):
        redact("Anna and Bob", wanted)


def test_red05_a_passage_that_cuts_a_name() -> None:
    done: Redaction = redact("with Anna Bob here", [(5, 13, "[Person A]")])
    assert done.text[done.moved(7) : done.moved(18, is_end=True)] == "[Person A] here"
    assert done.text[done.moved(0) : done.moved(9, is_end=True)] == "with [Person A]"
    assert (done.original(8), done.original(8, is_end=True)) == (5, 13)
