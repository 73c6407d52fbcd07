"""SPG01 Collect answers shows the link and what came in, and asks before it closes; SPG02 only who
may publish can close or open a link; SPG03 Results gives every item its base, in a chart and a
table; SPG04 what a respondent wrote is shown letter by letter; SPG05 a visitor can open the survey,
and reads so when there is none; SPG06 the export is offered to those who may export;
SPG07 a lead sets the support lines and the page that leaving opens, or reads what is wrong; SPG08
beside a download stands which of its answers may name somebody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from access.model import Role
from storage import intake
from storage.database import open_database
from storage.paper import give_up_sheet, start_sheet, submit_sheet
from survey.results import asked_items, title_of
from tests.pages.opening import open_page
from tests.pages.reading import html_on
from tests.survey.publishing import publish
from tests.survey.questionnaires import EN, FR, PLAIN, WORKING_TOGETHER

COLLECT, RESULTS = "survey/pages/collect.py", "survey/pages/results.py"
ANSWER, PAPER = "survey/pages/answer.py", "survey/pages/paper.py"
HOSTILE = "<img src=x onerror=alert(1)> **bold** ![a](http://example.org/a.png)"


@pytest.fixture
def link(data_folder: Path) -> str:
    """A published questionnaire with three responses and a draft."""
    link = publish(WORKING_TOGETHER)
    instrument = intake.open_link(link)
    assert instrument is not None
    for n, refers in enumerate(["yes", "yes", "no"]):
        draft = intake.start_draft(instrument, EN)
        answers = {"refers": refers, "referred": 4 + n, "hear_back": str(3 + n), "hours": 1.5}
        intake.submit(draft.id, {**answers, "change": HOSTILE} if n else answers)
    intake.start_draft(instrument, EN)
    return link


def test_spg01_collect_shows_the_link_and_what_came_in(link: str, data_folder: Path) -> None:
    at = open_page(COLLECT, Role.LEAD, data_folder)
    assert at.code[0].value == f"http://localhost:8501/s/{link}"
    assert "Responses sent" in html_on(at)
    assert "<dt>Responses sent</dt><dd>3</dd>" in html_on(at)


def test_spg01_closing_a_link_asks_first(link: str, data_folder: Path) -> None:
    at = open_page(COLLECT, Role.LEAD, data_folder)
    at.button(key=f"collect.{link}.close").click().run()
    assert "1 under way cannot be sent until you open it again" in html_on(at)
    assert intake.open_link(link) is not None


def test_spg02_a_researcher_sees_the_link_and_cannot_close_it(link: str, data_folder: Path) -> None:
    at = open_page(COLLECT, Role.RESEARCHER, data_folder)
    assert at.code[0].value.endswith(link)
    assert not [button for button in at.button if link in str(button.key)]


def test_spg03_results_give_every_item_its_base(link: str, data_folder: Path) -> None:
    at = open_page(RESULTS, Role.RESEARCHER, data_folder)
    assert not at.exception
    told = html_on(at)
    assert "Base: all 3" in told
    assert "Base: 2 of 3 who were asked" in told
    assert "2 (67%)" not in told, "a table tells number and share apart"
    assert '<th scope="row" class="l">Yes</th><td class="r">2</td><td class="r">67%</td>' in told


def test_spg03_every_question_can_be_seen_alone(link: str, data_folder: Path) -> None:
    at = open_page(RESULTS, Role.RESEARCHER, data_folder)
    at.segmented_control(key="results.view").set_value("One question").run()
    for n, item in enumerate(asked_items(WORKING_TOGETHER)):
        at.selectbox(key="results.item.working_together").select_index(n).run()
        assert not at.exception
        assert title_of(item, WORKING_TOGETHER) in html_on(at)


def test_spg04_what_was_written_is_shown_letter_by_letter(link: str, data_folder: Path) -> None:
    at = open_page(RESULTS, Role.LEAD, data_folder)
    assert "&lt;img src=x onerror=alert(1)&gt; **bold**" in html_on(at)
    assert "<img" not in html_on(at)
    assert not [text for text in at.markdown if "bold" in text.value]


def test_spg05_a_visitor_opens_the_survey(link: str, data_folder: Path) -> None:
    at = open_page(ANSWER, None, data_folder)
    assert not at.exception
    assert at.get("iframe")[0].proto.src == f"/s/{link}"


def test_spg05_without_a_survey_a_visitor_reads_so(data_folder: Path) -> None:
    at = open_page(ANSWER, None, data_folder)
    assert "No survey is open now" in html_on(at)


@pytest.mark.parametrize("role", [Role.LEAD, Role.RESEARCHER])
def test_spg06_the_export_is_offered(role: Role, link: str, data_folder: Path) -> None:
    at = open_page(RESULTS, role, data_folder)
    assert 'href="/survey/answers/working_together.csv"' in html_on(at)


def test_spg08_a_download_says_which_answers_may_name_somebody(
    link: str, data_folder: Path
) -> None:
    assert "May name or locate" not in html_on(open_page(RESULTS, Role.LEAD, data_folder))
    marked = replace(WORKING_TOGETHER.item("change"), pii=True)
    items = tuple(marked if one.name == "change" else one for one in WORKING_TOGETHER.items)
    publish(replace(WORKING_TOGETHER, items=items))
    at = open_page(RESULTS, Role.LEAD, data_folder)
    told = f"May name or locate somebody: {marked.label[EN]}"
    assert told in html_on(at)
    at.segmented_control(key="results.export.program").set_value("Codebook").run()
    assert told not in html_on(at)


@pytest.mark.parametrize("page", [COLLECT, RESULTS, PAPER])
def test_spg01_an_empty_study_says_what_to_do(page: str, data_folder: Path) -> None:
    at = open_page(page, Role.LEAD, data_folder)
    assert not at.exception
    assert "tl-empty" in html_on(at)


def test_spg07_a_lead_sets_the_support_lines(link: str, data_folder: Path) -> None:
    at = open_page(COLLECT, Role.LEAD, data_folder)
    assert "Canadian Human Trafficking Hotline" in html_on(at)
    at.text_input(key="collect.support.3.number").set_value("")
    at.text_input(key="collect.support.4.number").set_value("403-555-0100")
    at.text_input(key="collect.support.4.en").set_value(HOSTILE)
    at.text_input(key="collect.support.away.en").set_value("http://example.org")
    at.button(key="collect.support.save").click().run()
    told = " ".join(error.value for error in at.error)
    assert "cannot be opened on leaving" in told
    assert "say in French" in told
    at.text_input(key="collect.support.4.fr").set_value("Notre bureau")
    at.text_input(key="collect.support.away.en").set_value("https://news.example.org/")
    at.button(key="collect.support.save").click().run()
    assert not at.exception
    assert not at.error
    around = intake.load_surroundings()
    assert [line.number for line in around.support] == ["911", "211", "403-555-0100"]
    assert around.support[2].words == {"en": HOSTILE, "fr": "Notre bureau"}
    assert around.away["en"] == "https://news.example.org/"
    assert "news.example.org" in html_on(at)
    assert "<img" not in html_on(at)
    assert at.text_input(key="collect.support.3.number").value == "403-555-0100"


def test_spg07_a_researcher_reads_them(link: str, data_folder: Path) -> None:
    at = open_page(COLLECT, Role.RESEARCHER, data_folder)
    assert "Canadian Human Trafficking Hotline" in html_on(at)
    assert not [box for box in at.text_input if "support" in str(box.key)]


def test_spg07_results_join_versions_and_tell_paper(link: str, data_folder: Path) -> None:
    at = open_page(RESULTS, Role.RESEARCHER, data_folder)
    assert "on paper" not in html_on(at)
    assert not at.expander
    without = tuple(item for item in WORKING_TOGETHER.items if item.name != "change")
    publish(replace(WORKING_TOGETHER, items=without))
    instrument = intake.open_link(link)
    assert instrument is not None
    with open_database() as db:
        start_sheet(db, instrument, EN, "somebody", "p1")
        submit_sheet(db, "p1", "somebody")
    at = open_page(RESULTS, Role.RESEARCHER, data_folder)
    assert not at.exception
    told = html_on(at)
    assert "4 responses, 1 on paper." in told
    assert at.expander[0].label == "Answers to versions 1 and 2 are counted together"
    assert "(change) is not asked any more; its answers stay in results and exports." in told
    assert "&lt;img src=x onerror=alert(1)&gt;" in told, "answers to what is gone are still shown"


def test_spg08_paper_forms_lists_languages_and_sheets(link: str, data_folder: Path) -> None:
    at = open_page(PAPER, Role.RESEARCHER, data_folder)
    assert not at.exception
    assert 'href="/survey/paper/working_together/1?language=English+%28en%29"' in html_on(at)
    assert 'href="/survey/paper/enter/working_together"' in html_on(at)
    instrument = intake.open_link(link)
    assert instrument is not None
    with open_database() as db:
        for id in ("p1", "p2", "p3"):
            start_sheet(db, instrument, FR, "somebody", id)
        submit_sheet(db, "p1", "somebody")
        give_up_sheet(db, "p2", "somebody")
    told = html_on(at.run())
    assert 'href="/survey/paper/sheets/p3"' in told
    assert "sheets/p1" not in told
    assert "<dt>Sheets entered</dt><dd>1</dd>" in told
    assert "<dt>Given up or withdrawn</dt><dd>1</dd>" in told


def test_spg08_what_is_too_rich_for_words_is_listed(data_folder: Path) -> None:
    cups = replace(PLAIN.items[1], relevance="string-length(${tea}) > 2")
    publish(replace(PLAIN, items=(PLAIN.items[0], cups)))
    told = html_on(open_page(PAPER, Role.LEAD, data_folder))
    assert "<code>string-length(${tea}) &gt; 2</code>" in told
