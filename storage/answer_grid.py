"""Open answers that can be coded, with other answers of the same response beside them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from coding.answer_grid import GridAnswer, GridQuestion, columns_beside, shown
from storage.instruments import load_joined
from storage.responses import responses_frame
from survey.model import Instrument, words
from survey.repeats import item_name

_CODABLE = """
    from source join response on response.id = source.response
    where source.kind = 'open answer' and source.names in ('confirmed', 'from before')
"""


def list_grid_questions(db: Database) -> list[GridQuestion]:
    """The open items with answers whose names are out; those that may name a person stay out."""
    rows = db.execute(
        "select response.instrument, source.item, count(*)"
        f" {_CODABLE} group by 1, 2 order by 1, min(source.imported_at), 2"
    ).fetchall()
    instruments = {str(name): load_joined(db, str(name)) for name, _, _ in rows}
    found = []
    for name, item, n in rows:
        label = _label(instruments[name], item_name(item))
        if label is not None:
            found.append(GridQuestion(str(name), str(item), label, int(n)))
    return found


def list_grid_columns(db: Database, instrument: str) -> dict[str, str]:
    """What may stand beside the answers: its words by its item."""
    return columns_beside(load_joined(db, instrument))


def load_grid(db: Database, instrument: str, item: str, columns: Sequence[str]) -> list[GridAnswer]:
    """The answers to an item that can be coded, oldest response first.

    Columns that may not stand beside an answer are left out, and an item that may name a person has
    no answers here.
    """
    joined = load_joined(db, instrument)
    if _label(joined, item_name(item)) is None:
        return []
    allowed = [name for name in columns if name in columns_beside(joined)]
    values = _values(db, joined, instrument, allowed)
    rows = db.execute(
        "select source.id, source.text, source.response"
        f" {_CODABLE} and response.instrument = ? and source.item = ?"
        " order by response.submitted_at, source.id",
        [instrument, item],
    )
    return [
        GridAnswer(str(id), str(text), values.get(str(response), {})) for id, text, response in rows
    ]


def grid_marks(
    db: Database, instrument: str, item: str, viewer: str
) -> tuple[list[list[object]], list[list[object]]]:
    """The reader's own passages, and how many others gave each code to each answer.

    Own: segment, source, start, end, code. Others: source, code, number of coders. In an open blind
    round there are no others.
    """
    where = f"{_CODABLE} and response.instrument = ? and source.item = ?"
    inside = f"(select source.id {where})"
    own = db.execute(
        'select id, source, start, "end", code from person_segment'  # noqa: S608
        f" where coder = ? and source in {inside} order by start",
        [viewer, instrument, item],
    )
    others = db.execute(
        "select source, code, count(distinct coder) from person_segment"  # noqa: S608
        f" where coder != ? and source in {inside}"
        " and source not in (select source from blind_source) group by 1, 2",
        [viewer, instrument, item],
    )
    return [list(row) for row in own], [list(row) for row in others]


def _label(instrument: Instrument, item: str) -> str | None:
    """What an item asks; None if it is gone or may name a person."""
    for one in instrument.items:
        if one.name == item:
            return None if one.pii else words(one.label, instrument.default_language, item)
    return None


def _values(
    db: Database, joined: Instrument, instrument: str, columns: Sequence[str]
) -> dict[str, dict[str, str]]:
    if not columns:
        return {}
    frame = responses_frame(db, instrument)
    items = {one.name: one for one in joined.items}
    language = joined.default_language
    response = frame.columns[0]
    return {
        str(row[response]): {name: shown(row[name], items[name], language) for name in columns}
        for row in frame[[response, *columns]].to_dict("records")
    }
