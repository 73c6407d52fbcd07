"""RPP01 a repeat of a paper form is entered: one more, one less only after asking, to the count."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from access.model import Role
from storage.database import open_database
from storage.responses import responses_frame
from survey.web.routes import routes
from tests.coding.asking import HOST, Answer, ask
from tests.pages.opening import new_account
from tests.survey.kinds import EVERY_KIND
from tests.survey.publishing import publish

BEGIN = f"/survey/paper/enter/{EVERY_KIND.name}"
OURS = {"origin": f"http://{HOST}"}


def test_rpp01_a_repeat_is_entered(data_folder: Path) -> None:
    publish(EVERY_KIND)
    researcher = new_account(Role.RESEARCHER, data_folder)
    own = [item.name for item in EVERY_KIND.items if EVERY_KIND.repeat_of(item) is None]

    def post(path: str, go: str, n_times: int, **answers: str) -> Answer:
        inside = [f"partner/{n}/{one}" for n in range(1, n_times + 1) for one in ("", "kind")]
        inside += [f"partner/{n}/{one}" for n in range(1, n_times + 1) for one in ("meetings",)]
        fields = [(".shown", name) for name in [*own, *inside]] + [(".go", go)]
        fields += list(answers.items())
        return ask(path, researcher, urlencode(fields).encode(), OURS, routes)

    begun = urlencode({"token": "one", "version": "1", "language": "English (en)"}).encode()
    path = ask(BEGIN, researcher, begun, OURS, routes).headers["location"]
    first = {"partner/1/kind": "Shelter"}
    assert 'name="partner/2/kind"' in post(path, "add partner", 1, **first).body.decode()
    both = {**first, "partner/2/kind": "Clinic"}
    asked = post(path, "remove partner/1/", 2, **both).body.decode()
    assert "Yes, remove it" in asked
    assert 'name="partner/2/kind"' in asked
    left = post(path, "drop partner/1/", 2, **both).body.decode()
    assert 'name="partner/2/kind"' not in left
    assert post(path, "enter", 1, **{"partner/1/kind": "Clinic"}).status == 303
    with open_database() as db:
        (row,) = responses_frame(db, EVERY_KIND.name).to_dict("records")
    assert row["partner"] == [{"kind": "Clinic"}]
