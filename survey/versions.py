"""Versions of one questionnaire: their answers in one table, what changed, what may not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from survey.model import Group, Instrument, Item, ItemKind, ResponseOption, words
from survey.repeats import inside


@dataclass(frozen=True)
class Clash:
    """A name that stood for another type of answer in an earlier published version."""

    name: str
    version: int
    before: str
    now: str

    def __str__(self) -> str:
        return (
            f"'{self.name}' was {self.before} in version {self.version} and is now {self.now}: "
            "their answers cannot stand in one column. Give it a new name."
        )


class VersionClashError(ValueError):
    """A version cannot be published beside the earlier ones; `clashes` names every reason."""

    def __init__(self, name: str, version: int, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        lines = "\n".join(str(clash) for clash in clashes)
        super().__init__(f"Questionnaire '{name}', version {version}, was not published:\n{lines}")


def clashes(earlier: Sequence[Instrument], new: Instrument) -> list[Clash]:
    """Names of the new version whose type of answer differs from an earlier one, in order.

    Args:
        earlier: the published versions, of which there may be answers.
    """
    now = _types(new)
    found = {
        name: Clash(name, old.version, before, now[name])
        for old in sorted(earlier, key=lambda one: one.version)
        for name, before in _types(old).items()
        # Groups and notes hold no answers, so their names are free for an item.
        if name in now and now[name] != before and before not in _WITHOUT_ANSWERS
    }
    return [found[name] for name in now if name in found]


def columns(versions: Sequence[Instrument]) -> dict[tuple[int, str], str]:
    """(version, name of the answer) → the column in which versions are joined: by the same name.

    Answers of another type than those of a newer version get a column of their own, named
    "<name>_v<version>": such versions are refused now, but older studies may hold them.
    """
    newest_first = sorted(versions, key=lambda one: -one.version)
    taken: dict[str, str] = {}
    found: dict[tuple[int, str], str] = {}
    for version in newest_first:
        types = _types(version)
        for name in answer_names(version):
            column = name
            while taken.setdefault(column, types[name]) != types[name]:
                column = f"{column}_v{version.version}"
            found[version.version, name] = column
        taken = {**types, **taken}
    return found


def joined(versions: Sequence[Instrument]) -> Instrument:
    """One instrument with every item of every version, for results and exports.

    Words are those of the newest version that has them; options that only an earlier version
    offered come last. An item that is not asked any more stands behind the item that it followed.
    Of several versions no conditions are kept but those within repeats: who was asked elsewhere
    stands in the answers themselves.

    Args:
        versions: at least one, in any order.
    """
    newest_first = sorted(versions, key=lambda one: -one.version)
    if len(newest_first) == 1:
        return newest_first[0]
    newest, *older = map(_free, newest_first)
    column = columns(versions)
    items = list(newest.items)
    groups = {group.name: group for group in newest.groups}
    for version in older:
        _add_groups(groups, version, {item.name for item in items})
        _add_items(items, version, column, set(groups))
    return replace(
        newest,
        items=tuple(items),
        groups=tuple(groups.values()),
        languages=tuple(dict.fromkeys(one for v in newest_first for one in v.languages)),
    )


def answer_names(instrument: Instrument) -> list[str]:
    """The names under which answers are kept, in order: items but notes; a repeat as one."""
    names = [
        around.name if (around := instrument.repeat_of(item)) else item.name
        for item in instrument.items
        if item.kind is not ItemKind.NOTE
    ]
    return list(dict.fromkeys(names))


def changes(old: Instrument, new: Instrument) -> list[str]:
    """What another version does to items, their options and the languages, in sentences."""
    before = {item.name: item for item in old.items if item.kind is not ItemKind.NOTE}
    after = {item.name: item for item in new.items if item.kind is not ItemKind.NOTE}
    told = [str(clash) for clash in clashes([old], new)]
    told += [f"{_named(after[name], new)} is new." for name in after if name not in before]
    told += [
        f"{_named(before[name], old)} is not asked any more; its answers stay in results and "
        "exports."
        for name in before
        if name not in after
    ]
    for name in [name for name in after if name in before]:
        told += [
            f"{_named(after[name], new)} {what}."
            for what in _differences(before[name], after[name], old, new)
        ]
    told += [
        f"{language} was added." for language in new.languages if language not in old.languages
    ]
    told += [
        f"{language} was left out." for language in old.languages if language not in new.languages
    ]
    return told


def history(versions: Sequence[Instrument]) -> list[tuple[int, int, list[str]]]:
    """(version, the one before it, what it changed), the newest first; of one version nothing."""
    rising = sorted(versions, key=lambda one: one.version)
    told = [(new.version, old.version, changes(old, new)) for old, new in pairwise(rising)]
    return told[::-1]


def render_history(versions: Sequence[Instrument]) -> str:
    """The history as plain text, to lie beside exported answers."""
    parts = [
        "\n".join([f"Version {number}, against version {before}", *(f"- {one}" for one in told)])
        for number, before, told in history(versions)
    ]
    return "\n\n".join(parts) + "\n"


_GROUP, _NOTE = "a group", "a note"
_WITHOUT_ANSWERS = (_GROUP, _NOTE)


def _types(instrument: Instrument) -> dict[str, str]:
    """Everything that has a name → the type of its answers, in words."""
    found: dict[str, str] = {}
    for item in instrument.items:
        around = instrument.repeat_of(item)
        inside = f" in the repeat '{around.name}'" if around else ""
        found[item.name] = _NOTE if item.kind is ItemKind.NOTE else f"{item.kind.value}{inside}"
    for group in instrument.groups:
        found[group.name] = "a repeat" if group.repeat else _GROUP
    return found


def _add_groups(groups: dict[str, Group], version: Instrument, items: set[str]) -> None:
    """The groups of an older version, unless an item has taken the name."""
    for group in version.groups:
        if group.name not in groups and group.name not in items:
            parent = "" if group.parent in items else group.parent
            groups[group.name] = replace(group, parent=parent)


def _add_items(
    items: list[Item],
    version: Instrument,
    column: Mapping[tuple[int, str], str],
    groups: set[str],
) -> None:
    """Put in what is missing, behind its predecessor; add options that only this version has."""
    place = {item.name: at for at, item in enumerate(items)}
    behind = -1
    for item in version.items:
        name = column.get((version.version, item.name), item.name)
        if name in place:
            behind = place[name]
            items[behind] = _with_options(items[behind], item)
        elif item.kind is not ItemKind.NOTE:
            behind += 1
            group = item.group if item.group in groups else ""
            items.insert(behind, replace(item, name=name, group=group))
            place = {one.name: at for at, one in enumerate(items)}


def _free(version: Instrument) -> Instrument:
    """Without conditions; in a repeat they stay, since what was hidden there is not stored."""
    kept = inside(version)
    return replace(
        version,
        items=tuple(i if i.name in kept else replace(i, relevance="") for i in version.items),
        groups=tuple(g if g.name in kept else replace(g, relevance="") for g in version.groups),
    )


def _with_options(newer: Item, older: Item) -> Item:
    more: tuple[ResponseOption, ...] = ()
    if newer.kind is older.kind:
        known = {option.name for option in newer.options}
        more = tuple(option for option in older.options if option.name not in known)
    return replace(newer, options=(*newer.options, *more)) if more else newer


def _differences(was: Item, item: Item, old: Instrument, new: Instrument) -> Iterator[str]:
    """What differs in an item that both versions have, each as the end of a sentence."""
    if was.kind is item.kind:
        yield from _other_options(was, item, old, new)
    if _reworded(was.label, item.label):
        yield "is worded differently"
    if _conditions(was, old) != _conditions(item, new):
        yield "is asked under another condition"
    if was.required != item.required:
        yield "must be answered" if item.required else "may be left empty"
    if was.constraint != item.constraint:
        yield "accepts other answers"
    if was.calculation != item.calculation:
        yield "is calculated differently"


def _other_options(was: Item, item: Item, old: Instrument, new: Instrument) -> Iterator[str]:
    before = {option.name: option for option in was.options}
    after = {option.name: option for option in item.options}
    if gone := [_option(before[name], old) for name in before if name not in after]:
        yield f"no longer offers {', '.join(gone)}"
    if more := [_option(after[name], new) for name in after if name not in before]:
        yield f"now offers {', '.join(more)} too"
    for name in [name for name in after if name in before]:
        if _reworded(before[name].label, after[name].label):
            yield f"says {_option(after[name], new)} where it said {_option(before[name], old)}"


def _conditions(item: Item, instrument: Instrument) -> list[str]:
    around = [group.relevance for group in instrument.ancestors(item)]
    return [condition for condition in (*around, item.relevance) if condition]


def _reworded(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether a language that both have says something else."""
    return any(after[language] != text for language, text in before.items() if language in after)


def _option(option: ResponseOption, instrument: Instrument) -> str:
    return f"“{words(option.label, instrument.default_language) or option.name}”"


def _named(item: Item, instrument: Instrument) -> str:
    """The question and, for those who work with the file, its name."""
    label = " ".join(words(item.label, instrument.default_language).split())
    return f"“{label}” ({item.name})" if label else f"'{item.name}'"
