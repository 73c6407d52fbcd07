"""Read a posted form, and put the session into a cookie or take it out."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from access.web.gate import COOKIE
from access.web.permission import require_same_origin
from storage.sessions import ABSOLUTE_SECONDS

LARGEST = 20_000  # bytes; the longest form of a door has six short fields


async def posted(request: Request) -> Mapping[str, str]:
    """The fields of a form from our own page.

    Raises:
        HTTPException: 403 from another site, 413 if it is too large.
    """
    require_same_origin(request)
    size = request.headers.get("content-length", "")
    if not size.isdigit() or int(size) > LARGEST:
        raise HTTPException(413, f"This form is larger than {LARGEST} bytes.")
    form = await request.form(max_files=0, max_fields=20)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def let_in(request: Request, token: str, address: str) -> Response:
    """Go on to an address with the session in a cookie that no script can read."""
    response = RedirectResponse(address, 303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=ABSOLUTE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def let_out(response: Response) -> Response:
    """The same response, which also takes the session out of the browser."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return response
