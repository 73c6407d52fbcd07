"""What many respondents answered: counts and shares of those who were asked, and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from survey.model import NOT_ASKED, Instrument, Item, ItemKind
from survey.reading import is_blank
from survey.relevance import relevant_items

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("item", "option", "n", "base", "share", "missing")
NUMBER_COLUMNS = ("item", "n", "base", "missing", "mean", "median", "minimum", "maximum")
_CHOSEN = {ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.ACKNOWLEDGE}
_NUMBERS = {ItemKind.INTEGER, ItemKind.DECIMAL}


def summarise(frame: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """One row per item and option: who chose it, of those who were asked.

    Args:
        frame: one row per response, one column per item: None (or NaN) where the item was asked
            and not answered, `NOT_ASKED` where it was not asked, a list for select_multiple. An
            empty cell also counts as not asked where the instrument's relevance hides the item.
        instrument: gives the items, their options and the order of both.

    Returns:
        item: name of an answered item, in order.
        option: name of the option, in order; a name that only the answers have comes last. ""
            for text, number and date items, which have one row that counts who answered.
        n: respondents with this option. base: respondents who were asked.
        share: n / base, 0–1; NaN where nobody was asked. In a select_multiple shares may add up
            to more than 1; in a select_one they add up to 1 less the share of missing.
        missing: respondents who were asked and did not answer the item, the same in all its rows.
    """
    import pandas as pd

    rows: list[tuple[str, str, int, int, float, int]] = []
    for item, answers in _asked(frame, instrument):
        base, missing = len(answers), sum(is_blank(answer) for answer in answers)
        for option, n in _counts(item, answers).items():
            share = n / base if base else float("nan")
            rows.append((item.name, option, n, base, share, missing))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def summarise_numbers(frame: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """One row per integer or decimal item: n, base, missing, mean, median, minimum, maximum.

    The frame is that of `summarise`; the four figures are NaN where nobody answered.
    """
    import pandas as pd

    rows: list[tuple[object, ...]] = []
    for item, answers in _asked(frame, instrument):
        if item.kind in _NUMBERS:
            given = pd.Series([a for a in answers if not is_blank(a)], dtype="float64")
            figures = (given.mean(), given.median(), given.min(), given.max())
            rows.append((item.name, len(given), len(answers), len(answers) - len(given), *figures))
    return pd.DataFrame(rows, columns=list(NUMBER_COLUMNS))


def _asked(frame: pd.DataFrame, instrument: Instrument) -> list[tuple[Item, list[object]]]:
    """Each item with the answers of those who were asked, None for those who gave none."""
    items = [item for item in instrument.items if item.is_answered]
    found: list[tuple[Item, list[object]]] = [(item, []) for item in items]
    conditional = {
        item.name
        for item in items
        if item.relevance or any(group.relevance for group in instrument.ancestors(item))
    }
    for row in frame.to_dict("records"):
        cells = {item.name: _cell(row, item.name) for item in items}
        doubtful = any(cells[name] is None for name in conditional)
        relevant = _relevant(instrument, cells) if doubtful else set()
        for item, answers in found:
            cell = cells[item.name]
            hidden = cell is None and item.name in conditional and item.name not in relevant
            if cell != NOT_ASKED and not hidden:
                answers.append(cell)
    return found


def _cell(row: Mapping[object, object], name: str) -> object:
    """The answer in a row; None for a missing column, NaN or a blank."""
    value = row.get(name)
    is_nan = isinstance(value, float) and value != value
    return None if is_nan or is_blank(value) else value


def _relevant(instrument: Instrument, cells: Mapping[str, object]) -> set[str]:
    given = {
        name: value for name, value in cells.items() if value is not None and value != NOT_ASKED
    }
    return {item.name for item in relevant_items(instrument, given)}


def _counts(item: Item, answers: list[object]) -> dict[str, int]:
    """How many chose each option; how many answered, under "", if there is nothing to choose."""
    given = [answer for answer in answers if not is_blank(answer)]
    if item.kind not in _CHOSEN:
        return {"": len(given)}
    chosen: Counter[str] = Counter()
    for answer in given:
        chosen.update({str(part) for part in answer} if isinstance(answer, list) else {str(answer)})
    offered = [option.name for option in item.options] or ["OK"]
    others = sorted(chosen.keys() - set(offered))  # from another version of the questionnaire
    return {name: chosen[name] for name in [*offered, *others]}
