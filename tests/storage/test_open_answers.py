"""OPN01 every written answer of a submitted response becomes a source, blank ones do not; OPN02 a
second time brings in only what is new; OPN03 the source leads back to response and item; OPN04
what two people bring in at once is there once; OPN05 the list counts passages and coders; OPN06
what was written in a repeat is a source for each time, under its question; OPN07 "prefer not to
answer" is nothing to code; OPN08 answers that may name a person stay out; OPN09 a text says where
its answers belong in the codebook."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from coding.model import Code, Segment
from interviews.model import SourceKind
from storage import intake
from storage.codebook import delete_code, save_code
from storage.database import MEMORY, open_database, open_vault
from storage.open_answers import count_new_open_answers, list_texts, save_open_answers
from storage.segments import save_segment
from storage.sources import load_source, sources_frame
from survey.model import DONT_KNOW, PREFER_NOT, Instrument, Item, ItemKind, to_json
from tests.storage.texts import keep_all_names, put_source
from tests.survey.kinds import EVERY_KIND
from tests.survey.publishing import publish

FORM = Instrument(
    "needs",
    "Needs",
    (Item("gap", ItemKind.TEXT, {"": "What is missing?"}), Item("years", ItemKind.INTEGER)),
    version=1,
)


def put_response(db: Database, response: str, gap: str, submitted: bool = True) -> None:
    """A response with one written and one counted answer."""
    db.execute(
        "insert into response (id, instrument, version, updated_at, submitted_at)"
        " values (?, 'needs', 1, 'now', ?)",
        [response, "2026-03-04T10:00:00+00:00" if submitted else None],
    )
    for item, value in (("gap", f'"{gap}"'), ("years", "3")):
        db.execute(
            "insert into answer (response, item, value) values (?, ?, ?)", [response, item, value]
        )


@pytest.fixture
def survey(db: Database) -> Database:
    """A study with a survey, and three answers: one written, one blank, one not submitted."""
    put_form(db)
    put_response(db, "r1", "Nobody calls back.")
    put_response(db, "r2", "  ")
    put_response(db, "r3", "Half a thought", submitted=False)
    return db


def bring_in(db: Database, coder: str = "ana") -> int:
    """Bring in what is new, and let two readers confirm it; how many."""
    with open_vault(MEMORY) as vault:
        n = save_open_answers(db, vault, "needs", coder)
        for (source,) in db.execute("select id from source where names = 'imported'").fetchall():
            keep_all_names(db, vault, source)
    return n


def put_form(db: Database) -> None:
    db.execute(
        "insert into instrument (name, version, body, sha256, created_at)"
        " values ('needs', 1, ?, ?, 'now')",
        [to_json(FORM), FORM.sha256],
    )


def test_opn01_written_answers_become_sources(survey: Database) -> None:
    assert count_new_open_answers(survey) == {"needs": 1}
    assert bring_in(survey) == 1
    (text,) = list_texts(survey)
    source = load_source(survey, text.id)
    assert (source.text, source.kind) == ("Nobody calls back.", SourceKind.OPEN_ANSWER)
    assert [source.said(turn) for turn in source.turns] == ["Nobody calls back."]
    assert re.fullmatch(r"What is missing\? \([0-9a-f]{6}\)", source.title)


def test_opn02_later_only_what_is_new(survey: Database) -> None:
    bring_in(survey)
    assert count_new_open_answers(survey) == {}
    assert bring_in(survey) == 0
    put_response(survey, "r4", "Nobody calls back.")
    assert bring_in(survey) == 1
    assert len(list_texts(survey)) == 2


def test_opn03_the_source_leads_back(survey: Database) -> None:
    bring_in(survey)
    assert survey.execute("select response, item from source").fetchall() == [("r1", "gap")]
    assert "r1" not in list_texts(survey)[0].title


def test_opn04_two_at_once_bring_in_each_answer_once(data_folder: Path) -> None:
    with open_database() as db:
        put_form(db)
        for n in range(20):
            put_response(db, f"r{n}", f"Answer {n}")

    def once(coder: str) -> int:
        with open_database() as db, open_vault() as vault:
            return save_open_answers(db, vault, "needs", coder)

    with ThreadPoolExecutor(4) as threads:
        brought = list(threads.map(once, ["ana", "ben", "eva", "kim"]))
    assert sum(brought) == 20


def test_opn05_the_list_counts_passages_and_coders(survey: Database) -> None:
    source = put_source(survey, "They wait for weeks.", title="P01")
    bring_in(survey)
    for code in ("waiting", "gone"):
        save_code(survey, Code(code, code.title()), "ana")
    save_segment(survey, Segment(source, 0, 4, "waiting", "ana"))
    save_segment(survey, Segment(source, 5, 9, "waiting", "ben"))
    save_segment(survey, Segment(source, 5, 9, "gone", "ben"))
    delete_code(survey, "gone", "ana")
    rows = {text.title: text for text in list_texts(survey)}
    assert (rows["P01"].n_segments, rows["P01"].n_coders) == (2, 2)
    assert [text.about for text in rows.values()] == ["", "gap"]
    assert [text.question for text in rows.values()] == ["", "What is missing?"]


def test_opn06_opn07_what_was_written_in_a_repeat_is_a_source_for_each_time(
    data_folder: Path,
) -> None:
    publish(EVERY_KIND)
    draft = intake.start_draft(EVERY_KIND)
    told = [{"kind": "Shelter"}, {"kind": PREFER_NOT}, {"kind": "Clinic"}]
    intake.submit(draft.id, {"story": DONT_KNOW, "partner": told})
    with open_database() as db, open_vault() as vault:
        assert save_open_answers(db, vault, EVERY_KIND.name, "lead") == 2
        assert save_open_answers(db, vault, EVERY_KIND.name, "lead") == 0
        assert list_texts(db) == []  # nobody has taken their names out yet
        for source in sources_frame(db)["id"]:
            keep_all_names(db, vault, source)
        listed = list_texts(db)
    assert [one.about for one in listed] == ["partner/1/kind", "partner/3/kind"]
    assert {one.question for one in listed} == {"What kind of organisation?"}


def put_version(db: Database, item: Item) -> None:
    """A second version, published, in which the written question is this one."""
    form = replace(FORM, items=(item, FORM.items[1]), version=2)
    db.execute(
        "insert into instrument (name, version, body, sha256, created_at, published_at)"
        " values ('needs', 2, ?, ?, 'now', 'now')",
        [to_json(form), form.sha256],
    )


def test_opn08_answers_that_may_name_somebody_stay_out(survey: Database) -> None:
    put_version(survey, replace(FORM.items[0], pii=True))
    assert count_new_open_answers(survey) == {}
    assert bring_in(survey) == 0


def test_opn09_a_text_says_where_its_answers_belong(survey: Database) -> None:
    put_version(survey, replace(FORM.items[0], codebook_theme="What is missing"))
    bring_in(survey)
    assert [text.theme for text in list_texts(survey)] == ["What is missing"]
