"""How pages are drawn: the templates, the macros of the items, the files that a page loads."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from jinja2.filters import do_xmlattr
from jinja2.nodes import EvalContext

from survey.web.words import Words

_HERE = Path(__file__).parent
ASSETS = _HERE / "files"
TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    auto_reload=False,  # templates change with the program only; asking the disk each time is slow
)


def _xmlattr(values: Mapping[str, str | bool | None]) -> str:
    return _attributes(tuple(values.items()))


@lru_cache(maxsize=256)
def _attributes(pairs: tuple[tuple[str, str | bool | None], ...]) -> str:
    """As Jinja's own filter writes them; a page says its few languages dozens of times."""
    return do_xmlattr(EvalContext(TEMPLATES), dict(pairs))


TEMPLATES.filters["xmlattr"] = _xmlattr


@lru_cache(maxsize=64)
def macros(
    own: Words, ours: tuple[tuple[str, str], ...], theirs: tuple[tuple[str, str], ...]
) -> TemplateModule:
    """The macros of `fields.html` for pages in these languages: building them anew takes long."""
    seen = {"_": own.one, "ours": dict(ours), "theirs": dict(theirs)}
    return TEMPLATES.get_template("fields.html").make_module(seen)


@cache
def asset(name: str) -> tuple[str, bytes]:
    """A file that pages load: its address, with its hash so that it may be kept, and its body."""
    body = (ASSETS / name).read_bytes()
    return f"/s/assets/{hashlib.sha256(body).hexdigest()[:12]}/{name}", body
