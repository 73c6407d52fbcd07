"""The first run: start a study, or open the sample study and later remove it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from access.errors import AccessError
from access.model import Act
from access.web.door_page import draw_door
from access.web.forms import let_in, let_out, posted
from access.web.gate import SET_UP, SIGN_IN, is_here
from access.web.permission import permitted
from storage.accounts import has_accounts
from storage.audit import record
from storage.database import data_folder, open_database, open_vault
from storage.disk import can_write, free_gigabytes, is_encrypted
from storage.sessions import start_session
from storage.setting_up import check_code, open_sample, remove_sample, start_study

FIELDS = ("study", "name", "email")


@dataclass(frozen=True)
class Check:
    """One line of what was found on this machine."""

    good: bool
    title: str
    note: str


def checks(here: bool) -> list[Check]:
    """What the machine says about the data folder; its path is told on this machine only."""
    folder = data_folder()
    writable = can_write(folder)
    room = f"{free_gigabytes(folder):.0f} GB free"
    place = f"{folder}, {room}" if here else room
    encrypted = {
        True: Check(True, "The disk is encrypted", "A stolen disk can not be read."),
        False: Check(
            *(False, "The disk is not encrypted"),
            "Interviews name people. Turn on disk encryption before you import the first one.",
        ),
        None: Check(
            *(False, "Whether the disk is encrypted can not be seen from here"),
            "Interviews name people. Make sure that it is before you import the first one.",
        ),
    }[is_encrypted(folder)]
    words = "can be written" if writable else "can not be written: change its owner or its place"
    return [
        Check(writable, f"The data folder {words}", place),
        Check(
            *(True, "Two files: research data, and a vault for names"),
            "The vault can be kept on another, encrypted disk.",
        ),
        encrypted,
    ]


def ask_set_up(request: Request) -> Response:
    """The form; once the study is set up, the way to sign in."""
    with open_vault() as vault:
        if has_accounts(vault):
            return RedirectResponse(SIGN_IN, 303)
    return _door(request, {}, "", 200)


async def do_set_up(request: Request) -> Response:
    """Make the first lead and sign in."""
    form = dict(await posted(request))
    try:
        token = await run_in_threadpool(_start, form)
    except AccessError as error:
        return _door(request, form, str(error), 422)
    return let_in(request, token, "/")


async def do_sample(request: Request) -> Response:
    """Load the sample study if need be and sign in as its lead."""
    form = dict(await posted(request))
    code = None if is_here(request) else form.get("code", "")
    try:
        token = await run_in_threadpool(_sample, code)
    except AccessError as error:
        return _door(request, form, str(error), 422)
    return let_in(request, token, "/")


def ask_removal(request: Request) -> Response:
    """What happens when the sample is removed, and the button."""
    permitted(request, Act.REMOVE_SAMPLE)
    return draw_door("remove_sample.html")


async def do_removal(request: Request) -> Response:
    """Empty both databases and show the new set-up code."""
    await posted(request)
    permitted(request, Act.REMOVE_SAMPLE)
    code = await run_in_threadpool(_remove)
    return let_out(draw_door("removed.html", code=code))


def _door(request: Request, form: dict[str, str], problem: str, status: int) -> Response:
    here = is_here(request)
    return draw_door(
        *("set_up.html", status),
        checks=checks(here),
        form={name: form.get(name, "")[:200] for name in FIELDS},
        problem=problem,
        here=here,
    )


def _start(form: dict[str, str]) -> str:
    study, name, email = (form.get(field, "")[:200] for field in FIELDS)
    passphrase, code = form.get("passphrase", ""), form.get("code", "")[:50]
    with open_database() as db, open_vault() as vault:
        account = start_study(db, vault, study, name, email, passphrase, code)
        record(db, account.id, "signed in", account.id)
        return start_session(vault, account.id)


def _sample(code: str | None) -> str:
    with open_database() as db, open_vault() as vault:
        if code is not None:
            check_code(vault, code)
        account = open_sample(db, vault)
        record(db, account.id, "signed in", account.id)
        return start_session(vault, account.id)


def _remove() -> str:
    with open_database() as db, open_vault() as vault:
        return remove_sample(db, vault)


routes: list[BaseRoute] = [
    Route(SET_UP, ask_set_up, methods=["GET"]),
    Route(SET_UP, do_set_up, methods=["POST"]),
    Route(f"{SET_UP}/sample", do_sample, methods=["POST"]),
    Route("/sample/remove", ask_removal, methods=["GET"]),
    Route("/sample/remove", do_removal, methods=["POST"]),
]
