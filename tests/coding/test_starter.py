"""STC01 the starter codebook has its six themes and 25 to 40 codes in all; STC02 every code under
them has a definition, when to use it, when not, and an example; STC03 "when not" sends one to a
code that is there; STC04 it is a priori, and can be stored as it is; STC05 no name or definition is
there twice."""

from __future__ import annotations

import re
from itertools import count

from sqlite_utils import Database

from coding.model import Origin
from coding.starter import starter_codebook
from storage.codebook import list_codes, save_codes

CODES = starter_codebook(map("c{}".format, count()).__next__)


def test_stc01_six_themes() -> None:
    assert [code.name for code in CODES if not code.parent] == [
        *("Culture and group dynamics", "Trust", "Privacy and legal barriers", "Capacity"),
        *("Standards", "Survivor-centred practice"),
    ]
    assert 25 <= len(CODES) <= 40


def test_stc02_all_is_said() -> None:
    unsaid = [c.name for c in CODES if c.parent and not all((*c.meaning, c.example))]
    assert unsaid == []
    assert all(code.definition for code in CODES)


def test_stc03_the_other_code_is_there() -> None:
    names = {code.name for code in CODES}
    pointed = [name for code in CODES for name in re.findall(r"use “(.+?)”", code.use_not)]
    assert len(pointed) > 25
    assert set(pointed) <= names


def test_stc04_it_can_be_stored(db: Database) -> None:
    save_codes(db, CODES, "lea")
    assert list_codes(db) == CODES
    assert {code.origin for code in CODES} == {Origin.A_PRIORI}


def test_stc05_nothing_is_twice() -> None:
    assert len({code.name.casefold() for code in CODES}) == len(CODES)
    assert len({code.definition for code in CODES}) == len(CODES)
