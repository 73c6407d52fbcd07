"""FGT01 a draft goes when its time is over although nobody opens a page, and others stay; FGT02 no
byte of it is left in the files; FGT03 a study in which somebody writes is asked again later."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage import intake
from storage.database import close_databases, open_database, writing
from storage.forgetting import forget_drafts, forget_in_time
from tests.aside import run_aside
from tests.survey.publishing import publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

SOON = 0.02  # seconds between two times
PATIENCE = 20  # seconds; until then it has happened many times over


@pytest.fixture
def drafts(data_folder: Path) -> tuple[str, str]:
    """Ids of a draft whose time is over and of one that goes on."""
    instrument = intake.open_link(publish(WORKING_TOGETHER))
    assert instrument is not None
    ids = []
    for word in ("lantern", "anchor"):
        draft = intake.start_draft(instrument, EN)
        intake.save_page(draft.id, 2, {"role": f"a {word} among words"}, EN)
        ids.append(draft.id)
    with open_database() as db:
        db.execute("update response set updated_at = date('now', '-31 days') where id = ?", ids[:1])
    return ids[0], ids[1]


def there() -> set[str]:
    """Ids of all drafts that are stored."""
    with open_database() as db:
        return {id for (id,) in db.execute("select id from response").fetchall()}


async def _until_gone(id: str) -> None:
    forgetting = asyncio.create_task(forget_in_time(SOON))
    try:
        async with asyncio.timeout(PATIENCE):
            while id in there():
                await asyncio.sleep(SOON)
    finally:
        forgetting.cancel()


def test_fgt01_a_draft_goes_by_itself(drafts: tuple[str, str]) -> None:
    over, going_on = drafts
    run_aside(_until_gone(over))
    assert there() == {going_on}


def test_fgt02_no_byte_of_it_is_left(drafts: tuple[str, str], data_folder: Path) -> None:
    forget_drafts()
    close_databases()
    left = b"".join(path.read_bytes() for path in data_folder.glob("study.db*"))
    assert (b"lantern" in left, b"anchor" in left) == (False, True)


def test_fgt03_a_busy_study_is_asked_again(
    drafts: tuple[str, str],
) -> None:
    over, _ = drafts
    with open_database() as one, open_database() as other:
        for db in (one, other):  # these are lent again below: nobody waits for the other
            db.execute("pragma busy_timeout = 0")

    async def while_somebody_writes() -> None:
        forgetting = asyncio.create_task(forget_in_time(SOON))
        with open_database() as db, writing(db):
            await asyncio.sleep(SOON * 10)
            assert not forgetting.done()
        async with asyncio.timeout(PATIENCE):
            while over in there():
                await asyncio.sleep(SOON)
        forgetting.cancel()

    run_aside(while_somebody_writes())
    assert over not in there()
