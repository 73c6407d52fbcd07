"""XRT01 any instrument that XLSForm can say is read back equal from what is written;
XRT02 no cell is written as a formula; XRT03 a group in two places is refused, for XLSForm cannot
say it; XRT04 a form read, written and read again is the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from survey.model import Group, Instrument, Item, ItemKind, ResponseOption, from_json, to_json
from survey.xlsform import parse_xlsform, render_xlsform
from tests.conftest import real_inputs
from tests.survey.by_others import read
from tests.survey.test_xlsform_real import READ

SELECTS = (ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.RANK)
RANDOM = st.sampled_from([{}, {"randomize": "true"}, {"randomize": "true", "seed": "7"}])
# What survives in a cell: no control characters, one kind of line end, no blanks at the ends.
PROSE = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=30)
    .map(lambda text: text.strip().replace("${", "$("))
    .filter(bool)
)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda n: n != "meta")
LANGUAGES = st.sampled_from(
    [("",), ("English (en)",), ("English (en)", "Français (fr)"), ("ᐃᓄᒃᑎᑐᑦ (iu)", "English (en)")]
)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Up to three groups, one inside another, with items of every kind and every column."""
    languages = draw(LANGUAGES)
    names = draw(st.lists(NAMES, min_size=9, max_size=9, unique_by=str.lower))
    words = st.fixed_dictionaries(dict.fromkeys(languages, PROSE))
    some = st.just({}) | words
    groups = (
        Group(names[6], draw(words)),
        Group(names[7], draw(some), relevance=f"${{{names[0]}}} != ''", parent=names[6]),
        Group(
            *(names[8], draw(words)),
            hint=draw(some),
            repeat=draw(st.booleans()),
            appearance="field-list",
        ),
    )
    lists = {
        list_name: tuple(
            ResponseOption(
                *(name, draw(words), {"part": "a"} if draw(st.booleans()) else {}),
                code=draw(st.sampled_from(["", str(n), f"-{n}"])),
            )
            for n, name in enumerate(draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)), 1)
        )
        for list_name in ("one", "two")
    }
    items: list[Item] = []
    for name, group in zip(names, ("", names[6], names[7], names[7], names[8], ""), strict=False):
        kind = draw(st.sampled_from(list(ItemKind)))
        before = draw(st.sampled_from([item.name for item in items] or [""]))
        item = Item(
            *(name, kind),
            label=draw(words),
            hint=draw(some),
            group=group,
            relevance=f"${{{before}}} = 'x'" if before and draw(st.booleans()) else "",
            appearance=draw(st.sampled_from(["", "minimal", "likert"])),
            calculation="1 + 1" if kind is ItemKind.CALCULATE else "",
            guidance_hint={} if kind is ItemKind.HIDDEN else draw(some),
        )
        if kind is ItemKind.HIDDEN:
            item = Item(**{**vars(item), "hint": {}, "appearance": ""})
        if kind is ItemKind.RANGE:
            ends = {"start": "0", "end": "10", "step": draw(st.sampled_from(["1", "0.5"]))}
            item = Item(**{**vars(item), "parameters": ends})
        if kind in SELECTS:
            list_name = draw(st.sampled_from(["one", "two"]))
            item = Item(
                **{
                    **vars(item),
                    "list_name": list_name,
                    "options": lists[list_name],
                    "default": lists[list_name][0].name
                    if group != names[8] and draw(st.booleans())
                    else "",
                    "parameters": draw(RANDOM),
                    "choice_filter": draw(st.sampled_from(["", "name != 'none'"])),
                }
            )
        if item.is_answered:
            item = Item(
                **{
                    **vars(item),
                    "sensitive": draw(st.booleans()),
                    "pii": draw(st.booleans()),
                    "content_note": draw(some),
                    "codebook_theme": draw(st.sampled_from(["", "Trust"])),
                    "required": draw(st.sampled_from(["", "true()", "1 = 1"])),
                    "required_message": draw(some),
                    "constraint": draw(st.sampled_from(["", ". != 'x'"])),
                    "constraint_message": draw(some),
                }
            )
        items.append(item)
    return Instrument(
        *(draw(NAMES), {languages[0]: draw(PROSE)}, tuple(items), groups),
        languages=languages,
        default_language=languages[0],
        version=draw(st.integers(1, 9999)),
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(instruments())
def test_xrt01_any_instrument_is_read_back_equal(instrument: Instrument) -> None:
    again = parse_xlsform(render_xlsform(instrument), "other.xlsx")
    assert again == instrument
    assert again.sha256 == instrument.sha256
    assert from_json(to_json(again)) == instrument


def test_xrt01_plain_words_beside_languages_stay_the_fallback() -> None:
    item = Item("a", ItemKind.TEXT, {"English": "A"}, hint={"": "Anything"})
    form = Instrument("f", {"": "F"}, (item,), languages=("English",))
    assert parse_xlsform(render_xlsform(form), "f.xlsx") == form


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_xrt02_no_cell_is_a_formula(text: str) -> None:
    item = Item("a", ItemKind.TEXT, {"": text}, hint={"": text})
    file = render_xlsform(Instrument("f", {"": text}, (item,)))
    book = load_workbook(io.BytesIO(file))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert parse_xlsform(file, "f.xlsx").item("a").label == {"": text}


def test_xrt03_a_group_in_two_places_is_refused() -> None:
    items = tuple(
        Item(name, ItemKind.TEXT, {"": name}, group=group)
        for name, group in [("a", "g"), ("b", ""), ("c", "g")]
    )
    with pytest.raises(ValueError, match="Group 'g' holds items in two places"):
        render_xlsform(Instrument("f", {"": "F"}, items, (Group("g"),)))


def _key(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize(
    "path",
    [p for p in real_inputs("xlsforms", ".xlsx", ".xls", ".md") if _key(p) in READ],
    ids=lambda path: path.stem,
)
def test_xrt04_real_forms_are_the_same_after_a_round_trip(path: Path) -> None:
    once = read(path).instrument
    assert once is not None
    assert parse_xlsform(render_xlsform(once), "again.xlsx") == once
