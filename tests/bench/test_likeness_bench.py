"""LBE01 how many of the first five passages offered for a code are ones that coders gave it: half
of a code's passages are asked for, the other half are to be found again; LBE02 how long it takes
to compare one code with every sentence of the study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coding.finding import Hit
from coding.likeness import Likeness
from coding.pages.parts.passages_shelf import Shelf, open_shelf
from coding.suggesting import like_code, sentences_to_code

TOP = 5
FEWEST = 6  # passages of a code that is measured


@pytest.fixture
def shelf(sample_folder: Path) -> Shelf:
    """The sample study as the page reads it."""
    assert sample_folder.exists()
    return open_shelf("")


def touched(hit: Hit, passages: pd.DataFrame) -> bool:
    """True if the sentence overlaps one of these passages."""
    places = zip(passages["source"], passages["start"], passages["end"], strict=True)
    return any(
        source == hit.turn.source and start < hit.end and hit.start < end
        for source, start, end in places
    )


def precisions(shelf: Shelf) -> pd.DataFrame:
    """One row per code: share of the first five that are right, and what chance would give."""
    sentences = sentences_to_code(shelf.answered())
    likeness = Likeness({n: hit.words for n, hit in enumerate(sentences)})
    rows = []
    codes = {code.id: code for code in shelf.codes}
    for code, own in shelf.segments.groupby("code"):
        own = own.drop_duplicates(["source", "start", "end"])
        if len(own) < FEWEST:
            continue
        asked, hidden = own.iloc[::2], own.iloc[1::2]
        found = like_code(sentences, likeness, asked, codes[str(code)])[:TOP]
        right = [touched(hit, hidden) for hit, _ in found]
        chance = sum(touched(hit, hidden) for hit in sentences) / len(sentences)
        rows.append((own["code_name"].iloc[0], sum(right) / TOP, chance))
    return pd.DataFrame(rows, columns=["code", "precision at 5", "by chance"])


def test_lbe01_precision_at_5(
    benchmark: Any, shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    found = benchmark.pedantic(precisions, args=[shelf], rounds=1)
    means = found[["precision at 5", "by chance"]].mean()
    with capsys.disabled():
        print(f"\n{found.round(2).to_string(index=False)}\n{means.round(3).to_string()}")
    assert means["precision at 5"] > 2 * means["by chance"]


def test_lbe02_one_code_against_every_sentence(benchmark: Any, shelf: Shelf) -> None:
    sentences = sentences_to_code(shelf.answered())
    likeness = Likeness({n: hit.words for n, hit in enumerate(sentences)})
    assert benchmark(like_code, sentences, likeness, shelf.segments, shelf.codes[0])
