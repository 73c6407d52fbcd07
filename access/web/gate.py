"""The gate before everything: who may reach the server at all, and what the browser may load.

Pure ASGI, because Starlette's BaseHTTPMiddleware never sees websockets.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storage.accounts import has_accounts
from storage.database import open_vault
from storage.sessions import Session, load_session, session_key

COOKIE = "throughline_session"
HEADER = b"x-throughline-session"  # read by .streamlit/config.toml into st.user["session"]
SIGN_IN, SET_UP, PASSPHRASE = "/sign-in", "/set-up", "/passphrase"
# Where a request carries what the gate found; "session" is taken by Starlette's own.
SESSION, HERE = "throughline.session", "throughline.here"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Everything else needs a session. A new route is closed until it is listed here.
DOORS = (SIGN_IN, SET_UP, "/sign-out", PASSPHRASE, "/doors/")
RESPONDENT = ("/s/",)
ANSWER_PAGE = ("/answer",)
STREAMLIT_OPEN = ("/static/", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
STREAMLIT_FILES = ("/favicon.png", "/manifest.json")
# What the browser of a visitor needs to show the answer page, and what the studio needs beside it.
VISITOR_MESSAGES = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
STUDIO_MESSAGES = VISITOR_MESSAGES | {"file_urls_request", "backend_operation_request"}


def _inline_scripts() -> str:
    """The hash of what Streamlit writes into its page itself (one line, harmless)."""
    spec = find_spec("streamlit")
    page = Path(spec.origin).parent / "static/index.html" if spec and spec.origin else None
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.S) if page else []
    hashes = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{one}'" for one in hashes)


_OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
# blob: because Streamlit loads the script of an inline component from one; styles because it
# writes them into the page. Fonts and pictures come from this server only.
_STUDIO = (
    f"default-src 'self'; script-src 'self' blob: {_inline_scripts()}; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' "
    "blob:; frame-src 'self'; object-src 'none'; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'self'"
)


class Gate:
    """Looks up the session of every request; without one only doors and the survey are open."""

    def __init__(
        self,
        app: ASGIApp,
        kind_of: Callable[[bytes], str],
        page_only: Callable[[bytes], bytes],
        address: str,
    ) -> None:
        """Stand before `app`.

        Args:
            kind_of: names the kind of a Streamlit message; "" if it cannot be read.
            page_only: the same message without what was clicked or typed.
            address: where the server listens; "" is everywhere.
        """
        self.app = app
        self.kind_of = kind_of
        self.page_only = page_only
        self.listens_here = address in LOOPBACK

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        key = cookie_key(scope)
        session = await run_in_threadpool(session_of, key)
        here = self.listens_here and _asked_here(scope)
        scope = {**scope, "headers": _headers(scope, session), SESSION: session, HERE: here}
        if scope["type"] == "websocket":
            return await self._websocket(scope, receive, send, session)
        answer = await self._refusal(scope, session)
        return await (answer or self.app)(scope, receive, _protected(scope["path"], send))

    async def _refusal(self, scope: Scope, session: Session | None) -> ASGIApp | None:
        path = scope["path"]
        if is_open(path) or (session and not session.one_time):
            return None
        if not _is_page(scope):
            return PlainTextResponse("Sign in first: this address needs an account.", 401)
        if session:
            return RedirectResponse(PASSPHRASE, 303)
        ready = await run_in_threadpool(_set_up)
        door = f"{SIGN_IN}?next={quote(_address(scope))}" if ready else SET_UP
        return RedirectResponse(door, 303)

    async def _websocket(
        self, scope: Scope, receive: Receive, send: Send, session: Session | None
    ) -> None:
        async def listen() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                body = message.get("bytes") or b""
                # Callbacks, fragments and dialogs run without the page around them. When the
                # session has ended, all that still runs is the page itself, which says so.
                ended = session and await run_in_threadpool(session_of, session.key) is None
                allowed = STUDIO_MESSAGES if session and not ended else VISITOR_MESSAGES
                if self.kind_of(body) in allowed:
                    return {**message, "bytes": self.page_only(body)} if ended else message

        await self.app(scope, listen, send)


def session_in(request: Request) -> Session | None:
    """The session that the gate found for this request."""
    session: Session | None = request.scope[SESSION]
    return session


def is_here(request: Request) -> bool:
    """True if only this machine can reach the app, and this request comes from it."""
    return bool(request.scope[HERE])


def is_open(path: str) -> bool:
    """True for what a visitor without a session may reach."""
    return (
        path in STREAMLIT_FILES
        or path.startswith((*RESPONDENT, *STREAMLIT_OPEN))
        or any(path == one.rstrip("/") or path.startswith(f"{one.rstrip('/')}/") for one in DOORS)
        or path.rstrip("/") in ANSWER_PAGE
    )


def cookie_key(scope: Scope) -> str:
    """The key of the session cookie in this request; "" if there is none."""
    cookie = SimpleCookie()
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                cookie.load(value.decode("latin-1"))
            except CookieError:
                return ""
    return session_key(cookie[COOKIE].value) if COOKIE in cookie else ""


def session_of(key: str) -> Session | None:
    """The session of this key, read from the vault each time."""
    if not key:
        return None
    with open_vault() as vault:
        return load_session(vault, key)


def _asked_here(scope: Scope) -> bool:
    """True if the browser is on this machine and no proxy lies between (it would say so)."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    host = urlsplit(f"//{headers.get(b'host', '')}").hostname
    return host in LOOPBACK and not any(
        name == b"forwarded" or name.startswith(b"x-forwarded") for name in headers
    )


def _set_up() -> bool:
    with open_vault() as vault:
        return has_accounts(vault)


def _headers(scope: Scope, session: Session | None) -> list[tuple[bytes, bytes]]:
    """The request's headers with our own identity instead of any that somebody sent along."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower() != HEADER]
    # With a one-time passphrase nothing but choosing one's own is open, the studio neither.
    return [*kept, (HEADER, session.key.encode())] if session and not session.one_time else kept


def _is_page(scope: Scope) -> bool:
    accept = dict(scope["headers"]).get(b"accept", b"")
    return scope["method"] in ("GET", "HEAD") and b"text/html" in accept


def _address(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"{scope['path']}?{query}" if query else str(scope["path"])


def _protected(path: str, send: Send) -> Send:
    own = path.startswith(RESPONDENT) or any(path.startswith(one) for one in DOORS)

    async def protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("content-security-policy", _OWN if own else _STUDIO)
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "same-origin"
            headers["x-frame-options"] = "SAMEORIGIN"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
        await send(message)

    return protected
