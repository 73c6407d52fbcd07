"""A project on its way in: read, looked at, decided on, brought in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.model import Account, Act
from access.pages.parts.look import Column, confirm, note, section, table
from access.pages.parts.typed import plain
from access.permissions import may
from coding.errors import ExchangeError
from coding.exchange.model import Project, Reading
from coding.exchange.notes import notes_in
from coding.exchange.people import chosen_variables
from coding.exchange.plan import Choices, Preview
from coding.exchange.text_reading import counted
from coding.pages.parts.project_readings import chosen_readings, draw_readings
from interviews.model import SourceKind
from storage.accounts import list_accounts
from storage.database import open_database, open_vault
from storage.foreign_projects import FORMATS, read_project_file
from storage.project_in import Brought, save_project
from storage.project_preview import preview_project, propose_coders

MAX_MEGABYTES = 60
MOST_LINES = 6  # shown without being asked
_NOBODY = "Nobody here: keep the name in the vault"
_KINDS = [SourceKind.INTERVIEW, SourceKind.FIELD_NOTE, SourceKind.LITERATURE]


def draw_import(account: Account) -> None:
    """The file, what it holds, what a person decides about it, and the act."""
    section("Bring in", "a project of another coding program")
    _draw_last()
    n_files = st.session_state.setdefault("exchange.files", 0)  # a new number empties the box
    file = st.file_uploader(
        "Project",
        type=list(FORMATS),
        key=f"exchange.file.{n_files}",
        max_upload_size=MAX_MEGABYTES,
    )
    if file is None:
        note(
            ".qdpx of NVivo, ATLAS.ti, MAXQDA, QualCoder and others; the SQLite export of Taguette "
            "(.sqlite3); a QualCoder folder (.qda) in a ZIP. Recordings and pictures are not taken "
            "over. A codebook alone (.qdc) comes in the same way."
        )
        return
    try:
        data = file.getvalue()
        doubtful = _read(data, ())
        project = _read(data, tuple(chosen_readings(doubtful).items()))
    except ExchangeError as error:
        st.error(plain(str(error)))
        return
    _draw_project(doubtful, project, account)


# Read once although the page runs on every click. What is private stays in the session.
@st.cache_data(scope="session", show_spinner="Reading the project", max_entries=8)
def _read(data: bytes, readings: tuple[tuple[str, Reading], ...]) -> Project:
    return read_project_file(data, dict(readings))


def _draw_project(doubtful: Project, project: Project, account: Account) -> None:
    with open_database() as db, open_vault() as vault:
        accounts = {one.id: one.name for one in list_accounts(vault) if not one.closed_at}
        proposed = propose_coders(db, vault, project)
        choices = _draw_choices(project, accounts, proposed, account)
        preview = preview_project(db, vault, project, choices)
    _draw_preview(project, preview)
    draw_readings(doubtful, project)
    happens = [
        "Texts go to the vault with the names in them, as every transcript does. Their codings "
        "wait, and stand on the text once its names are out.",
        "New codes, participants and themes are in the study at once.",
        "Codes and codings can be undone on the Codebook page; texts stay.",
    ]
    if choices.names_are_out:
        happens[0] = (
            "Texts can be read and coded at once, on your word that the names are out. A text in "
            "which a known name or a number is found goes through Names out all the same."
        )
    if st.button("Bring this project in", key="exchange.bring", type="primary"):
        confirm(
            "Bring this project in?",
            happens,
            "Bring it in",
            lambda: _bring(project, choices, account),
            key="exchange.confirm",
        )


def _draw_choices(
    project: Project, accounts: Mapping[str, str], proposed: Mapping[str, str], account: Account
) -> Choices:
    users = {user.id: user.name for user in project.users}
    coders = {}
    for id, guess in proposed.items():
        options = ["", *accounts]
        coders[id] = st.selectbox(
            f"{plain(users.get(id) or 'Coder')} is",
            options,
            index=options.index(guess) if guess in options else 0,
            format_func=lambda one: accounts.get(one, _NOBODY),
            key=f"exchange.coder.{id}",
        )
    variables = {one.id: one.name for one in chosen_variables(project)}
    wanted = list(variables)
    if variables:
        wanted = st.multiselect(
            "Attributes that come in",
            list(variables),
            default=list(variables),
            format_func=variables.__getitem__,
            key="exchange.variables",
            help="Leave out what holds names or contact details.",
        )
    kind = st.selectbox("The texts are of the kind", _KINDS, key="exchange.kind")
    n_notes = len(notes_in(project))
    notes = n_notes and st.checkbox(
        f"Bring in {counted(n_notes, 'note')} and comments as memos",
        key="exchange.notes",
        help="Memos stand in the study, where no names may be. One with a name that the vault "
        "knows stays out; look yourself for others.",
    )
    out = may(account.role, Act.VOUCH_NAMES) and st.checkbox(
        "The names were taken out of all texts before",
        key="exchange.names_out",
        help="Only if two people have read every text. The record keeps that you said so.",
    )
    return Choices(coders, frozenset(wanted), kind or SourceKind.INTERVIEW, bool(notes), bool(out))


def _draw_preview(project: Project, preview: Preview) -> None:
    section("What comes in", project.origin)
    known = f", {preview.n_known_texts} of them here already" if preview.n_known_texts else ""
    rows = [
        ["Codes", f"{preview.n_codes}, {preview.n_new_codes} of them new"],
        ["Texts", f"{preview.n_texts}{known}"],
        ["Codings", f"{preview.n_codings:,}"],
        ["Coders", ", ".join(one.name for one in preview.coders) or "none"],
        ["Participants", str(preview.n_participants)],
        ["Themes", str(preview.n_themes)],
        ["Notes and comments", str(preview.n_notes)],
    ]
    table([Column("What", "30%"), Column("How many", "70%")], rows, "What comes in")
    if preview.notices:
        _draw_lines("Comes in differently", preview.notices)
    if preview.left_out:
        _draw_lines("Does not come in", preview.left_out)


def _draw_lines(title: str, lines: Sequence[str]) -> None:
    """Remarks one below the other; many of them can be opened."""
    with st.expander(f"{title} ({len(lines)})", expanded=len(lines) <= MOST_LINES):
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        st.html(f'<ul class="tl-remarks">{items}</ul>')


def _bring(project: Project, choices: Choices, account: Account) -> None:
    bar = st.progress(0.0, "Bringing in")
    with open_database() as db, open_vault() as vault:
        try:
            done = save_project(
                db, vault, project, choices, account.id, lambda share: _move(bar, share)
            )
        except ValueError as error:
            st.session_state["exchange.last"] = [f"Nothing was brought in. {error}"]
            return
    st.session_state["exchange.last"] = _told(done)
    st.session_state["exchange.files"] += 1


def _move(bar: DeltaGenerator, share: float) -> None:
    bar.progress(share, "Bringing in")


def _told(done: Brought) -> list[str]:
    came = [counted(done.n_codes, "code"), counted(done.n_texts, "text")]
    lines = [f"{', '.join(came)} and {counted(done.n_codings, 'coding')} came in."]
    if done.n_waiting:
        wait = "1 coding waits" if done.n_waiting == 1 else f"{done.n_waiting:,} codings wait"
        lines.append(f"{wait} until the names of the text are out, on the page Names out.")
    if done.n_memos:
        lines.append(f"{counted(done.n_memos, 'memo')} came in.")
    return [*lines, *done.remarks]


def _draw_last() -> None:
    """What came of the last import, until something else is brought in."""
    if lines := st.session_state.get("exchange.last"):
        with st.container(border=True, key="exchange.told"):
            for line in lines:
                st.markdown(plain(line))
