"""The routes of this package; streamlit_app.py mounts them."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted
from findings.story import render_html
from storage.database import open_database
from storage.evidence import load_quote
from storage.stories import load_release, load_story, load_story_view

# The preview stands in a frame of our own page and runs no script; its form leads nowhere.
_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


def trace(request: Request) -> Response:
    """From the reference of a quote to its passage in its whole source."""
    permitted(request, Act.SEE_STUDY)
    with open_database() as db:
        quote = load_quote(db, request.path_params["reference"])
    if quote is None:
        raise HTTPException(404, "No quote in this study has this reference. Check its letters.")
    where = urlencode({"source": quote.source, "segment": quote.segment})
    return RedirectResponse(f"/workbench?{where}", 303)


def preview(request: Request) -> Response:
    """The story as it stands now; the references are links to their passages."""
    permitted(request, Act.SEE_STUDY)
    with open_database() as db:
        story = load_story(db)
        if story is None:
            raise HTTPException(404, "There is no story yet. Begin one on the Story page.")
        html = render_html(load_story_view(db, story), inside=True)
    headers = {"content-security-policy": _PREVIEW_POLICY, "cache-control": "no-store"}
    return HTMLResponse(html, headers=headers)


def download(request: Request) -> Response:
    """The very file of a release."""
    permitted(request, Act.RELEASE_STORY)
    number = request.path_params["number"]
    with open_database() as db:
        release = load_release(db, number)
    if release is None:
        raise HTTPException(404, f"There is no release {number}. See the list on the Story page.")
    if release.recalled_on:
        raise HTTPException(410, f"Release {number} is called back: somebody in it has withdrawn.")
    headers = {
        "content-disposition": f'attachment; filename="story-{number}.html"',
        "cache-control": "no-store",
    }
    return HTMLResponse(release.html, headers=headers)


routes: list[BaseRoute] = [
    Route("/findings/trace/{reference}", trace),
    Route("/findings/story/preview", preview),
    Route("/findings/releases/{number:int}.html", download),
]
