"""Quotes and tables of codes as frames, for a file that leaves the tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coding.corpus import Corpus
from coding.queries import Quote
from coding.tables import Frequency, Matrix

if TYPE_CHECKING:
    import pandas as pd

QUOTE_COLUMNS = ["source", "title", "kind", "collected_on", "speaker", "participant"]
QUOTE_COLUMNS += ["organisation", "start", "end", "before", "text", "after", "codes"]


def quotes_frame(found: Sequence[Quote], corpus: Corpus, paths: Mapping[str, str]) -> pd.DataFrame:
    """One row per quote; `codes` are the paths of all codes that stand there, parted by "; ".

    Args:
        paths: of codes by Code.id.
    """
    import pandas as pd

    rows = []
    for quote in found:
        text = corpus.by_id[quote.hit.source]
        person = corpus.participants.get(quote.participant)
        where = text.organisation or (person.organisation if person else "")
        codes = "; ".join(paths[code] for code in quote.codes if code in paths)
        source = text.source
        rows.append(
            [
                *(source.id, source.title, source.kind.value, source.collected_on),
                *(quote.speaker, quote.participant, corpus.organisations.get(where, "")),
                *(quote.hit.start, quote.hit.end, quote.before, quote.words, quote.after, codes),
            ]
        )
    return pd.DataFrame(rows, columns=QUOTE_COLUMNS)


def matrix_frame(
    matrix: Matrix, rows: Mapping[str, str], columns: Mapping[str, str]
) -> pd.DataFrame:
    """One row per cell: code, across, places, texts, share of the places of the row's code.

    Args:
        rows, columns: what stands on the screen for each row and column.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            *(
                [rows[row], columns[column], cell.n, cell.n_sources, matrix.share(row, column)]
                for row in matrix.rows
                for column in matrix.columns
                for cell in [matrix.cell(row, column)]
            ),
        ],
        columns=["code", "across", "places", "texts", "share_of_code"],
    )


def frequency_frame(found: Sequence[Frequency], paths: Mapping[str, str]) -> pd.DataFrame:
    """One row per code: passages as given, places, texts, characters, share of the text."""
    import pandas as pd

    return pd.DataFrame(
        [
            [paths[one.code], one.n_marks, one.n_places, one.n_sources, one.n_characters, one.share]
            for one in found
        ],
        columns=["code", "passages", "places", "texts", "characters", "share_of_text"],
    )
