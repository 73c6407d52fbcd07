"""The routes of the memos: all of them as a table or as a document, after the leak scan."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted
from coding.memo_files import MemoBook, render_csv, render_docx, render_html
from interviews.leaks import LeakError
from storage.accounts import names_of
from storage.audit import record
from storage.database import open_database, open_vault
from storage.leaks import refuse_leaks
from storage.memos import list_memos, memo_subjects
from storage.settings import study_name

_STYLE = Path(__file__).parent / "files" / "memos.css"
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


async def memos(request: Request) -> Response:
    """All memos that this account may read, as a file; 409 if a name stands in one."""
    account = permitted(request, Act.CODE)
    ending = request.path_params["ending"]
    if ending not in _TYPES:
        raise HTTPException(404, "Memos are taken along as csv, html or docx.")
    body = await run_in_threadpool(_file, ending, account.id)
    name = f"memos-{datetime.now(UTC):%Y-%m-%d}.{ending}"
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(body, headers=headers, media_type=_TYPES[ending])


def _file(ending: str, reader: str) -> bytes:
    with open_database() as db, open_vault() as vault:
        book = MemoBook(list_memos(db, reader), memo_subjects(db, reader), names_of(vault))
        try:
            refuse_leaks(vault, "The memos", book.texts())
        except LeakError as error:
            raise HTTPException(409, str(error)) from error
        record(db, reader, "exported the memos", detail={"memos": len(book.memos)})
        title = f"Memos of {study_name(db)}"
    if ending == "csv":
        return render_csv(book)
    if ending == "docx":
        return render_docx(book, title)
    return render_html(book, title, _STYLE.read_text("utf-8"))


routes: list[BaseRoute] = [Route("/api/coding/memos.{ending}", memos)]
