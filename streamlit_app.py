"""The ASGI app: `streamlit run streamlit_app.py` finds it. Routes, gate, start-up; nothing else."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.middleware import Middleware
from streamlit.proto.BackMsg_pb2 import BackMsg

import access.web.routes
import coding.web.routes
import findings.web.routes
import interviews.web.routes
import survey.web.routes
from access.web.gate import Gate
from storage.accounts import has_accounts
from storage.database import close_databases, open_database, open_vault
from storage.forgetting import forget_in_time
from storage.setting_up import new_code
from storage.settings import is_sample


def kind_of(message: bytes) -> str:
    """The kind of a message from a browser to Streamlit; "" if it is none."""
    try:
        said = BackMsg.FromString(message)
    except DecodeError:
        return ""
    kind = said.WhichOneof("type")
    if kind == "backend_operation_request":
        kind = said.backend_operation_request.WhichOneof("payload")
    elif said.rerun_script.is_auto_rerun:  # a timer of the page, not a person
        kind = "automatic_rerun"
    return kind or ""


def page_only(message: bytes) -> bytes:
    """The same message asking for the whole page, without what was clicked or typed."""
    asked = BackMsg.FromString(message)
    if asked.HasField("rerun_script"):
        asked.rerun_script.ClearField("widget_states")
        asked.rerun_script.ClearField("fragment_id")
    return bytes(asked.SerializeToString())


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Before the first request: migrate both databases and load what every page needs. While
    the app runs: forget what respondents began and did not come back to."""
    with open_database() as db, open_vault() as vault:
        if not has_accounts(vault) or is_sample(db):
            sys.stdout.write(f"  Set-up code, valid until the next start: {new_code(vault)}\n\n")
            sys.stdout.flush()
        # What is loaded now stays for good; the collector need not look at it ever again.
        gc.collect()
        gc.freeze()
    forgetting = asyncio.create_task(forget_in_time())
    yield
    forgetting.cancel()
    close_databases()


app = st.App(
    "navigation.py",
    routes=[
        *survey.web.routes.routes,  # first: respondents ask most often
        *access.web.routes.routes,
        *coding.web.routes.routes,
        *findings.web.routes.routes,
        *interviews.web.routes.routes,
    ],
    middleware=[
        Middleware(
            Gate,
            kind_of=kind_of,
            page_only=page_only,
            address=st.get_option("server.address") or "",
        )
    ],
    lifespan=lifespan,
)
