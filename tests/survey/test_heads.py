"""HED01 what is known of a response stands under its own name, and under another one where an item
bears it; HED02 any items leave columns that differ; HED03 an item of such a name is counted,
compared and exported like any other, from the answers that were sent."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from storage import intake
from storage.database import open_database
from storage.responses import responses_frame
from survey.asked import asked
from survey.export import render_csv
from survey.exports.variables import variables
from survey.exports.workbook import sheet_variables
from survey.groups import groupings
from survey.heads import HEADS, head_columns
from survey.model import Instrument, Item, ItemKind, ResponseOption
from survey.summary import summarise
from tests.survey.publishing import publish

SPOKEN = (ResponseOption("cr", {"": "Cree"}), ResponseOption("en", {"": "English"}))
FORM = Instrument(
    "heads",
    {"": "Named like columns"},
    (
        Item("language", ItemKind.SELECT_ONE, {"": "What do you speak?"}, options=SPOKEN),
        Item("version", ItemKind.TEXT, {"": "Which edition?"}),
        Item("wave", ItemKind.HIDDEN, default="spring"),
    ),
)


def test_hed01_another_name_where_it_is_taken() -> None:
    assert head_columns([]) == {name: name for name in HEADS}
    found = head_columns(["Language", "response_language", "role"])
    assert found == {**{name: name for name in HEADS}, "language": "response_response_language"}


@given(st.lists(st.sampled_from([*HEADS, *(f"response_{name}" for name in HEADS), "role"])))
def test_hed02_no_two_columns_are_alike(names: list[str]) -> None:
    items = set(names)
    assert len({*items, *head_columns(items).values()}) == len(items) + len(HEADS)


def test_hed03_items_named_like_columns(data_folder: Path) -> None:
    publish(FORM)
    for spoken, edition in (("cr", "first"), ("cr", "second"), ("en", "first")):
        draft = intake.start_draft(FORM)
        intake.submit(draft.id, {"language": spoken, "version": edition})
    with open_database() as db:
        frame = responses_frame(db, FORM.name)
    counted = summarise(frame, FORM)
    assert [tuple(row) for row in counted[["item", "option", "n"]].to_numpy()] == [
        ("language", "cr", 2),
        ("language", "en", 1),
        ("version", "", 3),
    ]
    by = groupings(frame, asked(frame, FORM), FORM)
    assert [(one.key, list(one.labels.values())) for one in by] == [
        ("language", ["Cree", "English"])
    ]
    row = next(
        csv.DictReader(io.StringIO(render_csv(frame).removeprefix(b"\xef\xbb\xbf").decode()))
    )
    assert (row["wave"], row["response_wave"], row["response_version"]) == ("spring", "1", "1")
    names = [one.name for one in variables(FORM, frame)]
    assert len(names) == len(set(names)) == len(sheet_variables(FORM, frame)) == len(row)
