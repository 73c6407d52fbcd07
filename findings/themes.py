"""What the passages of a theme add up to: who speaks of it, with which codes, in whose words."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from coding.rounds import AGREED
from coding.segments import heard
from findings.model import Theme
from interviews.model import Source
from interviews.words import Word, count_words, spoken


@dataclass(frozen=True)
class ThemeSummary:
    """A theme in numbers and passages; frames have the columns that their functions name."""

    n_segments: int
    n_sources: int
    n_participants: int
    n_organisations: int
    n_coders: int
    n_asked: int  # left out of all these, because only interviewers speak in them
    codes_by_participant: pd.DataFrame
    who: pd.DataFrame
    beside: pd.DataFrame
    chosen: pd.DataFrame
    suggested: pd.DataFrame


def theme_summary(
    theme: Theme,
    segments: pd.DataFrame,
    interviewed: pd.DataFrame,
    n_suggested: int = 3,
    not_quotable: Collection[str] = (),
    *,
    askers: bool = False,
) -> ThemeSummary:
    """Everything the page of a theme shows but its words.

    A passage in which only interviewers speak is no evidence of what participants say: it is not
    counted and not suggested. If the team has chosen it as a quote, it stays one.

    Args:
        segments: every segment of the study, as from `segments_frame`.
        interviewed: everybody in every source, as from `interviewed_frame`; the base of `who`.
        not_quotable: segments that are never suggested, because consent does not cover them.
        askers: True if the study counts interviewers like everybody.
    """
    all_own = segments_of(theme, segments)
    said = heard(segments, askers=askers)
    own = segments_of(theme, said)
    counted = once_agreed(own)
    return ThemeSummary(
        n_segments=len(counted),
        n_sources=own["source"].nunique(),
        n_participants=_named(own["participant"]).nunique(),
        n_organisations=_named(own["organisation"]).nunique(),
        n_coders=own.loc[own["coder"] != AGREED, "coder"].nunique(),
        n_asked=len(once_agreed(all_own)) - len(counted),
        codes_by_participant=codes_by_participant(counted),
        who=who_speaks(own, interviewed),
        beside=beside(theme, said),
        chosen=_chosen(theme, all_own),
        suggested=suggested_quotes(
            own[~own["segment"].isin(list(not_quotable))], theme.quotes, n_suggested
        ),
    )


def segments_of(theme: Theme, segments: pd.DataFrame) -> pd.DataFrame:
    """The segments that carry a code of the theme."""
    return segments[segments["code"].isin(theme.codes)]


def _chosen(theme: Theme, own: pd.DataFrame) -> pd.DataFrame:
    """The passages that the team has chosen as quotes, in its order."""
    by_id = own.drop_duplicates("segment").set_index("segment", drop=False)
    quotes = [quote for quote in theme.quotes if quote in by_id.index]
    return by_id.loc[quotes].reset_index(drop=True)


def once_agreed(own: pd.DataFrame) -> pd.DataFrame:
    """Without the passages of "agreed" that a coder marked just so: settling adds nothing twice."""
    twice = own.duplicated(["source", "start", "end", "code"], keep=False)
    return own[~(twice & (own["coder"] == AGREED))]


def codes_by_participant(own: pd.DataFrame) -> pd.DataFrame:
    """Number of segments: one row for each code, one column for each participant, and `all`.

    A text without a participant stands under "no participant".
    """
    named = own.assign(participant=own["participant"].replace("", "no participant"))
    table = pd.crosstab(named["code_name"], named["participant"]) if len(own) else pd.DataFrame()
    return table.assign(all=table.sum(axis=1)) if len(own) else table


def who_speaks(own: pd.DataFrame, interviewed: pd.DataFrame) -> pd.DataFrame:
    """One row for each organisation: name, n participants with the theme, of all interviewed.

    Columns: name, n, all; sources without participant or organisation are left out.
    """
    known = interviewed[(interviewed["participant"] != "") & (interviewed["organisation"] != "")]
    speaking = set(own["participant"])
    rows = [
        {"name": str(name), "n": len(people & speaking), "all": len(people)}
        for name, part in known.groupby("organisation_name")
        if (people := set(part["participant"]))
    ]
    frame = pd.DataFrame(rows, columns=["name", "n", "all"])
    return frame.sort_values(["n", "name"], ascending=[False, True], ignore_index=True)


def beside(theme: Theme, segments: pd.DataFrame) -> pd.DataFrame:
    """Codes outside the theme that mark a part of the same words: code_name, n passages, by n.

    A passage of the theme is counted once for each such code, however many coders marked it.
    """
    mine = segments_of(theme, segments)
    others = segments[~segments["code"].isin(theme.codes)]
    keys = ["source", "start", "end"]
    pairs = mine[keys].drop_duplicates().merge(others, on="source", suffixes=("", "_other"))
    both = pairs[(pairs["start"] < pairs["end_other"]) & (pairs["start_other"] < pairs["end"])]
    unique = both[[*keys, "code_name"]].drop_duplicates()
    found = unique.groupby("code_name").size().rename("n").reset_index()
    return found.sort_values(["n", "code_name"], ascending=[False, True], ignore_index=True)


def suggested_quotes(own: pd.DataFrame, chosen: Collection[str], n: int) -> pd.DataFrame:
    """Passages that could stand for the theme: short enough to read, from different people.

    Long enough to be a sentence (8 words), at most 60; those nearest to 25 words first, one for
    each participant. The same rows and columns as `own`.
    """
    taken = own[own["segment"].isin(list(chosen))]
    n_words = own["text"].map(_n_words).astype("int64")
    free = own[
        n_words.between(8, 60)
        & ~own["segment"].isin(list(chosen))
        & ~own["text"].isin(taken["text"])
    ]
    order = (free["text"].map(_n_words).astype("int64") - 25).abs().rename("far")
    ranked = free.assign(far=order).sort_values(["far", "segment"])
    speaker = ranked["participant"].where(ranked["participant"] != "", ranked["source"])
    # First those who are not quoted yet, then the others; one passage for each of them.
    quoted = set(taken["participant"]) | set(taken["source"])
    ranked = ranked.assign(speaker=speaker, again=speaker.isin(quoted))
    ranked = ranked.drop_duplicates("speaker").sort_values(["again", "far", "segment"])
    return ranked.head(n)[list(own.columns)].reset_index(drop=True)


def theme_words(
    own: pd.DataFrame, sources: Mapping[str, Source], stop_words: Collection[str]
) -> list[Word]:
    """The words of the theme's passages without the interviewer's, each stretch read once.

    Args:
        sources: the sources of these segments by id.
    """
    texts = {
        str(source): "\n".join(
            spoken(sources[str(source)], start, end)
            for start, end in merged(list(zip(part["start"], part["end"], strict=True)))
        )
        for source, part in own.groupby("source")
    }
    return count_words(texts, stop_words)


def search_passages(segments: pd.DataFrame, words: str) -> pd.DataFrame:
    """The rows whose passage holds every one of these words, in any case; all for no words.

    A passage that several coders marked with one code is one row.
    """
    found = segments.drop_duplicates(["source", "start", "end", "code"])
    for word in words.split():
        found = found[found["text"].str.contains(word, case=False, regex=False)]
    return found


def said_by(row: Mapping[Hashable, Any]) -> str:
    """Who speaks in a row of `segments_frame`, for the studio: P07, Lakeshore; else the source."""
    who = [str(row[name]) for name in ("participant", "organisation_name") if row[name]]
    return ", ".join(who) if row["participant"] else str(row["source_title"])


def merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same characters without overlaps: what two coders marked is read once."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _named(column: pd.Series[str]) -> pd.Series[str]:
    return column[column != ""]


def _n_words(text: str) -> int:
    return len(text.split())
