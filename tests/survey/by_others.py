"""Questionnaires by others, each read once however many tests look at it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from survey.errors import InstrumentError
from survey.model import Instrument
from survey.xlsform import read_xlsform
from survey.xlsform_report import LeftOut


@dataclass(frozen=True)
class Read:
    """What came of reading a file: an instrument, or the error that refuses it."""

    instrument: Instrument | None
    left_out: tuple[LeftOut, ...]
    error: InstrumentError | None
    seconds: float  # of processor time


@cache
def read(path: Path) -> Read:
    """The file as the page reads it."""
    data = path.read_bytes()
    started = time.process_time()
    try:
        instrument, left_out = read_xlsform(data, path.name)
    except InstrumentError as error:
        return Read(None, (), error, time.process_time() - started)
    return Read(instrument, tuple(left_out), None, time.process_time() - started)
