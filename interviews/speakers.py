"""Who speaks in a source, how often and how much."""

from __future__ import annotations

from dataclasses import dataclass

from interviews.model import Source


@dataclass(frozen=True)
class Speaker:
    """One label; `name` is "" for turns without one, `share` is of all words (0–1)."""

    name: str
    n_turns: int
    n_words: int
    share: float
    asks: bool


def count_speakers(source: Source) -> list[Speaker]:
    """One entry per label in the order in which they first speak, turns without a label last."""
    said = {name: [0, 0] for name in (*source.speakers, "")}
    for turn in source.turns:
        said[turn.speaker][0] += 1
        said[turn.speaker][1] += len(source.said(turn).split())
    total = sum(n_words for _, n_words in said.values()) or 1
    return [
        Speaker(name, n_turns, n_words, n_words / total, name in source.interviewers)
        for name, (n_turns, n_words) in said.items()
        if n_turns
    ]


def count_words(source: Source) -> int:
    """The words that were said, labels and time stamps left out."""
    return sum(len(source.said(turn).split()) for turn in source.turns)


def count_asked(source: Source) -> int:
    """Those of them that interviewers say."""
    asked = (turn for turn in source.turns if turn.speaker in source.interviewers)
    return sum(len(source.said(turn).split()) for turn in asked)


def measure(source: Source) -> str:
    """How long it is, in words: "1,204 words in 34 turns by 2 speakers"."""
    n_words, n_speakers = count_words(source), len(source.speakers)
    by = f"by {counted(n_speakers, 'speaker')}" if n_speakers else "without speaker labels"
    return f"{counted(n_words, 'word')} in {counted(len(source.turns), 'turn')} {by}"


def without_interviewers(source: Source) -> str:
    """What is left without those who ask: "980 words in 17 turns"; "" if nobody is marked."""
    others = [one for one in count_speakers(source) if not one.asks]
    if not source.interviewers:
        return ""
    n_words, n_turns = sum(one.n_words for one in others), sum(one.n_turns for one in others)
    return f"{counted(n_words, 'word')} in {counted(n_turns, 'turn')}"


def counted(n: int, thing: str) -> str:
    """ "1 turn", "2,000 turns"."""
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"
