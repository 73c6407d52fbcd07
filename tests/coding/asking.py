"""Ask the routes of coding as a browser would: through the gate, with a session cookie."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.types import Message

from access.model import Account
from access.web.gate import COOKIE, Gate
from coding.web.routes import routes
from storage.database import open_vault
from storage.sessions import start_session

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
) -> Answer:
    """GET, or POST with a body (as JSON; bytes as they are), signed in as this account."""
    sent = {"host": HOST, **(headers or {})}
    if account is not None:
        with open_vault() as vault:
            sent["cookie"] = f"{COOKIE}={start_session(vault, account.id)}"
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    scope = {
        "type": "http",
        "method": "GET" if body is None else "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }
    return asyncio.run(_run(scope, data))


async def _run(scope: dict[str, object], data: bytes) -> Answer:
    got: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": data, "more_body": False}

    async def send(message: Message) -> None:
        got.append(message)

    app = Gate(Starlette(routes=routes), kind_of=lambda _: "", address="127.0.0.1")
    await app(scope, receive, send)
    head = {name.decode(): value.decode() for name, value in got[0]["headers"]}
    return Answer(got[0]["status"], head, b"".join(one.get("body", b"") for one in got[1:]))
