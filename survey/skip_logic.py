"""Conditions as menus put them together, written as expressions and read back from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from survey.errors import DesignError
from survey.model import Group, Instrument, Item, ItemKind


class Verb(StrEnum):
    """How an answer is compared; the value is what the menu says."""

    IS = "is"
    IS_NOT = "is not"
    INCLUDES = "includes"
    LEAVES_OUT = "does not include"
    MORE = "is more than"
    AT_LEAST = "is at least"
    LESS = "is less than"
    AT_MOST = "is at most"
    ANSWERED = "was answered"
    NOT_ANSWERED = "was not answered"


class Joint(StrEnum):
    """How conditions hang together."""

    AND = "and"
    OR = "or"


WITHOUT_VALUE = frozenset({Verb.ANSWERED, Verb.NOT_ANSWERED})
_SIGNS = {
    Verb.IS: "=",
    Verb.IS_NOT: "!=",
    Verb.MORE: ">",
    Verb.AT_LEAST: ">=",
    Verb.LESS: "<",
    Verb.AT_MOST: "<=",
}
_BY_SIGN = {sign: verb for verb, sign in _SIGNS.items()}
_ALWAYS = (Verb.ANSWERED, Verb.NOT_ANSWERED)
_EQUAL = (Verb.IS, Verb.IS_NOT, *_ALWAYS)
_ORDERED = (*_SIGNS, *_ALWAYS)
_MENUS = {
    ItemKind.SELECT_ONE: _EQUAL,
    ItemKind.SELECT_MULTIPLE: (Verb.INCLUDES, Verb.LEAVES_OUT, *_ALWAYS),
    ItemKind.RANK: _ALWAYS,
    ItemKind.INTEGER: _ORDERED,
    ItemKind.DECIMAL: _ORDERED,
    ItemKind.RANGE: _ORDERED,
    ItemKind.DATE: _ORDERED,
    ItemKind.TEXT: _EQUAL,
    ItemKind.HIDDEN: _EQUAL,
    ItemKind.CALCULATE: _ORDERED,
    ItemKind.ACKNOWLEDGE: _ALWAYS,
    ItemKind.TIME: _ALWAYS,
    ItemKind.DATETIME: _ALWAYS,
}
_NUMBERS = {ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.RANGE}
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,12})?")
_STRAIGHT = str.maketrans("‘’“”\u00a0", "''\"\" ")


@dataclass(frozen=True)
class Condition:
    """One comparison; `value` is an option's name, a number, a date as YYYY-MM-DD or words."""

    item: str
    verb: Verb
    value: str = ""


@dataclass(frozen=True)
class Rule:
    """Conditions that must all hold, or one of which must; none at all means always."""

    conditions: tuple[Condition, ...] = ()
    joint: Joint = Joint.AND


def verbs_for(item: Item) -> tuple[Verb, ...]:
    """What a menu offers for an item; nothing for a note."""
    return _MENUS.get(item.kind, ())


def askable(instrument: Instrument, thing: Item | Group) -> list[Item]:
    """The items that a condition of a thing may ask about: those that stand before it."""
    names = [item.name for item in instrument.items]
    if isinstance(thing, Group):
        inside = [thing in instrument.ancestors(item) for item in instrument.items]
        end = inside.index(True)
    else:
        end = names.index(thing.name)
    return [item for item in instrument.items[:end] if verbs_for(item)]


def condition_of(item: Item, verb: Verb, typed: str) -> Condition:
    """A condition from what was chosen and typed.

    Raises:
        DesignError: the value is none that the item could have.
    """
    if verb in WITHOUT_VALUE:
        return Condition(item.name, verb)
    value = " ".join(typed.translate(_STRAIGHT).split())
    if item.kind in _NUMBERS:
        value = value.replace(",", ".")
        if not _NUMBER.fullmatch(value):
            raise DesignError(f"'{typed}' is no number.", "Write digits, such as 12 or 3.5.")
    elif item.kind is ItemKind.DATE:
        value = _day(value)
    elif item.options and item.option(value) is None:
        raise DesignError(f"'{item.name}' has no option '{value}'.", "Choose one of its options.")
    elif not value:
        raise DesignError("There is nothing to compare with.", "Write a value.")
    elif "'" in value and '"' in value:
        raise DesignError(
            "The value has both kinds of quotation marks.", "Leave one kind of them out."
        )
    return Condition(item.name, verb, value)


def write_rule(rule: Rule, instrument: Instrument) -> str:
    """The expression of a rule, "" for always; `read_rule` gives the rule back."""
    written = (_written(one, instrument.item(one.item)) for one in rule.conditions)
    return f" {rule.joint} ".join(written)


def read_rule(text: str, instrument: Instrument) -> Rule | None:
    """The rule that an expression says; None if it is too rich for the menus."""
    if not text.strip():
        return Rule()
    rule = told_rule(text)
    items = {item.name: item for item in instrument.items}
    if rule is None or not all(_fits(one, items) for one in rule.conditions):
        return None
    return rule


def told_rule(text: str) -> Rule | None:
    """The comparisons in an expression, whatever its items are; None if there is more in it."""
    tokens = list(_tokens(text))
    if None in tokens:
        return None
    reader = _Reader([token for token in tokens if token])
    conditions = [reader.condition()]
    joints: list[str] = []
    while reader.left and conditions[-1] is not None:
        joints.append(reader.take("sign"))
        conditions.append(reader.condition())
    found = [one for one in conditions if one is not None]
    if len(found) < len(conditions) or len(set(joints)) > 1 or not set(joints) <= set(Joint):
        return None
    return Rule(tuple(found), Joint(joints[0]) if joints else Joint.AND)


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise DesignError(f"'{value}' is no date.", "Write it as 2026-01-31.") from None


def _written(condition: Condition, item: Item) -> str:
    name = f"${{{condition.item}}}"
    if condition.verb in WITHOUT_VALUE:
        return f"{name} {'!=' if condition.verb is Verb.ANSWERED else '='} ''"
    mark = '"' if "'" in condition.value else "'"
    value = f"{mark}{condition.value}{mark}"
    if condition.verb is Verb.INCLUDES:
        return f"selected({name}, {value})"
    if condition.verb is Verb.LEAVES_OUT:
        return f"not(selected({name}, {value}))"
    calculated = item.kind is ItemKind.CALCULATE and _NUMBER.fullmatch(condition.value)
    if item.kind in _NUMBERS or calculated:
        value = condition.value
    elif item.kind is ItemKind.DATE:
        value = f"date({value})"
    return f"{name} {_SIGNS[condition.verb]} {value}"


def _fits(condition: Condition, items: dict[str, Item]) -> bool:
    """Whether the menus could have made it."""
    item = items.get(condition.item)
    if item is None or condition.verb not in verbs_for(item):
        return False
    try:
        return condition_of(item, condition.verb, condition.value) == condition
    except DesignError:
        return False


_TOKEN = re.compile(
    r"""\s*(?:\$\{\s*(?P<item>[^{}\s]+)\s*\}|(?P<text>'[^']*'|"[^"]*"|‘[^’]*’|“[^”]*”)
    |(?P<number>-?\d+(?:\.\d+)?)(?![\w.])|(?P<sign>!=|>=|<=|=|>|<|[(),]|[a-z]+(?![\w:-])))""",
    re.VERBOSE,
)


def _tokens(text: str) -> Iterator[tuple[str, str] | None]:
    """Kind and words of each token; None where something else stands."""
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            yield None
            return
        found = match[match.lastgroup]
        yield match.lastgroup, found[1:-1] if match.lastgroup == "text" else found
        at = match.end()


class _Reader:
    """Reads one condition after the other from tokens."""

    def __init__(self, tokens: Sequence[tuple[str, str]]) -> None:
        self.left = list(tokens)

    def take(self, *kinds: str) -> str:
        """The words of the next token if it is of one of these kinds (of any without), else ""."""
        if not self.left or (kinds and self.left[0][0] not in kinds):
            return ""
        return self.left.pop(0)[1]

    def sign(self, *words: str) -> bool:
        """Take these signs if they come next."""
        n = len(words)
        if self.left[:n] != [("sign", word) for word in words]:
            return False
        del self.left[:n]
        return True

    def condition(self) -> Condition | None:
        """The next condition, with brackets around it or not."""
        if self.sign("("):
            inner = self.condition()
            return inner if self.sign(")") else None
        if self.sign("not", "(", "selected", "("):
            chosen = self._selected(Verb.LEAVES_OUT)
            return chosen if self.sign(")") else None
        if self.sign("selected", "("):
            return self._selected(Verb.INCLUDES)
        return self._compared()

    def _selected(self, verb: Verb) -> Condition | None:
        item = self.take("item")
        if not item or not self.sign(","):
            return None
        value = self.take("text", "number")
        return Condition(item, verb, value) if self.sign(")") else None

    def _compared(self) -> Condition | None:
        item = self.take("item")
        verb = _BY_SIGN.get(self.take("sign"))
        if not item or verb is None:
            return None
        if self.left[:1] == [("text", "")]:
            self.take()
            blank = {Verb.IS: Verb.NOT_ANSWERED, Verb.IS_NOT: Verb.ANSWERED}.get(verb)
            return Condition(item, blank) if blank else None
        is_day = self.sign("date", "(")
        value = self.take("text") if is_day else self.take("text", "number")
        if not value or (is_day and not self.sign(")")):
            return None
        return Condition(item, verb, value)
