"""What the views of the page Passages read: turns, codes, and what this coder may see coded."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from coding.codebook import path
from coding.finding import ReadTurn
from coding.model import Code
from storage.codebook import list_codes
from storage.database import open_database
from storage.reading import turns_frame
from storage.segments_frame import segments_frame

FIELDS = ("source", "title", "speaker", "start", "words")


@dataclass(frozen=True)
class Shelf:
    """Turns that may be coded, in the order of the texts; what others code in a blind round and
    is not to be seen is not in `segments`."""

    turns: tuple[ReadTurn, ...]
    asking: frozenset[tuple[str, int]]  # source and start of the turns of interviewers
    codes: tuple[Code, ...]
    segments: pd.DataFrame

    @property
    def code_paths(self) -> dict[str, str]:
        """Code.id → its path of names, in the order of the tree."""
        known = {code.id: code for code in self.codes}
        return {code.id: path(code, known) for code in self.codes}

    def answered(self) -> list[ReadTurn]:
        """The turns of those who do not ask."""
        return [turn for turn in self.turns if (turn.source, turn.start) not in self.asking]


def open_shelf(viewer: str) -> Shelf:
    """Everything that the page needs; `viewer` is the coder's Account.id."""
    with open_database() as db:
        frame, codes, segments = turns_frame(db), list_codes(db), segments_frame(db, viewer)
    rows = zip(*(frame[name] for name in FIELDS), strict=True)
    asking = frame[frame["asks"]][["source", "start"]].itertuples(index=False, name=None)
    return Shelf(
        tuple(
            ReadTurn(str(source), str(title), str(speaker), int(start), str(words))
            for source, title, speaker, start, words in rows
        ),
        frozenset((str(source), int(start)) for source, start in asking),
        tuple(codes),
        segments,
    )
