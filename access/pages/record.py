"""Page: the record of every act, readable, checkable, exportable."""

from __future__ import annotations

from access.model import Act
from access.pages.parts.look import page_header, stay_awake
from access.pages.parts.session import guard

account = guard(Act.READ_RECORD)
stay_awake()

page_header(
    "Record", "Who did what, and when. Nothing in it can be changed or taken out.", key="record"
)
