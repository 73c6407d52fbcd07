"""What stands around every page: the wordmark, who is signed in, and the banner of the sample."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from access.model import Account

_WORDMARK = Path(__file__).with_name("wordmark.svg")


def asked_page() -> str:
    """The address that this browser shows, without slashes; "" if it did not say."""
    return urlsplit(st.context.url or "").path.strip("/")


def frame(account: Account) -> None:
    """Draw the frame of a signed-in person's page."""
    st.logo(str(_WORDMARK), size="large")
    _who(account)


def _who(account: Account) -> None:
    role = ", ".join(filter(None, (account.role.capitalize(), account.organisation)))
    with st.sidebar.container(key="whoami", gap=None):
        st.html(
            f'<p class="tl-small tl-who-am-i"><b>{escape(account.name)}</b><br>'
            f'<span class="tl-muted">{escape(role)}</span></p>'
            '<p class="tl-small"><a href="/passphrase" target="_self">Passphrase</a> '
            '<a href="/sign-out" target="_self">Sign out</a></p>'
        )
