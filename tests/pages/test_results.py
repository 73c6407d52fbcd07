"""RPG01 a question can be compared by group, with count and share in every cell; RPG02 small
numbers are hidden there until a researcher asks for them; RPG03 a filter leaves only who gave an
answer, and says so; RPG04 weights are told with the weighted and the unweighted number; RPG05 known
shares are taken from the page; RPG06 scales have their figures and alpha; RPG07 every question can
be compared by everything that is offered; RPG08 a ranking and a recommendation have figures; RPG09
what was asked several times of one person is counted by its times; RPG10 with small numbers hidden
a scale is drawn with merged steps where single ones would draw few groups, and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from storage import intake
from survey.model import Group, Item, ItemKind, ResponseOption
from survey.results import asked_items
from tests.pages.opening import open_page
from tests.pages.reading import html_on
from tests.survey.publishing import publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER, YES_NO

RESULTS = "survey/pages/results.py"
FIRST = (ResponseOption("talk", {EN: "Talk more"}), ResponseOption("pay", {EN: "Pay for it"}))
INSTRUMENT = replace(
    WORKING_TOGETHER,
    groups=(*WORKING_TOGETHER.groups, Group("visits", {EN: "Visits"}, repeat=True)),
    items=(
        *WORKING_TOGETHER.items,
        Item("visit", ItemKind.SELECT_ONE, {EN: "A visit"}, group="visits", options=YES_NO),
        Item(
            *("seven", ItemKind.SELECT_ONE, {EN: "We are heard."}),
            group="end",
            options=tuple(ResponseOption(str(n), {EN: f"Step {n}"}) for n in range(1, 8)),
            appearance="likert",
        ),
        Item("first", ItemKind.RANK, {EN: "What comes first?"}, group="end", options=FIRST),
        Item(
            "again",
            ItemKind.RANGE,
            {EN: "Would you recommend it?"},
            group="end",
            parameters={"start": "0", "end": "10", "step": "1"},
        ),
    ),
)
ANSWERS = [
    {"refers": "yes", "referred": n, "slowed": ["whom"], "hear_back": "4", "know_whom": "5"}
    for n in range(12)
] + [{"refers": "no", "hear_back": "2", "know_whom": str(1 + n % 2)} for n in range(8)]


@pytest.fixture
def results(data_folder: Path) -> AppTest:
    """The page of a questionnaire with twenty responses, at one question."""
    link = publish(INSTRUMENT)
    instrument = intake.open_link(link)
    assert instrument is not None
    for n, answers in enumerate(ANSWERS):
        draft = intake.start_draft(instrument, EN)
        visits = [{"visit": "yes"}, {"visit": "no"}] if n < 3 else []
        more = {
            "visits": visits,
            "first": ["pay", "talk"] if n else ["talk"],
            "again": 10 if n % 2 else 6,
        }
        intake.submit(draft.id, {"agreed": "OK", "change": "More talk", **answers, **more})
    at = open_page(RESULTS, Role.RESEARCHER, data_folder)
    at.segmented_control(key="results.view").set_value("One question").run()
    return at


def ask(at: AppTest, item: str) -> None:
    at.selectbox(key="results.item.working_together").set_value(item).run()
    assert not at.exception


def compare(at: AppTest, by: str) -> None:
    at.selectbox(key="results.by.working_together").set_value(by).run()
    assert not at.exception


def test_rpg01_a_question_is_compared_by_group(results: AppTest) -> None:
    ask(results, "hear_back")
    compare(results, "refers")
    results.toggle(key="results.hide").set_value(False).run()
    told = html_on(results)
    assert "“Agree” or “Strongly agree”: from 0% (No) to 100% (Yes)" in told
    assert "All respondents" in told
    assert '<th scope="row" class="l">Yes</th>' in told
    assert '<td class="r">12<small>100%</small></td>' in told
    assert "Cramér’s V 1.00" in told


def test_rpg02_small_numbers_are_hidden_until_asked_for(results: AppTest) -> None:
    ask(results, "know_whom")
    compare(results, "refers")
    assert "&lt;5*" in html_on(results)
    assert "4<small>" not in html_on(results)
    results.toggle(key="results.hide").set_value(False).run()
    assert "&lt;5*" not in html_on(results)
    assert '<td class="r">4<small>50%</small></td>' in html_on(results)


def test_rpg03_a_filter_leaves_who_gave_an_answer(results: AppTest) -> None:
    results.multiselect(key="results.filter.working_together").set_value(["refers"]).run()
    results.multiselect(key="results.filter.working_together.refers").set_value(["no"]).run()
    ask(results, "hear_back")
    told = html_on(results)
    assert "Only 8 of 20 responses. Do you refer people to a partner?: No." in told
    assert "Base: all 8" in told


def test_rpg04_weights_are_told(results: AppTest) -> None:
    results.selectbox(key="results.weight.working_together").set_value("referred").run()
    ask(results, "refers")
    told = html_on(results)
    assert "Weighted: 11 responses count as 66.0" in told
    assert "9 without a weight are left out" in told
    assert "Base: all 11 (weighted 66.0)" in told


def test_rpg05_known_shares_are_taken_from_the_page(results: AppTest) -> None:
    weight = results.selectbox(key="results.weight.working_together")
    weight.set_value("@known refers").run()
    results.number_input(key="results.share.working_together.refers.yes").set_value(20.0)
    results.number_input(key="results.share.working_together.refers.no").set_value(80.0).run()
    ask(results, "refers")
    told = html_on(results)
    assert "Base: all 20 (weighted 20.0)" in told
    assert '<td class="r">12</td><td class="r">4.0</td><td class="r">20%</td>' in told
    results.number_input(key="results.share.working_together.refers.yes").set_value(0.0)
    results.number_input(key="results.share.working_together.refers.no").set_value(0.0).run()
    assert "All shares are 0" in results.error[0].value


def test_rpg06_scales_have_their_figures(results: AppTest) -> None:
    results.segmented_control(key="results.view").set_value("Scales").run()
    assert not results.exception
    told = html_on(results)
    assert "Cronbach’s alpha 0.91, from 20 who answered every statement." in told
    assert '<td class="r">20</td><td class="r">60%</td><td class="r">0%</td>' in told
    assert "7 is “Step 7”" in told
    turned = results.multiselect(key="results.reverse.working_together.hear_back")
    turned.set_value(["know_whom"]).run()
    assert "(turned round)" in html_on(results)
    assert "Runs against the rest" in html_on(results)


def test_rpg07_every_question_by_everything(results: AppTest) -> None:
    groups = results.selectbox(key="results.by.working_together").options
    assert len(groups) > 3
    for item in asked_items(INSTRUMENT):
        ask(results, item.name)
        for place in range(len(results.selectbox(key="results.by.working_together").options)):
            results.selectbox(key="results.by.working_together").select_index(place).run()
            assert not results.exception, (item.name, place)


def test_rpg03_two_filters_hold_together(results: AppTest) -> None:
    results.multiselect(key="results.filter.working_together").set_value(["refers", "again"]).run()
    results.multiselect(key="results.filter.working_together.refers").set_value(["no"]).run()
    results.multiselect(key="results.filter.working_together.again").set_value(["6"]).run()
    ask(results, "hear_back")
    assert "Only 4 of 20 responses" in html_on(results)


def test_rpg08_a_ranking_and_a_recommendation_have_figures(results: AppTest) -> None:
    ask(results, "first")
    assert '<td class="r">1.0</td><td class="r">19 (95%)</td><td class="r">0.95</td>' in html_on(
        results
    )
    ask(results, "again")
    assert "Net promoter score 0: 50% answered 9 or 10, 50% 0 to 6" in html_on(results)


def test_rpg09_a_repeat_is_counted_by_its_times(results: AppTest) -> None:
    ask(results, "visit")
    assert "A visit Base: 6 times asked" in html_on(results)
    compare(results, "refers")
    assert "it cannot be compared by group" in html_on(results)
    results.selectbox(key="results.weight.working_together").set_value("referred").run()
    assert not results.exception


def test_rpg10_a_scale_is_drawn_with_merged_steps(data_folder: Path) -> None:
    instrument = intake.open_link(publish(WORKING_TOGETHER))
    assert instrument is not None
    for refers, counts in (("yes", [3, 6, 6, 7, 3]), ("no", [2, 5, 8, 6, 4])):
        for step, n in enumerate(counts, 1):
            for _ in range(n):
                draft = intake.start_draft(instrument, EN)
                intake.submit(draft.id, {"agreed": "OK", "refers": refers, "hear_back": str(step)})
    at = open_page(RESULTS, Role.RESEARCHER, data_folder)
    at.segmented_control(key="results.view").set_value("One question").run()
    ask(at, "hear_back")
    compare(at, "refers")
    told = html_on(at)
    assert "Neighbouring steps are counted together" in told
    assert "“Agree or Strongly agree”: 40% in every group" in told
    assert '<td class="r">9<small>36%</small></td>' in told
    assert "without weights" not in told
    assert "&lt;5*" not in told
    at.toggle(key="results.hide").set_value(False).run()
    assert "Neighbouring steps" not in html_on(at)
