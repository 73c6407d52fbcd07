"""The words of somebody, a group or a text: the cloud, the table, and words said together."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from access.pages.parts.charts import inks
from access.pages.parts.look import Column, note, section, table
from interviews.collocations import AT_LEAST, collocations
from interviews.concordance import Said
from interviews.model import Participant
from interviews.pages.parts.room_choice import draw_choice
from interviews.selection import by_source
from interviews.speakers import counted
from interviews.word_cloud import MAX_WORDS, render_word_cloud
from interviews.words import Word, count_words, without_names
from storage.database import open_database, open_vault
from storage.names_key import load_surfaces
from storage.themes import list_stop_words

ROWS = 40  # of each table


def draw_words(turns: pd.DataFrame, participants: Sequence[Participant]) -> None:
    """The choice, then the words of whoever was chosen."""
    said, language, whose = draw_choice(turns, participants, key="reading_room.words")
    with open_database() as db, open_vault() as vault:
        left_out, surfaces = list_stop_words(db), load_surfaces(vault)
    words, n_names = without_names(count_words(by_source(said), left_out, language), surfaces)
    if not words:
        note("There are no words to count here. Choose other people, or add the interviewers.")
        return
    n_words = sum(word.n for word in words)
    left, right = st.columns([1, 1], gap="large")
    with left, st.container(key="narrow_words"):
        section("Most frequent words", whose)
        _draw_cloud(words)
        _draw_table(words)
    with right, st.container(key="narrow_pairs"):
        section("Said together", "neighbours in one sentence")
        _draw_pairs(said, left_out)
    note(
        f"{counted(len(words), 'word')} said {n_words:,} times. Words that are left out are "
        "those of the word clouds; the list is changed on the page of a theme."
    )
    if n_names:
        note(f"{counted(n_names, 'word')} left out: the vault knows them as names.")


def _draw_cloud(words: Sequence[Word]) -> None:
    colours = inks()
    first = ", ".join(word.text for word in words[:10])
    picture = render_word_cloud(words, [colours.bar, colours.ink, colours.muted])
    st.image(picture, width="stretch", alt=f"Word cloud; the most frequent words are {first}")
    note(f"Size: how often it was said. The {min(MAX_WORDS, len(words))} most frequent words.")


def _draw_table(words: Sequence[Word]) -> None:
    table(
        [Column("Word", "50%"), Column("Times", "25%", True), Column("Texts", "25%", True)],
        [[word.text, f"{word.n:,}", str(word.n_sources)] for word in words[:ROWS]],
        "The most frequent words",
    )


def _draw_pairs(said: Sequence[Said], left_out: frozenset[str]) -> None:
    pairs = collocations((one.text for one in said), left_out)
    if not pairs:
        note(f"No two words follow each other {AT_LEAST} times or more.")
        return
    table(
        [Column("Words", "60%"), Column("Times", "18%", True), Column("Ratio", "22%", True)],
        [[f"{one.first} {one.second}", str(one.n), f"{one.ratio:.1f}"] for one in pairs[:ROWS]],
        "Words said together",
    )
    note(
        f"Pairs said {AT_LEAST} times or more. The ratio says how far that is from chance: "
        "the larger, the surer that the two belong together (log-likelihood, from 0)."
    )
