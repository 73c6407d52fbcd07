"""Who is invited to a survey: the list, the letters, and the addresses that can be used once."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from access.model import Account
from access.pages.parts.look import Column, confirm, note, state, table
from access.pages.parts.typed import plain
from storage.database import open_database, open_vault
from storage.invitations import delete_invitations, list_invitations, save_invitations
from survey.invitations import Invitation, parse_people

_SPOKEN = {"en": "English", "fr": "French", "": "both"}
MOST_PROBLEMS = 10


def draw_invitations(instrument: str, account: Account) -> None:
    """Counts, letters to download, the list, and a form to invite more."""
    with open_vault() as vault:
        invited = list_invitations(vault, instrument)
    used = sum(one.used for one in invited)
    st.html(
        '<dl class="tl-facts">'
        f"<div><dt>Invited</dt><dd>{len(invited)}</dd>"
        '<dd class="tl-why">Each with an address that can be used once</dd></div>'
        f"<div><dt>Used</dt><dd>{used}</dd>"
        '<dd class="tl-why">When is not kept</dd></div></dl>'
    )
    if n := st.session_state.pop(f"collect.invited.{instrument}", None):
        st.toast(n, icon=":material/check:")
    if invited:
        _draw_letters(instrument, unused=len(invited) - used)
        with st.expander(f"The {len(invited)} who were invited", icon=":material/group:"):
            _draw_people(invited)
            if st.button("Delete this list", key=f"collect.forget.{instrument}"):
                _ask_to_delete(instrument, len(invited), account.id)
    with st.expander("Invite people", icon=":material/person_add:", expanded=not invited):
        _draw_form(instrument, account.id)


def _draw_letters(instrument: str, *, unused: int) -> None:
    if not unused:
        note("Every invitation was used. There is nobody to write to.")
        return
    base = f"/survey/invitations/{quote(instrument, safe='')}"
    links = [
        ("letters.zip", "Letters as e-mail drafts"),
        ("reminders.zip", "Reminders as e-mail drafts"),
        ("list.csv", "List for a mail merge"),
    ]
    with st.container(horizontal=True, key=f"collect_letters_{instrument}"):
        for file, name in links:
            st.html(
                f'<a class="tl-button" href="{base}/{file}" download>{name}</a>', width="content"
            )
    note(
        f"They hold the {unused} whose invitation was not used; nobody else is written to again. "
        "Nothing is sent from here: open the drafts in your own e-mail program."
    )


def _draw_people(invited: list[Invitation]) -> None:
    columns = [
        Column("Name", "34%"),
        Column("E-mail", "34%"),
        Column("Letter in", "14%"),
        Column("Invitation", "18%"),
    ]
    rows = [
        [
            *(one.name or one.email, one.email, _SPOKEN.get(one.language, one.language)),
            state("used", "done") if one.used else state("not used yet"),
        ]
        for one in invited
    ]
    table(columns, rows, "Who was invited, by name")


def _draw_form(instrument: str, actor: str) -> None:
    key = f"collect.invite.{instrument}"
    with st.form(key, border=False, clear_on_submit=False):
        note(
            "One person on a line: name, e-mail, language (en or fr; without one the letter is in "
            "both). Or a CSV file with these columns. Names and addresses stay in the vault, apart "
            "from all answers."
        )
        example = "Ada Example, ada@example.org, en"
        typed = st.text_area("People", key=f"{key}.text", placeholder=example)
        file = st.file_uploader("Or a CSV file", ["csv", "txt"], key=f"{key}.file")
        if st.form_submit_button("Invite", key=f"{key}.save"):
            text = file.getvalue().decode("utf-8-sig", errors="replace") if file else ""
            _save(instrument, f"{typed}\n{text}" if typed.strip() else text, actor)


def _save(instrument: str, text: str, actor: str) -> None:
    read = parse_people(text)
    for problem in read.problems[:MOST_PROBLEMS]:
        st.error(plain(problem))
    if len(read.problems) > MOST_PROBLEMS:
        st.error(f"And {len(read.problems) - MOST_PROBLEMS} more lines.")
    if not read.people and not read.problems:
        st.error("There is nobody in the list yet. Write at least one line.")
    if read.problems or not read.people:
        return
    with open_database() as db, open_vault() as vault:
        n = save_invitations(db, vault, instrument, read.people, actor)
    before = len(read.people) - n
    told = f"{n} invited." + (f" {before} had been invited before." if before else "")
    st.session_state[f"collect.invited.{instrument}"] = told
    for name in ("text", "file"):
        st.session_state.pop(f"collect.invite.{instrument}.{name}", None)
    st.rerun()


def _ask_to_delete(instrument: str, n: int, actor: str) -> None:
    confirm(
        "Delete the list of the invited?",
        [
            f"Invited: {n}. Names, e-mail addresses and invitations are deleted for good.",
            "Invitations that were not used open nothing any more.",
            "What was answered stays.",
        ],
        "Delete the list",
        lambda: _delete(instrument, actor),
        key=f"collect.forgetting.{instrument}",
        danger=True,
        type_this="delete",
    )


def _delete(instrument: str, actor: str) -> None:
    with open_database() as db, open_vault() as vault:
        delete_invitations(db, vault, instrument, actor)
