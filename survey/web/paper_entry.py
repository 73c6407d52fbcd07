"""Entry of paper answers by a researcher: a number for the sheet, then all of it on one page."""

from __future__ import annotations

import hashlib
import secrets
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from access.model import Account, Act
from access.web.permission import permitted, require_same_origin
from storage import intake
from storage.database import open_database
from storage.instruments import list_versions
from storage.paper import Sheet, give_up_sheet, last_number, load_sheet, start_sheet, submit_sheet
from survey.answering import Answers, Posted, merged, read_page, shown_pages, takes_answer
from survey.constraints import problems
from survey.model import Instrument, Problem
from survey.paper import for_entry
from survey.repeat_pages import names_on_page
from survey.web.drawing import TEMPLATES, asset
from survey.web.fields import Block, blocks
from survey.web.posted import first, posted_fields
from survey.web.reader import Reader
from survey.web.turn import ON_REPEATS, repeat_turn
from survey.web.words import code_of, direction_of, name_of, words_for

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


async def begin(request: Request) -> Response:
    """/survey/paper/enter/<instrument>: say what is printed on the sheet, and get its number."""
    account = permitted(request, Act.ENTER_PAPER)
    name, posted = request.path_params["instrument"], await _posted(request)
    return await run_in_threadpool(_begin, name, posted, dict(request.query_params), account)


async def sheet(request: Request) -> Response:
    """/survey/paper/sheets/<id>: the answers of one sheet; kept, given up or entered whole."""
    account = permitted(request, Act.ENTER_PAPER)
    id, posted = request.path_params["id"], await _posted(request)
    return await run_in_threadpool(_sheet, id, posted, account)


async def _posted(request: Request) -> Posted:
    if request.method == "POST":
        require_same_origin(request)
    return await posted_fields(request)


def _begin(name: str, posted: Posted, query: dict[str, str], account: Account) -> Response:
    with open_database() as db:
        versions = list_versions(db, name)
        number = last_number(db, name) + 1
    if not versions:
        raise HTTPException(404, f"No version of a questionnaire '{name}' was published yet.")
    wanted = first(posted, "version", query.get("version", ""))
    version = next((one for one in versions if str(one.version) == wanted), versions[0])
    if not posted:
        return _page(
            "paper_begin.html",
            name=name,
            title=Reader(version, {}, version.default_language).text(version.title) or name,
            versions=[one.version for one in versions],
            version=version.version,
            languages=[(one, name_of(one)) for one in version.languages if one],
            language=query.get("language", version.default_language),
            number=number,
            token=secrets.token_urlsafe(18),
        )
    language = first(posted, "language")
    spoken = language if language in version.languages else version.default_language
    # The same form sent twice is one sheet, so its token decides which.
    id = f"p{hashlib.sha256(first(posted, 'token').encode()).hexdigest()[:23]}"
    with open_database() as db:
        start_sheet(db, version, spoken, account.id, id)
    return RedirectResponse(f"/survey/paper/sheets/{id}", 303)


def _sheet(id: str, posted: Posted, account: Account) -> Response:
    with open_database() as db:
        found = load_sheet(db, id)
    if found is None:
        raise HTTPException(404, "There is no such sheet: its entry was given up.")
    if found.response.submitted_at:
        return _done(found)
    stored = intake.load_version(found.response.instrument, found.response.version)
    if stored is None:
        raise HTTPException(404, "The questionnaire of this sheet is not there.")
    instrument = for_entry(stored)
    if not posted:
        return _form(found, instrument, found.response.answers)
    return _turn(found, instrument, posted, account)


def _turn(found: Sheet, instrument: Instrument, posted: Posted, account: Account) -> Response:
    """The page was posted: look at it again, keep it, give it up, or count it."""
    go, id = first(posted, ".go"), found.response.id
    if go == "give_up":
        with open_database() as db:
            give_up_sheet(db, id, account.id)
        return RedirectResponse("/paper", 303)
    language = found.response.language
    changed = _read(instrument, posted, found.response.answers)
    answers = merged(found.response.answers, changed)
    if go == "look":
        return _form(found, instrument, answers)
    if go.startswith(ON_REPEATS):
        turn = repeat_turn(instrument, 0, answers, changed, go, language)
        intake.save_page(id, 0, turn.changed, language)
        after = merged(answers, turn.changed)
        return _form(found, instrument, after, kept=True, removing=turn.step.removing)
    intake.save_page(id, 0, changed, language)
    if go != "enter":
        return _form(found, instrument, answers, kept=True)
    # What has just come up was not looked for on the sheet yet, so it holds the sheet back once.
    appeared = bool(set(_shown(instrument, answers)) - set(posted.get(".shown", [])))
    wrong = problems(instrument, answers, language)
    if wrong or appeared:
        return _form(found, instrument, answers, wrong, appeared=appeared)
    with open_database() as db:
        submit_sheet(db, id, account.id)
    return RedirectResponse(f"/survey/paper/sheets/{id}", 303)


def _read(instrument: Instrument, posted: Posted, answers: Answers) -> Answers:
    seen = posted.get(".shown", [])
    pages = range(len(instrument.pages))
    return {
        name: answer
        for page in pages
        for name, answer in read_page(instrument, page, seen, posted, answers).items()
    }


def _shown(instrument: Instrument, answers: Answers) -> list[str]:
    """The names under which questions are asked now."""
    items = [item for page in shown_pages(instrument, answers).values() for item in page.items]
    return [name for name, item in names_on_page(instrument, items, answers) if takes_answer(item)]


def _form(
    found: Sheet,
    instrument: Instrument,
    answers: Answers,
    wrong: list[Problem] | None = None,
    *,
    kept: bool = False,
    appeared: bool = False,
    removing: str = "",
) -> Response:
    language, wrong = found.response.language, wrong or []
    reader = Reader(instrument, answers, language)
    code = code_of(language)
    own = words_for(language)
    return _page(
        "paper_entry.html",
        status=422 if wrong else 200,
        sheet=found,
        title=reader.text(instrument.title) or instrument.name,
        language=name_of(language),
        blocks=_blocks(reader, wrong, removing),
        problems=wrong,
        labels={one.item: reader.label(one.item) for one in wrong},
        ids=reader.ids,
        kept=kept,
        appeared=appeared,
        theirs={"lang": code, "dir": direction_of(language)} if code else {},
        ours={"lang": own.tag, "dir": "ltr"},
        _=own.one,
        ngettext=own.many,
    )


def _blocks(reader: Reader, wrong: list[Problem], removing: str) -> list[Block]:
    """The whole questionnaire in one row of blocks, each page under its heading."""
    found: list[Block] = []
    for number, page in shown_pages(reader.instrument, reader.answers).items():
        title = reader.text(page.group.label) if page.group else ""
        if title:
            found.append(Block(f"part {number}", "heading", title))
        found += blocks(page, reader, wrong, removing)
    return found


def _done(found: Sheet) -> Response:
    response = found.response
    query = urlencode({"version": response.version, "language": response.language})
    return _page(
        "paper_done.html",
        sheet=found,
        receipt=response.receipt.split(),
        again=f"/survey/paper/enter/{quote(response.instrument)}?{query}",
    )


def _page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    body = TEMPLATES.get_template(template).render({"asset": lambda n: asset(n)[0], **values})
    headers = {"content-security-policy": _POLICY, "cache-control": "no-store"}
    return HTMLResponse(body, status, headers)
