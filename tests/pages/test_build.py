"""BUI01 an empty study offers to begin; BUI02 every page and question stands in the list and opens
with its fields; BUI03 a change is saved at once, undone and redone; BUI04 a published version stays
and the change begins the next one; BUI05 options are lines in each language; BUI06 a condition is
made by menus and read back into them, one too rich for them stays as it is; BUI07 each text is
translated beside its original; BUI08 the check names what is wrong and leads there; BUI09 errors
stand in the way of publishing, on this page and on Questionnaire; BUI10 what somebody else changed
is not overwritten; BUI11 a refused act is told in words and changes nothing; BUI12 the page in hand
stands beside it; BUI13 what people wrote is shown letter by letter; BUI14 a researcher builds and
does not publish; BUI15 limits, scales and room for answers; BUI16 what is said before a question
and how its answers are kept; BUI17 a questionnaire is listed by its title in its own language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from access.model import Role
from storage.database import open_database
from storage.instruments import (
    list_instruments,
    list_links,
    load_instrument,
    newest_version,
    publish_instrument,
    save_instrument,
)
from storage.questionnaire_drafts import change_draft
from survey.builder import set_relevance
from survey.model import Instrument, ItemKind
from survey.wording import set_title
from tests.pages.opening import open_page
from tests.pages.reading import html_on
from tests.survey.questionnaires import EN, FR, PLAIN, WORKING_TOGETHER

PAGE = "survey/pages/build.py"
NAME = WORKING_TOGETHER.name
HOSTILE = "<img src=x onerror=alert(1)> **bold** ![a](http://example.org/a.png)"


def keep(instrument: Instrument) -> None:
    with open_database() as db:
        save_instrument(db, instrument, "a1")


def kept() -> Instrument:
    with open_database() as db:
        return load_instrument(db, NAME, newest_version(db, NAME))


def opened(data_folder: Path, place: str = "", side: str = "", role: Role = Role.LEAD) -> AppTest:
    """The builder with a page or question in hand, and one side of it open."""
    at = open_page(PAGE, role, data_folder, {"at": place} if place else None)
    if side:
        at.segmented_control("build.side").set_value(side).run()
    assert not at.exception
    return at


def field(widgets: object, start: str) -> Element:
    """The widget whose key begins like this; the rest of the key changes with every act."""
    found = [one for one in widgets if str(one.key).startswith(start)]  # type: ignore[attr-defined]
    assert len(found) == 1, f"{len(found)} widgets begin with {start}"
    return found[0]  # type: ignore[no-any-return]


def press(at: AppTest, label: str) -> AppTest:
    """Choose the button of that label."""
    (button,) = [one for one in at.button if one.label == label]
    button.click().run()
    assert not at.exception
    return at


@pytest.fixture
def study(data_folder: Path) -> Path:
    """A data folder with the bilingual questionnaire as a draft."""
    keep(WORKING_TOGETHER)
    return data_folder


def test_bui01_an_empty_study_offers_to_begin(data_folder: Path) -> None:
    at = opened(data_folder)
    assert "No questionnaire yet" in html_on(at)
    at.button("build.empty.action").click().run()
    assert at.text_input("build.begin.title")
    assert at.multiselect("build.begin.languages").value == [EN]


def test_bui02_everything_opens(study: Path) -> None:
    at = opened(study)
    assert [one.label for one in at.button if str(one.key).startswith("build.pick.page")] == [
        *("1\\. Before you start", "2\\. Working with others", "3\\. At night", "4\\. To finish"),
    ]
    at.button("build.pick.item.refers").click().run()
    assert field(at.text_area, "build.label").value == "Do you refer people to a partner?"
    for item in WORKING_TOGETHER.items:
        at = opened(study, item.name)
        for side in ("Answers", "Shown if", "Words"):
            at.segmented_control("build.side").set_value(side).run()
            assert not at.exception
    for page in WORKING_TOGETHER.pages:
        assert field(opened(study, page.name).text_input, f"build.page.{page.name}.{EN}")


def test_bui03_a_change_is_saved_undone_and_redone(study: Path) -> None:
    at = opened(study, "role")
    assert at.button("build.undo").disabled
    field(at.text_area, "build.label").set_value("What is your work?")
    field(at.checkbox, "build.required").set_value(True)
    press(at, "Save question")
    item = kept().item("role")
    assert (item.label[EN], item.required) == ("What is your work?", "true()")
    assert item.label[FR] == "Que faites-vous?", "the translation stays"
    press(at, "Undo")
    assert kept() == WORKING_TOGETHER
    assert field(at.text_area, "build.label").value == "What do you do?"
    press(at, "Redo")
    assert kept().item("role").label[EN] == "What is your work?"
    press(at, "Remove")
    press(at, "Undo")
    press(at, "Undo")
    assert kept() == WORKING_TOGETHER
    with open_database() as db:
        assert [row.version for row in list_instruments(db)] == [1]


def test_bui03_questions_and_pages_move(study: Path) -> None:
    at = opened(study, "refers")
    press(at, "Up")
    assert [item.name for item in kept().items][2:4] == ["refers", "role"]
    at = opened(study, "night")
    press(at, "Up")
    assert [page.name for page in kept().pages] == ["start", "night", "work", "end"]


def test_bui04_a_published_version_stays(study: Path) -> None:
    with open_database() as db:
        publish_instrument(db, NAME, 1, "a1")
    at = opened(study)
    assert "a change begins the next one" in html_on(at)
    field(at.text_input, f"build.title.{EN}").set_value("Together")
    press(at, "Save title")
    assert (kept().version, kept().title[EN]) == (2, "Together")
    assert at.button("build.primary").label == "Publish version 2"
    press(at, "Undo")
    assert (kept().version, kept().title) == (2, WORKING_TOGETHER.title)


def test_bui05_options_are_lines_in_each_language(study: Path) -> None:
    at = opened(study, "hear_back", "Answers")
    field(at.text_area, f"build.lines.{EN}").set_value("Agree\nDisagree\nMaybe")
    field(at.text_area, f"build.lines.{FR}").set_value("D’accord\nPas d’accord\nPeut-être")
    press(at, "Save answers")
    options = kept().item("hear_back").options
    assert [(one.name, one.label[FR]) for one in options] == [
        ("4", "D’accord"),
        ("2", "Pas d’accord"),
        ("maybe", "Peut-être"),
    ]
    assert kept().item("know_whom").options == options, "both use the list"


def test_bui05_or_with_a_list_of_its_own(study: Path) -> None:
    at = opened(study, "hear_back", "Answers")
    field(at.text_area, f"build.lines.{EN}").set_value("Agree\nDisagree")
    field(at.text_area, f"build.lines.{FR}").set_value("Oui\nNon")
    field(at.checkbox, "build.everywhere").set_value(False)
    field(at.checkbox, "build.other").set_value(True)
    press(at, "Save answers")
    assert len(kept().item("know_whom").options) == 5
    assert kept().item("hear_back").other == "other"
    assert kept().item("hear_back_other").kind is ItemKind.TEXT


def test_bui06_a_condition_by_menus(study: Path) -> None:
    at = opened(study, "change", "Shown if")
    press(at, "Add a condition")
    field(at.selectbox, "build.if.item.0").select("referred").run()
    field(at.selectbox, "build.if.verb.referred.0").select("is at least").run()
    field(at.text_input, "build.if.value.referred.0").set_value("10").run()
    press(at, "Add a condition")
    field(at.selectbox, "build.if.item.1").select("slowed").run()
    field(at.selectbox, "build.if.option.slowed.1").select("reply").run()
    field(at.radio, "build.joint").set_value("or").run()
    press(at, "Save condition")
    assert kept().item("change").relevance == "${referred} >= 10 or selected(${slowed}, 'reply')"
    again = opened(study, "change", "Shown if")
    assert field(again.selectbox, "build.if.verb.referred.0").value == "is at least"
    assert field(again.text_input, "build.if.value.referred.0").value == "10"
    assert field(again.selectbox, "build.if.option.slowed.1").value == "reply"
    assert field(again.radio, "build.joint").value == "or"
    press(at, "Undo")
    assert kept().item("change").relevance == ""
    assert "It is always shown." in html_on(at), "what was begun does not come back"


def test_bui06_a_condition_is_taken_out(study: Path) -> None:
    at = opened(study, "referred", "Shown if")
    press(at, "Take this out")
    press(at, "Save condition")
    assert kept().item("referred").relevance == ""


def test_bui06_too_rich_for_menus_stays_as_it_is(data_folder: Path) -> None:
    rich = "count-selected(${slowed}) > 1"
    keep(set_relevance(WORKING_TOGETHER, "change", rich))
    at = opened(data_folder, "change", "Shown if")
    area = field(at.text_area, "build.expression.text")
    assert area.value == rich
    area.set_value("count-selected(${slowed}) >> 1")
    press(at, "Save condition")
    assert "character 28" in at.error[0].value.replace("\\", "")
    assert kept().item("change").relevance == rich
    press(at, "Begin anew with menus")
    press(at, "Add a condition")
    press(at, "Save condition")
    assert kept().item("change").relevance == "${agreed} != ''"


def test_bui06_the_condition_of_a_page(study: Path) -> None:
    at = opened(study, "night")
    field(at.selectbox, "build.if.option.refers.0").select("no").run()
    press(at, "Save condition")
    assert kept().group("night").relevance == "${refers} = 'no'"


def test_bui07_texts_are_translated_beside_their_original(study: Path) -> None:
    at = opened(study, "change")
    at.segmented_control("build.view").set_value("Translate").run()
    assert "What one change would help most?" in html_on(at)
    field(at.text_area, "build.translate.item:change:label").set_value("Que changer ?")
    press(at, "Save translation")
    assert kept().item("change").label[FR] == "Que changer ?"
    assert kept().item("change").label[EN] == WORKING_TOGETHER.item("change").label[EN]


def test_bui07_a_language_is_named_and_another_added(data_folder: Path) -> None:
    keep(PLAIN)
    at = opened(data_folder)
    assert "does not say which language it is in" in html_on(at)
    field(at.selectbox, "build.language").set_value(EN)
    press(at, "Add")
    field(at.selectbox, "build.language").set_value("Français (fr)")
    press(at, "Add")
    with open_database() as db:
        now = load_instrument(db, PLAIN.name)
    assert now.languages == (EN, "Français (fr)")
    assert now.item("tea").label == {EN: "Tea?"}


def test_bui08_the_check_names_what_is_wrong_and_leads_there(data_folder: Path) -> None:
    never = set_relevance(WORKING_TOGETHER, "change", "${refers} = 'maybe'")
    keep(set_title(never, {EN: "Working together"}))
    at = opened(data_folder)
    at.segmented_control("build.view").set_value("Check").run()
    told = html_on(at)
    assert "1 must be changed, 1 to look at" in told
    assert "It is never shown" in told
    assert "title, French (fr): There is no translation." in told
    press(at, "Open")
    assert field(at.text_area, "build.label").value == "What one change would help most?"


def test_bui09_errors_stand_in_the_way_of_publishing(data_folder: Path) -> None:
    keep(set_relevance(WORKING_TOGETHER, "change", "${refers} = 'maybe'"))
    for page, button in (
        (PAGE, "build.primary"),
        ("survey/pages/questionnaire.py", "questionnaire.primary"),
    ):
        at = open_page(page, Role.LEAD, data_folder)
        at.button(button).click().run()
        assert not at.exception
        assert "cannot be published" in at.error[0].value
    with open_database() as db:
        assert list_links(db) == []


def test_bui09_what_is_whole_is_published_after_asking(study: Path) -> None:
    at = opened(study)
    at.button("build.primary").click().run()
    assert "never edited again" in html_on(at)
    assert at.button("build.publish.go").label == "Publish version 1"


def test_bui09_questionnaire_shows_the_check(study: Path) -> None:
    at = open_page("survey/pages/questionnaire.py", Role.RESEARCHER, study)
    at.segmented_control("questionnaire.view").set_value("Check").run()
    assert not at.exception
    assert "Nothing to remark" in html_on(at)


def test_bui10_what_somebody_else_changed_is_not_overwritten(study: Path) -> None:
    at = opened(study, "role")
    field(at.text_area, "build.label").set_value("Mine")
    press(at, "Save question")
    with open_database() as db:
        theirs = set_title(kept(), {EN: "Theirs", FR: "Autre"})
        change_draft(db, kept(), theirs, "a2", "changed the title")
    field(at.text_area, "build.label").set_value("Mine again")
    press(at, "Save question")
    assert "Somebody else has changed" in at.warning[0].value
    assert kept().item("role").label[EN] == "Mine"
    assert at.button("build.undo").disabled, "their state is not undone by an older one"
    assert kept().title[EN] == "Theirs"
    assert not at.run().warning, "said once"


def test_bui11_a_refused_act_is_told_and_changes_nothing(study: Path) -> None:
    at = press(opened(study, "refers"), "Remove")
    assert "mentioned by" in at.error[0].value
    at = opened(study, "role")
    field(at.text_area, "build.label").set_value(" ")
    press(at, "Save question")
    assert "has no words" in at.error[0].value
    assert kept() == WORKING_TOGETHER


def test_bui12_the_page_in_hand_stands_beside(study: Path) -> None:
    at = opened(study, "last_night")
    frame = at.get("iframe")[0].proto.src
    assert frame.startswith(f"/s/preview/{NAME}/1?page=2&of=")
    press(at, "Up")
    assert at.get("iframe")[0].proto.src != frame, "a change loads it again"


def test_bui13_what_people_wrote_is_text(data_folder: Path) -> None:
    item = replace(WORKING_TOGETHER.item("role"), label={EN: HOSTILE, FR: HOSTILE})
    items = tuple(item if one.name == "role" else one for one in WORKING_TOGETHER.items)
    keep(replace(WORKING_TOGETHER, items=items, title={EN: HOSTILE}))
    for view in ("Questions", "Translate", "Check"):
        at = opened(data_folder, "role")
        at.segmented_control("build.view").set_value(view).run()
        assert not at.exception
        assert "<img" not in html_on(at)
        labels = [one.label for one in [*at.button, *at.text_area]]
        assert not [label for label in labels if "**bold**" in label or "![" in label]


def test_bui14_a_researcher_builds_and_does_not_publish(study: Path) -> None:
    at = opened(study, "role", role=Role.RESEARCHER)
    assert "build.primary" not in [one.key for one in at.button]
    field(at.text_input, "build.hint").set_value("In a few words")
    press(at, "Save question")
    assert kept().item("role").hint[EN] == "In a few words"


def test_bui15_limits_scales_and_room(study: Path) -> None:
    at = opened(study, "referred", "Answers")
    assert field(at.text_input, "build.most").value == "500"
    field(at.text_input, "build.most").set_value("900")
    press(at, "Save limits")
    assert kept().item("referred").constraint == ". >= 0 and . <= 900"
    at = opened(study, "change", "Answers")
    field(at.checkbox, "build.long").set_value(False)
    press(at, "Save answers")
    assert kept().item("change").appearance == ""
    at = opened(study, "hours")
    field(at.selectbox, "build.kind").set_value(ItemKind.RANGE)
    press(at, "Save question")
    at.segmented_control("build.side").set_value("Answers").run()
    field(at.text_input, "build.end").set_value("5")
    press(at, "Save scale")
    assert kept().item("hours").parameters == {"start": "0", "end": "5", "step": "1"}
    field(at.text_input, "build.step").set_value("2")
    press(at, "Save scale")
    assert "steps of 2" in at.error[0].value


def test_bui16_what_is_said_before_and_how_answers_are_kept(study: Path) -> None:
    at = opened(study, "change", "More")
    field(at.text_area, "build.content_note").set_value("This part asks about hard things.")
    field(at.text_area, "build.guidance").set_value("No names, please.")
    field(at.checkbox, "build.pii").set_value(True)
    field(at.text_input, "build.theme").set_value(" What  helps ")
    press(at, "Save")
    item = kept().item("change")
    assert item.content_note == {EN: "This part asks about hard things."}
    assert item.guidance_hint == {EN: "No names, please."}
    assert (item.pii, item.codebook_theme) == (True, "What helps")
    press(at, "Undo")
    assert kept() == WORKING_TOGETHER

    at = opened(study, "refers", "More")
    field(at.checkbox, "build.shuffled").set_value(True)
    press(at, "Save")
    assert kept().item("refers").parameters == {"randomize": "true"}


def test_bui17_a_title_stands_in_the_own_language(data_folder: Path) -> None:
    arabic = replace(
        WORKING_TOGETHER,
        languages=(*WORKING_TOGETHER.languages, "Arabic (ar)"),
        title={**WORKING_TOGETHER.title, "Arabic (ar)": "معا"},
    )
    keep(arabic)
    (chosen,) = [
        one for one in opened(data_folder).selectbox if str(one.key).startswith("build.name")
    ]
    assert chosen.options == [WORKING_TOGETHER.title[EN]]
