"""What the workbench in the browser is told: a text in turns, and what changed in its coding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from coding.codebook import depths, next_colour, path
from coding.model import Code
from coding.segments import Changes
from interviews.model import Source


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
    codes: Sequence[Code],
    counts: Mapping[str, int],
    coders: Mapping[str, str],
    known_codebook: str,
) -> dict[str, object]:
    """What changed in a source since the screen last asked.

    The codes are left out if the screen knows this very codebook; only the coders named in the
    changes are named.
    """
    book = codebook_hash(codes)
    seen = {change.segment.coder for change in changes.changes}
    return {
        "source": source,
        "revision": changes.revision,
        "full": changes.full,
        "changes": [
            [s.id, s.start, s.end, s.code, s.coder, change.removed]
            for change in changes.changes
            for s in [change.segment]
        ],
        "counts": dict(counts),
        "coders": {coder: name for coder, name in coders.items() if coder in seen},
        "codebook": book,
        "codes": None if book == known_codebook else codebook_listing(codes),
        "next_colour": next_colour(codes),
    }


def codebook_listing(codes: Sequence[Code]) -> list[dict[str, object]]:
    """The codes in the order of the tree, each with its depth and its path of names."""
    by_id = {code.id: code for code in codes}
    depth = depths(codes)
    return [
        {
            "id": code.id,
            "name": code.name,
            "definition": code.definition,
            "parent": code.parent,
            "colour": code.colour,
            "depth": depth[code.id],
            "path": path(code, by_id),
        }
        for code in codes
    ]


def codebook_hash(codes: Sequence[Code]) -> str:
    """A fingerprint that changes with any change of the codebook."""
    listing = json.dumps(codebook_listing(codes), sort_keys=True)
    return hashlib.sha256(listing.encode()).hexdigest()[:16]
