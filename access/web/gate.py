"""The gate before everything: who may reach the server at all, and with which messages.

Pure ASGI, because Starlette's BaseHTTPMiddleware never sees websockets.
"""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.web import policy
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
BY_ITSELF = frozenset({"automatic_rerun", "app_heartbeat"})  # an open window, nobody before it
VISITOR_MESSAGES = BY_ITSELF | {"rerun_script", "stop_script"}
STUDIO_MESSAGES = VISITOR_MESSAGES | {"file_urls_request", "deferred_file", "dataframe_chunk"}


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
        somebody = scope["type"] == "http" and (scope["method"] == "POST" or _is_page(scope))
        session = await run_in_threadpool(session_of, key, somebody) if key else None
        scope = {**scope, "headers": _headers(scope, session)}
        scope |= {SESSION: session, HERE: self.listens_here}
        if scope["type"] == "websocket":
            return await self._websocket(scope, receive, send, session)
        answer = await self._refusal(scope, session)
        return await (answer or self.app)(
            scope, receive, policy.protected(send, _policy(scope["path"]))
        )

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
                kind = self.kind_of(body)
                ended = session and not await run_in_threadpool(
                    session_of, session.key, kind not in BY_ITSELF
                )
                allowed = STUDIO_MESSAGES if session and not ended else VISITOR_MESSAGES
                if kind in allowed:
                    return {**message, "bytes": self.page_only(body)} if ended else message

        await self.app(scope, listen, send)


def session_in(request: Request) -> Session | None:
    """The session that the gate found for this request."""
    session: Session | None = request.scope[SESSION]
    return session


def is_here(request: Request) -> bool:
    """True if only this machine can reach the app, and this request comes from it."""
    return bool(request.scope[HERE]) and _asked_here(request.scope)


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
        if name == b"cookie" and COOKIE.encode() in value:  # most respondents have another one
            try:
                cookie.load(value.decode("latin-1"))
            except CookieError:
                return ""
    return session_key(cookie[COOKIE].value) if COOKIE in cookie else ""


def session_of(key: str, seen: bool) -> Session | None:
    """The session of this key, read from the vault each time; `seen` if somebody is there."""
    if not key:
        return None
    with open_vault() as vault:
        return load_session(vault, key, seen)


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


def _policy(path: str) -> str:
    if path.startswith(RESPONDENT):
        return policy.RESPONDENT
    return policy.DOOR if path.startswith(DOORS) else policy.STUDIO
