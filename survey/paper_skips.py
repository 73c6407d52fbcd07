"""Conditions as a paper form tells them: in words, by the numbers of its questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from survey.model import Item, ItemKind, Texts
from survey.skip_logic import Condition, Joint, Verb, told_rule

_MENTION = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
_JOINTS = re.compile(r"'[^']*'|\"[^\"]*\"|[()]|\s(?:and|or)\s")
_COUNTED = re.compile(r"count-selected\( *\$\{ *([^{}\s]+) *\} *\)")


@dataclass(frozen=True)
class Clause:
    """One comparison with an earlier question; `value` is the option's words or what was written.

    `ticked` says that the question has boxes to tick, `counted` that their number is compared.
    """

    number: int
    verb: Verb
    value: str = ""
    ticked: bool = False
    counted: bool = False


@dataclass(frozen=True)
class Skip:
    """A condition in clauses, all or one of which must hold; else as a formula, if too rich."""

    clauses: tuple[Clause, ...] = ()
    joint: Joint = Joint.AND
    formula: str = ""


@dataclass(frozen=True)
class Teller:
    """Tells conditions of one questionnaire: its items, their numbers, its words in a language."""

    items: Mapping[str, Item]
    numbers: Mapping[str, int]
    text: Callable[[Texts], str]

    def skips(self, conditions: Sequence[str]) -> tuple[Skip, ...]:
        """All of them must hold. One that mixes "and" with "or" is told in its parts."""
        found: list[Skip] = []
        for condition in map(self._written_out, conditions):
            whole = self.skip(condition)
            parts = [self.skip(part) for part in _parts(condition)]
            told = len(parts) > 1 and not any(part.formula for part in parts)
            found += parts if whole.formula and told else [whole]
        return tuple(found)

    def skip(self, condition: str) -> Skip:
        # How many boxes were ticked is read like an answer; no item's name ends in "#".
        rule = told_rule(_COUNTED.sub(r"${\1#}", condition))
        clauses = [self._clause(one) for one in rule.conditions] if rule else []
        told = [clause for clause in clauses if clause]
        if rule is None or len(told) < len(rule.conditions):
            return Skip(formula=condition)
        return Skip(tuple(told), rule.joint)

    def _clause(self, condition: Condition) -> Clause | None:
        name = condition.item.removesuffix("#")
        item, number = self.items.get(name), self.numbers.get(name)
        if item is None or number is None:
            return None
        if name != condition.item:
            return Clause(number, condition.verb, condition.value, counted=True)
        if item.kind is ItemKind.ACKNOWLEDGE:
            return Clause(number, Verb.ANSWERED if condition.verb is Verb.IS else Verb.NOT_ANSWERED)
        option = item.option(condition.value)
        value = (self.text(option.label) or option.name) if option else condition.value
        return Clause(number, condition.verb, value, bool(item.options))

    def _written_out(self, condition: str) -> str:
        """The expression with what is calculated put in; its ${name} stay, to be numbered."""

        def inner(match: re.Match[str]) -> str:
            item = self.items.get(match[1])
            if item is None or not item.calculation:
                return match[0]
            alone = re.fullmatch(r"[\w-]+\([^()]*\)|\$\{[^{}]*\}", item.calculation.strip())
            return item.calculation.strip() if alone else f"({item.calculation})"

        for _ in self.items:
            written = _MENTION.sub(inner, condition)
            if written == condition:
                break
            condition = written
        return " ".join(condition.split())


def _parts(condition: str) -> list[str]:
    """What stands between the outermost "and"s, without the brackets around it."""
    parts, depth, start = [], 0, 0
    for match in _JOINTS.finditer(condition):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if match[0].strip() == "or" and not depth:
            return [condition]
        if match[0].strip() == "and" and not depth:
            parts.append(condition[start : match.start()])
            start = match.end()
    return [_bare(part) for part in (*parts, condition[start:])]


def _bare(part: str) -> str:
    """Without one pair of brackets around it, if they belong together."""
    part = part.strip()
    inner = part[1:-1]
    return inner if part.startswith("(") and part.endswith(")") and "(" not in inner else part
