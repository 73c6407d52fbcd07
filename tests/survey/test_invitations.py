"""ILT01 a list is read with or without a heading, parted by comma, semicolon or tab, or as mail
programs copy it; ILT02 every line that is nobody is named, the same address counts once; ILT03
any list gives people or a sentence, never an error; ILT04 a letter is in one's language or in
both, says who can tell whose answers they are, holds the address once a language, and no word of
the topic; ILT05 nobody's name can add a header, and no cell is a formula; ILT06 drafts open in a
mail program; ILT07 a collection refuses to be wrong."""

from __future__ import annotations

import csv
import io
import zipfile
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.collection import (
    Collection,
    CollectionError,
    Mode,
    Quota,
    parse_quotas,
    quota_items,
    render_quotas,
)
from survey.invitations import (
    Invitation,
    Person,
    letter,
    parse_people,
    render_letters,
    render_mail_merge,
)
from tests.survey.questionnaires import WORKING_TOGETHER

ADA = Person("Ada Example", "ada@example.org", "en")
BASE = "https://survey.example.org/"


def invitation(
    name: str = "Ada", email: str = "ada@example.org", language: str = "en"
) -> Invitation:
    return Invitation("an-id", name, email, language, "a-token")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Example, ada@example.org, en",
        "ada@example.org\tAda Example\tEnglish",
        "\ufeffName;E-mail;Langue\nAda Example;ada@example.org;anglais",
        "email,language,name\r\nada@example.org,EN,Ada Example\r\n\r\n",
        '"Ada Example",ada@example.org,en',
        "Ada Example <ada@example.org>; en",
    ],
)
def test_ilt01_lists_as_people_write_them(text: str) -> None:
    assert parse_people(text).people == (ADA,)


def test_ilt01_a_name_or_an_address_is_enough() -> None:
    read = parse_people("Ada\nbo@example.org\nChi, fr")
    assert read.people == (Person("Ada"), Person("", "bo@example.org"), Person("Chi", "", "fr"))


def test_ilt02_every_line_that_is_nobody_is_named() -> None:
    read = parse_people("Ada, ada@example\n,,\nBo, bo@example.org\nBo again, BO@example.org\nen,")
    assert read.people == (Person("Bo", "bo@example.org"),)
    assert [problem.partition(":")[0] for problem in read.problems] == [
        "Line 1",
        "Line 4",
        "Line 5",
    ]


def test_ilt02_a_file_of_something_else_is_refused() -> None:
    assert "in parts" in parse_people("word\n" * 5_001).problems[0]
    assert "Choose another file" in parse_people("x" * 200_000).problems[0]


@given(st.text())
def test_ilt03_any_list_is_read(text: str) -> None:
    read = parse_people(text)
    assert all(person.name or person.email for person in read.people)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("language", "n"), [("en", 1), ("fr", 1), ("", 2)])
@pytest.mark.parametrize("reminder", [False, True])
def test_ilt04_a_letter(mode: Mode, language: str, n: int, reminder: bool) -> None:
    made = letter(invitation(language=language), BASE, mode, reminder=reminder)
    body = made.get_content()
    assert body.count("https://survey.example.org/s/a-token\n") == n
    assert ("not anonymous" in body or "pas anonymes" in body) is (mode is Mode.IDENTIFIED)
    assert (
        "reminder" in made["Subject"].lower() or "rappel" in made["Subject"].lower()
    ) is reminder
    assert ("Hello Ada" in body, "Bonjour Ada" in body) == (language != "fr", language != "en")
    assert "traffick" not in f"{made['Subject']} {body}".lower()


@given(st.text(st.characters(codec="utf-8")))
def test_ilt05_no_name_adds_a_header(name: str) -> None:
    made = letter(invitation(name + "\r\nBcc: thief@example.org"), BASE, Mode.INVITED)
    read = message_from_bytes(made.as_bytes(), EmailMessage, policy=default)
    assert read["Bcc"] is None
    assert [one.addr_spec for one in read["To"].addresses] == ["ada@example.org"]


def test_ilt05_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(render_mail_merge([invitation("=1+1")], BASE).decode()[1:])))
    assert rows[1] == ["'=1+1", "ada@example.org", "en", "https://survey.example.org/s/a-token"]


def test_ilt06_drafts_open_in_a_mail_program() -> None:
    people = [invitation(), invitation("No address", ""), invitation("Bo", "bo@example.org", "fr")]
    with zipfile.ZipFile(io.BytesIO(render_letters(people, BASE, Mode.INVITED))) as archive:
        names = archive.namelist()
        read = [
            message_from_bytes(archive.read(name), EmailMessage, policy=default) for name in names
        ]
    assert names == ["letter-0001.eml", "letter-0002.eml"]
    assert [one["X-Unsent"] for one in read] == ["1", "1"]
    assert [one["Subject"] for one in read] == ["Invitation to a survey", "Invitation à un sondage"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"opens_on": "tomorrow"}, "not a day"),
        ({"opens_on": "2026-12-01", "closes_on": "2026-11-01"}, "before it opens"),
        ({"most": -1}, "1 or more"),
        ({"quotas": (Quota("a", "b", 0),)}, "1 or more"),
        ({"draft_days": 0}, "1 to 90"),
        ({"draft_days": 91}, "1 to 90"),
    ],
)
def test_ilt07_a_collection_refuses_to_be_wrong(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(CollectionError, match=why):
        Collection("a", **wrong)  # type: ignore[arg-type]


@given(st.lists(st.builds(Quota, st.text(), st.text(), st.integers(1))))
def test_ilt07_any_quotas_come_back(quotas: list[Quota]) -> None:
    assert parse_quotas(render_quotas(quotas)) == tuple(quotas)


def test_ilt07_quotas_are_by_items_with_options() -> None:
    assert quota_items(WORKING_TOGETHER) == ["refers", "slowed", "hear_back", "know_whom"]
