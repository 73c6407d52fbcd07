"""What a route asks before it does anything: is this request allowed, and is it our own page's."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from access.model import Account, Act
from access.permissions import may
from access.web.gate import session_in


def permitted(request: Request, act: Act) -> Account:
    """The account behind this request if it may do this.

    Raises:
        HTTPException: 401 without a session, 403 with a role that may not.
    """
    session = session_in(request)
    if session is None or session.one_time:
        raise HTTPException(401, "Sign in first: this address needs an account.")
    if not may(session.account.role, act):
        raise HTTPException(403, f"A {session.account.role} may not {act}. Ask a lead.")
    return session.account


def require_same_origin(request: Request) -> None:
    """Refuse a request that another site made the browser send.

    Browsers name the origin of every POST. A request without it comes from a program, not from a
    page that misuses somebody's cookie; one that says cross-site in Sec-Fetch-Site is refused too.

    Raises:
        HTTPException: 403.
    """
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise HTTPException(403, "This form was sent from another site. Open the page again.")
