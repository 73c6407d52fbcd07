"""The routes of this package; streamlit_app.py mounts them."""

from __future__ import annotations

from starlette.routing import BaseRoute

from access.web import door_page, doors, downloads, first_run

routes: list[BaseRoute] = [
    *doors.routes,
    *first_run.routes,
    *downloads.routes,
    *door_page.routes,
]
