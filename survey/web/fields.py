"""What a template needs to draw the items of a page: words, values and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from survey.expression import parse
from survey.expression_values import to_text
from survey.model import (
    NON_ANSWERS,
    SEED,
    Group,
    Instrument,
    Item,
    ItemKind,
    Page,
    Problem,
    ResponseOption,
)
from survey.reading import places
from survey.refusals import ways_out
from survey.relevance import filtered_options
from survey.repeats import MOST_TIMES, inside, place
from survey.scales import APART, is_header, is_scale, range_steps, substantive
from survey.shuffle import shuffled
from survey.web.reader import Reader
from survey.web.words import REFUSED, words_for

DROP_DOWN = 25  # options; a longer list of radio buttons is no help to anybody
IN_A_ROW = 7  # options that fit beside each other under a statement
NUMBERS_IN_A_ROW = 11
_INPUTS = {
    ItemKind.INTEGER: "numeric",
    ItemKind.DECIMAL: "decimal",
}


@dataclass(frozen=True)
class Choice:
    """One option as it is drawn; `place` is its place in a ranking, 0 without one.

    `shares` tells that another option has the same place.
    """

    name: str
    label: str
    chosen: bool
    other: bool = False  # asks to specify
    place: int = 0
    shares: bool = False


@dataclass(frozen=True)
class Field:
    """One item as it is drawn; `form` names the template's macro for it.

    `name` is what is posted: the item's own, or its place in a repeat.
    """

    name: str
    form: str
    label: str
    hint: str = ""
    value: str = ""
    mode: str = ""  # of the keyboard that a phone shows
    required: bool = False
    problem: str = ""
    choices: tuple[Choice, ...] = ()
    apart: tuple[Choice, ...] = ()  # the author's own ways out
    refusals: tuple[Choice, ...] = ()  # ours, labelled in the pages' own words
    id: str = ""  # where links lead
    guidance: str = ""  # said to those who ask for it
    beside: bool = False  # options beside each other
    specify: Field | None = None  # for the words behind "other"

    @property
    def described(self) -> str:
        """Ids of the lines that explain the field to a screen reader."""
        ids = [("h-", self.hint or self.required), ("p-", self.problem)]
        return " ".join(f"{prefix}{self.id}" for prefix, there in ids if there)


@dataclass(frozen=True)
class Block:
    """What a script exchanges as one: a heading, an item, statements, one time of a repeat.

    `form` is heading, item, statements, hint, time or add.
    """

    key: str
    form: str
    title: str = ""
    fields: tuple[Field, ...] = ()
    hint: str = ""
    id: str = ""  # where links lead
    n: int = 0  # of a time, counted from 1
    blocks: tuple[Block, ...] = ()  # of a time
    may_go: bool = False  # a time that can be taken away
    going: bool = False  # the respondent is asked whether it shall


def blocks(
    page: Page, reader: Reader, problems: Sequence[Problem] = (), removing: str = ""
) -> list[Block]:
    """The page's items in order, under the headings of its inner groups.

    Args:
        removing: the time of a repeat about which the respondent is asked whether it shall go.
    """
    wrong = {problem.item: problem.message for problem in problems}
    repeated = inside(reader.instrument)
    found: list[Block] = []
    if page.group and page.group.hint:
        found.append(Block(f"hint {page.name}", "hint", hint=reader.text(page.group.hint)))
    for repeat, run in groupby(page.items, key=lambda item: repeated.get(item.name, "")):
        if repeat:
            group = reader.instrument.group(repeat)
            found += _times(group, list(run), reader, wrong, removing)
        else:
            found += _plain(list(run), reader, wrong)
    return found


def _times(
    repeat: Group, items: list[Item], reader: Reader, wrong: Mapping[str, str], removing: str
) -> Iterator[Block]:
    """Each time of a repeat as one block, and a last one that adds another."""
    n_times = len(reader.scope.times[repeat.name])
    title = reader.text(repeat.label)
    if repeat.parent and repeat.hint:
        yield Block(f"hint {repeat.name}", "hint", hint=reader.text(repeat.hint))
    for n in range(1, n_times + 1):
        there = reader.at(repeat.name, n)
        here = place(repeat.name, n, "")
        yield Block(
            key=here,
            form="time",
            title=title,
            id=reader.ids[here],
            n=n,
            blocks=tuple(_plain([item for item in items if there.asks(item)], there, wrong)),
            may_go=n_times > 1 and not repeat.count,
            going=removing == here,
        )
    if not repeat.count and n_times < MOST_TIMES:
        yield Block(f"{repeat.name}/", "add", title, id=reader.ids[f"{repeat.name}/"], n=n_times)


def _plain(items: list[Item], reader: Reader, wrong: Mapping[str, str]) -> Iterator[Block]:
    """Items outside of repeats, or within one time of a repeat."""
    within = {f"{item.name}_other" for item in items if _specified(item, reader)}
    for group, members in groupby(items, key=lambda item: item.group):
        alone = [item for item in members if item.name not in within]
        inner = reader.instrument.group(group) if group and group != reader.repeat else None
        title = reader.text(inner.label) if inner and inner.parent else ""
        hint = reader.text(inner.hint) if inner and inner.parent else ""
        in_rows = all(is_in_row(item, reader.instrument) for item in alone)
        if alone and (hint or (title and not in_rows)):
            yield Block(f"group {reader.name(alone[0])} {group}", "heading", title, hint=hint)
            title = ""
        for alike, run in groupby(alone, key=lambda item: _statement_list(item, reader)):
            fields = tuple(field(item, reader, wrong) for item in run)
            if alike and (title or len(fields) > 1):
                yield Block(f"list {fields[0].name}", "statements", title, fields)
            else:
                for one in fields:
                    yield Block(f"item {one.name}", "item", fields=(one,))


def field(item: Item, reader: Reader, wrong: Mapping[str, str]) -> Field:
    """One item as it is drawn."""
    value, name = reader.given(item), reader.name(item)
    specified = _specified(item, reader)
    choices = _range_choices(item, reader) or _choices(item, reader, lambda name: name not in APART)
    return Field(
        name=name,
        form=_form(item, reader),
        label=reader.text(item.label) or item.name,
        hint=reader.text(item.hint),
        value=to_text(reader.scope.values[item.name]) if item.calculation else _written(value),
        mode=_INPUTS.get(item.kind, ""),
        required=item.required.strip().lower() in ("yes", "true", "true()", "1"),
        problem=wrong.get(name, ""),
        choices=choices,
        apart=_choices(item, reader, lambda name: name in APART),
        refusals=_refusals(item, reader, value),
        id=reader.ids[name],
        guidance=reader.text(item.guidance_hint),
        beside="horizontal" in item.appearance or "columns" in item.appearance,
        specify=field(specified, reader, wrong) if specified else None,
    )


def _specified(item: Item, reader: Reader) -> Item | None:
    """The item for the words behind "other", if only that choice decides about it."""
    if not item.other or item.kind is ItemKind.RANK:
        return None
    name = f"{item.name}_other"
    found = next((one for one in reader.instrument.items if one.name == name), None)
    if found is None or found.group != item.group or not found.relevance:
        return None
    return found if parse(found.relevance).names == {item.name} else None


def _refusals(item: Item, reader: Reader, value: object) -> tuple[Choice, ...]:
    ways = ways_out(item, value, reader.routing)
    return tuple(Choice(way, REFUSED[way], way == value) for way in ways)


def _choices(item: Item, reader: Reader, wanted: Callable[[str], bool]) -> tuple[Choice, ...]:
    if not item.options:
        return ()
    value = reader.given(item)
    chosen = value if isinstance(value, list) else [value]
    ranked = places(item, value)
    return tuple(
        Choice(
            option.name,
            reader.text(option.label) or option.name,
            option.name in chosen,
            option.name == item.other,
            ranked.get(option.name, 0),
            list(ranked.values()).count(ranked.get(option.name, 0)) > 1,
        )
        for option in _offered(item, reader)
        if wanted(option.name.lower())
    )


def _offered(item: Item, reader: Reader) -> list[ResponseOption]:
    left = filtered_options(item, reader.scope) if item.choice_filter else list(item.options)
    return shuffled(item, left, reader.answers.get(SEED))


def _range_choices(item: Item, reader: Reader) -> tuple[Choice, ...]:
    if item.kind is not ItemKind.RANGE:
        return ()
    own, value = words_for(reader.language), reader.given(item)
    return tuple(Choice(str(n), own.number(n), n == value) for n in range_steps(item))


_FORMS = {
    ItemKind.SELECT_ONE: "one",
    ItemKind.SELECT_MULTIPLE: "many",
    ItemKind.DATETIME: "moment",
    ItemKind.INTEGER: "number",
    ItemKind.DECIMAL: "number",
}


def _form(item: Item, reader: Reader) -> str:
    if item.calculation:
        return "result"
    if item.kind is ItemKind.TEXT:
        return "paragraph" if "multiline" in item.appearance else "line"
    if item.kind is ItemKind.RANGE:
        return "numbers" if len(range_steps(item)) <= NUMBERS_IN_A_ROW else "drop_down"
    if is_header(item):
        return "note"
    if item.kind is ItemKind.SELECT_ONE and (
        "minimal" in item.appearance or len(item.options) > DROP_DOWN
    ):
        return "drop_down"
    if is_in_row(item, reader.instrument):
        return "scale"
    return _FORMS.get(item.kind, item.kind.value)


def is_in_row(item: Item, instrument: Instrument) -> bool:
    """True for a statement whose few options stand beside each other, as on an agreement scale."""
    if item.kind is not ItemKind.SELECT_ONE or is_header(item) or item.calculation:
        return False
    if is_scale(item):
        return True
    looks = [item.appearance, *(group.appearance for group in instrument.ancestors(item))]
    wanted = "likert" in item.appearance or any("table-list" in look for look in looks)
    return wanted and 1 < len(substantive(item)) <= IN_A_ROW


def _statement_list(item: Item, reader: Reader) -> str:
    return item.list_name or item.name if is_in_row(item, reader.instrument) else ""


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None or isinstance(value, list) or value in NON_ANSWERS:
        return ""
    return str(value)
