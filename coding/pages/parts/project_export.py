"""What leaves: the project, the codebook, every quote; and what stays here."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import note, section
from access.permissions import may
from coding.exchange.text_reading import counted
from storage.attributes import list_attribute_types
from storage.codebook import count_segments, list_codes
from storage.database import open_database
from storage.project_out import texts_staying

_ICON = ":material/download:"
_DOCUMENTS = {"code": "Under their codes", "source": "Under their texts"}


def draw_export(account: Account) -> None:
    """Buttons for each file that this role may take, with what is in it."""
    with open_database() as db:
        n_codes = len(list_codes(db))
        n_passages = count_segments(db, account.id).total()
        staying = texts_staying(db)
        attributes = [type.name for type in list_attribute_types(db)]
    section("Take along", counted(n_passages, "coded passage"))
    if may(account.role, Act.EXPORT_PROJECT):
        _draw_project(staying)
    st.markdown("**Codebook** for another coding program, with themes as sets")
    st.link_button(
        "Codebook (.qdc)",
        "/api/coding/codebook.qdc",
        icon=_ICON,
        disabled=not n_codes,
    )
    if may(account.role, Act.EXPORT_QUOTES):
        _draw_quotes(attributes, n_passages)


def _draw_project(staying: tuple[str, ...]) -> None:
    st.markdown("**Project** for NVivo, ATLAS.ti, MAXQDA, QualCoder and others")
    st.link_button("Project (.qdpx)", "/api/coding/project.qdpx", icon=_ICON)
    note(
        "Texts without names, codes, passages of every coder, participants with their attributes, "
        "and themes. Coders are in it by name. It is stopped if a name that the vault knows "
        "stands in it."
    )
    if staying:
        with st.expander(f"{counted(len(staying), 'text')} would stay here"):
            items = "".join(f"<li>{escape(line)}</li>" for line in staying)
            st.html(f'<ul class="tl-remarks">{items}</ul>')


def _draw_quotes(attributes: list[str], n_passages: int) -> None:
    st.markdown("**Quotes**, one row for each passage and code")
    chosen = st.multiselect(
        "Attributes beside them, the important ones first",
        attributes,
        key="exchange.attributes",
        help="Only as many stand beside a quote as at least three participants share.",
    )
    by = st.segmented_control(
        "Order of the documents",
        list(_DOCUMENTS),
        format_func=_DOCUMENTS.__getitem__,
        default="code",
        key="exchange.by",
    )
    query = urlencode([("by", by or "code"), *(("attribute", one) for one in chosen)])
    with st.container(horizontal=True):
        for label, ending in (
            ("CSV", "csv"),
            ("Excel", "xlsx"),
            ("Word", "docx"),
            ("HTML", "html"),
        ):
            st.link_button(
                label, f"/api/coding/quotes.{ending}?{query}", icon=_ICON, disabled=not n_passages
            )
    note(
        "Words leave only where consent to quotes is in force. A passage that is held back keeps "
        "its row, with the reason instead of its words."
    )
