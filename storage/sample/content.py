"""Read the content files of the sample study: who takes part, what was said, marked and found."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.sample.passages import Passage, read_passages

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Interview:
    """One transcript as it is handed in, and what is known about who was interviewed."""

    file: str
    title: str
    participant: str
    organisation: str
    role: str
    interviewers: Sequence[str]
    collected_on: str
    make: str = ""  # the format that the text is turned into first; "" if it is handed in as it is
    attributes: Mapping[str, str] = field(default_factory=dict)
    consent: Mapping[str, str] = field(default_factory=dict)  # quotes, attribution

    @property
    def filename(self) -> str:
        """The name of the file that is handed in."""
        return f"{Path(self.file).stem}.{self.make}" if self.make else self.file

    def data(self) -> bytes:
        """The bytes that are handed in."""
        data = (FOLDER / "transcripts" / self.file).read_bytes()
        return word_document(data.decode()) if self.make == "docx" else data

    def passages(self) -> list[Passage]:
        """What the two coders marked in it."""
        return passages_in(Path(self.file).with_suffix(".toml").name)


def read(name: str) -> dict[str, Any]:
    """One of the TOML files."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def interviews() -> list[Interview]:
    """The interviews in the order in which they were held."""
    return [Interview(**row) for row in read("study.toml")["interview"]]


def passages_in(name: str) -> list[Passage]:
    """The passages of one file in coding/."""
    return read_passages(read(f"coding/{name}"))


def word_document(text: str) -> bytes:
    """A Word document with one paragraph for each paragraph of the text, labels in bold."""
    from docx import Document

    document = Document()
    for paragraph in text.strip().split("\n\n"):
        label, colon, words = paragraph.partition(": ")
        added = document.add_paragraph()
        added.add_run(label + colon).bold = True
        added.add_run(words)
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()
