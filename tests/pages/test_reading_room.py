"""ROO01 an empty room says what to do first; ROO02 a search lists turns with their text, and the
way to each; ROO03 nothing found, and only words to leave out, are said in words; ROO04 a word is
shown in its surroundings; ROO05 words are counted for whoever is chosen, with a cloud and pairs;
ROO06 what was typed is text; ROO07 the way leads to the turn, marked, and back to the beginning."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from interviews.search import read_query
from storage.database import open_database
from storage.reading import search_turns
from tests.pages.opening import open_page
from tests.pages.reading import html_on

PAGE = "interviews/pages/reading_room.py"
FOUND = 'tl-found">'


@pytest.fixture
def room(sample_folder: Path) -> AppTest:
    """The reading room of the sample study."""
    return open_page(PAGE, Role.RESEARCHER, sample_folder)


def show(at: AppTest, view: str) -> AppTest:
    """Another view of the room."""
    at.segmented_control(key="reading_room.view").set_value(view)
    return at.run()


def test_roo01_an_empty_room_says_what_to_do(data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert "Nothing to read yet" in html_on(at)
    assert [button.label for button in at.button] == ["Open Names out"]


def test_roo02_a_search_lists_turns(room: AppTest) -> None:
    at = room.text_input(key="reading_room.find").set_value("handover").run()
    with open_database() as db:
        found = search_turns(db, read_query("handover"))
    assert found.n_turns > 0
    assert f"{found.n_turns} turns in {found.n_sources} texts" in html_on(at)
    for hit in found.hits:
        assert f"/library?source={hit.source}&amp;turn={hit.n}" in html_on(at)
    first = found.hits[0]
    start, end = first.spans[0]
    assert f"<mark>{first.words[start:end]}</mark>" in html_on(at)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("zyzzyva", "Nothing fits."), ("-police", "what to look for"), ("", "All words must stand")],
)
def test_roo03_nothing_found_is_said(room: AppTest, typed: str, said: str) -> None:
    at = room.text_input(key="reading_room.find").set_value(typed).run()
    assert said in html_on(at)


def test_roo04_a_word_in_its_surroundings(room: AppTest) -> None:
    at = show(room, "context")
    assert "Type a word" in html_on(at)
    at = at.text_input(key="reading_room.word").set_value("trust").run()
    assert "The word in its surroundings" in html_on(at)
    at = at.text_input(key="reading_room.word").set_value("zyzzyva").run()
    assert "It was not said in these words." in html_on(at)


def test_roo05_words_of_whoever_is_chosen(room: AppTest) -> None:
    at = show(room, "words")
    assert not at.exception
    everybody = html_on(at)
    assert "The most frequent words" in everybody
    assert "Words said together" in everybody
    whose = at.selectbox(key="reading_room.words.whose")
    whose.set_value(next(one for one in whose.options if one == "Participant P01"))
    assert html_on(at.run()) != everybody


def test_roo06_what_was_typed_is_text(room: AppTest) -> None:
    at = room.text_input(key="reading_room.find").set_value("<b>handover</b> [x](http://y)").run()
    assert not at.exception
    assert "<b>handover" not in html_on(at)


def test_roo07_the_way_leads_to_the_turn(sample_folder: Path) -> None:
    with open_database() as db:
        hit = search_turns(db, read_query("handover"), askers=False).hits[0]
    at = open_page(
        "interviews/pages/library.py",
        Role.RESEARCHER,
        sample_folder,
        {"source": hit.source, "turn": str(hit.n)},
    )
    assert f"the marked turn is {hit.n + 1}" in html_on(at)
    assert html_on(at).count(FOUND) == 1
    at.button(key="library.from_start").click().run()
    assert FOUND not in html_on(at)
