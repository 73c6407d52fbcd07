"""The routes of this package; streamlit_app.py mounts them."""

from __future__ import annotations

from starlette.routing import BaseRoute

routes: list[BaseRoute] = []
