"""The attributes that participants have: their types, added, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.pages.parts.look import Column, confirm, note, section, table
from access.pages.parts.typed import plain
from interviews.attributes import AttributeKind, AttributeType
from storage.attributes import delete_attribute_type, save_attribute_type
from storage.database import open_database

_NEW = ""


def draw_attributes(types: Sequence[AttributeType], actor: str) -> None:
    """The list, and one form that adds or changes one of them."""
    section("Attributes", "what is known about every participant")
    if types:
        columns = [Column("Name", "40%"), Column("Type", "20%"), Column("Options", "40%")]
        rows = [[one.name, str(one.kind), ", ".join(one.options)] for one in types]
        with st.container(key="narrow_attributes"):
            table(columns, rows, "Attributes of participants")
    else:
        note("None yet. Region, years of service or language are usual ones.")
    section("Add or change one")
    known = {one.name: one for one in types}
    with st.container(width=560):
        chosen = st.selectbox(
            "Attribute",
            [_NEW, *known],
            format_func=lambda name: name or "A new one",
            key="participants.attribute",
        )
        _draw_form(known.get(chosen or _NEW), actor)


def _draw_form(before: AttributeType | None, actor: str) -> None:
    of = before.name if before else "new"
    with st.form(f"participants.attribute_form.{of}", border=False):
        name = st.text_input(
            "Name", before.name if before else "", key=f"participants.name.{of}", max_chars=60
        )
        kinds = list(AttributeKind)
        kind = st.selectbox(
            "Type",
            kinds,
            kinds.index(before.kind) if before else 0,
            key=f"participants.kind.{of}",
        )
        options = st.text_area(
            "Options, one a line (only for a choice)",
            "\n".join(before.options) if before else "",
            key=f"participants.options.{of}",
            height=100,
        )
        saved = st.form_submit_button("Save the attribute", key=f"participants.type_save.{of}")
    if saved:
        _save(name, AttributeKind(kind), options, before, actor)
    if before and st.button("Remove this attribute", key="participants.type_delete"):
        confirm(
            f"Remove {before.name}?",
            ["Its values are removed from every participant.", "Only a backup has them then."],
            "Remove it",
            lambda: _delete(before.name, actor),
            key="participants.type_confirm",
            danger=True,
        )


def _save(
    name: str, kind: AttributeKind, options: str, before: AttributeType | None, actor: str
) -> None:
    lines = dict.fromkeys(line.strip() for line in options.splitlines() if line.strip())
    try:
        type = AttributeType(name, kind, tuple(lines) if kind is AttributeKind.CHOICE else ())
        with open_database() as db:
            save_attribute_type(db, type, actor, before.name if before else "")
    except ValueError as problem:
        st.error(plain(str(problem)))
        return
    st.toast("The attribute is saved", icon=":material/check:")
    st.rerun()


def _delete(name: str, actor: str) -> None:
    with open_database() as db:
        delete_attribute_type(db, name, actor)
