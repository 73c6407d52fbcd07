"""The letters to the invited, for a lead: e-mail drafts, reminders, a list for a mail merge."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from access.model import Act
from access.web.permission import permitted
from storage.audit import record
from storage.collection import load_collection
from storage.database import open_database, open_vault
from storage.invitations import list_invitations
from survey.collection import Mode
from survey.invitations import Invitation, render_letters, render_mail_merge

_Render = Callable[[list[Invitation], str, Mode], bytes]
FILES: dict[str, tuple[str, _Render]] = {
    "letters.zip": ("application/zip", render_letters),
    "reminders.zip": (
        "application/zip",
        lambda people, base, mode: render_letters(people, base, mode, reminder=True),
    ),
    "list.csv": (
        "text/csv; charset=utf-8",
        lambda people, base, mode: render_mail_merge(people, base),
    ),
}


async def invitation_file(request: Request) -> Response:
    """/survey/invitations/<instrument>/<file>: for all whose invitation was not used yet."""
    account = permitted(request, Act.PUBLISH_SURVEY)
    name, file = request.path_params["instrument"], request.path_params["file"]
    if file not in FILES:
        raise HTTPException(404, "There is no such file of invitations.")
    base = str(request.base_url)
    body = await run_in_threadpool(_rendered, name, file, base, account.id)
    headers = {
        "content-disposition": f'attachment; filename="{file}"',
        "cache-control": "no-store",
    }
    return Response(body, 200, headers, FILES[file][0])


def _rendered(name: str, file: str, base: str, actor: str) -> bytes:
    with open_database() as db, open_vault() as vault:
        people = list_invitations(vault, name, unused_only=True)
        collection = load_collection(db, name)
        if not people or not collection.is_invited:
            raise HTTPException(404, "Nobody is invited to this survey who has not answered yet.")
        record(db, actor, "downloaded invitations", name, {"n": len(people), "file": file})
    return FILES[file][1](people, base, collection.mode)
