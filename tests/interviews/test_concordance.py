"""CON01 one line for each time a word was said, in any of its forms or just as typed; CON02 several
words are found one after the other, never across a full stop; CON03 lines can be sorted by the
word before or after; CON04 the word and what stands around it are the text's own letters; CON05
pairs are neighbours within a sentence, said often enough, without words left out; CON06 an
abbreviation ends no sentence; CON07 a choice of people leaves interviewers out, and a group holds
those with the attribute."""

from __future__ import annotations

import pandas as pd

from interviews.collocations import collocations
from interviews.concordance import WIDTH, Order, Said, concordance
from interviews.model import Participant
from interviews.selection import EVERYBODY, by_source, choices, words_by
from interviews.words import Language

SAID = [
    Said("s1", 1, "We waited. Nobody waits like her.\nThe wait is long."),
    Said("s2", 0, "Long waits again, then a warm handover. Warm. Handover!"),
]
COLUMNS = ["source", "title", "kind", "n", "speaker", "asks", "words", "participant"]
COLUMNS += ["organisation"]
TURNS = pd.DataFrame(
    [
        ("s1", "First", "interview", 0, "INT", True, "And then?", "", "North"),
        ("s1", "First", "interview", 1, "A", False, "We waited.", "P01", "North"),
        ("s2", "Second", "interview", 0, "B", False, "Not long.", "P02", "South"),
        ("s3", "Answer", "open answer", 0, "R", False, "Short.", "", ""),
    ],
    columns=COLUMNS,
)


def test_con01_every_form_or_just_this_one() -> None:
    assert [line.word for line in concordance(SAID, "wait")] == ["waited", "waits", "wait", "waits"]
    assert [line.word for line in concordance(SAID, "wait", forms=False)] == ["wait"]
    french = concordance([Said("s", 0, "Elle attendait, ils attendent.")], "attendre")
    assert french == []
    assert (
        len(concordance([Said("s", 0, "un service, des services")], "service", Language.FRENCH))
        == 2
    )
    assert concordance(SAID, " ?! ") == []


def test_con02_words_one_after_the_other() -> None:
    (line,) = concordance(SAID, "warm handover")
    assert (line.source, line.n, line.word) == ("s2", 0, "warm handover")


def test_con03_sorted_by_the_neighbour() -> None:
    after = concordance(SAID, "wait", order=Order.AFTER)
    assert [line.right.split()[0] for line in after] == [".", "again,", "is", "like"]
    before = concordance(SAID, "wait", order=Order.BEFORE)
    assert [line.left.split()[-1] for line in before] == ["Long", "Nobody", "The", "We"]


def test_con04_the_letters_of_the_text() -> None:
    text = SAID[0].text.replace("\n", " ")
    for line in concordance(SAID[:1], "wait"):
        assert line.left + line.word + line.right in text
        assert max(len(line.left), len(line.right)) <= WIDTH


def test_con05_pairs_are_neighbours_in_a_sentence() -> None:
    texts = ["The warm handover worked. A warm handover failed. Warm handover. Cold. Handover."]
    (pair,) = collocations(texts, {"the", "a"})
    assert (pair.first, pair.second, pair.n) == ("warm", "handover", 3)
    assert pair.ratio > 0
    assert collocations(texts, {"warm"}) == []


def test_con06_an_abbreviation_ends_no_sentence() -> None:
    pairs = collocations(["Then Dr. Winter called. Dr. Winter came. Dr. Winter left."], ())
    assert ("dr", "winter", 3) in {(one.first, one.second, one.n) for one in pairs}


def test_con07_whose_words() -> None:
    people = [Participant("P01", attributes={"Region": "north"}), Participant("P03")]
    offered = {one.words: one for one in choices(TURNS, people)}
    assert list(offered) == [
        *("Everybody", "Participant P01", "Participant P02"),
        *("Organisation: North", "Organisation: South", "Region: north"),
        *("Text: First", "Text: Second"),
    ]
    assert offered["Everybody"].id == EVERYBODY
    assert len(words_by(TURNS, offered["Everybody"])) == 3
    assert len(words_by(TURNS, offered["Everybody"], askers=True)) == 4
    assert [one.text for one in words_by(TURNS, offered["Region: north"])] == ["We waited."]
    assert by_source(words_by(TURNS, offered["Text: First"], askers=True)) == {
        "s1": "And then?\nWe waited."
    }
