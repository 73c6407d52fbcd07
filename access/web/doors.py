"""Sign in, sign out, and choose one's own passphrase."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from access.errors import AccountError
from access.web.door_page import draw_door, safe_next
from access.web.forms import let_in, let_out, posted
from access.web.gate import PASSPHRASE, SET_UP, SIGN_IN, is_here, session_in
from storage.accounts import change_passphrase, has_accounts
from storage.audit import record
from storage.database import open_database, open_vault
from storage.sessions import Refusal, Session, count_attempt, end_session, sign_in, start_session

_WORDS = {
    Refusal.WRONG: (401, "E-mail and passphrase do not belong together. Check both."),
    Refusal.TOO_MANY: (429, "Too many attempts. Wait 15 minutes, then try again."),
}


def ask_sign_in(request: Request) -> Response:
    """The form, or at once where one wanted to go if one is signed in."""
    with open_vault() as vault:
        if not has_accounts(vault):
            return RedirectResponse(SET_UP, 303)
    going = safe_next(request.query_params.get("next", "/"))
    if session_in(request):
        return RedirectResponse(going, 303)
    return draw_door("sign_in.html", going=going, email="", problem="", here=is_here(request))


async def do_sign_in(request: Request) -> Response:
    """Check the passphrase; a session that the browser had before ends."""
    form = await posted(request)
    going = safe_next(form.get("next", "/"))
    email = form.get("email", "")[:200]
    client = request.client.host if request.client else ""
    token = await run_in_threadpool(
        _sign_in, email, form.get("passphrase", ""), client, session_in(request)
    )
    if isinstance(token, Refusal):
        status, problem = _WORDS[token]
        return draw_door(
            *("sign_in.html", status),
            going=going,
            email=email,
            problem=problem,
            here=is_here(request),
        )
    return let_in(request, token, going)


def ask_sign_out(request: Request) -> Response:
    """A button, because a link could be followed by another site."""
    return draw_door("sign_out.html", account=_account_name(request))


async def do_sign_out(request: Request) -> Response:
    """End the session here and in every window of this browser."""
    await posted(request)
    await run_in_threadpool(_sign_out, session_in(request))
    return let_out(RedirectResponse(SIGN_IN, 303))


def ask_passphrase(request: Request) -> Response:
    """The form to choose one's own passphrase."""
    session = session_in(request)
    if session is None:
        return RedirectResponse(f"{SIGN_IN}?next={PASSPHRASE}", 303)
    return _passphrase_door(session, "", 200)


async def do_passphrase(request: Request) -> Response:
    """Replace the passphrase; all sessions of the account end, and this browser gets a new one."""
    form = await posted(request)
    session = session_in(request)
    if session is None:
        return RedirectResponse(SIGN_IN, 303)
    old, new = form.get("old", ""), form.get("new", "")
    try:
        token = await run_in_threadpool(_change, session, old, new)
    except AccountError as error:
        return _passphrase_door(session, str(error), 422)
    return let_in(request, token, "/")


def _sign_in(email: str, passphrase: str, client: str, before: Session | None) -> str | Refusal:
    with open_database() as db, open_vault() as vault:
        token = sign_in(db, vault, email, passphrase, client)
        if before and not isinstance(token, Refusal):
            end_session(vault, before.key)
    return token


def _sign_out(session: Session | None) -> None:
    if session:
        with open_database() as db, open_vault() as vault:
            end_session(vault, session.key)
            record(db, session.account.id, "signed out", session.account.id)


def _change(session: Session, old: str, new: str) -> str:
    with open_database() as db, open_vault() as vault:
        if not count_attempt(vault, "passphrase", session.account.id):
            raise AccountError("Too many attempts. Wait 15 minutes, then try again.")
        change_passphrase(vault, session.account.id, old, new)
        record(db, session.account.id, "changed the passphrase", session.account.id)
        return start_session(vault, session.account.id)


def _passphrase_door(session: Session, problem: str, status: int) -> Response:
    return draw_door(
        *("passphrase.html", status),
        problem=problem,
        email=session.account.email,
        one_time=session.one_time,
    )


def _account_name(request: Request) -> str:
    session = session_in(request)
    return session.account.name if session else ""


routes: list[BaseRoute] = [
    Route(SIGN_IN, ask_sign_in, methods=["GET"]),
    Route(SIGN_IN, do_sign_in, methods=["POST"]),
    Route("/sign-out", ask_sign_out, methods=["GET"]),
    Route("/sign-out", do_sign_out, methods=["POST"]),
    Route(PASSPHRASE, ask_passphrase, methods=["GET"]),
    Route(PASSPHRASE, do_passphrase, methods=["POST"]),
]
