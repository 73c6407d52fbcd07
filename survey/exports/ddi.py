"""The codebook as DDI-Codebook 2.5, the XML that archives read; it describes the SPSS file.

Source: DDI Alliance, DDI-Codebook 2.5 (element names and their order).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from survey.exports.codebook import entry_of
from survey.exports.statistics import described, spss_numbers
from survey.exports.variables import REASONS, Content, Variable, variables
from survey.exports.xml_text import xml_text
from survey.languages import language_code
from survey.model import Instrument, Texts, words

if TYPE_CHECKING:
    import pandas as pd

NAMESPACE = "ddi:codebook:2_5"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FILE = "F1"


def render_ddi(instrument: Instrument, frame: pd.DataFrame, title: str = "") -> bytes:
    """The study, the file and its variables, with labels in every language of the instrument.

    Holds no answer and counts none: it can be handed out when the answers cannot.

    Args:
        title: of the study; without it that of the questionnaire.
    """
    languages = [instrument.default_language, *instrument.languages]
    by_language = {
        language: described(variables(instrument, frame, language))
        for language in dict.fromkeys(languages)
    }
    shown = by_language[instrument.default_language]
    root = ElementTree.Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5"})
    own = words(instrument.title, instrument.default_language) or instrument.name
    for part in ("docDscr", "stdyDscr"):
        statement = _in(_in(_in(root, part), "citation"), "titlStmt")
        _in(statement, "titl", title or own)
        _in(statement, "IDNo", f"{instrument.name}-{instrument.version}")
    file = _in(_in(root, "fileDscr", ID=_FILE), "fileTxt")
    _in(file, "fileName", f"{instrument.name}.sav")
    size = _in(file, "dimensns")
    _in(size, "caseQnty", str(len(frame)))
    _in(size, "varQnty", str(len(shown)))
    data = _in(root, "dataDscr")
    _groups(data, shown, instrument)
    for at, variable in enumerate(shown):
        texts = {language: plan[at] for language, plan in by_language.items()}
        _variable(data, f"V{at + 1}", variable, texts, instrument, spss_numbers(shown))
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _in(parent: ElementTree.Element, tag: str, text: str = "", **given: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, {name: xml_text(at) for name, at in given.items()})
    child.text = xml_text(text) or None
    return child


def _said(parent: ElementTree.Element, tag: str, texts: Mapping[str, str]) -> None:
    """One element per language that has words of its own."""
    said: set[str] = set()
    for language, text in texts.items():
        code = language_code(language)
        if text and text not in said:
            said.add(text)
            child = _in(parent, tag, text)
            if code:
                child.set(_LANGUAGE, code)


def _groups(data: ElementTree.Element, shown: Sequence[Variable], instrument: Instrument) -> None:
    """The variables of one question with several answers belong together."""
    for item in instrument.items:
        ids = [f"V{at}" for at, one in enumerate(shown, 1) if one.item == item.name and one.option]
        if ids:
            group = _in(data, "varGrp", ID=f"G_{ids[0]}", type="multipleResp", var=" ".join(ids))
            _said(group, "labl", _one_line(item.label, instrument))


def _one_line(texts: Texts, instrument: Instrument) -> dict[str, str]:
    ordered = [instrument.default_language, *instrument.languages]
    return {
        language: " ".join(words(texts, language, instrument.default_language).split())
        for language in dict.fromkeys(ordered)
    }


def _variable(
    data: ElementTree.Element,
    id: str,
    variable: Variable,
    texts: Mapping[str, Variable],
    instrument: Instrument,
    numbers: Mapping[str, float],
) -> None:
    counted = variable.content is Content.NUMBER
    element = _in(
        data,
        "var",
        **{"ID": id, "name": variable.name, "files": _FILE},
        intrvl="contin" if counted else "discrete",
        nature={"scale": "ratio"}.get(variable.measure, variable.measure),
    )
    _said(element, "labl", {language: one.label for language, one in texts.items()})
    asked_if = _question(element, variable, instrument)
    numeric = variable.content in (Content.NUMBER, Content.CODE)
    missing = list(_missing(variable, numbers)) if numeric else []
    if missing:
        invalid = _in(element, "invalrng")
        for code, _ in missing:
            _in(invalid, "item", VALUE=code)
    if asked_if:
        _in(element, "universe", f"Asked if {asked_if}")
    for number in variable.codes:
        category = _in(element, "catgry")
        _in(category, "catValu", f"{number:g}")
        _said(category, "labl", {name: one.codes[number] for name, one in texts.items()})
    for code, said in missing:
        category = _in(element, "catgry", missing="Y")
        _in(category, "catValu", code)
        _in(category, "labl", said)
    _in(element, "varFormat", type="numeric" if numeric else "character", schema="other")


def _question(element: ElementTree.Element, variable: Variable, instrument: Instrument) -> str:
    """The words of the question that a variable comes from; in words, when it is asked."""
    if not variable.item:
        return ""
    item = instrument.item(variable.item)
    question = _in(element, "qstn")
    _said(question, "qstnLit", _one_line(item.label, instrument))
    _said(question, "postQTxt", _one_line(item.hint, instrument))
    return entry_of(item, instrument, instrument.default_language).asked_if


def _missing(variable: Variable, numbers: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """The codes of the reasons that stand in a variable, and what they say."""
    for reason in variable.reasons:
        yield f"{numbers[reason]:g}", REASONS[reason]
