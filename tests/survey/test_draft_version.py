"""DRV01 who has begun goes on in the version in which they began, also after another one was
published; who begins later gets the newest; DRV02 both stand in one table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from storage.database import open_database
from storage.responses import responses_frame
from survey.model import NOT_ASKED
from survey.web.routes import routes
from tests.coding.asking import HOST, Answer, ask
from tests.survey.publishing import publish
from tests.survey.questionnaires import PLAIN

OURS = {"origin": f"http://{HOST}"}
TEA = PLAIN.items[0]


class Visitor:
    """A browser that keeps its one cookie."""

    def __init__(self, link: str) -> None:
        self.home = f"/s/{link}"
        self.cookie: dict[str, str] = {}

    def get(self, place: str = "") -> str:
        return ask(self.home + place, None, headers=self.cookie, mounted=routes).body.decode()

    def post(self, place: str, *fields: tuple[str, str]) -> Answer:
        body = urlencode(fields).encode()
        answer = ask(self.home + place, None, body, {**OURS, **self.cookie}, routes)
        if "set-cookie" in answer.headers:
            self.cookie = {"cookie": answer.headers["set-cookie"].partition(";")[0]}
        return answer


def begun(link: str) -> Visitor:
    """Somebody who has agreed to take part."""
    visitor = Visitor(link)
    assert visitor.post("", (".consent", "yes")).status == 303
    return visitor


def test_drv01_drv02_a_draft_stays_in_its_version(data_folder: Path) -> None:
    link = publish(PLAIN)
    early = begun(link)
    assert "Tea?" in early.get("/1")
    coffee = replace(TEA, name="coffee", label={"": "Coffee?"})
    assert publish(replace(PLAIN, items=(coffee,))) == link
    assert "Tea?" in early.get("/1")
    early.post("/1", (".shown", "tea"), ("tea", "no"), (".go", "next"))
    early.post("/review", (".go", "submit"))
    late = begun(link)
    assert "Coffee?" in late.get("/1")
    late.post("/1", (".shown", "coffee"), ("coffee", "yes"), (".go", "next"))
    late.post("/review", (".go", "submit"))
    with open_database() as db:
        rows = responses_frame(db, PLAIN.name).to_dict("records")
    told = {row["version"]: (row["tea"], row["coffee"]) for row in rows}
    assert told == {1: ("no", NOT_ASKED), 2: (NOT_ASKED, "yes")}
