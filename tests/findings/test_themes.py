"""THM01 a theme counts the segments of its codes and nothing else; THM02 participants,
organisations and sources are counted once; THM03 the table of codes and participants adds up; THM04
who speaks has everybody who was interviewed as its base; THM05 codes beside it overlap a passage;
THM06 quotes suggested are readable, from different people, and never one that is chosen; THM07
chosen quotes keep the researcher's order; THM08 what two coders marked is read once;
THM09 any ranges keep their characters when merged; THM10 an empty theme is a
summary of zeros; THM11 a search needs every word and lists each passage once; THM12
what a team settled is no coder, and a passage of it counts once; THM13 a passage in
which only interviewers speak is told, and is neither counted nor suggested, but stays a quote if it
is chosen; a study can count them."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from findings.model import Theme
from findings.themes import (
    ThemeSummary,
    merged,
    search_passages,
    segments_of,
    theme_summary,
    theme_words,
)
from interviews.model import Source, Turn
from storage.segments_frame import FRAME_COLUMNS as COLUMNS

LONG = "We stay on the line until the next person says hello to them"


def row(
    segment: str,
    source: str,
    start: int,
    end: int,
    code: str,
    text: str = LONG,
    coder: str = "ann",
    participant: str = "",
    organisation: str = "",
) -> dict[str, object]:
    names = {"w": "Warm", "t": "Telling", "x": "Waiting"}
    values = (segment, source, f"Talk {source}", "interview", start, end, text, code, names[code])
    rest = (1, coder, participant, organisation, organisation.upper(), "P", False, "2026-01-01")
    return dict(zip(COLUMNS, values + rest, strict=True))


SEGMENTS = pd.DataFrame(
    [
        row("s1", "a", 0, 10, "w", participant="P01", organisation="o1"),
        row("s2", "a", 5, 15, "w", coder="bob", participant="P01", organisation="o1"),
        row("s3", "b", 0, 10, "t", "Again and again", participant="P02", organisation="o2"),
        row("s4", "b", 8, 20, "x", participant="P02", organisation="o2"),
        row("s5", "c", 0, 10, "x", participant="P03", organisation="o1"),
        row("s6", "d", 0, 10, "t"),
    ],
    columns=COLUMNS,
)
SOURCES = pd.DataFrame(
    [
        ("a", "P01", "o1", "O1"),
        ("b", "P02", "o2", "O2"),
        ("c", "P03", "o1", "O1"),
        ("d", "", "", ""),
    ],
    columns=["id", "participant", "organisation", "organisation_name"],
)
THEME = Theme("t1", "Handing over", codes=("w", "t"), quotes=("s3", "s1"))


def summary(theme: Theme = THEME) -> ThemeSummary:
    return theme_summary(theme, SEGMENTS, SOURCES)


def test_thm01_a_theme_has_the_segments_of_its_codes() -> None:
    assert list(segments_of(THEME, SEGMENTS)["segment"]) == ["s1", "s2", "s3", "s6"]
    assert summary().n_segments == 4


def test_thm02_people_and_places_are_counted_once() -> None:
    found = summary()
    assert (found.n_participants, found.n_organisations, found.n_sources) == (2, 2, 3)
    assert found.n_coders == 2


def test_thm03_the_table_adds_up() -> None:
    table = summary().codes_by_participant
    assert table.loc["Warm"].to_dict() == {"P01": 2, "P02": 0, "no participant": 0, "all": 2}
    assert table["all"].sum() == summary().n_segments


def test_thm04_the_base_is_everybody_who_was_interviewed() -> None:
    assert summary().who.values.tolist() == [["O1", 1, 2], ["O2", 1, 1]]


def test_thm05_codes_beside_it_share_words_with_a_passage() -> None:
    assert summary().beside.values.tolist() == [["Waiting", 1]]


def test_thm06_suggestions_are_readable_and_new() -> None:
    without = Theme("t1", "Handing over", codes=("w", "t", "x"), quotes=("s1",))
    suggested = summary(without).suggested
    assert "s1" not in set(suggested["segment"])
    assert "s3" not in set(suggested["segment"])  # three words are not a sentence
    assert suggested["participant"].is_unique


def test_thm07_chosen_quotes_keep_their_order() -> None:
    assert list(summary().chosen["segment"]) == ["s3", "s1"]


def test_thm08_what_two_coders_marked_is_read_once() -> None:
    text = "phone line and a call"
    source = Source("A", text, (Turn("P", 0, len(text)),))
    own = SEGMENTS[SEGMENTS["source"] == "a"]
    words = theme_words(own, {"a": source}, ["and"])
    assert [(word.text, word.n) for word in words] == [("line", 1), ("phone", 1)]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: (p[0], sum(p)))))
def test_thm09_any_ranges_keep_their_characters(ranges: list[tuple[int, int]]) -> None:
    joined = merged(ranges)
    inside = {place for start, end in ranges for place in range(start, end)}
    assert {place for start, end in joined for place in range(start, end)} == inside
    assert sum(end - start for start, end in joined) == len(inside)


def test_thm10_an_empty_theme_is_a_summary_of_zeros() -> None:
    found = summary(Theme("t2", "Nothing yet"))
    assert (found.n_segments, found.n_participants, len(found.suggested)) == (0, 0, 0)
    assert found.codes_by_participant.empty
    nothing = theme_summary(THEME, SEGMENTS.head(0), SOURCES.head(0))
    assert (nothing.n_segments, len(nothing.who), len(nothing.beside)) == (0, 0, 0)


def test_thm11_search_finds_every_word_in_any_case_and_each_passage_once() -> None:
    twice = pd.concat([SEGMENTS, SEGMENTS.assign(segment=SEGMENTS["segment"] + "b")])
    assert list(search_passages(twice, "AGAIN again")["segment"]) == ["s3"]
    assert len(search_passages(twice, "")) == len(SEGMENTS)
    assert search_passages(twice, "line (")["segment"].empty


def test_thm12_what_was_settled_counts_once() -> None:
    same = row("s7", "a", 0, 10, "w", coder="agreed", participant="P01")
    anew = row("s8", "a", 2, 12, "w", coder="agreed", participant="P01")
    with_agreed = pd.concat([SEGMENTS, pd.DataFrame([same, anew], columns=COLUMNS)])
    before = theme_summary(THEME, SEGMENTS, SOURCES)
    after = theme_summary(THEME, with_agreed, SOURCES)
    assert after.n_coders == before.n_coders
    assert after.n_segments == before.n_segments + 1


def test_thm13_interviewers_are_not_evidence() -> None:
    asked = SEGMENTS.assign(asks=SEGMENTS["segment"].isin(["s3", "s4"]))
    found = theme_summary(THEME, asked, SOURCES)
    assert (found.n_segments, found.n_asked) == (3, 1)
    assert (found.n_participants, found.n_organisations) == (1, 1)
    assert "P02" not in found.codes_by_participant.columns
    assert found.who.set_index("name")["n"].to_dict() == {"O1": 1, "O2": 0}
    assert list(found.chosen["segment"]) == ["s3", "s1"]
    warm = Theme("t2", "Warm", codes=("w",))
    assert list(theme_summary(warm, SEGMENTS, SOURCES).suggested["segment"]) == ["s1"]
    without = SEGMENTS.assign(asks=SEGMENTS["segment"] == "s1")
    assert list(theme_summary(warm, without, SOURCES).suggested["segment"]) == ["s2"]
    everybody = theme_summary(THEME, asked, SOURCES, askers=True)
    assert (everybody.n_segments, everybody.n_asked) == (4, 0)
    assert everybody.codes_by_participant.equals(summary().codes_by_participant)


def test_thm13_a_theme_of_questions_alone_has_empty_tables() -> None:
    found = theme_summary(THEME, SEGMENTS.assign(asks=True), SOURCES)
    assert (found.n_segments, found.n_asked, len(found.chosen)) == (0, 4, 2)
    assert found.codes_by_participant.empty
    assert found.suggested.empty
