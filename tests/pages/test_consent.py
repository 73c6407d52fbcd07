"""CPG01 every participant is listed with what is in force, and who has no consent is counted; CPG02
an agreement is recorded as it was answered, and the next one begins with it; CPG03 a form that
lacks something keeps nothing and says why; CPG04 quotes that wait are answered one by one; CPG05
nothing recorded is said with what follows; CPG06 library and workbench say what is not allowed;
CPG07 a theme marks what may not be quoted and does not suggest it; CPG08 a withdrawal shows exactly
what happens before it is done, and only a lead deletes everything; CPG09 what is left of somebody
who withdrew everything says so, and stories that quoted them are called back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from findings.model import Theme
from interviews.consent import (
    Agreement,
    Attribution,
    ConsentEvent,
    Documented,
    Holder,
    Quotes,
    Review,
    Withdrawal,
)
from interviews.consent_words import PROMPTS
from interviews.model import Participant, Source, Turn
from storage.consent import consent_of_all, list_consent, save_consent
from storage.database import open_database, open_vault, today
from storage.participant_withdrawals import withdraw_participant
from storage.people import list_participants, save_participant
from storage.themes import save_theme
from tests.pages.opening import open_page
from tests.pages.reading import words_on
from tests.storage.coded_study import ANN, coded_study
from tests.storage.texts import confirmed_source

PAGE = "interviews/pages/consent.py"


def consent_page(folder: Path, **query: str) -> AppTest:
    return open_page(PAGE, Role.RESEARCHER, folder, query)


@pytest.fixture
def person(data_folder: Path) -> str:
    """A participant with an interview and nothing agreed."""
    with open_database() as db:
        save_participant(db, Participant("P01", role="Nurse"), ANN)
        source = Source("A talk", "Hello", (Turn("P1", 0, 5),), participant="P01")
        confirmed_source(db, source, ANN)
    return "P01"


def test_cpg01_everybody_is_listed(sample_folder: Path) -> None:
    with open_database() as db:
        save_participant(db, Participant("P09"), ANN)
    at = consent_page(sample_folder)
    table = at.dataframe[0].value.set_index("Participant")
    assert list(table.index) == [f"P0{n}" for n in range(1, 10)]
    assert table.loc["P01", "Consent"] == "may be quoted"
    assert table.loc["P06", "Consent"] == "quotes after review"
    assert (table.loc["P09", "Consent"], table.loc["P09", "Texts"]) == ("no consent recorded", 0)
    assert "No consent is recorded for" not in words_on(at), "P09 has said nothing yet"


def test_cpg01_who_has_no_consent_is_counted(person: str, data_folder: Path) -> None:
    assert "No consent is recorded for 1 participant" in words_on(consent_page(data_folder))


def test_cpg01_an_empty_study_says_where_to_begin(data_folder: Path) -> None:
    assert "No participant yet" in words_on(consent_page(data_folder))


def test_cpg02_an_agreement_is_recorded(person: str, data_folder: Path) -> None:
    at = consent_page(data_folder, participant=person, view="agreement")
    at.text_input("consent.version").set_value("2026-01, English")
    at.selectbox("consent.documented").set_value(Documented.WITNESSED)
    at.checkbox("consent.research").check()
    at.checkbox("consent.prompt_purpose").check()
    at.radio("consent.quotes").set_value(Quotes.AFTER_REVIEW)
    at.radio("consent.attribution").set_value(Attribution.SECTOR)
    at.text_input("consent.holder").set_value("A Nation")
    at.button("consent.save").click().run()
    with open_database() as db:
        (event,) = list_consent(db, person)
    assert event.day == today()
    assert event.said == Agreement(
        form="2026-01, English",
        documented=Documented.WITNESSED,
        research=True,
        quotes=Quotes.AFTER_REVIEW,
        attribution=Attribution.SECTOR,
        holder=Holder("A Nation", ""),
        informed=frozenset({"purpose"}),
    )
    page = words_on(at)
    assert "quotes after review" in page
    assert "A Nation: no scope; every quote is shown to them first" in page
    again = consent_page(data_folder, participant=person, view="agreement")
    assert again.radio("consent.quotes").value == Quotes.AFTER_REVIEW
    assert again.checkbox("consent.prompt_purpose").value
    assert sum(box.value for box in again.checkbox) == 3, "research, one prompt, they see it first"


def test_cpg02_the_form_has_every_prompt(person: str, data_folder: Path) -> None:
    at = consent_page(data_folder, participant=person, view="agreement")
    labels = [box.label for box in at.checkbox]
    assert set(PROMPTS.values()) <= set(labels)


def test_cpg03_a_form_without_its_version(person: str, data_folder: Path) -> None:
    at = consent_page(data_folder, participant=person, view="agreement")
    at.button("consent.save").click().run()
    assert "which version of the consent form" in at.error[0].value
    with open_database() as db:
        assert list_consent(db) == []


def test_cpg04_quotes_that_wait_are_answered(data_folder: Path) -> None:
    with open_database() as db:
        study = coded_study(db)
        save_theme(db, Theme("", "Doors", quotes=(study.segment,)), ANN)
        careful = Agreement("2", research=True, quotes=Quotes.AFTER_REVIEW)
        save_consent(db, ConsentEvent("P01", today(), careful), ANN)
    at = consent_page(data_folder, participant="P01")
    assert "the person who works there on Tuesdays" in words_on(at)
    next(one for one in at.button if one.label == "Refused").click().run()
    assert "Quotes to look at" not in words_on(at)
    assert "Refused a quote" in words_on(at)
    with open_database() as db:
        assert list_consent(db, "P01")[-1].said == Review(study.segment, agreed=False)
        assert consent_of_all(db)["P01"].quotes is Quotes.AFTER_REVIEW


def test_cpg05_nothing_recorded(person: str, data_folder: Path) -> None:
    page = words_on(consent_page(data_folder, participant=person))
    assert "Nothing of them can be quoted or released" in page
    assert "Nothing is recorded yet." in page


def test_cpg06_library_and_workbench_say_it(person: str, data_folder: Path) -> None:
    library = open_page("interviews/pages/library.py", Role.RESEARCHER, data_folder)
    assert list(library.dataframe[0].value["Consent"]) == ["no consent recorded"]
    workbench = open_page("coding/pages/workbench.py", Role.RESEARCHER, data_folder)
    assert "Consent: no consent recorded" in words_on(workbench)


def test_cpg07_a_theme_says_what_may_not_be_quoted(data_folder: Path) -> None:
    with open_database() as db:
        study = coded_study(db)
        theme = save_theme(db, Theme("", "Doors", "", (study.warm,), (study.segment,)), ANN)
        save_consent(db, ConsentEvent("P01", today(), Agreement("2", research=True)), ANN)
    themes = open_page("findings/pages/themes.py", Role.LEAD, data_folder, {"theme": theme.id})
    assert "P01 did not agree to be quoted" in words_on(themes)
    assert not [one for one in themes.button if one.label == "Choose"]


def test_cpg08_a_withdrawal_shows_what_happens_first(sample_folder: Path) -> None:
    at = open_page(PAGE, Role.LEAD, sample_folder, {"participant": "P01", "view": "withdraw"})
    assert "Nobody contacts P01 again" in words_on(at)
    assert "edition 1" not in words_on(at)
    at.radio("consent.level").set_value(Withdrawal.EVERYTHING).run()
    page = words_on(at)
    for part in ("“P01 Fourteen beds and a kettle”", "4 findings", "edition 1", "1 original file"):
        assert part in page
    with open_database() as db:
        assert [type(event.said) for event in list_consent(db, "P01")] == [Agreement]


def test_cpg08_a_researcher_does_not_delete_everything(sample_folder: Path) -> None:
    at = consent_page(sample_folder, participant="P01", view="withdraw")
    assert Withdrawal.EVERYTHING.value.capitalize() not in at.radio("consent.level").options
    assert "A lead of the study can delete everything." in words_on(at)


def test_cpg09_a_stub_says_what_it_is(sample_folder: Path) -> None:
    with open_database() as db, open_vault() as vault:
        withdraw_participant(db, vault, "P01", Withdrawal.EVERYTHING, today(), ANN)
    page = words_on(consent_page(sample_folder, participant="P01"))
    assert "P01 withdrew everything" in page
    assert "Record consent" not in page
    findings = open_page("findings/pages/findings.py", Role.LEAD, sample_folder)
    assert len(findings.button) > 4, "the board stands"
    story = words_on(open_page("findings/pages/story.py", Role.LEAD, sample_folder))
    assert "called back" in story
    with open_database() as db:
        labels = [one.id for one in list_participants(db)]
    assert "P01" in labels
