"""Ask the routes of coding as a browser would, with the session that the gate has looked up."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import Message

from access.model import Account
from access.web.gate import SESSION
from coding.web.routes import routes
from storage.database import open_vault
from storage.sessions import Session, load_session, session_key, start_session
from tests.aside import run_aside

HOST = "127.0.0.1:8501"
FROM_THE_WORKBENCH = {"origin": f"http://{HOST}", "x-throughline": "workbench"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.body)
        return found


def ask(
    path: str,
    account: Account | None,
    body: object = None,
    headers: Mapping[str, str] | None = None,
    mounted: Sequence[BaseRoute] = routes,
) -> Answer:
    """GET, or POST with a body (as JSON; bytes as they are), signed in as this account.

    Args:
        mounted: the routes to ask, those of coding unless said otherwise.
    """
    sent = {"host": HOST, **(headers or {})}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    scope = {
        "type": "http",
        "method": "GET" if body is None else "POST",
        "path": path.partition("?")[0],
        "raw_path": path.partition("?")[0].encode(),
        "query_string": path.partition("?")[2].encode(),
        SESSION: _session(account) if account else None,
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }
    return run_aside(_run(scope, data, mounted))


def _session(account: Account) -> Session | None:
    with open_vault() as vault:
        return load_session(vault, session_key(start_session(vault, account.id)))


async def _run(scope: dict[str, object], data: bytes, mounted: Sequence[BaseRoute]) -> Answer:
    got: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": data, "more_body": False}

    async def send(message: Message) -> None:
        got.append(message)

    await Starlette(routes=mounted)(scope, receive, send)
    head = {name.decode(): value.decode() for name, value in got[0]["headers"]}
    return Answer(got[0]["status"], head, b"".join(one.get("body", b"") for one in got[1:]))
