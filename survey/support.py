"""The support lines that every page a respondent sees offers; a study may set its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.model import Texts


@dataclass(frozen=True)
class SupportLine:
    """A number to call; `words` say who answers, by language code."""

    number: str
    words: Texts

    @property
    def address(self) -> str:
        """What a telephone dials: an eleven-digit number needs its plus."""
        digits = re.sub(r"\D", "", self.number)
        return f"tel:+{digits}" if len(digits) > 10 else f"tel:{digits}"


_NUMBER = re.compile(r"\+?[0-9 ().-]+")
_FEWEST = 3  # digits

ALBERTA = (
    SupportLine("911", {"en": "Emergency", "fr": "Urgence"}),
    SupportLine("211", {"en": "Services near you", "fr": "Services près de chez vous"}),
    SupportLine(
        "1-833-900-1010",
        {
            "en": "Canadian Human Trafficking Hotline, day and night",
            "fr": "Ligne d’urgence canadienne contre la traite des personnes, jour et nuit",
        },
    ),
)


def read_support_lines(
    rows: Sequence[tuple[str, str, str]],
) -> tuple[tuple[SupportLine, ...], list[str]]:
    """Lines as somebody typed them, and what is wrong with them, in sentences.

    Args:
        rows: number, who answers in English, the same in French; a row without a number is none.
    """
    typed = [(number.strip(), en.strip(), fr.strip()) for number, en, fr in rows]
    lines = tuple(SupportLine(number, {"en": en, "fr": fr}) for number, en, fr in typed if number)
    wrong = [problem for line in lines for problem in _problems(line)]
    if not lines:
        wrong.append("Keep at least one line, so that no page is without help.")
    return lines, wrong


def _problems(line: SupportLine) -> Iterator[str]:
    if not _NUMBER.fullmatch(line.number) or len(re.sub(r"\D", "", line.number)) < _FEWEST:
        yield f"“{line.number}” is no telephone number. Write digits, such as 1-833-900-1010."
    for code, language in (("en", "English"), ("fr", "French")):
        if not line.words[code]:
            yield f"{line.number}: say in {language}, too, who answers."


def render_support_lines(lines: Sequence[SupportLine]) -> str:
    """The lines as the setting `support_lines` stores them."""
    rows = [{"number": line.number, "words": dict(line.words)} for line in lines]
    return json.dumps(rows, ensure_ascii=False)


def parse_support_lines(text: str) -> tuple[SupportLine, ...]:
    """Read back what `render_support_lines` wrote; "" means the lines of Alberta."""
    if not text:
        return ALBERTA
    rows: list[Mapping[str, object]] = json.loads(text)
    return tuple(_line(row) for row in rows)


def _line(row: Mapping[str, object]) -> SupportLine:
    words = row["words"]
    if not isinstance(words, Mapping):
        raise TypeError(
            f"Support line {row['number']}: its words are not given by language. "
            'Write them as {"en": "…", "fr": "…"}.'
        )
    return SupportLine(str(row["number"]), {str(key): str(text) for key, text in words.items()})
