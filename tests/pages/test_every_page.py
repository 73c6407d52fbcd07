"""PAG01 every page opens on an empty study and on the sample study, for each role; PAG02 a role
that may not use a page is refused at its address; PAG03 every page file is in the navigation;
PAG04 a visitor sees the answer page and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.model import Role
from tests.browser.studio import page_files
from tests.conftest import ROOT
from tests.pages.opening import open_page
from tests.pages.reading import words_on

PAGES = page_files()
LEADS_ONLY = {"access/pages/people.py", "access/pages/record.py"}
OPEN_TO_VISITORS = {"survey/pages/answer.py"}


@pytest.mark.parametrize("role", [Role.LEAD, Role.RESEARCHER], ids=str)
@pytest.mark.parametrize("file", PAGES)
def test_pag01_opens_on_an_empty_study(file: str, role: Role, data_folder: Path) -> None:
    at = open_page(file, role, data_folder)
    assert not at.exception
    refused = "This page is not open to you" in words_on(at)
    assert refused == (role is Role.RESEARCHER and file in LEADS_ONLY)
    assert refused or "tl-title" in words_on(at), "every page has the one header"


@pytest.mark.parametrize("role", [Role.LEAD, Role.RESEARCHER], ids=str)
@pytest.mark.parametrize("file", PAGES)
def test_pag01_opens_on_the_sample_study(file: str, role: Role, sample_folder: Path) -> None:
    at = open_page(file, role, sample_folder)
    assert not at.exception
    assert "sample" in words_on(at).lower(), "a banner says that it is the sample"


@pytest.mark.parametrize("file", sorted(LEADS_ONLY))
def test_pag02_a_researcher_is_refused_at_the_address(file: str, data_folder: Path) -> None:
    at = open_page(file, Role.RESEARCHER, data_folder)
    assert "This page is not open to you" in words_on(at)


def test_pag03_every_page_file_is_in_the_navigation() -> None:
    there = {
        str(path.relative_to(ROOT))
        for path in ROOT.glob("*/pages/*.py")
        if path.name != "__init__.py" and path.relative_to(ROOT).parts[0] != "tests"
    }
    assert there == set(PAGES)


@pytest.mark.parametrize("study", ["data_folder", "sample_folder"], ids=["empty", "sample"])
@pytest.mark.parametrize("file", PAGES)
def test_pag04_a_visitor_sees_the_answer_page_only(
    file: str, study: str, request: pytest.FixtureRequest
) -> None:
    at = open_page(file, None, request.getfixturevalue(study))
    assert not at.exception
    assert ("You are signed out" in words_on(at)) == (file not in OPEN_TO_VISITORS)
