"""Talk to a running app as a program would: HTTP without a browser, and Streamlit's websocket."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.browser.app import App

PAGE = {"Accept": "text/html"}


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def cookie(self) -> str:
        """The session cookie that was set, as it is sent back."""
        return self.headers.get("set-cookie", "").split(";")[0]


def ask(
    app: App,
    path: str,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    cookie: str = "",
) -> Answer:
    """One request; a POST if there is a form. Redirects are not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=30)
    sent = {"Origin": app.url, **(headers or {})}
    if cookie:
        sent["Cookie"] = cookie
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    body = urlencode(form) if form is not None else None
    connection.request("GET" if form is None else "POST", path, body, sent)
    got = connection.getresponse()
    answer = Answer(
        got.status,
        {name.lower(): value for name, value in got.getheaders()},
        got.read().decode("utf-8", "replace"),
    )
    connection.close()
    return answer


def set_up_code(app: App) -> str:
    """The set-up code that the app printed last."""
    return re.findall(r"[Ss]et-up code[^:\n]*: ([A-Z0-9-]+)", app.log.read_text("utf-8"))[-1]


def listen(app: App, headers: Mapping[str, str] | None = None) -> ClientConnection:
    """A websocket as Streamlit's own script opens it."""
    return connect(
        f"ws://127.0.0.1:{app.port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers={"Origin": app.url, **(headers or {})},
        open_timeout=20,
    )


def run_page(socket: ClientConnection, app: App, path: str) -> list[ForwardMsg]:
    """Ask for a page and return all that comes until its script has run."""
    message = BackMsg()
    message.rerun_script.page_name = path.strip("/")
    message.rerun_script.context_info.url = app.url + path
    socket.send(message.SerializeToString())
    got: list[ForwardMsg] = []
    while not got or got[-1].WhichOneof("type") != "script_finished":
        data = socket.recv(timeout=30)
        assert isinstance(data, bytes)
        got.append(ForwardMsg.FromString(data))
    return got


def pages_in(messages: list[ForwardMsg]) -> set[str]:
    """The addresses of the pages that the browser is told of and shows."""
    return {
        page.url_pathname
        for message in messages
        if message.WhichOneof("type") == "navigation"
        for page in message.navigation.app_pages
        if not page.is_hidden
    }


def words_in(messages: list[ForwardMsg]) -> str:
    """Everything that was drawn, as text."""
    return "\n".join(str(message.delta) for message in messages if message.HasField("delta"))
