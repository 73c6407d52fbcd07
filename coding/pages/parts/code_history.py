"""The history of one code, and month by month that of the whole codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from access.pages.parts.look import empty_state, note, section
from access.record import day, moment
from coding.codebook_months import Month, span
from coding.model import Code
from coding.revisions import Entry, differences, history_of
from storage.database import open_database
from storage.revisions import list_revisions, names_of_codes

_SHOWN = 30  # revisions of one code


def draw_history(code: Code, people: Mapping[str, str]) -> None:
    """Every change of a code, the newest first: what it was, what it became, who, when, why."""
    with open_database() as db:
        entries = history_of(code.id, list_revisions(db, code.id))
        names = names_of_codes(db)
    if not entries:
        return
    with st.expander(f"History ({len(entries)})", icon=":material/history:"):
        shown = entries[:_SHOWN]
        st.html(
            f'<ol class="tl-history">{"".join(_item(one, names, people) for one in shown)}</ol>'
        )
        if len(entries) > _SHOWN:
            note(f"The last {_SHOWN} of {len(entries)} changes.")


def draw_months(months: Sequence[Month]) -> None:
    """The audit trail: chapters by month."""
    if not months:
        empty_state(
            "Nothing has happened to the codebook yet",
            "What is added, redefined, merged, split or removed is told here, month by month, "
            "with who did it and why.",
            key="codebook.months_empty",
        )
        return
    section("The codebook", span(months))
    for month in months:
        told = "".join(
            f"<li><time>{escape(day(one.at[:10]))}</time><div><p>{escape(one.words)}</p>{_why(one.why)}"
            "</div></li>"
            for one in month.sentences
        )
        st.html(
            f'<section class="tl-months"><h3>{escape(month.title)}</h3>'
            f"<p>{escape(month.summary)}</p><ol>{told}</ol></section>"
        )


def _item(entry: Entry, names: Mapping[str, str], people: Mapping[str, str]) -> str:
    revision = entry.revision
    by = people.get(revision.by, "Somebody who left")
    act = revision.act.replace("codebook: ", "").capitalize()
    if entry.others and not revision.after:
        act += f": {', '.join(names.get(other, '') for other in entry.others)}"
    rows = "".join(
        f"<dt>{escape(one.label)}</dt><dd>{_change(one.before, one.after)}</dd>"
        for one in differences(revision, names)
    )
    return (
        f"<li><p><b>{escape(act)}</b> "
        f"<span>{escape(moment(revision.at))}, {escape(by)}</span></p>"
        f"{_why(revision.why)}{f'<dl>{rows}</dl>' if rows else ''}</li>"
    )


def _change(before: str, after: str) -> str:
    was = f"<del>{escape(before)}</del> " if before else ""
    return f"{was}<ins>{escape(after) if after else 'nothing'}</ins>"


def _why(why: str) -> str:
    return f'<p class="tl-why">Why: {escape(why)}</p>' if why else ""
