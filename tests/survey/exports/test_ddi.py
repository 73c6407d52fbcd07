"""DDI01 the file is well-formed whatever texts hold; DDI02 elements stand where DDI-Codebook 2.5
has them; DDI03 every variable is described once, with the names of the SPSS file and the labels of
every language; DDI04 categories are not repeated, and the reasons for no answer are marked as
missing; DDI05 no answer stands in it."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.exports.ddi import NAMESPACE, render_ddi
from survey.exports.statistics import spss_plan
from survey.exports.variables import variables
from survey.model import Instrument, Item, ItemKind, ResponseOption
from tests.survey.exports.tables import frame_of
from tests.survey.exports.test_variables import ROWS
from tests.survey.questionnaires import EN, WORKING_TOGETHER

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What may stand in an element, in this order (DDI-Codebook 2.5; only what is written here).
CHILDREN = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr"],
    "docDscr": ["citation"],
    "stdyDscr": ["citation"],
    "citation": ["titlStmt"],
    "titlStmt": ["titl", "IDNo"],
    "fileDscr": ["fileTxt"],
    "fileTxt": ["fileName", "dimensns"],
    "dimensns": ["caseQnty", "varQnty"],
    "dataDscr": ["varGrp", "var"],
    "varGrp": ["labl"],
    "var": ["labl", "qstn", "invalrng", "universe", "catgry", "varFormat"],
    "qstn": ["qstnLit", "postQTxt"],
    "invalrng": ["item"],
    "catgry": ["catValu", "labl"],
}


def written(instrument: Instrument = WORKING_TOGETHER) -> ElementTree.Element:
    rows = ROWS if instrument is WORKING_TOGETHER else [{}]
    return ElementTree.fromstring(  # noqa: S314 - our own file
        render_ddi(instrument, frame_of(instrument, rows), "A study")
    )


def bare(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def found(root: ElementTree.Element, path: str) -> list[ElementTree.Element]:
    return root.findall(path, {"": NAMESPACE})


def check_structure(root: ElementTree.Element) -> None:
    for element in root.iter():
        allowed = CHILDREN.get(bare(element), [])
        places = [allowed.index(bare(child)) for child in element]
        assert places == sorted(places), f"{bare(element)} holds its parts in another order"
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(ids) == len(set(ids))
    files = {element.get("ID") for element in found(root, "fileDscr")}
    for variable in found(root, ".//var"):
        assert variable.get("files") in files
    for group in found(root, ".//varGrp"):
        assert set((group.get("var") or "").split()) <= set(ids)


def test_ddi02_elements_stand_where_they_belong() -> None:
    check_structure(written())


def test_ddi03_every_variable_once_by_its_name_in_spss() -> None:
    root = written()
    plan, _ = spss_plan(variables(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, ROWS), EN))
    assert [one.get("name") for one in found(root, ".//var")] == [one.name for one in plan]
    assert found(root, ".//varQnty")[0].text == str(len(plan))
    refers = next(one for one in found(root, ".//var") if one.get("name") == "refers")
    assert {label.get(LANGUAGE): label.text for label in found(refers, "labl")} == {
        "en": "Do you refer people to a partner?",
        "fr": "Dirigez-vous des personnes ailleurs?",
    }
    group = found(root, ".//varGrp")[0]
    assert len((group.get("var") or "").split()) == 3


def test_ddi04_categories_and_reasons() -> None:
    root = written()
    for variable in found(root, ".//var"):
        values = [one.text for one in found(variable, "catgry/catValu")]
        assert len(values) == len(set(values))
        missing = {
            one.findtext("catValu", None, {"": NAMESPACE})
            for one in found(variable, "catgry")
            if one.get("missing") == "Y"
        }
        assert missing == {one.get("VALUE") for one in found(variable, "invalrng/item")}
    refers = next(one for one in found(root, ".//var") if one.get("name") == "refers")
    assert [one.text for one in found(refers, "catgry/catValu")] == ["1", "2", "-97"]


def test_ddi05_no_answer_stands_in_it() -> None:
    rows: list[dict[str, object]] = [{"role": "The only nurse in the valley", "hours": 3.25}]
    text = render_ddi(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, rows)).decode()
    assert "valley" not in text
    assert "3.25" not in text


@settings(deadline=None)
@given(st.text(), st.text(), st.text(min_size=1))
def test_ddi01_any_texts_make_a_well_formed_file(label: str, option: str, name: str) -> None:
    options = (ResponseOption(name, {"": option}), ResponseOption(f"{name}x"))
    item = Item("q", ItemKind.SELECT_MULTIPLE, {"": label}, hint={"": option}, options=options)
    check_structure(written(Instrument("f", {"": label}, (item,))))
    check_structure(written(replace(WORKING_TOGETHER, name=name)))
