"""From the text of a cell to a typed answer, or the reason why it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from survey.exports.variables import is_reason
from survey.imports.matching import Options
from survey.model import Instrument, Item, ItemKind
from survey.reading import is_blank, is_of_kind, read_answer

YES = frozenset(
    ["1", "1.0", "true", "yes", "y", "x", "ok", "selected", "checked", "chosen", "oui", "vrai"]
)
NO = frozenset(
    ["", "0", "0.0", "false", "no", "n", "not selected", "unchecked", "not chosen", "non", "faux"]
)
_SEPARATORS = ("\n", ";", "|", ",", " ")  # a blank between words is how Kobo exports labels
_NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(:00(\.0+)?)?(Z|[+-]\d{2}:?\d{2})?")
_EXPECTED = {
    ItemKind.INTEGER: "a whole number, such as 12",
    ItemKind.DECIMAL: "a number, such as 12 or 3.5",
    ItemKind.RANGE: "a step of the scale",
    ItemKind.DATE: "a date as year-month-day, such as 2026-03-15",
    ItemKind.TIME: "a time, such as 14:30",
    ItemKind.DATETIME: "a date and time, such as 2026-03-15T14:30",
    ItemKind.ACKNOWLEDGE: "OK, yes or 1, or nothing",
}


class CellError(ValueError):
    """The cell is no answer to its item; the message quotes nothing but the cell's beginning."""


def cell_answer(item: Item, text: str, options: Options) -> object | None:
    """The answer in a cell that holds the whole item; None if it is empty.

    One of the reasons for no answer (`__not_asked__` and the like) is given back as it is. A text
    stays as it was written, "None" and "NA" too.

    Raises:
        CellError: with the reason, and what is expected instead.
    """
    said = text.strip()
    if not said or is_reason(said):
        return said or None
    match item.kind:
        case ItemKind.TEXT | ItemKind.HIDDEN:
            return text
        case ItemKind.CALCULATE:
            return _calculated(text)
        case ItemKind.DECIMAL if _NUMBER.fullmatch(said):
            return float(said.replace(",", "."))
        case ItemKind.SELECT_ONE:
            return _one(said, options)
        case ItemKind.SELECT_MULTIPLE | ItemKind.RANK:
            return _several(said, options)
        case ItemKind.ACKNOWLEDGE:
            return _agreed(item, said, options)
    answer = read_answer(item, [_simple(item, said)])
    if not is_of_kind(item, answer):
        raise CellError(f"{_quoted(said)} is not {_EXPECTED.get(item.kind, item.kind)}.")
    return answer


def split_answer(item: Item, cells: Mapping[str, str], options: Options) -> object | None:
    """The answer in cells that stand for one option each (option name → cell).

    Raises:
        CellError: a cell says neither yes nor no, nor a place in a ranking.
    """
    said = {option: text.strip() for option, text in cells.items()}
    reasons = {text for text in said.values() if is_reason(text)}
    if reasons:
        return min(reasons)
    if item.kind is ItemKind.RANK:
        places = {option: _place(text) for option, text in said.items() if text not in ("", "0")}
        if len(set(places.values())) < len(places):
            raise CellError("Two options have the same place.")
        return sorted(places, key=places.__getitem__) or None
    order = options.names
    chosen = [option for option, text in said.items() if _is_chosen(option, text, options)]
    return sorted(chosen, key=order.index) or None


def rounds_answer(name: str, text: str, instrument: Instrument) -> object | None:
    """What was asked several times, as our own workbooks write it: a list in JSON.

    Raises:
        CellError: it is no such list, or an answer in it is not of its item's kind.
    """
    said = text.strip()
    if not said or is_reason(said):
        return said or None
    inside = {
        item.name: item
        for item in instrument.items
        if (repeat := instrument.repeat_of(item)) and repeat.name == name
    }
    try:
        rounds = json.loads(said)
    except ValueError as error:
        raise CellError("A repeat is read only as this program exports it.") from error
    if not isinstance(rounds, list) or not all(isinstance(one, dict) for one in rounds):
        raise CellError("A repeat is read only as this program exports it.")
    for one in rounds:
        for key, answer in one.items():
            if key not in inside or not (is_blank(answer) or is_of_kind(inside[key], answer)):
                raise CellError(f"'{key}' holds no answer to an item of the repeat.")
    return rounds


def _quoted(text: str) -> str:
    return f"“{text[:40]}{'…' if len(text) > 40 else ''}”"


def _offered(options: Options) -> str:
    most = 6
    names = options.names
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _one(said: str, options: Options) -> str:
    name = options.find(said)
    if not name:
        raise CellError(f"{_quoted(said)} is none of the options: {_offered(options)}.")
    return name


def _several(said: str, options: Options) -> list[str]:
    """Options in one cell: names parted by blanks, or words parted by ; | , or line ends."""
    if name := options.find(said):
        return [name]
    names = said.split()
    if all(name in options.names for name in names):
        return list(dict.fromkeys(names))
    for separator in _SEPARATORS:
        if separator in said and (found := _parted(said.split(separator), separator, options)):
            return list(dict.fromkeys(found))
    raise CellError(f"{_quoted(said)} holds something else than the options: {_offered(options)}.")


def _parted(parts: Sequence[str], separator: str, options: Options) -> list[str]:
    """The options that the parts name one after the other; [] if any part is none.

    The words of an option may hold the separator, so that several parts together name it.
    """
    reached: dict[int, list[str]] = {0: []}
    for end in range(1, len(parts) + 1):
        for start in range(end):
            words_of = separator.join(parts[start:end]).strip()
            name = options.find(words_of) if start in reached else ""
            if name:
                reached[end] = [*reached[start], name]
                break
        else:
            if parts[end - 1].strip() == "" and end - 1 in reached:
                reached[end] = reached[end - 1]
    return reached.get(len(parts), [])


def _agreed(item: Item, said: str, options: Options) -> str | None:
    low = said.casefold()
    if low in YES or options.find(said):
        return "OK"
    if low in NO:
        return None
    raise CellError(f"{_quoted(said)} is not {_EXPECTED[item.kind]}.")


def _is_chosen(option: str, text: str, options: Options) -> bool:
    low = text.casefold()
    if options.find(text) == option and text:  # the option itself stands in its column
        return True
    if low in YES or low in NO:
        return low in YES
    raise CellError(f"{_quoted(text)} in the column of '{option}' says neither yes nor no.")


def _place(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}(\.0)?", text):
        raise CellError(f"{_quoted(text)} is no place in a ranking.")
    return int(float(text))


def _calculated(text: str) -> object:
    """A number where the text is one as this program writes it, else the text."""
    if _NUMBER.fullmatch(text):
        number = float(text.replace(",", "."))
        if repr(number) == text or (number.is_integer() and text == str(int(number))):
            return number
    return text


def _simple(item: Item, said: str) -> str:
    """A number or date without what spreadsheets add: 3.0 for 3, midnight for a day."""
    if item.kind is ItemKind.INTEGER and re.fullmatch(r"[+-]?[0-9]+[.,]0+", said):
        return re.split("[.,]", said)[0]
    if item.kind is ItemKind.DATE and (found := _MIDNIGHT.fullmatch(said)):
        return found.group(1)
    return said
