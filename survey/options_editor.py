"""The options of a question as lines of text, one text for each language: written and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from survey.errors import DesignError
from survey.model import ResponseOption
from survey.naming import new_name
from survey.texts import tidied

_ALIKE = 0.6  # of 1: a line that is as near as this to the one before it is a correction of it


def option_lines(options: Sequence[ResponseOption], language: str) -> str:
    """The labels in a language, one a line."""
    return "\n".join(option.label.get(language, "").replace("\n", " ") for option in options)


def read_options(
    lines: Mapping[str, str], before: Sequence[ResponseOption], language: str
) -> tuple[ResponseOption, ...]:
    """The options that the lines say; an option that is still there keeps its name.

    Args:
        lines: language → text, one label a line; line 3 of one language translates line 3 of
            another. A language whose text was not touched goes with its options where they move.
        before: the options as they were.
        language: the one whose lines say which options there are.

    Raises:
        DesignError: there is none, one stands there twice, or a translation has nothing to
            translate.
    """
    rows = {one: [tidied(line) for line in text.split("\n")] for one, text in lines.items()}
    height = max(len(column) for column in rows.values())
    table = {one: column + [""] * (height - len(column)) for one, column in rows.items()}
    kept = [n for n in range(height) if any(table[one][n] for one in table)]
    labels = [table[language][n] for n in kept]
    _refuse(labels, language)
    known = _matched(labels, before, language)
    taken = {option.name for option in before}
    found: list[ResponseOption] = []
    for at, (n, label) in enumerate(zip(kept, labels, strict=True)):
        old = known.get(at) or ResponseOption(new_name(label, taken, "option"))
        taken.add(old.name)
        given = {one: table[one][n] for one in table if lines[one] != option_lines(before, one)}
        texts = {**old.label, **given, language: label}
        found.append(replace(old, label={one: text for one, text in texts.items() if text}))
    return tuple(found)


def _refuse(labels: Sequence[str], language: str) -> None:
    if not labels:
        raise DesignError("There is no option.", "Write at least one, each on a line of its own.")
    if "" in labels:
        raise DesignError(
            f"Line {labels.index('') + 1} is translated, but there is nothing in "
            f"{language or 'the first column'}.",
            "Fill in the line, or empty it in every language.",
        )
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice:
        raise DesignError(f"“{twice}” stands there twice.", "Take one of the two out.")


def _matched(
    labels: Sequence[str], before: Sequence[ResponseOption], language: str
) -> dict[int, ResponseOption]:
    """Place of a line → the option that it was: the same words, or nearly those at its place."""
    same = {option.label.get(language, ""): option for option in before}
    found = {at: same[label] for at, label in enumerate(labels) if label in same}
    used = {option.name for option in found.values()}
    for at, (label, option) in enumerate(zip(labels, before, strict=False)):
        old = option.label.get(language, "")
        near = SequenceMatcher(None, old.lower(), label.lower()).ratio() >= _ALIKE
        if at not in found and option.name not in used and (near or not old):
            found[at] = option
            used.add(option.name)
    return found
