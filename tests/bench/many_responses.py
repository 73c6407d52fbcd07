"""A study with very many responses, written straight into the database."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from storage.database import close_databases, open_database
from storage.instruments import save_instrument
from survey.model import Instrument, Item, ItemKind, ResponseOption

N_ITEMS = 40
SCALE = tuple(
    ResponseOption(f"s{n}", {"": label})
    for n, label in enumerate(["Never", "Rarely", "Sometimes", "Often", "Always"])
)
WORDS = ["waiting", "a letter, by post", 'the "front" desk', "trust", "nobody", "time\nand calls"]


def forty_items() -> Instrument:
    """24 single choices (a third of them conditional), 8 numbers, 6 multiple choices, 2 texts."""
    items: list[Item] = []
    for n in range(N_ITEMS):
        label = {"": f"Question {n}"}
        if n % 20 == 19:
            items.append(Item(f"q{n}", ItemKind.TEXT, label))
        elif n % 5 == 1:
            items.append(Item(f"q{n}", ItemKind.INTEGER, label))
        elif n % 6 == 2:
            items.append(Item(f"q{n}", ItemKind.SELECT_MULTIPLE, label, options=SCALE))
        else:
            relevance = "${q0} != 's0'" if n % 3 == 1 and n else ""
            item = Item(f"q{n}", ItemKind.SELECT_ONE, label, relevance=relevance, options=SCALE)
            items.append(item)
    return Instrument("many", {"": "Many"}, tuple(items))


def write_responses(path: Path, n_responses: int) -> Instrument:
    """Store the instrument and so many responses; the same ones each time."""
    with open_database(path) as db:
        instrument = save_instrument(db, forty_items(), "a-lead")
        with db.atomic():
            for id, at, answers in _responses(instrument, n_responses):
                db.execute(
                    "insert into response (id, instrument, version, answers, updated_at,"
                    " submitted_at, receipt) values (?, 'many', ?, ?, ?, ?, ?)",
                    [id, instrument.version, json.dumps(answers), at, at, id],
                )
                db.conn.executemany(
                    "insert into answer (response, item, value) values (?, ?, ?)",
                    [(id, item, json.dumps(value)) for item, value in answers.items()],
                )
    close_databases()
    return instrument


def _responses(instrument: Instrument, n: int) -> Iterator[tuple[str, str, dict[str, object]]]:
    chance = random.Random(7)  # noqa: S311  the same data each time; nothing secret
    for number in range(n):
        answers = {item.name: _answer(item, chance) for item in instrument.items}
        if answers["q0"] == "s0":
            answers = {
                item.name: answers[item.name] for item in instrument.items if not item.relevance
            }
        yield f"{number:08x}", f"2026-11-{number % 28 + 1:02}", answers


def _answer(item: Item, chance: random.Random) -> object:
    if chance.random() < 0.05:
        return None
    if item.kind is ItemKind.INTEGER:
        return chance.randint(0, 90)
    if item.kind is ItemKind.TEXT:
        return " ".join(chance.choices(WORDS, k=5))
    if item.kind is ItemKind.SELECT_MULTIPLE:
        return [option.name for option in SCALE if chance.random() < 0.4] or None
    return chance.choice(SCALE).name
