"""What stands around every page: the wordmark, who is signed in, and the banner of the sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from access.model import Account, Act
from access.pages.parts.mended import mend_markup
from access.permissions import may
from storage.database import open_database
from storage.settings import is_sample

_WORDMARK = Path(__file__).with_name("wordmark.svg")


def asked_page() -> str:
    """The address that this browser shows, without slashes; "" if it did not say."""
    return urlsplit(st.context.url or "").path.strip("/")


def frame(
    account: Account, pages: Mapping[str, Sequence[StreamlitPage]], here: StreamlitPage
) -> None:
    """Draw the frame of a signed-in person's page: wordmark, pages by section, who it is."""
    st.logo(str(_WORDMARK), size="large")
    with st.sidebar.container(key="navigation", gap=None):
        for section, members in pages.items():
            _section(section, [page for page in members if page.visibility == "visible"], here)
    _who(account)
    with st.sidebar.container(key="unseen"):
        mend_markup()


def _section(title: str, pages: Sequence[StreamlitPage], here: StreamlitPage) -> None:
    # Streamlit's own list of pages has items that lie outside of any list, which screen readers
    # stumble over; links under a heading say the same.
    if title and pages:
        st.html(f'<h2 class="tl-nav">{escape(title)}</h2>')
    for page in pages:
        # Streamlit does not mark the link of the open page; the key of its container does.
        at = f"here_{page.url_path}" if page == here else f"page_{page.url_path}"
        with st.container(key=f"navigation.{at}"):
            st.page_link(page)


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
