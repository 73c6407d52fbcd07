"""WORD01 what the interviewer says is left out, and so are labels; WORD02 forms of a word are one
row under the form said most; WORD03 stop words are left out, straight or curly apostrophe; WORD04
sources are counted; WORD05 no downloaded data is asked for; WORD06 any text in any script is
counted without an error, and no word holds a digit or a mark; WORD07 the cloud is one SVG with its
own font, the same for the same words, and shows hostile words as text."""

from __future__ import annotations

from xml.etree import ElementTree

import nltk.data
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.model import Source, Turn
from interviews.word_cloud import render_word_cloud
from interviews.words import USUAL, Word, count_words, spoken

TEXT = "I: Which handover?\nP: The handover by phone.\nI: Thanks, phone."
SOURCE = Source(
    title="One",
    text=TEXT,
    turns=(Turn("I", 3, 18), Turn("P", 22, 44), Turn("I", 48, 62)),
    interviewers=frozenset({"I"}),
)


def test_word01_only_participants_are_heard() -> None:
    assert spoken(SOURCE, 0, len(TEXT)) == "The handover by phone."
    assert spoken(SOURCE, 26, 34) == "handover"
    assert spoken(SOURCE, 3, 18) == ""


def test_word02_forms_of_a_word_are_one_row() -> None:
    words = count_words({"a": "Referrals, referral; REFERRALS! The dog's dog"}, USUAL)
    assert words == [Word("referrals", 3, 1), Word("dog", 2, 1)]


def test_word03_stop_words_go_whatever_the_apostrophe() -> None:
    assert count_words({"a": "I can’t, I can't. Nuit"}, ["can't", "i"]) == [Word("nuit", 1, 1)]
    assert count_words({"a": "shelter"}, ["shelter"]) == []


def test_word03_usual_words_of_english_and_french_go() -> None:
    said = "The car goes to the clinic. Elle n'est pas à la clinique, c'est une voiture."
    assert {word.text for word in count_words({"a": said}, USUAL)} == {
        *("car", "clinic", "clinique", "voiture"),
    }


def test_word04_sources_are_counted() -> None:
    words = count_words({"a": "phone phone", "b": "phone line"}, USUAL)
    assert words == [Word("phone", 3, 2), Word("line", 1, 1)]


def test_word05_no_downloaded_data_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nltk.data was asked for a file")

    monkeypatch.setattr(nltk.data, "load", refuse)
    monkeypatch.setattr(nltk.data, "find", refuse)
    assert count_words({"a": "A warm handover"}, USUAL)


@given(st.text(max_size=200))
def test_word06_any_text_is_counted(text: str) -> None:
    words = count_words({"a": text}, USUAL)
    assert all(word.n > 0 and not any(letter.isdigit() for letter in word.text) for word in words)


def test_word07_the_cloud_is_one_file_and_stays_the_same() -> None:
    words = [Word("phone", 9, 3), Word("<script>", 4, 2), Word("nuit", 2, 1)]
    svg = render_word_cloud(words, ["#0B6B6B", "#1F2933"])
    assert svg == render_word_cloud(words, ["#0B6B6B", "#1F2933"])
    assert "<script>" not in svg
    assert "@font-face" in svg
    assert svg.count("http") == svg.count("http://www.w3.org/2000/svg") == 1
    root = ElementTree.fromstring(svg)  # noqa: S314  our own file
    assert [node.text for node in root if node.tag.endswith("text")] == [w.text for w in words]


def test_word07_no_words_make_no_picture() -> None:
    assert render_word_cloud([], ["#0B6B6B"]) == ""
