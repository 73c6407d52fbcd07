"""A component of our own: its script is one module, made of parts that share their names."""

from __future__ import annotations

from pathlib import Path

_ELEMENT = Path(__file__).with_name("element.js")


def script(*parts: Path) -> str:
    """The module: how an element is made, then these files; the last one exports the component."""
    return "\n".join(part.read_text("utf-8") for part in (_ELEMENT, *parts))
