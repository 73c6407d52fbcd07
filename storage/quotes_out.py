"""Every coded passage as a quote that leaves: its words only where consent covers it (rule T6)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from coding.model import Code
from coding.quote_documents import render_quotes_docx, render_quotes_html
from coding.quote_rows import (
    QuoteRow,
    render_quotes_csv,
    render_quotes_xlsx,
    shared_attributes,
)
from coding.rounds import AGREED, AGREED_NAME
from interviews.consent import Attribution
from interviews.identity import NamesState
from storage.accounts import names_of
from storage.audit import record
from storage.codebook import list_codes
from storage.consent import consent_of_all
from storage.leaks import refuse_leaks
from storage.people import list_participants
from storage.quoting import list_quoting
from storage.segments_frame import segments_frame
from storage.settings import study_name

FORMATS = ("csv", "xlsx", "docx", "html")
NAMES_IN = "its names are not out"


def list_quote_rows(
    db: Database, vault: Database, viewer: str, attributes: Sequence[str] = ()
) -> list[QuoteRow]:
    """One row per passage and code, as this account sees them, in the order of the texts.

    Whose words may not be quoted keeps its row, without words. Attributes stand beside a quote as
    far as its speaker agreed to be described and at least three participants share them.
    """
    codes = {code.id: code for code in list_codes(db)}
    coders = {**names_of(vault), AGREED: AGREED_NAME}
    quoting = list_quoting(db)
    names_in = _with_names(db)
    shown = _shown(db, attributes)
    rows = []
    for row in segments_frame(db, viewer).to_dict("records"):
        said = quoting[row["segment"]]
        held = NAMES_IN if row["source"] in names_in else said.problem
        who = said.people[0] if len(said.people) == 1 else ""
        attributes_of = {} if held else shown.get(who, {})
        rows.append(
            QuoteRow(
                source=row["source_title"],
                code=tuple(_path(codes.get(row["code"]), codes)),
                coder=coders.get(row["coder"], ""),
                start=int(row["start"]),
                end=int(row["end"]),
                text=row["text"],
                # By label: how a transcript calls a speaker may tell what nobody agreed to tell.
                participant="" if held else who,
                # Each is shared by enough people, but not both together.
                beside="" if held or attributes_of else said.beside,
                attributes=attributes_of,
                held=held,
                source_id=row["source"],
                segment=row["segment"],
            )
        )
    return rows


def _with_names(db: Database) -> set[str]:
    """The sources whose names are not out."""
    rows = db.execute("select id from source where names != ?", [NamesState.CONFIRMED])
    return {str(id) for (id,) in rows}


def export_quotes(
    db: Database,
    vault: Database,
    format: str,
    actor: str,
    *,
    by: str = "code",
    attributes: Sequence[str] = (),
) -> bytes:
    """The file of all quotes in one of `FORMATS`; documents are ordered by code or by source.

    Raises:
        LeakError: a quote, title or code holds a name that the vault knows.
    """
    rows = list_quote_rows(db, vault, actor, attributes)
    refuse_leaks(vault, "The quotes", _texts(rows))
    title = f"{study_name(db)}: quotes"
    if format == "csv":
        data = render_quotes_csv(rows)
    elif format == "xlsx":
        data = render_quotes_xlsx(rows)
    else:
        render = render_quotes_docx if format == "docx" else render_quotes_html
        data = render(rows, title, by)
    held = sum(bool(row.held) for row in rows)
    record(db, actor, "exported quotes", "", {"format": format, "n": len(rows), "held back": held})
    return data


def _shown(db: Database, wanted: Sequence[str]) -> dict[str, dict[str, str]]:
    """What of the attributes may stand beside a participant's words."""
    speaking = {
        str(id)
        for (id,) in db.execute(
            "select participant from source where participant is not null"
            " union select participant from speaker"
        )
    }
    everybody = {one.id: one.attributes for one in list_participants(db) if one.id in speaking}
    consents = consent_of_all(db)
    shared = shared_attributes(wanted, everybody)
    return {
        id: values
        for id, values in shared.items()
        if consents[id].attribution is not Attribution.NONE
    }


def _path(code: Code | None, codes: dict[str, Code]) -> list[str]:
    names: list[str] = []
    while code:
        names.insert(0, code.name)
        code = codes.get(code.parent)
    return names


def _texts(rows: Sequence[QuoteRow]) -> dict[str, str]:
    """Every text that leaves, once, by where it stands."""
    found = {f"Quote {n} in '{row.source}'": row.words for n, row in enumerate(rows, 1)}
    found |= {f"Title '{row.source}'": row.source for row in rows}
    found |= {f"Code '{' / '.join(row.code)}'": " / ".join(row.code) for row in rows}
    beside = (value for row in rows for value in row.attributes.values())
    return found | {f"Attribute '{value}'": value for value in beside}
