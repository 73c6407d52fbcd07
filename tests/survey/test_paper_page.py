"""PPG01 the paper form is for those who design surveys; PPG02 it is in any of the instrument's
languages, with the page's own words in English or French; PPG03 conditions stand in words; PPG04
what authors write is text, in the page and in its foot; PPG05 pages are numbered, and nothing is
loaded from elsewhere; PPG06 a draft says that it is one; PPG07 every kind of answer has
its room."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from access.model import Role
from storage.database import open_database
from storage.instruments import save_instrument
from survey.model import Group, Item, ItemKind
from survey.web.routes import routes
from tests.coding.asking import Answer, ask
from tests.pages.opening import new_account
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, FR, PLAIN, WORKING_TOGETHER, YES_NO

ADDRESS = "/survey/paper/working_together/1"
HOSTILE = '</style><script>alert(1)</script>"}'


def fetched(folder: Path, address: str = ADDRESS, role: Role = Role.RESEARCHER) -> Answer:
    """The page as somebody with this role gets it."""
    return ask(address, new_account(role, folder), mounted=routes)


def words_of(answer: Answer) -> str:
    """What stands on the page, without marks and runs of blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.body.decode())).split())


def test_ppg01_it_is_for_those_who_design_surveys(data_folder: Path) -> None:
    publish(WORKING_TOGETHER)
    assert ask(ADDRESS, None, mounted=routes).status == 401
    assert fetched(data_folder).status == 200
    missing = fetched(data_folder, "/survey/paper/working_together/7")
    assert (missing.status, "no version 7" in missing.body.decode()) == (404, True)


def test_ppg02_it_is_in_any_language(data_folder: Path) -> None:
    publish(WORKING_TOGETHER)
    english, french = (
        words_of(fetched(data_folder, f"{ADDRESS}?language={language}")) for language in (EN, FR)
    )
    assert "What do you do?" in english
    assert "Tick one box." in english
    assert "Que faites-vous?" in french
    assert "Cochez une seule case." in french


def test_ppg02_another_language_stands_beside_english_words(data_folder: Path) -> None:
    arabic = "Arabic (ar)"
    tea = Item("tea", ItemKind.TEXT, {arabic: "شاي؟"}, relevance="")
    publish(replace(PLAIN, items=(tea,), languages=(arabic,), default_language=arabic))
    body = fetched(data_folder, "/survey/paper/plain/1").body.decode()
    assert '<html lang="ar" dir="rtl">' in body
    assert '<p lang="en-CA" dir="ltr">Nobody has to take part.' in body


def test_ppg03_conditions_stand_in_words(data_folder: Path) -> None:
    publish(WORKING_TOGETHER)
    told = words_of(fetched(data_folder))
    assert "Answer question 4 only if you ticked “ Yes ” at question 3." in told
    assert "Otherwise go on with question 5." in told
    assert "Answer this part only if you ticked “ Yes ” at question 3." in told
    assert "your answer to question 4 is more than 0 ." in told
    assert "Répondez à la question 4 seulement si vous avez coché" in words_of(
        fetched(data_folder, f"{ADDRESS}?language={FR}")
    )


def test_ppg03_words_that_mention_an_answer_and_formulas_name_the_question(
    data_folder: Path,
) -> None:
    more = Item(
        "more", ItemKind.TEXT, {"": "You said ${cups}. Why?"}, relevance="round(${cups}, 1) > 2"
    )
    publish(replace(PLAIN, items=(*PLAIN.items, more)))
    told = words_of(fetched(data_folder, "/survey/paper/plain/1"))
    assert "You said (your answer to question 2) . Why?" in told
    assert "only if this is true: round(question 2, 1) > 2." in told


def test_ppg04_what_authors_write_is_text(data_folder: Path) -> None:
    tea = replace(PLAIN.items[0], label={"": HOSTILE}, hint={"": HOSTILE})
    publish(replace(PLAIN, name="plain", title={"": HOSTILE}, items=(tea,)))
    body = fetched(data_folder, "/survey/paper/plain/1").body.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_ppg05_pages_are_numbered_and_nothing_comes_from_elsewhere(data_folder: Path) -> None:
    publish(WORKING_TOGETHER)
    answer = fetched(data_folder)
    body = answer.body.decode()
    style = re.findall(r"<style>(.*?)</style>", body, re.S)
    assert len(style) == 1
    assert 'content:counter(page) " / " counter(pages)' in style[0]
    assert r'content:"working_together\2c  version 1"' in style[0]
    digest = b64encode(sha256(style[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert not re.findall(r"https?://", body)


def test_ppg06_a_draft_says_that_it_is_one(data_folder: Path) -> None:
    with open_database() as db:
        save_instrument(db, WORKING_TOGETHER, LEAD)
    assert "Draft, not for use" in words_of(fetched(data_folder))
    publish(WORKING_TOGETHER)
    assert "Draft, not for use" not in words_of(fetched(data_folder))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (ItemKind.SELECT_ONE, "Tick one box."),
        (ItemKind.SELECT_MULTIPLE, "Tick all that apply."),
        (ItemKind.RANK, "Write 1 beside what comes first"),
        (ItemKind.RANGE, "Tick one number."),
        (ItemKind.INTEGER, "Write a number."),
        (ItemKind.DATE, "Year, month, day."),
        (ItemKind.TIME, "Hours and minutes, from 00:00 to 23:59."),
        (ItemKind.DATETIME, "Year, month, day; hours and minutes."),
        (ItemKind.TEXT, "Say it ?"),
        (ItemKind.ACKNOWLEDGE, "Say it ?"),
    ],
)
def test_ppg07_every_kind_of_answer_has_its_room(
    kind: ItemKind, told: str, data_folder: Path
) -> None:
    item = Item("one", kind, {EN: "Say it ?"}, options=YES_NO if kind in CHOICES else ())
    publish(
        replace(
            WORKING_TOGETHER,
            items=(replace(item, sensitive=True, group="p"),),
            groups=(Group("p", {EN: "A page"}, repeat=kind is ItemKind.TEXT),),
        )
    )
    words = words_of(fetched(data_folder))
    assert told in words
    assert ("A page – 3" in words) is (kind is ItemKind.TEXT)
    assert ("Prefer not to answer" in words) is (kind is not ItemKind.ACKNOWLEDGE)


CHOICES = (ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.RANK)
