"""The routes by which quotes and tables of codes leave as CSV files, after the leak scan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted
from coding.errors import CodingError
from coding.queries import quotes, run_query
from coding.query_csv import frequency_frame, matrix_frame, quotes_frame
from coding.query_json import parse_query
from coding.table_model import parse_asked, paths_of
from coding.tables import frequencies
from interviews.leaks import LeakError
from storage.audit import record
from storage.codebook import list_codes
from storage.database import open_database, open_vault
from storage.leaks import refuse_leaks
from storage.queries import load_corpus
from survey.export import render_csv

LONGEST = 20_000  # characters of what is asked
_PRIVATE = {"Cache-Control": "private, no-store"}
Made = Callable[[str, str], bytes]  # of what is asked and the Account.id of the reader


async def quotes_csv(request: Request) -> Response:
    """What a query finds, a row per quote."""
    return await _file(request, "quotes", _quotes)


async def table_csv(request: Request) -> Response:
    """A table of codes with codes, participants or the values of an attribute."""
    return await _file(request, "table", _table)


async def frequency_csv(request: Request) -> Response:
    """How often each code was given, and how much of the text it covers."""
    return await _file(request, "codes", _frequency)


async def _file(request: Request, name: str, made: Made) -> Response:
    account = permitted(request, Act.CODE)
    asked = request.query_params.get("ask", "")
    if len(asked) > LONGEST:
        raise HTTPException(413, "That is more than a query holds.")
    try:
        body = await run_in_threadpool(made, asked, account.id)
    except LeakError as error:
        raise HTTPException(409, str(error)) from error
    except CodingError as error:
        raise HTTPException(400, str(error)) from error
    file = f"{name}-{datetime.now(UTC):%Y-%m-%d}.csv"
    headers = {**_PRIVATE, "Content-Disposition": f'attachment; filename="{file}"'}
    return Response(body, headers=headers, media_type="text/csv; charset=utf-8")


def _quotes(asked: str, reader: str) -> bytes:
    query = parse_query(asked)
    with open_database() as db:
        corpus, paths = load_corpus(db, reader), paths_of(list_codes(db))
        found = quotes(corpus, run_query(corpus, query), query)
        body = render_csv(quotes_frame(found, corpus, paths))
        _refuse(body, "The file of quotes")
        record(db, reader, "exported quotes", "", {"n": len(found)})
    return body


def _table(asked: str, reader: str) -> bytes:
    wanted = parse_asked(asked)
    with open_database() as db:
        corpus, paths = load_corpus(db, reader), paths_of(list_codes(db))
        if unknown := set(wanted.codes) - set(paths):
            raise HTTPException(404, f"{len(unknown)} of these codes are no longer there.")
        matrix = wanted.matrix(corpus)
        body = render_csv(matrix_frame(matrix, paths, wanted.columns(matrix, paths)))
        _refuse(body, "The table")
        record(db, reader, "exported a table of codes")
    return body


def _frequency(asked: str, reader: str) -> bytes:
    only = parse_query(asked).only
    with open_database() as db:
        corpus, paths = load_corpus(db, reader), paths_of(list_codes(db))
        body = render_csv(frequency_frame(frequencies(corpus, list(paths), only), paths))
        _refuse(body, "The table")
        record(db, reader, "exported a table of codes")
    return body


def _refuse(body: bytes, what: str) -> None:
    with open_vault() as vault:
        refuse_leaks(vault, what, {what: body.decode("utf-8-sig")})


routes: list[BaseRoute] = [
    Route("/api/coding/found.csv", quotes_csv),
    Route("/api/coding/table.csv", table_csv),
    Route("/api/coding/frequency.csv", frequency_csv),
]
