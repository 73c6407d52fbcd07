"""The doors as HTML of our own: rendered here, with their style sheet, script and wordmark."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from access.web.policy import DOOR
from storage.database import open_database
from storage.settings import is_sample, study_name

_HERE = Path(__file__).parent
_FILES = {
    "door.css": "text/css",
    "door.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    "wordmark.svg": "image/svg+xml",
}
_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
)


def draw_door(template: str, status: int = 200, **words: object) -> HTMLResponse:
    """A door with the name of the study; it is never kept by a cache or shown in a frame."""
    with open_database() as db:
        study, sample = study_name(db), is_sample(db)
    body = _templates.get_template(template).render(study=study, sample=sample, **words)
    headers = {"cache-control": "no-store", "content-security-policy": DOOR}
    return HTMLResponse(body, status, headers)


def safe_next(asked: str) -> str:
    """Where to go after signing in: an address of this server, else the first page."""
    inside = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    return asked if inside and asked.isprintable() else "/"


def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        return Response("There is no such file.", 404, media_type="text/plain")
    headers = {"cache-control": "max-age=3600"}
    return Response(_content(name), headers=headers, media_type=_FILES[name])


@cache
def _content(name: str) -> str:
    folder = _HERE.parent / "pages/parts" if name.endswith(".svg") else _HERE / "files"
    return (folder / name).read_text("utf-8").replace("{sans}", _sans())


def _sans() -> str:
    """The address of Source Sans, which Streamlit serves under a name that holds its hash."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("Streamlit is not installed. Run: pip install -r requirements.txt")
    fonts = (Path(spec.origin).parent / "static/static/media").glob("SourceSansVF-Upright*")
    return f"/static/media/{next(fonts).name}"


routes: list[BaseRoute] = [Route("/doors/{name}", _file)]
