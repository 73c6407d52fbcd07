"""The memos of the sample study."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from coding.memos import Memo, MemoKind
from storage.memos import save_memo
from storage.sample.content import read
from storage.sample.load_coding import Marked, Team, segment_of


def load_memos(
    db: Database, sources: Mapping[str, str], codes: Mapping[str, str], marked: Marked, team: Team
) -> None:
    """Write every memo about what it names: a code, a passage, a participant's text, or nothing."""
    for row in read("memos.toml")["memo"]:
        kind, about = MemoKind(row["kind"]), row.get("about", "")
        if kind is MemoKind.CODE:
            about = codes[about]
        elif kind is MemoKind.SEGMENT:
            about = segment_of(marked, about)
        elif kind is MemoKind.SOURCE:
            about = sources[about]
        save_memo(db, Memo(kind, row["text"], about), team[row["by"]])
