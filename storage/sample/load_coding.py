"""The coding of the sample study: the codebook, and what two coders marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from coding.model import Code, Segment
from findings.model import EvidenceRole
from interviews.consent import ConsentEvent, Quotes, Review
from interviews.model import SourceKind
from storage.codebook import next_colour, save_code
from storage.consent import save_consent
from storage.sample.content import interviews, passages_in, read
from storage.sample.passages import Passage, locate_in
from storage.segments import save_segment
from storage.sources import load_source, sources_frame

OPEN = "open"  # how the content files name the open answers as a place of quotes

Team = Mapping[str, str]  # "lead" and "researcher" → Account.id
Marked = Mapping[str, Sequence[tuple[Passage, str]]]  # "P01" … "open" → passage and Segment.id


def load_codebook(db: Database, actor: str) -> dict[str, str]:
    """Save every code; Code.id by name."""
    ids: dict[str, str] = {}
    for row in read("codebook.toml")["code"]:
        ids[row["name"]] = top = _save(db, row, "", actor)
        ids |= {under["name"]: _save(db, under, top, actor) for under in row["under"]}
    return ids


def load_passages(
    db: Database, sources: Mapping[str, str], codes: Mapping[str, str], team: Team
) -> Marked:
    """Code every interview and some open answers.

    Args:
        sources: Source.id by participant.
    """
    marked = {}
    for interview in interviews():
        ids = [sources[interview.participant]]
        marked[interview.participant] = _mark(db, ids, interview.passages(), codes, team)
    frame = sources_frame(db)
    ids = list(frame.loc[frame["kind"] == SourceKind.OPEN_ANSWER, "id"])
    marked[OPEN] = _mark(db, ids, passages_in("open_answers.toml"), codes, team)
    return marked


def load_reviews(db: Database, marked: Marked, actor: str) -> None:
    """Who wanted to see each quote first has seen those that themes and findings use."""
    last = "2025-05-12"
    wanted = {one.participant for one in interviews() if one.consent["quotes"] != Quotes.YES}
    content = read("findings.toml")
    used = [quote for theme in content["theme"] for quote in theme["quotes"]]
    used += [
        quote for row in content["finding"] for role in EvidenceRole for quote in row.get(role, ())
    ]
    for quote in dict.fromkeys(used):
        participant = quote.partition(": ")[0]
        if participant in wanted:
            said = Review(segment_of(marked, quote))
            save_consent(db, ConsentEvent(participant, last, said), actor)


def segment_of(marked: Marked, quote: str) -> str:
    """The segment that "P01: its first words" names; the lead's comes before the researcher's."""
    place, _, words = quote.partition(": ")
    for passage, segment in marked[place]:
        if passage.words.startswith(words):
            return segment
    raise ValueError(f"No coder has marked a passage in {place} that begins “{words}”.")


def _save(db: Database, row: Mapping[str, Any], parent: str, actor: str) -> str:
    code = Code("", row["name"], row["definition"], parent, next_colour(db))
    return save_code(db, code, actor).id


def _mark(
    db: Database,
    sources: Sequence[str],
    passages: Sequence[Passage],
    codes: Mapping[str, str],
    team: Team,
) -> list[tuple[Passage, str]]:
    """Code each passage in the one source that has its words."""
    texts = {source: load_source(db, source).text for source in sources}
    marked = []
    for passage in passages:
        source, start, end = locate_in(texts, passage.words)
        segment = Segment(source, start, end, codes[passage.code], team[passage.coder])
        marked.append((passage, save_segment(db, segment).id))
    return marked
