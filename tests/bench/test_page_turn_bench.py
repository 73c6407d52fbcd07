"""BEN06 one page turn in a questionnaire of 500 items with over 500 expressions: what is asked,
what is calculated, what is wrong and which page is next (target: under 30 ms); BEN07 the same with
the next page drawn, which is all that the server does between two pages but to save.

Measured by `make bench`; a test never fails on a clock.
"""

from __future__ import annotations

from pytest_benchmark.fixture import BenchmarkFixture

from storage.intake import Surroundings
from survey.answering import Answers, Posted, merged, shown_pages
from survey.model import Group, Instrument, Item, ItemKind, ResponseOption
from survey.web import page
from survey.web.turn import Turn, page_turn

N_ITEMS, ON_PAGE, AT = 500, 10, 25
LANGUAGES = ("English (en)", "French (fr)")
OPTIONS = tuple(ResponseOption(name, dict.fromkeys(LANGUAGES, name)) for name in ("yes", "no"))


def five_hundred_items() -> Instrument:
    """50 pages of 10: numbers with a condition and a constraint, choices, calculations."""
    groups = [
        Group(f"page{n}", relevance=f"${{q{n * 10 - 1}}} != 'x'" * (n > 0)) for n in range(50)
    ]
    items = [_item(n) for n in range(N_ITEMS)]
    title = {LANGUAGES[0]: "Five hundred"}
    return Instrument("long", title, tuple(items), tuple(groups), LANGUAGES, LANGUAGES[0])


def _item(n: int) -> Item:
    label = dict.fromkeys(LANGUAGES, f"Question {n}?")
    name, group = f"q{n}", f"page{n // ON_PAGE}"
    if n % 10 == 9:
        return Item(name, ItemKind.SELECT_ONE, label, group=group, options=OPTIONS, list_name="yn")
    if n % 5 == 3:
        return Item(name, ItemKind.CALCULATE, group=group, calculation=f"${{q{n - 1}}} * 2 + 1")
    relevance = f"${{q{(n - 10) // 10 * 10}}} > 1" if n >= 10 else ""
    limits = ". >= 0 and . < 2000"
    return Item(name, ItemKind.INTEGER, label, group=group, relevance=relevance, constraint=limits)


def answered(instrument: Instrument) -> dict[str, object]:
    """An answer to every item."""
    return {
        item.name: "yes" if item.kind is ItemKind.SELECT_ONE else n + 2
        for n, item in enumerate(instrument.items)
        if item.is_answered
    }


def posted(instrument: Instrument, answers: Answers) -> Posted:
    """What the browser sends from a page in the middle."""
    names = [item.name for item in instrument.pages[AT].items if item.is_answered]
    return {".shown": names, ".go": ["next"], **{name: [str(answers[name])] for name in names}}


def turned(instrument: Instrument, answers: Answers, sent: Posted) -> Turn:
    return page_turn(instrument, AT, answers, sent, LANGUAGES[0])


def test_ben06_one_page_turn(benchmark: BenchmarkFixture) -> None:
    instrument = five_hundred_items()
    answers = answered(instrument)
    texts = [(one.relevance, one.constraint, one.calculation) for one in instrument.items]
    assert sum(bool(text) for three in texts for text in three) > 500
    turn = benchmark(turned, instrument, answers, posted(instrument, answers))
    assert (turn.go, turn.step.page, turn.step.problems) == ("on", AT + 1, ())


def test_ben07_a_page_turn_and_the_next_page(benchmark: BenchmarkFixture) -> None:
    instrument = five_hundred_items()
    answers = answered(instrument)
    sent = posted(instrument, answers)
    address = "/s/link"
    sheet = page.Sheet(
        LANGUAGES[0], LANGUAGES, f"{address}/1", address, Surroundings("A study", ())
    )

    def turn_and_draw() -> str:
        turn = turned(instrument, answers, sent)
        so_far = merged(answers, turn.changed)
        pages = shown_pages(instrument, so_far)
        return page.questions(sheet, instrument, so_far, turn.step, pages)

    assert "Question 260?" in benchmark(turn_and_draw)
