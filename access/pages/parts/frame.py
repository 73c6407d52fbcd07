"""What stands around every page: the wordmark, who is signed in, and the banner of the sample."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from access.model import Account, Act
from access.permissions import may
from storage.database import open_database
from storage.settings import is_sample

_WORDMARK = Path(__file__).with_name("wordmark.svg")


def asked_page() -> str:
    """The address that this browser shows, without slashes; "" if it did not say."""
    return urlsplit(st.context.url or "").path.strip("/")


def frame(account: Account) -> None:
    """Draw the frame of a signed-in person's page."""
    st.logo(str(_WORDMARK), size="large")
    _who(account)


def sample_banner(account: Account | None) -> None:
    """Say on every page that nothing here is real, and let the lead remove it."""
    with open_database() as db:
        if not is_sample(db):
            return
    may_remove = account is not None and may(account.role, Act.REMOVE_SAMPLE)
    link = ' <a href="/sample/remove" target="_self">Remove the sample</a>' if may_remove else ""
    st.html(
        '<p class="tl-sample" role="note"><b>Sample study.</b> Every person, organisation and '
        f"answer here is invented.{link}</p>"
    )


def _who(account: Account) -> None:
    role = ", ".join(filter(None, (account.role.capitalize(), account.organisation)))
    with st.sidebar.container(key="whoami", gap=None):
        # Forms of our own: only an answer to a request can take the cookie out of the browser.
        st.html(
            f'<p class="tl-me"><b>{escape(account.name)}</b><br>{escape(role)}</p>'
            '<form class="tl-me" method="get" action="/passphrase">'
            "<button>Change passphrase</button></form>"
            '<form class="tl-me" method="post" action="/sign-out"><button>Sign out</button></form>'
        )
