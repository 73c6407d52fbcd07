"""EXR01 a lead takes the project, a researcher may not; both take codebook and quotes, a visitor
nothing; EXR02 each is a download that no cache keeps; EXR03 a format that is not there is refused;
EXR04 what holds a known name is not sent, and the answer says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.model import Role
from coding.refi_qda import parse_qdc, parse_qdpx
from interviews.identity import Entity, Kind
from storage.codebook import list_codes
from storage.database import open_database, open_vault
from storage.names_key import save_entity
from tests.coding.asking import ask
from tests.pages.opening import new_account

QUOTES = ["/api/coding/quotes.csv", "/api/coding/quotes.xlsx", "/api/coding/quotes.docx"]
QUOTES += ["/api/coding/quotes.html?by=source&attribute=Region"]
CODEBOOK, PROJECT = "/api/coding/codebook.qdc", "/api/coding/project.qdpx"


def test_exr01_who_may_take_what(sample_folder: Path) -> None:
    lead = new_account(Role.LEAD, sample_folder)
    researcher = new_account(Role.RESEARCHER, sample_folder)
    for path in [CODEBOOK, *QUOTES]:
        assert ask(path, researcher).status == 200
        assert ask(path, None).status == 401
    assert ask(PROJECT, researcher).status == 403
    project = parse_qdpx(ask(PROJECT, lead).body)
    assert project.n_codings > 100
    with open_database() as db:
        assert len(parse_qdc(ask(CODEBOOK, lead).body).codes) == len(list_codes(db))


@pytest.mark.parametrize("path", [PROJECT, CODEBOOK, *QUOTES])
def test_exr02_a_download_that_no_cache_keeps(data_folder: Path, path: str) -> None:
    answer = ask(path, new_account(Role.LEAD, data_folder))
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert "no-store" in answer.headers["cache-control"]


def test_exr03_no_other_format(data_folder: Path) -> None:
    answer = ask("/api/coding/quotes.exe", new_account(Role.LEAD, data_folder))
    assert answer.status == 404


def test_exr04_a_known_name_stops_it(sample_folder: Path) -> None:
    lead = new_account(Role.LEAD, sample_folder)
    with open_database() as db:
        word = list_codes(db)[0].name.split()[0]
    with open_vault() as vault:
        save_entity(vault, Entity("", Kind.PLACE, (word,), on_roster=True))
    for path in (PROJECT, CODEBOOK, QUOTES[0]):
        answer = ask(path, lead)
        assert answer.status == 409
        assert word in answer.body.decode()
