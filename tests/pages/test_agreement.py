"""AGP01 without a round the page says what one is, and opens one with the form; AGP02 what cannot
be a round is refused in words; AGP03 while a blind round is open its progress is shown and nothing
that was marked; once it is closed everything is; AGP04 a coder ticks a text as finished, here or in
the workbench; AGP05 a coder in training sees the own figure and no passage; AGP06 the table says
unit, rule and reasons, and follows the choices; AGP07 a reflexive study shows no figure, anywhere,
until a lead says otherwise; AGP08 a difference is settled each way, with words, and undone; AGP09
nothing that somebody typed is markup; AGP10 the memo on a passage stands under its reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Account, Role
from coding.memos import Memo, MemoKind
from coding.model import Code, Segment
from coding.rounds import AGREED, Round, assigned
from interviews.model import Turn
from storage.codebook import save_code
from storage.database import open_database
from storage.memos import save_memo
from storage.rounds import close_round, list_rounds, load_round, open_round
from storage.segments import list_segments, save_segment
from storage.settings import is_reflexive, set_reflexive
from storage.settling import list_decisions, list_remarks
from tests.coding.asking import ask
from tests.pages.opening import new_account, open_page
from tests.pages.reading import words_on
from tests.storage.texts import put_source

PAGE = "coding/pages/agreement.py"
TEXT = "We wait for weeks. Nobody calls. Then somebody comes, and nobody knows who sent her."
TURNS = tuple(Turn("P", at, at + 21) for at in range(0, 84, 21))


@pytest.fixture
def people(data_folder: Path) -> list[Account]:
    """Two coders and a lead."""
    return [
        new_account(role, data_folder) for role in (Role.RESEARCHER, Role.RESEARCHER, Role.LEAD)
    ]


@pytest.fixture
def text(people: list[Account]) -> str:
    """A text that both coders have marked: two differences, one passage alike."""
    ann, bob, _ = people
    with open_database() as db:
        for code in ("waiting", "calls", "unused"):
            save_code(db, Code(code, code.title(), f"What {code} means."), ann.id)
        source = put_source(db, TEXT, TURNS, title="P07")
        for coder, code, start, end in [
            *((ann.id, "waiting", 0, 17), (bob.id, "waiting", 0, 31), (ann.id, "calls", 33, 52)),
            *((ann.id, "calls", 54, 83), (bob.id, "calls", 54, 83)),
        ]:
            save_segment(db, Segment(source, start, end, code, coder))
    return source


def opened(data_folder: Path, account: Account, view: str = "") -> AppTest:
    query = {"view": view} if view else None
    at = open_page(PAGE, account.role, data_folder, query, account)
    assert not at.exception
    return at


def agreed(source: str) -> list[tuple[str, int, int]]:
    with open_database() as db:
        return [
            (one.code, one.start, one.end)
            for one in list_segments(db, source)
            if one.coder == AGREED
        ]


def test_agp01_the_first_round(data_folder: Path, people: list[Account], text: str) -> None:
    at = opened(data_folder, people[2])
    assert "No round yet" in words_on(at)
    at.button(key="agreement.empty.action").click().run()
    at.text_input(key="agreement.name").input("Round 1").run()
    at.multiselect(key="agreement.texts").set_value(["P07"]).run()
    at.multiselect(key="agreement.coders").set_value([people[0].id, people[1].id]).run()
    at.button(key="agreement.open").click().run()
    assert not at.exception
    with open_database() as db:
        (round,) = list_rounds(db)
    assert (round.name, round.blind, round.sources) == ("Round 1", True, (text,))
    assert "0 of 1" in words_on(at)


def test_agp02_refused_in_words(data_folder: Path, people: list[Account], text: str) -> None:
    at = opened(data_folder, people[2])
    at.button(key="agreement.empty.action").click().run()
    at.button(key="agreement.open").click().run()
    assert "needs a name" in at.error[0].value
    at.text_input(key="agreement.name").input("Round 1").run()
    at.button(key="agreement.open").click().run()
    assert "no text or no coder" in at.error[0].value


def test_agp03_blind_until_it_is_closed(
    data_folder: Path, people: list[Account], text: str
) -> None:
    ann, bob, lead = people
    with open_database() as db:
        id = open_round(db, assigned(Round("One", ()), (text,), (ann.id, bob.id)), lead.id).id
    at = opened(data_folder, lead)
    assert "Waiting" not in words_on(at)
    at.segmented_control(key="agreement.view").set_value("Differences").run()
    assert "Nothing to compare yet" in words_on(at)
    at.button(key="agreement.nothing.action").click().run()
    assert "Texts finished" in words_on(at)
    with open_database() as db:
        close_round(db, id, lead.id)
        other = put_source(db, TEXT, TURNS, title="P08")
        open_round(
            db, assigned(Round("Two", (), blind=False), (text, other), (ann.id, bob.id)), ann.id
        )
    at = opened(data_folder, bob)
    assert "Your texts" in words_on(at)
    at.segmented_control(key="agreement.view").set_value("Agreement").run()
    assert "Waiting" in words_on(at)
    assert "Compared are 1 of the 2 texts" in words_on(at)


def test_agp04_a_text_is_finished(data_folder: Path, people: list[Account], text: str) -> None:
    ann, bob, lead = people
    with open_database() as db:
        id = open_round(db, assigned(Round("One", ()), (text,), (ann.id, bob.id)), lead.id).id
    at = opened(data_folder, ann)
    at.checkbox(key=f"agreement.done.{id}.{text}").check().run()
    bench = open_page("coding/pages/workbench.py", bob.role, data_folder, account=bob)
    assert "blind: you see your own codes only" in bench.checkbox[0].label.replace("\\", "")
    bench.checkbox(key=f"workbench.done.{id}.{text}").check().run()
    assert not bench.exception
    with open_database() as db:
        assert load_round(db, id).progress() == {ann.id: (1, 1), bob.id: (1, 1)}
    outside = open_page("coding/pages/workbench.py", lead.role, data_folder, account=lead)
    assert "hidden from you" in outside.caption[0].value


def test_agp05_training(data_folder: Path, people: list[Account], text: str) -> None:
    ann, bob, lead = people
    with open_database() as db:
        training = assigned(Round("Training", (), reference=ann.id), (text,), (bob.id,))
        id = open_round(db, training, lead.id).id
    at = opened(data_folder, bob)
    assert "Finish all your texts first" in words_on(at)
    at.checkbox(key=f"agreement.done.{id}.{text}").check().run()
    assert "Alpha is 0." in words_on(at)
    assert "You and the reference" in words_on(at)
    assert TEXT[:17] not in words_on(at)


def test_agp06_the_table(data_folder: Path, people: list[Account], text: str) -> None:
    at = opened(data_folder, people[0], "agreement")
    words = words_on(at)
    assert "1 text, 2 coders, 4 turns; text that nobody coded is counted" in words
    assert "nobody used this code" in words
    assert "n/a" in words
    at.selectbox(key="agreement.unit").select("character").run()
    at.toggle(key="agreement.uncoded").set_value(False).run()
    assert not at.exception
    assert "2 coders, 79 characters; text that nobody coded is left out" in words_on(at)
    assert "unit=character&uncoded=no" in at.get("link_button")[0].proto.url


def test_agp06_some_of_several_coders(data_folder: Path, people: list[Account], text: str) -> None:
    ann, bob, lead = people
    with open_database() as db:
        save_segment(db, Segment(text, 0, 17, "waiting", lead.id))
    at = opened(data_folder, ann, "agreement")
    assert "1 text, 3 coders" in words_on(at)
    assert "Cohen’s kappa" in words_on(at)
    at.multiselect(key="agreement.whom").set_value([ann.id, bob.id]).run()
    assert not at.exception
    assert "1 text, 2 coders" in words_on(at)
    assert f"coders={ann.id}%2C{bob.id}" in at.get("link_button")[0].proto.url


def test_agp07_a_reflexive_study(data_folder: Path, people: list[Account], text: str) -> None:
    ann, _, lead = people
    with open_database() as db:
        set_reflexive(db, lead.id, reflexive=True)
    at = opened(data_folder, ann, "agreement")
    assert "This study shows no statistics" in words_on(at)
    assert "Krippendorff" not in words_on(at)
    assert not [one for one in at.button if one.key == "agreement.reflexive.action"]
    assert ask("/api/coding/agreement.csv", ann).status == 404
    told = words_on(opened(data_folder, ann, "differences"))
    assert "Differences" in told
    assert "characters" not in told
    at = opened(data_folder, lead, "agreement")
    at.button(key="agreement.reflexive.action").click().run()
    with open_database() as db:
        assert not is_reflexive(db)


def test_agp08_settled_and_undone(data_folder: Path, people: list[Account], text: str) -> None:
    ann, _, lead = people
    at = opened(data_folder, lead, "differences")
    assert "only A researcher" in " ".join(button.label for button in at.button)
    first = f"{text}-calls-33-52"
    at.text_input(key=f"agreement.why.{first}").input("Calls are about the phone.").run()
    at.button(key=f"agreement.take.{ann.id}.{first}").click().run()
    assert not at.exception
    assert agreed(text) == [("calls", 33, 52)]
    second = f"{text}-waiting-0-31"
    at.button(key=f"agreement.both.{second}").click().run()
    assert agreed(text) == [("waiting", 0, 31), ("calls", 33, 52)]
    assert "Nothing is left here" in words_on(at)
    at.button(key="agreement.undo").click().run()
    assert agreed(text) == [("calls", 33, 52)]
    at.button(key=f"agreement.anew.{second}").click().run()
    at.text_area(key=f"agreement.words.{second}").input("Not in the text").run()
    at.button(key=f"agreement.mark.{second}").click().run()
    assert "do not stand in the text" in at.error[0].value
    at.text_area(key=f"agreement.words.{second}").input("Nobody  calls").run()
    at.selectbox(key=f"agreement.newcode.{second}").select("calls").run()
    at.button(key=f"agreement.mark.{second}").click().run()
    assert agreed(text) == [("calls", 19, 31), ("calls", 33, 52)]
    at.segmented_control(key="agreement.which").set_value("Settled").run()
    at.button(key=f"agreement.d.{first}").click().run()
    assert "Calls are about the phone." in words_on(at)
    with open_database() as db:
        made = {one.code: one.id for one in list_decisions(db, "")}
        assert [said.author for said in list_remarks(db, text, "calls", 33, 52)] == [lead.id]
    at.button(key=f"agreement.reopen.{made['calls']}").click().run()
    assert agreed(text) == [("calls", 19, 31)]
    at.button(key="agreement.alike").click().run()
    assert agreed(text) == [("calls", 19, 31), ("calls", 54, 83)]


def test_agp09_typed_words_are_text(data_folder: Path, people: list[Account], text: str) -> None:
    ann, bob, lead = people
    wild = "<b>[x](http://x)</b>"
    with open_database() as db:
        save_code(db, Code("calls", wild, wild), lead.id)
        round = Round(wild, (), blind=False)
        open_round(db, assigned(round, (text,), (ann.id, bob.id)), lead.id)
        set_reflexive(db, lead.id, reflexive=False)
    for view in ("rounds", "agreement", "differences"):
        at = opened(data_folder, lead, view)
        assert wild not in words_on(at)
        assert all("[x](" not in button.label for button in at.button)
        assert all("[x](" not in one.label for one in at.expander)


def test_agp10_memos_beside_the_readings(
    data_folder: Path, people: list[Account], text: str
) -> None:
    ann, _, lead = people
    with open_database() as db:
        first = next(one for one in list_segments(db, text) if one.code == "calls")
        save_memo(db, Memo(MemoKind.SEGMENT, "<b>Whose call?</b>", first.id), ann.id)
    told = words_on(opened(data_folder, lead, "differences"))
    assert "Memo: &lt;b&gt;Whose call?&lt;/b&gt; (A researcher" in told
