"""Respondents without a browser: plain HTTP on one kept connection, following every redirect."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

FORM = "content-type: application/x-www-form-urlencoded\r\n"


@dataclass
class Account:
    """What all respondents of a run were told by the server."""

    pages: list[float] = field(default_factory=list)  # seconds from a click to the next page
    acknowledged: dict[str, dict[str, str]] = field(default_factory=dict)  # draft → answers saved
    submitted: dict[str, str] = field(default_factory=dict)  # draft → receipt
    failures: list[str] = field(default_factory=list)


@dataclass
class Visitor:
    """One connection and its cookie; a broken connection is opened again."""

    port: int
    cookie: str = ""
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def send(self, path: str, form: list[tuple[str, str]] | None = None) -> tuple[str, str]:
        """One request and what it leads to; the path and the page that came last."""
        status, headers, body = await self._once(path, form)
        while status == 303:
            path = headers["location"].partition("#")[0]
            status, headers, body = await self._once(path, None)
        if status != 200:
            raise ConnectionError(f"{status} at {path}")
        return path, body

    async def _once(
        self, path: str, form: list[tuple[str, str]] | None
    ) -> tuple[int, Mapping[str, str], str]:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        self.writer.write(self._request(path, form))
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in head[1:-2]:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
        body = await self.reader.readexactly(int(headers.get("content-length", "0")))
        if "set-cookie" in headers:
            self.cookie = headers["set-cookie"].partition(";")[0]
        return int(head[0].split(" ")[1]), headers, body.decode()

    def _request(self, path: str, form: list[tuple[str, str]] | None) -> bytes:
        body = urlencode(form or []).encode()
        cookie = f"cookie: {self.cookie}\r\n" if self.cookie else ""
        more = f"{FORM}content-length: {len(body)}\r\n" if form is not None else ""
        method = "GET" if form is None else "POST"
        head = f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\n{cookie}{more}\r\n"
        return head.encode() + body

    def close(self) -> None:
        """Close the connection; the next request opens another one."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None

    @property
    def draft(self) -> str:
        """Under which id the server keeps what this visitor answers."""
        return hashlib.sha256(self.cookie.partition("=")[2].encode()).hexdigest()[:24]


async def respond(port: int, link: str, told: Account, end: float) -> None:
    """One whole response: agree, answer every page, look it over, send it.

    What fails is tried again, as people do; the server must take each thing once. Whoever is not
    through at the end gives up.
    """
    visitor = Visitor(port)
    path, page = await _patiently(visitor, f"/s/{link}", None, told, end)
    form: list[tuple[str, str]] = [(".consent", "yes")]
    while 'class="words"' not in page:  # the receipt
        start = time.perf_counter()
        path, page = await _patiently(visitor, path, form, told, end)
        told.pages.append(time.perf_counter() - start)
        given = [(name, value) for name, value in form if not name.startswith(".")]
        told.acknowledged.setdefault(visitor.draft, {}).update(given)
        form = _answers(page)
    words = page.partition('class="words"')[2].partition("</ol>")[0]
    told.submitted[visitor.draft] = " ".join(re.findall(r"<li[^>]*>([^<]+)</li>", words))
    visitor.close()


async def _patiently(
    visitor: Visitor, path: str, form: list[tuple[str, str]] | None, told: Account, end: float
) -> tuple[str, str]:
    while True:
        try:
            return await visitor.send(path, form)
        except (OSError, asyncio.IncompleteReadError) as error:
            visitor.close()
            told.failures.append(type(error).__name__)
            if time.monotonic() > end:
                raise TimeoutError from error
            await asyncio.sleep(0.2)


def _answers(page: str) -> list[tuple[str, str]]:
    """What to post from a page: words of one's own into every text, the first option elsewhere."""
    shown = re.findall(r'name="\.shown" value="(\w+)"', page)
    if not shown:
        return [(".go", "submit")]
    found = [(".shown", name) for name in shown]
    for name in shown:
        option = re.search(
            rf'type="(?:radio|checkbox)"[^>]*name="{name}"[^>]*value="([^"]*)"', page
        )
        option = option or re.search(
            rf'name="{name}"[^>]*type="(?:radio|checkbox)"[^>]*value="([^"]*)"', page
        )
        is_number = re.search(rf'name="{name}"[^>]*inputmode="(?:numeric|decimal)"', page)
        own = "3" if is_number else f"in my words {secrets.token_hex(8)}"
        found.append((name, option[1] if option else own))
    return [*found, (".go", "next")]
