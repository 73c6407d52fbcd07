"""The routes of this package; streamlit_app.py mounts them."""

from __future__ import annotations

from starlette.routing import BaseRoute

from access.web import door_page, doors, first_run

routes: list[BaseRoute] = [*doors.routes, *first_run.routes, *door_page.routes]
