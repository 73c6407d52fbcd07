"""Respondents of the bare Streamlit survey: its WebSocket and messages, without a browser."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.http_respondent import Account

PATIENCE = 60  # seconds that a run of the script may take


@dataclass
class Session:
    """One open page: the widgets on it by their id, and what was answered."""

    socket: Any
    script: str = ""
    headings: list[str] = field(default_factory=list)
    widgets: dict[str, tuple[str, Any]] = field(default_factory=dict)

    async def run(self, pressed: str = "") -> None:
        """Send the answers and wait until the script has run; a rerun of its own counts too."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.script
        for id, (kind, widget) in self.widgets.items():
            if kind == "button" and id != pressed:
                continue
            state = message.rerun_script.widget_states.widgets.add()
            state.id = id
            _fill(state, kind, widget)
        await self.socket.send(message.SerializeToString())
        await asyncio.wait_for(self._finished(), PATIENCE)

    async def _finished(self) -> None:
        while True:
            told = ForwardMsg.FromString(await self.socket.recv())
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self.widgets, self.headings = {}, []
                self.script = told.new_session.page_script_hash
            elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                self._take(told.delta.new_element)
            # 0 is an end that stays; a script that asks for a rerun runs once more.
            elif kind == "script_finished" and told.script_finished == 0:
                return

    def _take(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        part = getattr(element, kind)
        if kind == "heading":
            self.headings.append(part.body)
        elif kind in ("radio", "multiselect", "number_input", "text_area", "button"):
            self.widgets[part.id] = (kind, part)


def _fill(state: Any, kind: str, widget: Any) -> None:
    if kind == "button":
        state.trigger_value = True
    elif kind == "number_input":
        state.double_value = 3.0
    elif kind == "multiselect":
        state.string_array_value.data.append(widget.options[0])
    else:
        state.string_value = (
            widget.options[0] if kind == "radio" else f"in my words {secrets.token_hex(8)}"
        )


async def respond(port: int, told: Account) -> None:
    """One whole response: three pages, each filled in at once and sent with its button."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    protocols: Any = ["streamlit"]
    async with websockets.connect(
        address,
        subprotocols=protocols,
        max_size=None,
        compression=None,
        ping_interval=None,
        open_timeout=PATIENCE,
    ) as socket:
        session = Session(socket)
        await session.run()
        while "Thank you" not in session.headings:
            start = time.perf_counter()
            button = next(id for id, (kind, _) in session.widgets.items() if kind == "button")
            await session.run(button)
            told.pages.append(time.perf_counter() - start)
    told.submitted[secrets.token_hex(8)] = ""
