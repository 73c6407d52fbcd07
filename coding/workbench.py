"""What the workbench in the browser is told: a text in turns, and what changed in its coding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coding.codebook import depths, next_colour, path
from coding.memos import Memo
from coding.model import Code
from coding.segments import Changes
from interviews.model import Source


@dataclass(frozen=True)
class Codebook:
    """The codes in the order of the tree, how many passages each has, and the themes of codes."""

    codes: Sequence[Code]
    counts: Mapping[str, int]
    themes: Sequence[tuple[str, Sequence[str]]] = ()  # name and Code.ids of each

    def theme_of(self, code: str) -> int | None:
        """The place of the first theme that a code belongs to; None if it has none."""
        return next((n for n, (_, codes) in enumerate(self.themes) if code in codes), None)


def source_text(source: Source) -> dict[str, object]:
    """Each turn as [speaker, start, words, whether it asks]; starts count code points."""
    return {
        "title": source.title,
        "turns": [
            [turn.speaker, turn.start, source.said(turn), turn.speaker in source.interviewers]
            for turn in source.turns
        ],
    }


def coding_state(
    source: str,
    changes: Changes,
    codebook: Codebook,
    coders: Mapping[str, str],
    known_codebook: str,
    memos: Sequence[tuple[Memo, bool]] = (),
) -> dict[str, object]:
    """What changed in a source since the screen last asked.

    A memo on a passage without words is one that is gone.

    The codes are left out if the screen knows this very codebook; only the coders named in the
    changes are named, each with its number among all.
    """
    book = codebook_hash(codebook)
    known = book == known_codebook
    seen = {change.segment.coder for change in changes.changes}
    seen |= {memo.written_by for memo, _ in memos}
    return {
        "source": source,
        "revision": changes.revision,
        "full": changes.full,
        "changes": [
            [s.id, s.start, s.end, s.code, s.coder, change.removed]
            for change in changes.changes
            for s in [change.segment]
        ],
        "memos": [
            [memo.id, memo.subject, "" if gone else memo.text, memo.written_by]
            for memo, gone in memos
        ],
        "counts": dict(codebook.counts),
        "coders": {one: [coders[one], n] for n, one in enumerate(coders) if one in seen},
        "codebook": book,
        "codes": None if known else codebook_listing(codebook),
        "themes": None if known else [name for name, _ in codebook.themes],
        "next_colour": next_colour(codebook.codes),
    }


def codebook_listing(codebook: Codebook) -> list[dict[str, object]]:
    """The codes in the order of the tree, each with its depth, path of names and first theme."""
    by_id = {code.id: code for code in codebook.codes}
    depth = depths(codebook.codes)
    return [
        {
            "id": code.id,
            "name": code.name,
            "definition": code.definition,
            "use_when": code.use_when,
            "use_not": code.use_not,
            "example": code.example,
            "retired": code.is_retired,
            "parent": code.parent,
            "colour": code.colour,
            "depth": depth[code.id],
            "path": path(code, by_id),
            "theme": codebook.theme_of(code.id),
        }
        for code in codebook.codes
    ]


def codebook_hash(codebook: Codebook) -> str:
    """A fingerprint that changes with any change of the codebook or of the themes."""
    seen = [codebook_listing(codebook), [name for name, _ in codebook.themes]]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:16]
