"""Projects and codebooks in REFI-QDA, the exchange format of coding programs: read and written.

NVivo, ATLAS.ti, MAXQDA, QualCoder and others hand over `.qdpx` (a project) and `.qdc` (codes).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from coding.exchange.model import Project, Reading
from coding.exchange.project_reading import read_codebook, read_project
from coding.exchange.writing import write_codebook, write_project

if TYPE_CHECKING:
    import pandas as pd

QUOTE_COLUMNS = ("source", "start", "end", "text", "code", "coder")
_NOTHING: Mapping[str, Reading] = MappingProxyType({})


def parse_qdpx(data: bytes, readings: Mapping[str, Reading] = _NOTHING) -> Project:
    """A project with its texts, codes, passages, cases, notes and sets.

    What of it is not about text is listed in `left_out`. Positions come out as code points of the
    text, however the program that wrote the file counts (decision 0020).

    Args:
        readings: TextSource.id → how its positions are meant, where a person has chosen.

    Raises:
        ExchangeError: it cannot be read, or looks like an attack; says why.
    """
    return read_project(data, readings)


def render_qdpx(project: Project) -> bytes:
    """The file that `parse_qdpx` reads back equal; the same project gives the same bytes."""
    return write_project(project)


def parse_qdc(data: bytes) -> Project:
    """A codebook: a Project that has codes and sets alone.

    Raises:
        ExchangeError: it cannot be read, or looks like an attack; says why.
    """
    return read_codebook(data)


def render_qdc(project: Project) -> bytes:
    """The codes and sets of a project as a codebook file."""
    return write_codebook(project)


def quotes(project: Project) -> pd.DataFrame:
    """One row per passage and code: source, start, end, text, code, coder, all in words.

    `start` and `end` are half-open code points. A passage without a code has "" there; the words
    of a text that is not in the file are "".
    """
    import pandas as pd

    codes = {code.id: code.name for code in project.codes}
    users = {user.id: user.name for user in project.users}
    rows = [
        (
            *(source.name, one.start, one.end, (source.text or "")[one.start : one.end]),
            *(codes.get(coding[0], ""), users.get(coding[1], "")),
        )
        for source in project.sources
        for one in source.selections
        for coding in [(c.code, c.coder) for c in one.codings] or [("", one.coder)]
    ]
    return pd.DataFrame(rows, columns=list(QUOTE_COLUMNS))
