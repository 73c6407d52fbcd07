"""FLD01 every page of a form by others that is read whole is drawn, in each of its languages, with
every item that is asked; FLD02 the same of a questionnaire with every kind; FLD03 what is only
shown cannot be changed; FLD04 statements stand in one list, one labelled group of choices for
each."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from storage.intake import Surroundings
from survey.answering import Step, shown_pages, takes_answer
from survey.model import Group, Instrument, Item, ItemKind, ResponseOption
from survey.relevance import defaults
from survey.repeat_pages import names_on_page
from survey.web.fields import blocks
from survey.web.page import Sheet, questions, review
from survey.web.reader import Reader
from survey.xlsform import parse_xlsform
from tests.conftest import SHARED
from tests.survey.kinds import EVERY_KIND
from tests.survey.test_xlsform_real import READ

FORMS = [SHARED / "xlsforms" / name for name in READ if (SHARED / "xlsforms" / name).exists()]


def drawn(instrument: Instrument) -> int:
    """Draw all pages and the review in every language; how many fields there were."""
    answers = defaults(instrument)
    n_fields = 0
    for language in instrument.languages:
        sheet = Sheet(language, instrument.languages, "/s/x/1", "/s/x", Surroundings("", ()))
        pages = shown_pages(instrument, answers)
        for number, page in pages.items():
            html = questions(sheet, instrument, answers, Step(number), pages)
            posted = {unescape(name) for name in re.findall(r'name="([^".]+)"', html)}
            shown = {unescape(name) for name in re.findall(r'name=".shown" value="([^"]+)"', html)}
            for name, item in names_on_page(instrument, page.items, answers):
                assert name in shown
                assert (name in posted) == takes_answer(item)
                n_fields += 1
        assert "<main" in review(sheet, instrument, answers)
    return n_fields


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_fld01_every_page_of_a_real_form_is_drawn(path: Path) -> None:
    assert drawn(parse_xlsform(path.read_bytes(), path.name)) > 0


def test_fld02_every_kind_is_drawn() -> None:
    assert drawn(EVERY_KIND) > len(EVERY_KIND.items)


def test_fld03_a_result_is_shown_and_cannot_be_changed() -> None:
    form = Instrument(
        "f",
        {"": "F"},
        (
            Item("a", ItemKind.INTEGER, {"": "How many?"}),
            Item("b", ItemKind.INTEGER, {"": "Twice that"}, calculation="${a} * 2"),
        ),
    )
    (block, result) = blocks(form.pages[0], Reader(form, {"a": 4}, ""))
    assert (block.fields[0].form, result.fields[0].form) == ("number", "result")
    assert result.fields[0].value == "8"
    sheet = Sheet("", ("",), "/s/x/1", "/s/x", Surroundings("", ()))
    html = questions(sheet, form, {"a": 4}, Step(0), shown_pages(form, {"a": 4}))
    assert 'name="b"' not in html


@pytest.mark.parametrize(
    ("appearance", "around", "n_options", "form"),
    [
        ("likert", "", 3, "statements"),
        ("", "table-list", 4, "statements"),
        ("", "", 3, "item"),
        ("likert", "", 9, "item"),
    ],
)
def test_fld04_statements_stand_in_one_list(
    appearance: str, around: str, n_options: int, form: str
) -> None:
    options = tuple(ResponseOption(str(n), {"": f"Option {n}"}) for n in range(n_options))
    items = tuple(
        Item(
            *(name, ItemKind.SELECT_ONE, {"": name}),
            group="g",
            appearance=appearance,
            list_name="l",
            options=options,
        )
        for name in ("one", "two")
    )
    asked = Instrument("f", {"": "F"}, items, (Group("g", appearance=around),))
    found = blocks(asked.pages[0], Reader(asked, {}, ""))
    assert {block.form for block in found} == {form}
    assert sum(len(block.fields) for block in found) == 2
