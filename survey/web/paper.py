"""The paper form of a version: /survey/paper/<instrument>/<version>, to be printed."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from access.model import Act
from access.web.permission import permitted
from storage import intake
from storage.database import open_database
from storage.instruments import is_published
from survey.model import Instrument
from survey.paper import PaperForm, paper_form
from survey.web.drawing import TEMPLATES, asset
from survey.web.words import REFUSED, code_of, direction_of, name_of, words_for

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{style}'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_MENTION = re.compile(r"\$\{\s*([^{}]+?)\s*\}")


async def paper(request: Request) -> Response:
    """One version in one of its languages (`?language=`); a draft says on every page that it is."""
    permitted(request, Act.DESIGN_SURVEY)
    name, version = request.path_params["instrument"], request.path_params["version"]
    return await run_in_threadpool(_paper, name, version, request.query_params.get("language", ""))


def _paper(name: str, version: int, language: str) -> Response:
    instrument = intake.load_version(name, version)
    if instrument is None:
        raise HTTPException(404, f"There is no version {version} of the questionnaire '{name}'.")
    with open_database() as db:
        draft = not is_published(db, name, version)
    chosen = language if language in instrument.languages else instrument.default_language
    return printed(instrument, chosen, intake.load_surroundings(), draft=draft)


def printed(
    instrument: Instrument, language: str, around: intake.Surroundings, *, draft: bool = False
) -> HTMLResponse:
    """The form as a page that loads nothing from elsewhere and stands black on white."""
    own = words_for(language)
    form = paper_form(instrument, language)
    code = code_of(language)
    ours = {"lang": own.tag, "dir": "ltr"}
    theirs = {"lang": code, "dir": direction_of(language)} if code else ours
    same = code.partition("-")[0] == own.code or not code
    footer = [
        f"{instrument.name}, version {instrument.version}",
        f"{own.one('Sheet number')} ________",
    ]
    style = _page_style(*footer)
    body = TEMPLATES.get_template("paper.html").render(
        {
            "form": form,
            "instrument": instrument,
            "document": theirs,
            "ours": {} if same else ours,
            "theirs": {} if same else theirs,
            "around": around,
            "draft": draft,
            "language": language,
            "languages": [(one, name_of(one)) for one in instrument.languages if one],
            "support": [
                (line.number, line.words.get(own.code) or line.words.get("en", ""))
                for line in around.support
            ],
            "pieces": lambda text: _pieces(text, form),
            "refused": REFUSED,
            "style": style,
            "asset": lambda name: asset(name)[0],
            "_": own.one,
        }
    )
    digest = b64encode(sha256(style.encode()).digest()).decode()
    headers = {
        "content-security-policy": _POLICY.format(style=digest),
        "cache-control": "no-store",
        "x-robots-tag": "noindex",
    }
    return HTMLResponse(body, 200, headers)


def _pieces(text: str, form: PaperForm) -> list[tuple[str, int]]:
    """The text cut at its ${name}: words with -1, or "" with the number of the question it names
    (0 if that has none)."""
    found: list[tuple[str, int]] = []
    for at, piece in enumerate(_MENTION.split(text)):
        if at % 2:
            found.append(("", form.numbers.get(piece, 0)))
        elif piece:
            found.append((piece, -1))
    return found


def _page_style(left: str, middle: str) -> str:
    """The foot of every printed page. It stands in the page itself, since its words are the
    questionnaire's; the policy admits exactly this text."""
    return (
        f"@page{{@bottom-left{{content:{_css_text(left)}}}"
        f"@bottom-center{{content:{_css_text(middle)}}}"
        '@bottom-right{content:counter(page) " / " counter(pages)}}'
    )


def _css_text(text: str) -> str:
    """A string for a style sheet: whatever is no plain letter or digit is written as its number."""
    plain = (
        one if one.isascii() and (one.isalnum() or one in " _") else f"\\{ord(one):x} "
        for one in text
    )
    return f'"{"".join(plain)}"'
