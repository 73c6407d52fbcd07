"""KIL01 respondents answer while the app is killed (SIGKILL) and started again: each goes on where
it was, and every page and response that was acknowledged is stored exactly once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.database import open_database
from storage.responses import count_responses
from tests.bench.load import KILLED_AFTER, killed_in_the_middle, ten_items
from tests.browser.app import App
from tests.browser.respondent import data_of, open_survey

pytestmark = pytest.mark.browser


def test_kil01_nothing_acknowledged_is_lost_or_doubled(app: App) -> None:
    link = open_survey(app, ten_items()).rpartition("/")[2]
    with ThreadPoolExecutor(1) as aside:  # a browser test before this one may hold the event loop
        told, missing = aside.submit(
            killed_in_the_middle, app, link, respondents=6, seconds=KILLED_AFTER + 2
        ).result()
    assert missing == []
    assert told.failures, "nobody was interrupted"
    assert len(told.submitted) >= 6
    with data_of(app), open_database() as db:
        assert count_responses(db, ten_items().name) >= len(told.submitted)
