"""The support lines that every page a respondent sees offers; a study may set its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
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
