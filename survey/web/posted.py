"""What a browser posted: read within limits, without keeping anything about who sent it."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

from survey.answering import Posted

MOST_BYTES = 1_000_000  # a page of the longest answers is a hundredth of it
MOST_FIELDS = 5_000


async def posted_fields(request: Request) -> Posted:
    """The fields of a posted form; empty for a GET.

    Raises:
        HTTPException: 413 if it is longer than any page could be, 400 if it is no form.
    """
    if request.method != "POST":
        return {}
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(413, "This page is too long to be saved. Shorten the answers.")
    try:
        text = body.decode("utf-8")
        return parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400, "This was not sent by a page of the survey.") from error


def first(posted: Posted, name: str, default: str = "") -> str:
    """The first value of a field."""
    return posted.get(name, [default])[0]
