"""TTL01 a name that the vault knows, or the name of a speaker, is found in a title however a file's
name writes it; TTL02 roles, labels and stand-ins are nobody's name; TTL03 a refusal says which
words, and the title that it proposes can be kept; TTL04 what looks like a name gets a neutral
title; TTL05 a published document may name its authors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.describing import Described
from interviews.identity import Kind, Surface
from interviews.model import SourceKind
from interviews.source_title import looks_named, names_in_title, neutral_title, title_problems

ROSTER = (
    Surface("Marie Tremblay", Kind.PARTICIPANT, "[Participant A]"),
    Surface("Hope Whitford", Kind.PERSON, "[Person A]"),
    Surface("Harbour House", Kind.ORGANISATION, "[Organisation A]"),
    Surface("AB12-4471", Kind.FILE_NUMBER, "[file number]"),
)
TYPED = Described("", "P07", "", "", "", frozenset(), "2026-04-02")


@pytest.mark.parametrize(
    "title",
    [
        *("Marie Tremblay", "marie_tremblay_2", "MarieTremblay", "Interview-Marie", "tremblay3"),
        *(
            "Marie.Tremblay.final",
            "2026MARIE",
            "The talk with Hope",
            "at harbour house",
            "AB12-4471",
        ),
    ],
)
def test_ttl01_however_it_is_written(title: str) -> None:
    assert names_in_title(title, ROSTER)
    assert looks_named(title, ROSTER)


def test_ttl01_the_speakers_of_this_text() -> None:
    assert names_in_title("zed_quill 3", (), ("INT", "Zed Quill")) == ["zed quill"]
    assert not names_in_title("zed_quill 3", (), ("INT",))


@pytest.mark.parametrize(
    "title", ["P07 interview", "INT 2", "Speaker 1 talk", "Person-centred care", "what gives hope"]
)
def test_ttl02_roles_and_stand_ins_are_nobody(title: str) -> None:
    assert not names_in_title(title, ROSTER, ("INT", "P07", "Speaker 1", "[Person A]"))


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        (TYPED, "P07 interview 2026-04-02"),
        (replace(TYPED, participant="", collected_on=""), "Interview"),
        (replace(TYPED, participant="Marie"), "Interview 2026-04-02"),
        (replace(TYPED, kind=SourceKind.FIELD_NOTE), "P07 field note 2026-04-02"),
    ],
)
def test_ttl03_refused_with_a_title_that_can_be_kept(typed: Described, proposed: str) -> None:
    (told,) = title_problems(replace(typed, title="Talk with Tremblay"), ROSTER)
    assert "“Tremblay”" in told
    assert f"“{proposed}”" in told
    assert title_problems(replace(typed, title=proposed), ROSTER) == []


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60)
def test_ttl03_any_title_around_a_name_is_refused(before: str, after: str) -> None:
    title = f"{before} Marie Tremblay {after}"
    assert title_problems(replace(TYPED, title=title), ROSTER)


@pytest.mark.parametrize(
    ("stem", "named"),
    [
        *(("jennifer_intake", True), ("Dr. Okafor 2", True), ("Interview Jessica", True)),
        *(("transcript", False), ("P1", False), ("focus_group_3", False), ("2026-04-02", False)),
    ],
)
def test_ttl04_what_looks_like_a_name(stem: str, named: bool) -> None:
    assert looks_named(stem, ()) is named


def test_ttl04_the_neutral_title() -> None:
    assert neutral_title("P07", SourceKind.INTERVIEW, "2026-04-02") == "P07 interview 2026-04-02"
    assert neutral_title("", SourceKind.FIELD_NOTE, "") == "Field note"


def test_ttl05_literature_names_its_authors() -> None:
    typed = replace(TYPED, title="Tremblay 2019", kind=SourceKind.LITERATURE)
    assert title_problems(typed, ROSTER) == []
