"""The steps of an import: what the file is, where its columns lead, what becomes of each row."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from access.pages.parts.look import note, section
from access.pages.parts.typed import plain
from access.record import day
from storage.database import open_database
from storage.imports import (
    ImportRefusedError,
    earlier_import,
    known_responses,
    save_import,
)
from storage.instruments import load_instrument
from survey.imports.errors import ImportFileError
from survey.imports.layout import MOST_HEADINGS, Table, Tool, guess_headings, lay_out
from survey.imports.matching import OUT, Target, suggest, targets
from survey.imports.plan import Plan, mapping_problems, plan_import, without_known
from survey.imports.preview import examples, target_label
from survey.imports.rows import is_workbook, read_rows
from survey.model import Instrument
from survey.pages.parts.import_list import DONE
from survey.pages.parts.import_preview import draw_plan

CHOSEN = "import.chosen"  # file → column → target, as far as a person has changed it
_AT_ONCE = 20  # columns on the screen


def draw_import(data: bytes, filename: str, instrument: Instrument, actor: str) -> bool:
    """Everything between choosing a file and its import; True once it was imported."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        rows = _rows(data, filename)
    except ImportFileError as error:
        st.error(plain(str(error)), icon=":material/block:")
        return False
    with open_database() as db:
        earlier = earlier_import(db, instrument.name, sha256)
    if earlier:
        st.error(
            f"This file was imported on {day(earlier.imported_at)}: {earlier.n_imported} "
            "responses. It is not counted twice. Go back and undo that import to bring it in anew.",
            icon=":material/block:",
        )
        return False
    n_headings = _ask_headings(rows, sha256)
    table = lay_out(rows, n_headings, is_csv=not is_workbook(data))
    chosen = _draw_mapping(table, instrument, f"{sha256}.{n_headings}")
    found = mapping_problems(chosen)
    for problem in found:
        st.warning(plain(problem), icon=":material/rule:")
    if found:
        return False
    known = targets(instrument)
    plan = _plan(
        data,
        filename,
        n_headings,
        tuple(known.index(one) for one in chosen),
        instrument.name,
        instrument.version,
    )
    with open_database() as db:
        plan = without_known(plan, known_responses(db, [one.id for one in plan.taken]))
    return draw_plan(plan, table, instrument) and _bring_in(instrument, plan, sha256, actor)


@st.cache_data(scope="session", show_spinner="Reading the file", max_entries=2)
def _rows(data: bytes, filename: str) -> list[list[str]]:
    """The rows, read once although the page runs on every click."""
    return read_rows(data, filename)


@st.cache_data(scope="session", show_spinner=False, max_entries=4)
def _plan(
    data: bytes,
    filename: str,
    n_headings: int,
    chosen: tuple[int, ...],
    name: str,
    version: int,
) -> Plan:
    """What becomes of each row; `chosen` are places in the list of `targets`."""
    with open_database() as db:
        instrument = load_instrument(db, name, version)
    known = targets(instrument)
    table = lay_out(_rows(data, filename), n_headings, is_csv=not is_workbook(data))
    sha256 = hashlib.sha256(data).hexdigest()
    bar = st.progress(0.0, "Looking at every row")
    matched = [known[at] for at in chosen]
    plan = plan_import(
        table,
        matched,
        instrument,
        sha256,
        lambda share: bar.progress(share, "Looking at every row"),
    )
    bar.empty()
    return plan


def _ask_headings(rows: Sequence[Sequence[str]], sha256: str) -> int:
    most = min(MOST_HEADINGS, len(rows))
    return st.segmented_control(
        "Rows of headings",
        list(range(1, most + 1)),
        default=min(guess_headings(rows), most),
        required=True,
        help="Most programs write one row of headings; Qualtrics writes three.",
        key=f"import.headings.{sha256}",
    )


def _draw_mapping(table: Table, instrument: Instrument, file: str) -> list[Target]:
    """Where each column leads: suggested, and changed by whoever knows better."""
    changed = _changed(file)
    known, suggested = targets(instrument), suggest(table, instrument)
    chosen = [known[changed.get(at, known.index(target))] for at, target in enumerate(suggested)]
    n_matched = sum(target != OUT for target in chosen)
    whose = f"written by {table.tool}" if table.tool is not Tool.OTHER else "a table"
    section("Columns", f"{whose}, {len(table.rows)} rows; {n_matched} of {len(chosen)} matched")
    note("What stands here is a suggestion by the headings. Change what is wrong.")
    view = st.segmented_control(
        "Show", ["Matched", "Left out"], default="Matched", required=True, key="import.view"
    )
    # A column stays where it is while its target is changed, so the suggestion sorts it.
    shown = [at for at, target in enumerate(suggested) if (target == OUT) == (view == "Left out")]
    if not shown:
        note("None." if view == "Left out" else "No heading was recognised. Look at Left out.")
    page = _page_of(shown, view)
    for start in range(0, len(page), 2):
        for at, column in zip(page[start : start + 2], st.columns(2), strict=False):
            with column, st.container(gap=None):
                _ask_target(at, table, chosen[at], known, instrument, file)
    return chosen


def _changed(file: str) -> dict[int, int]:
    """Column → place in the list of targets, of the file on the screen and no other."""
    kept: dict[str, dict[int, int]] = st.session_state.setdefault(CHOSEN, {})
    if file not in kept:
        st.session_state[CHOSEN] = kept = {file: {}}
    return kept[file]


def _page_of(shown: Sequence[int], view: str) -> Sequence[int]:
    """Twenty columns at a time."""
    if len(shown) <= _AT_ONCE:
        return shown
    starts = list(range(0, len(shown), _AT_ONCE))
    start = st.selectbox(
        "Columns",
        starts,
        format_func=lambda at: f"{at + 1} to {min(at + _AT_ONCE, len(shown))} of {len(shown)}",
        key=f"import.part.{view}",
        width=200,
    )
    return shown[start : start + _AT_ONCE]


def _ask_target(
    at: int,
    table: Table,
    target: Target,
    known: Sequence[Target],
    instrument: Instrument,
    file: str,
) -> None:
    """One column: its heading, what stands in it, and where it leads."""
    key = f"import.column.{file}.{at}"
    heading = table.headings[at]

    def keep() -> None:
        _changed(file)[at] = st.session_state[key]

    st.selectbox(
        plain(" · ".join(dict.fromkeys(filter(None, [heading.shown, *heading.below])))),
        range(len(known)),
        index=known.index(target),
        format_func=lambda place: target_label(known[place], instrument),
        key=key,
        on_change=keep,
    )
    shown = examples(table, at)
    note(f"For example: {shown}" if shown else "Empty in every row")


def _bring_in(instrument: Instrument, plan: Plan, sha256: str, actor: str) -> bool:
    """Write what was shown; False, with the reason on the screen, if it was refused."""
    try:
        with open_database() as db:
            made = save_import(db, instrument, plan, sha256, actor)
    except ImportRefusedError as error:
        st.error(plain(str(error)), icon=":material/block:")
        return False
    st.session_state[DONE] = made.id
    return True
