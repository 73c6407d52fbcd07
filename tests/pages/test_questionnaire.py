"""QUE01 an empty study says what to do; QUE02 a file with mistakes shows all of them and keeps
nothing; QUE03 a good file is shown in words, with what was left out, and kept on demand as a draft;
QUE04 a lead publishes after asking, and the link stands there; QUE05 a researcher may bring in, not
publish; QUE06 the same file twice is one version, a changed one says what changed; QUE07 what a
file says is shown letter by letter; QUE08 the preview is the respondent's page of that version;
QUE09 every version offers its file; QUE10 a version in which a name changes its type of answer is
refused, with the reason; QUE11 each version says what it changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from storage.database import open_database
from storage.instruments import (
    close_link,
    list_instruments,
    list_links,
    load_instrument,
    publish_instrument,
    save_instrument,
)
from survey.xlsform import parse_xlsform
from tests.pages.opening import open_page
from tests.pages.reading import html_on

PAGE = "survey/pages/questionnaire.py"
BRING_IN = {"view": "bring-in"}
FORM = """| survey |
| | type | name | label | relevant |
| | start | start | | |
| | select_one yn | joint | Do you work together? | |
| | text | how | How? | ${joint} = 'yes' |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
| settings |
| | form_id | form_title |
| | together | Working together |
"""
BAD = FORM.replace("text", "video").replace("| no |", "| yes |")
HOSTILE = "<img src=x onerror=alert(1)> **bold** ![a](http://example.org/a.png)"


def bring_in(data_folder: Path, text: str, role: Role = Role.LEAD) -> AppTest:
    at = open_page(PAGE, role, data_folder, BRING_IN)
    at.file_uploader("questionnaire.file").upload("form.md", text.encode(), "text/markdown")
    at.run()
    assert not at.exception
    return at


@pytest.fixture
def kept(data_folder: Path) -> Path:
    """A data folder with the questionnaire as a draft."""
    with open_database() as db:
        save_instrument(db, parse_xlsform(FORM.encode(), "form.md"), "a1")
    return data_folder


def test_que01_an_empty_study_offers_to_bring_one_in(data_folder: Path) -> None:
    at = open_page(PAGE, Role.LEAD, data_folder)
    assert "No questionnaire yet" in html_on(at)
    at.button("questionnaire.empty.action").click().run()
    assert "Bring in a questionnaire" in html_on(at)
    assert at.file_uploader("questionnaire.file")


def test_que02_every_mistake_is_shown_and_nothing_is_kept(data_folder: Path) -> None:
    told = html_on(bring_in(data_folder, BAD))
    assert "2 things to change" in told
    assert "survey, row 5" in told
    assert "choices, row 9" in told
    assert "has &#x27;yes&#x27; in row 8 too" in told
    with open_database() as db:
        assert list_instruments(db) == []


def test_que03_a_good_file_is_shown_and_kept_on_demand(data_folder: Path) -> None:
    at = bring_in(data_folder, FORM)
    told = html_on(at)
    assert "if “Do you work together?” is “Yes”" in told
    assert "1 page · 2 questions to answer · 1 under a condition" in told
    assert "start (start)" in told, "what is left out is listed"
    with open_database() as db:
        assert list_instruments(db) == []
    at.button("questionnaire.keep").click().run()
    assert not at.exception
    assert "nobody can answer this version yet" in html_on(at)
    with open_database() as db:
        assert load_instrument(db, "together").item("how").relevance == "${joint} = 'yes'"
        assert list_links(db) == []


def test_que04_publishing_asks_first(kept: Path) -> None:
    at = open_page(PAGE, Role.LEAD, kept)
    at.button("questionnaire.primary").click().run()
    assert "never edited again" in html_on(at)
    assert at.button("questionnaire.publish.go").label == "Publish version 1"
    with open_database() as db:
        assert list_links(db) == []


def test_que04_the_link_of_what_is_published_stands_there(kept: Path) -> None:
    with open_database() as db:
        token = publish_instrument(db, "together", 1, "a1")
    at = open_page(PAGE, Role.LEAD, kept)
    assert at.code[0].value.endswith(f"/s/{token}")
    assert at.button("questionnaire.primary").label == "Bring in a questionnaire"
    with open_database() as db:
        close_link(db, token, "a1")
    at.run()
    assert not at.code
    assert "Open it again under Collect answers" in html_on(at)


def test_que05_a_researcher_may_bring_in_and_not_publish(kept: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, kept)
    assert at.button("questionnaire.primary").label == "Bring in a questionnaire"
    assert "A lead of the study publishes it." in html_on(at)
    at = bring_in(kept, FORM.replace("How?", "In what way?"), Role.RESEARCHER)
    at.button("questionnaire.keep").click().run()
    with open_database() as db:
        assert load_instrument(db, "together").version == 2


def test_que06_the_same_file_is_one_version(kept: Path) -> None:
    at = bring_in(kept, FORM)
    assert "Already here" in html_on(at)
    at.button("questionnaire.open").click().run()
    assert "nobody can answer this version yet" in html_on(at)


def test_que06_a_changed_file_says_what_changed(kept: Path) -> None:
    at = bring_in(kept, FORM.replace("| text | how |", "| integer | how |"))
    assert "will be version 2 of together" in html_on(at)
    assert "was text in version 1 and is now integer" in at.warning[0].value.replace("\\", "")


def test_que06_versions_can_be_chosen(kept: Path) -> None:
    changed = parse_xlsform(FORM.replace("How?", "In what way?").encode(), "form.md")
    with open_database() as db:
        save_instrument(db, changed, "a1")
    at = open_page(PAGE, Role.LEAD, kept, {"name": "together", "version": "1"})
    assert "How?" in html_on(at)
    at.selectbox("questionnaire.version.together.1").select(2).run()
    assert not at.exception
    assert "In what way?" in html_on(at)


def test_que10_a_version_that_would_mix_types_is_refused(kept: Path) -> None:
    with open_database() as db:
        publish_instrument(db, "together", 1, "a1")
        save_instrument(
            db,
            parse_xlsform(FORM.replace("| text | how |", "| integer | how |").encode(), "f.md"),
            "a1",
        )
    at = open_page(PAGE, Role.LEAD, kept)
    at.button("questionnaire.primary").click().run()
    told = at.error[0].value.replace("\\", "")
    assert "Version 2 cannot be published." in told
    assert "'how' was text in version 1 and is now integer" in told
    with open_database() as db:
        assert load_instrument(db, "together").version == 1


def test_que11_versions_say_what_they_changed(kept: Path) -> None:
    changed = parse_xlsform(FORM.replace("How?", HOSTILE).encode(), "form.md")
    with open_database() as db:
        save_instrument(db, changed, "a1")
    at = open_page(PAGE, Role.LEAD, kept)
    at.segmented_control("questionnaire.view").set_value("Versions").run()
    assert "What version 2 changed" in html_on(at)
    assert "(how) is worded differently." in html_on(at)
    assert "<img" not in html_on(at)


def test_que07_what_a_file_says_is_text(data_folder: Path) -> None:
    at = bring_in(data_folder, FORM.replace("How?", HOSTILE).replace("Working together", HOSTILE))
    assert "<img" not in html_on(at)
    assert "&lt;img src=x onerror=alert(1)&gt; **bold**" in html_on(at)
    broken = bring_in(data_folder, FORM.replace("| text |", f"| {HOSTILE} |"))
    assert "<img" not in html_on(broken)


def test_que08_the_preview_is_of_this_version(kept: Path) -> None:
    at = open_page(PAGE, Role.LEAD, kept)
    at.segmented_control("questionnaire.view").set_value("Preview").run()
    assert not at.exception
    assert at.get("iframe")[0].proto.src == "/s/preview/together/1"


def test_que09_versions_offer_their_file(kept: Path) -> None:
    at = open_page(PAGE, Role.LEAD, kept)
    at.segmented_control("questionnaire.view").set_value("Versions").run()
    assert 'href="/survey/questionnaires/together/1.xlsx"' in html_on(at)
