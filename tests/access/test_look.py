"""LOO01 every style sheet of the look is sent, each once."""

from __future__ import annotations

from pathlib import Path

import access.pages.parts.look as look


def test_loo01_every_sheet_is_sent() -> None:
    there = {file.stem for file in Path(look.__file__).parent.glob("look*.css")}
    assert sorted(look.SHEETS) == sorted(there)
