"""REA01 what newspapers printed of a survey follows from its raw answers; REA02 the base of a
question behind another is who was asked it; REA03 a cross-tab agrees with counting by hand and with
a second formula of chi-square; REA04 several answers are shares of who saw the question; REA05
known shares as weights move a result as worked out by hand."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from survey.asked import asked
from survey.cross_tab import TOTAL, association_of, cross_tab, number_at, row_shares
from survey.likert import agreement
from survey.model import Instrument, Item, ItemKind, ResponseOption
from survey.summary import summarise
from survey.weights import matching_weights
from tests.conftest import SHARED

pytestmark = pytest.mark.real_inputs
FOLDER = SHARED / "survey_responses"
FLYING = FOLDER / "fivethirtyeight" / "flying-etiquette-survey__flying-etiquette.csv"
COMMA = FOLDER / "fivethirtyeight" / "comma-survey__comma-survey.csv"
OSPO = FOLDER / "todogroup_ospo" / "2022_RawData.csv"


def rows_of(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return list(csv.reader(file))


def single_choices(rows: list[list[str]], columns: dict[str, int]) -> list[Item]:
    """An item for each column, its options in the order in which they first occur."""
    return [
        Item(
            *(name, ItemKind.SELECT_ONE),
            options=tuple(map(ResponseOption, dict.fromkeys(filter(None, (r[at] for r in rows))))),
        )
        for name, at in columns.items()
    ]


def frame_of(rows: list[list[str]], columns: dict[str, int]) -> pd.DataFrame:
    cells = {name: [row[at] or None for row in rows] for name, at in columns.items()}
    return pd.DataFrame(cells, dtype=object)


def column(rows: list[list[str]], words: str) -> int:
    return next(at for at, name in enumerate(rows[0]) if words in name)


def test_rea01_the_oxford_comma() -> None:
    """FiveThirtyEight, 17 June 2014: 57 percent write the comma, 43 do not."""
    rows = rows_of(COMMA)
    columns = {"comma": 1}
    instrument = Instrument("comma", {}, tuple(single_choices(rows[1:], columns)))
    table = summarise(frame_of(rows[1:], columns), instrument)
    assert sorted(table["n"]) == [488, 641]
    assert sorted(f"{share:.0%}" for share in table["share"]) == ["43%", "57%"]
    assert set(table["base"]) == {1129}


def test_rea02_rude_to_recline() -> None:
    """FiveThirtyEight, 6 September 2014: 41 percent of fliers say that it is rude to recline."""
    rows = rows_of(FLYING)
    columns = {"travels": column(rows, "How often"), "rude": column(rows, "rude to recline")}
    travels, rude = single_choices(rows[1:], columns)
    behind = Item("rude", rude.kind, options=rude.options, relevance="${travels} != 'Never'")
    instrument = Instrument("flying", {}, (travels, behind))
    table = summarise(frame_of(rows[1:], columns), instrument).query("item == 'rude'")
    base, missing = int(table["base"].iloc[0]), int(table["missing"].iloc[0])
    said_yes = table[table["option"].str.startswith("Yes")]["n"].sum()
    assert (base, missing) == (1040 - 166, 20), "166 never fly"
    assert f"{said_yes / (base - missing):.0%}" == "41%"


def test_rea03_a_cross_tab_of_fliers() -> None:
    rows = rows_of(FLYING)
    columns = {"rude": column(rows, "rude to recline"), "gender": column(rows, "Gender")}
    rude, gender = single_choices(rows[1:], columns)
    frame = frame_of(rows[1:], columns)
    kinds, options = [one.name for one in gender.options], [one.name for one in rude.options]
    tab = cross_tab(frame["gender"].tolist(), frame["rude"].tolist(), kinds, options)
    by_hand = Counter((row[columns["gender"]], row[columns["rude"]]) for row in rows[1:])
    for kind in kinds:
        for option in options:
            assert tab.n(kind, option) == by_hand[kind, option]
    assert tab.left_out == sum(n for (kind, said), n in by_hand.items() if not kind or not said)
    n = tab.n(TOTAL) or 0
    down = {option: sum(by_hand[kind, option] for kind in kinds) for option in options}
    across = {kind: sum(by_hand[kind, option] for option in options) for kind in kinds}
    # χ² = n (Σ O² / (row · column) − 1), which needs no expected counts.
    second = n * (
        sum(
            by_hand[kind, option] ** 2 / across[kind] / down[option]
            for kind in kinds
            for option in options
        )
        - 1
    )
    found = association_of(tab)
    assert found.statistic == pytest.approx(second)
    assert found.v == pytest.approx((second / n) ** 0.5), "two rows: V is the root of χ² / n"
    assert found.p is not None


def test_rea04_several_answers_of_who_saw_the_question() -> None:
    """Responsibilities were asked of organisations with an open source programme (Q6 is 1 or 2)."""
    head, _, _, *rows = rows_of(OSPO, "utf-8-sig")
    at = head.index("Q6")
    options = [place for place, name in enumerate(head) if name.startswith("Q8_")]
    has, tasks = "Q6", "Q8"
    names = [head[place] for place in options]
    instrument = Instrument(
        "ospo",
        {},
        (
            Item(has, ItemKind.SELECT_ONE, options=tuple(map(ResponseOption, "1234"))),
            Item(
                *(tasks, ItemKind.SELECT_MULTIPLE),
                relevance="${Q6} = '1' or ${Q6} = '2'",
                options=tuple(map(ResponseOption, names)),
            ),
        ),
    )
    chosen = [
        [name for name, place in zip(names, options, strict=True) if row[place]] or None
        for row in rows
    ]
    frame = pd.DataFrame({has: [row[at] or None for row in rows], tasks: chosen}, dtype=object)
    table = summarise(frame, instrument).query("item == 'Q8'")
    # One organisation changed Q6 afterwards; who gave an answer was asked.
    saw = [row for row in rows if row[at] in {"1", "2"} or any(row[p] for p in options)]
    assert sum(row[at] in {"1", "2"} for row in saw) == 494
    assert set(table["base"]) == {len(saw)} == {495}
    assert set(table["missing"]) == {sum(not any(row[p] for p in options) for row in saw)}
    for (_, one), place in zip(table.iterrows(), options, strict=True):
        n = sum(bool(row[place]) for row in saw)
        assert (one["n"], one["share"]) == (n, pytest.approx(n / len(saw)))
    groups = asked(frame, instrument)[has]
    tab = cross_tab(
        [None if cell is None else str(cell) for cell in groups],
        asked(frame, instrument)[tasks],
        ["1", "2", "3", "4"],
        names,
        several=True,
    )
    assert [(group, tab.n(group)) for group in tab.groups[:2]] == [("1", 302), ("2", 192)]
    assert tab.n(TOTAL) == 495


def test_rea05_known_shares_move_the_result() -> None:
    """If half of all grown people were men, by hand: the mean of both shares."""
    rows = rows_of(COMMA)
    columns = {"comma": 1, "gender": column(rows, "Gender")}
    frame = frame_of(rows[1:], columns).dropna()
    comma, gender = single_choices(rows[1:], columns)
    kinds, options = [one.name for one in gender.options], [one.name for one in comma.options]
    shares = dict.fromkeys(kinds, 50.0)
    weights = matching_weights(frame["gender"].tolist(), shares)
    tab = cross_tab(
        *(frame["gender"].tolist(), frame["comma"].tolist(), kinds, options),
        weights=weights.values,
    )
    of_each = [number_at(row_shares(tab), kind, options[0]) for kind in kinds]
    assert number_at(row_shares(tab), TOTAL, options[0]) == pytest.approx(sum(of_each) / 2)
    assert weights.total == pytest.approx(len(frame))
    assert weights.effective_n < len(frame)


def test_rea01_agreement_of_a_published_scale() -> None:
    """How important is proper grammar: five steps, counted from the file."""
    rows = rows_of(COMMA)
    said = Counter(row[7] for row in rows[1:])
    order = [
        "Very unimportant",
        "Somewhat unimportant",
        "Neither important nor unimportant (neutral)",
        "Somewhat important",
        "Very important",
    ]
    found = agreement([said[step] for step in order])
    assert found is not None
    assert found.n == 1059
    assert f"{found.top:.0%}" == f"{(688 + 333) / 1059:.0%}" == "96%"
    assert found.median == 5
