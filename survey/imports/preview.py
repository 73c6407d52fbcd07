"""What an import shows before anything is written: columns, examples, rows and reasons in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from survey.exports.variables import is_reason, label_of, option_label
from survey.imports.layout import Table
from survey.imports.matching import Target, What
from survey.imports.plan import NewResponse, Plan
from survey.model import Instrument, words

_LONGEST = 60


def target_label(target: Target, instrument: Instrument) -> str:
    """Where a column leads, in the words of the questionnaire."""
    if target.what is What.OUT:
        return "Leave out"
    if not target.item:
        return f"About the response: {target.what}"
    language = instrument.default_language
    items = {item.name: item for item in instrument.items}
    if target.item not in items:
        group = words(instrument.group(target.item).label, language) or target.item
        return f"{target.item}: {short(group)}, asked several times"
    item = items[target.item]
    if target.what is What.OPTION:
        label = option_label(item, target.option, instrument, language)
        return f"{target.item}, option {target.option}: {short(label)}"
    return f"{target.item}: {short(label_of(item, instrument, language))}"


def examples(table: Table, at: int, most: int = 3) -> str:
    """The most frequent cells of a column, shortened; "" if all of them are empty."""
    cells = (row[at].strip() for row in table.rows)
    counted = Counter(cell for cell in cells if cell and not is_reason(cell))
    return ", ".join(f"“{short(cell, 30)}”" for cell, _ in counted.most_common(most))


def preview_rows(
    plan: Plan, instrument: Instrument, most_rows: int = 5, most_items: int = 5
) -> tuple[list[str], list[list[str]]]:
    """The items and the answers of the first responses, as they will be stored.

    Shown are the items that most of all rows answer.
    """
    answered = Counter(
        name for one in plan.taken for name, answer in one.answers.items() if answer is not None
    )
    known = {name for name, _ in answered.most_common(most_items)}
    repeats = [group.name for group in instrument.groups if group.repeat]
    names = [
        name for name in [*(item.name for item in instrument.items), *repeats] if name in known
    ]
    return names, [
        [str(one.row), *(_shown(one, name) for name in names)] for one in plan.taken[:most_rows]
    ]


def reasons(plan: Plan) -> list[tuple[str, str]]:
    """(row, every reason why it does not come in), in the order of the file."""
    return [(str(one.row), " ".join(one.reasons)) for one in plan.rejected]


def short(text: str, most: int = _LONGEST) -> str:
    """The text on one line, cut with dots."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _shown(one: NewResponse, name: str) -> str:
    if name not in one.answers:
        return "not asked"
    answer = one.answers[name]
    if answer is None:
        return "–"
    return short(
        ", ".join(map(str, answer))
        if isinstance(answer, Sequence) and not isinstance(answer, str)
        else str(answer)
    )
