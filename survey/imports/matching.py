"""Which column of a table holds the answers to which item: suggested here, decided by a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from survey.imports.layout import Heading, Table
from survey.model import Instrument, Item, ItemKind

SPLIT = frozenset({ItemKind.SELECT_MULTIPLE, ItemKind.RANK})  # may stand in a column per option


class What(StrEnum):
    """What a column holds."""

    OUT = "left out"
    ITEM = "the answers to an item"
    OPTION = "whether one option was chosen, or its place"
    ID = "which response it is"
    DAY = "when it was submitted"
    LANGUAGE = "the language of the answers"
    WAVE = "in which wave it was sent"


@dataclass(frozen=True)
class Target:
    """Where a column leads; `item` may be the name of a repeat."""

    what: What = What.OUT
    item: str = ""
    option: str = ""


OUT = Target()
# The names under which programs keep what is not an answer, the best one first.
_OF_RESPONSE = {
    What.ID: (
        *("response", "responseid", "_uuid", "key", "meta-instanceid", "meta/instanceid"),
        *("instanceid", "response id", "respondentid", "respondent id", "respondent", "id", "_id"),
    ),
    What.DAY: (
        *("submitted_at", "recordeddate", "enddate", "submissiondate", "_submission_time"),
        *("submitdate", "date submitted", "end date"),
    ),
    What.LANGUAGE: ("language", "userlanguage", "startlanguage", "start language"),
    What.WAVE: ("wave",),
}
_NAMED = re.compile(r"\[([^\[\]]+)\]$")  # as our own workbooks end the words of a question
_SELECTED = " - selected choice"  # Qualtrics, where an option asks to specify
_WHOLE = re.compile(r"-?[0-9]+\.0+")
_LIMESURVEY_OTHER = "-oth-"
# Before the name of an option, or after the names of groups; REDCap writes the first two.
_SIGNS = re.compile(r"___| \(choice=|[\[/_.:-]")


def folded(text: str) -> str:
    """The text as it is compared: without case, accents apart from letters, or extra space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def suggest(table: Table, instrument: Instrument) -> list[Target]:
    """One target per column; none twice, and no single options where the whole item is there."""
    of_response = _of_response(table, instrument)
    names = Names(instrument)
    taken: set[Target] = set()
    found: list[Target] = []
    for at, heading in enumerate(table.headings):
        target = of_response.get(at) or _target(heading, names)
        found.append(OUT if target in taken else target)
        taken.add(target)
    whole = {target.item for target in found if target.what is What.ITEM}
    return [OUT if one.what is What.OPTION and one.item in whole else one for one in found]


def targets(instrument: Instrument) -> list[Target]:
    """Everything that a column can lead to, in the order of the questionnaire."""
    found = [OUT, *(Target(what) for what in (What.ID, What.DAY, What.LANGUAGE, What.WAVE))]
    repeats: set[str] = set()
    for item in instrument.items:
        repeat = instrument.repeat_of(item)
        if repeat and repeat.name not in repeats:
            repeats.add(repeat.name)
            found.append(Target(What.ITEM, repeat.name))
        if repeat or item.kind is ItemKind.NOTE:
            continue
        found.append(Target(What.ITEM, item.name))
        if item.kind in SPLIT:
            found += [Target(What.OPTION, item.name, option.name) for option in item.options]
    return found


def _of_response(table: Table, instrument: Instrument) -> dict[int, Target]:
    """The columns that say what is known of a response; an item of that name goes first.

    An id has to tell rows apart: spreadsheets round long ones until they do not.
    """
    items = {item.name.casefold() for item in instrument.items}
    places: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        for text in (heading.name, *heading.below):
            places.setdefault(text.casefold(), at)
    found: dict[int, Target] = {}
    for what, names in _OF_RESPONSE.items():
        there = [places[name] for name in names if name in places and name not in items]
        good = [at for at in there if what is not What.ID or _tells_apart(table, at)]
        if good and good[0] not in found:
            found[good[0]] = Target(what)
    return found


def _tells_apart(table: Table, at: int) -> bool:
    ids = [row[at].strip() for row in table.rows if any(cell.strip() for cell in row)]
    return all(ids) and len(set(ids)) == len(ids)


class Options:
    """The options of an item by every way in which a file may write them."""

    def __init__(self, item: Item) -> None:
        labels = [(label, one) for one in item.options for label in one.label.values()]
        self.names = [one.name for one in item.options] or (
            ["OK"] if item.kind is ItemKind.ACKNOWLEDGE else []
        )
        self._ways: list[Mapping[str, str]] = [
            {name: name for name in self.names},
            _once((folded(label), one.name) for label, one in labels),
            _once((folded(name), name) for name in self.names),
            _once((one.code, one.name) for one in item.options if one.code),
            _once((folded(f"{label} ({one.name})"), one.name) for label, one in labels),
            {_LIMESURVEY_OTHER: item.other} if item.other else {},
        ]

    def find(self, text: str) -> str:
        """The name of the option that is meant by its name, words in any language or number."""
        texts = [text, folded(text)]
        if _WHOLE.fullmatch(text):  # as programs write numbers beside empty cells
            texts.append(text.partition(".")[0])
        found = (way.get(one) for one in texts for way in self._ways)
        return next((name for name in found if name), "")


class Names:
    """The items of an instrument by every way in which a heading may name them."""

    def __init__(self, instrument: Instrument) -> None:
        self.targets = {one.item: one for one in targets(instrument) if one.what is What.ITEM}
        items = {item.name: item for item in instrument.items}
        self.options = {
            name: Options(items[name])
            for name in self.targets
            if name in items and items[name].kind in SPLIT
        }
        self._by_name = {name.casefold(): name for name in reversed(self.targets)}
        # LimeSurvey takes no _ in a name.
        self._by_bare = _once((name.casefold().replace("_", ""), name) for name in self.targets)
        self._by_label = _once(
            (folded(label), name)
            for name in self.targets
            if name in items
            for label in items[name].label.values()
        )

    def item(self, text: str) -> str:
        """The item meant by a name, with or without its groups, or by its words; "" for none."""
        low = text.casefold()
        for ending in _endings(low):
            if found := self._by_name.get(ending) or self._by_bare.get(ending):
                return found
        same = folded(text)
        return self._by_label.get(same) or self._by_label.get(same.removesuffix(_SELECTED), "")

    def option(self, text: str) -> Target | None:
        """What a heading such as slowed/whom, slowed[whom] or slowed_whom means."""
        for sign in [*_SIGNS.finditer(text)][::-1]:
            before = text[: sign.start()].strip()
            after = text[sign.end() :].strip().removesuffix(")" if "(" in sign.group() else "]")
            name = self.item(before) if before else ""
            if name and after.casefold() == "other" and f"{name}_other" in self.targets:
                return self.targets[f"{name}_other"]
            option = self.options[name].find(after) if name in self.options else ""
            if option:
                return Target(What.OPTION, name, option)
        return None


def _endings(text: str) -> Iterator[str]:
    """A name as it is, then without the groups before it: a/b (Kobo), a-b (ODK), a.b, [b]."""
    yield text
    for sign in "/-.:":
        if sign in text:
            yield text.rpartition(sign)[2]
    if named := _NAMED.search(text):
        yield named.group(1)


def _target(heading: Heading, names: Names) -> Target:
    texts = [text for text in (heading.name, *heading.below) if text]
    # LimeSurvey's "code. words of the question"
    texts += [text.partition(". ")[0] for text in texts if ". " in text]
    for text in texts:
        if name := names.item(text):
            return names.targets[name]
    return next((found for text in texts if (found := names.option(text))), OUT)


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words → name, without words that two names share."""
    found: dict[str, set[str]] = {}
    for text, name in pairs:
        found.setdefault(text, set()).add(name)
    return {text: next(iter(names)) for text, names in found.items() if len(names) == 1}
