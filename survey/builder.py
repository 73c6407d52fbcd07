"""Acts by which a questionnaire is built. Each takes an instrument and gives the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from survey.errors import DesignError
from survey.expression import ExpressionError, parse
from survey.model import Group, Instrument, Item, ItemKind
from survey.naming import new_name, unused
from survey.order import in_order_of_need
from survey.renaming import names_in, refuse_if_needed, refuse_unknown_names, renamed
from survey.texts import ITEM_TEXTS, tidied
from survey.xlsform_other import with_other

_SILENT = (ItemKind.CALCULATE, ItemKind.HIDDEN)
Blocks = Sequence[Sequence[Item]]


def begin(title: str, languages: Sequence[str], taken: Iterable[str] = ()) -> Instrument:
    """A questionnaire without items yet; `taken` are names of others that are there already."""
    tidy = tidied(title)
    if not tidy:
        raise DesignError("The questionnaire has no title.", "Write what respondents will read.")
    return Instrument(
        new_name(tidy, set(taken), "survey"),
        {languages[0]: tidy},
        (),
        languages=tuple(languages),
        default_language=languages[0],
    )


def add_item(instrument: Instrument, item: Item, after: str = "") -> Instrument:
    """Put an item behind another one, on its page; without one at the end."""
    blocks = _blocks(instrument.items)
    at = _at(blocks, after) if after else len(blocks) - 1
    placed = replace(item, group=blocks[at][0].group if blocks else "")
    return _rebuilt(instrument, [*blocks[: at + 1], [placed], *blocks[at + 1 :]])


def add_page(
    instrument: Instrument, title: str, items: Sequence[Item], after: str = ""
) -> Instrument:
    """Put a page with these items behind another page; without one at the end."""
    tidy = tidied(title)
    if not tidy:
        raise DesignError("The page has no title.", "Write what stands at its top.")
    taken = names_in(instrument) | {item.name for item in items}
    group = Group(new_name(tidy, taken, "page"), {instrument.default_language: tidy})
    placed = [replace(item, group=group.name) for item in items]
    grown = replace(instrument, groups=(*instrument.groups, group))
    return _rebuilt(grown, _behind_page(instrument, placed, after))


def add_all(instrument: Instrument, addition: Instrument, after: str = "") -> Instrument:
    """Put the pages of another instrument behind a page; names that are taken get a number."""
    free = names_in(instrument)
    own = [group.name for group in addition.groups] + [item.name for item in addition.items]
    new: dict[str, str] = {}
    for name in own:
        new[name] = unused(name, free)
        free.add(new[name])
    joining = renamed(addition, new)
    joining = replace(joining, items=_own_lists(instrument, joining.items))
    grown = replace(instrument, groups=(*instrument.groups, *joining.groups))
    return _rebuilt(grown, _behind_page(instrument, joining.items, after))


def remove_item(instrument: Instrument, name: str) -> Instrument:
    """Without an item; its page goes with its last one."""
    blocks = _blocks(instrument.items)
    gone = blocks[_at(blocks, name)]
    refuse_if_needed(instrument, {item.name for item in gone})
    return _rebuilt(instrument, [block for block in blocks if block is not gone])


def remove_page(instrument: Instrument, page_name: str) -> Instrument:
    """Without a page and its items."""
    pages = {page.name: page.items for page in instrument.pages}
    gone = pages.pop(page_name)
    refuse_if_needed(instrument, {item.name for item in gone})
    return _rebuilt(instrument, list(pages.values()))


def move_item(instrument: Instrument, name: str, by: int) -> Instrument:
    """One place up (-1) or down (1); at the border of its page or group it goes over it."""
    blocks = _blocks(instrument.items)
    at = _at(blocks, name)
    if not 0 <= at + by < len(blocks):
        return instrument
    beside = blocks[at + by][0]
    if beside.group == blocks[at][0].group:
        blocks[at], blocks[at + by] = blocks[at + by], blocks[at]
    else:
        blocks[at] = [replace(item, group=beside.group) for item in blocks[at]]
    return _rebuilt(instrument, blocks)


def move_page(instrument: Instrument, page_name: str, by: int) -> Instrument:
    """A page one place up (-1) or down (1)."""
    pages = [page.items for page in instrument.pages]
    at = [page.name for page in instrument.pages].index(page_name)
    if not 0 <= at + by < len(pages):
        return instrument
    pages[at], pages[at + by] = pages[at + by], pages[at]
    return _rebuilt(instrument, pages)


def change_item(instrument: Instrument, item: Item) -> Instrument:
    """Put the item in the place of the one with its name."""
    if not item.label.get(instrument.default_language) and item.kind not in _SILENT:
        raise DesignError("The question has no words.", "Write what respondents will read.")
    before = instrument.item(item.name)
    blocks = _blocks(instrument.items)
    at = _at(blocks, item.name)
    companions = blocks[at][1:] if item.other or not before.other else []
    blocks[at] = [item, *companions]
    changed = _rebuilt(instrument, blocks)
    refuse_unknown_names(changed, (getattr(item, name) for name in ITEM_TEXTS))
    return changed


def ask_for_other(instrument: Instrument, name: str, asks: bool) -> Instrument:
    """With "something else" among the options and a question for its words; or without the words.

    The option stays when the words are not asked any more.
    """
    item = instrument.item(name)
    if bool(item.other) == asks:
        return instrument
    if item.kind not in (ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE):
        raise DesignError("It offers no answers to choose from.", "Change its kind first.")
    blocks = _blocks(instrument.items)
    at = _at(blocks, name)
    if asks:
        shared = any(one.list_name == item.list_name for one in instrument.items if one is not item)
        asked, words = with_other(item, instrument.languages)
        own_list = asked.list_name if shared else item.list_name
        blocks[at] = [replace(asked, list_name=own_list), words]
    else:
        refuse_if_needed(instrument, {one.name for one in blocks[at][1:]})
        blocks[at] = [replace(item, other="")]
    return _rebuilt(instrument, blocks)


def set_relevance(instrument: Instrument, name: str, expression: str) -> Instrument:
    """When an item or a group is shown; "" for always.

    Raises:
        ExpressionError: it cannot be read, mentions what is not there, or depends on itself.
    """
    text = expression.strip()
    changed = replace(
        instrument,
        items=tuple(
            replace(one, relevance=text) if one.name == name else one for one in instrument.items
        ),
        groups=tuple(
            replace(one, relevance=text) if one.name == name else one for one in instrument.groups
        ),
    )
    if text:
        names = parse(text).names
        around = {group.name for group in instrument.groups}
        if name in names or (name in around and names & _inside(instrument, name)):
            raise ExpressionError(
                text, 0, "It depends on itself.", "Choose a question that is asked before it."
            )
        in_order_of_need(changed)
    return changed


def _blocks(items: Sequence[Item]) -> list[list[Item]]:
    """The items, each with the text item that stands behind it for its "other"."""
    found: list[list[Item]] = []
    for item in items:
        if found and found[-1][0].other and item.name == f"{found[-1][0].name}_other":
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _at(blocks: Blocks, name: str) -> int:
    for at, block in enumerate(blocks):
        if name in {item.name for item in block}:
            return at
    raise KeyError(f"There is no item '{name}'.")


def _behind_page(instrument: Instrument, items: Sequence[Item], after: str) -> Blocks:
    pages = instrument.pages
    at = [page.name for page in pages].index(after) if after else len(pages) - 1
    found = [page.items for page in pages]
    return [*found[: at + 1], items, *found[at + 1 :]]


def _rebuilt(instrument: Instrument, blocks: Blocks) -> Instrument:
    """The instrument with these items; its groups in their order, those that are empty left out."""
    items = tuple(item for block in blocks for item in block)
    if not items:
        raise DesignError("Nothing would be left to ask.", "Add another question first.")
    names = [item.name for item in items]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise DesignError(
            f"There is a question named '{twice}' already.", "Take that one out, or rename it."
        )
    rough = replace(instrument, items=items)
    order: dict[str, Group] = {}
    for item in items:
        order |= {group.name: group for group in rough.ancestors(item)}
    return replace(rough, groups=tuple(order.values()))


def _own_lists(instrument: Instrument, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items that join, with another list name where theirs means other options here."""
    there = {item.list_name: item.options for item in instrument.items if item.list_name}
    new: dict[str, str] = {}
    for item in items:
        name = item.list_name
        if name and name not in new:
            fits = there.get(name, item.options) == item.options
            new[name] = name if fits else unused(name, [*there, *new.values()])
    return tuple(replace(item, list_name=new.get(item.list_name, "")) for item in items)


def _inside(instrument: Instrument, group: str) -> set[str]:
    return {
        item.name
        for item in instrument.items
        if group in {one.name for one in instrument.ancestors(item)}
    }
