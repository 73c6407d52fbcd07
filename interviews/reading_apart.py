"""Read transcripts in a process of their own, so that a hostile file cannot take the app down."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any

from interviews.encodings import Candidate
from interviews.errors import TranscriptError
from interviews.model import Source, Turn
from interviews.packed import Packed

SECONDS = 30.0  # for one file; a long interview takes a fraction of one
MAX_AT_ONCE = 3  # processes; each may take a gigabyte
_AT_ONCE = threading.BoundedSemaphore(MAX_AT_ONCE)
_ROOT = Path(__file__).resolve().parent.parent
_OTHER_WAY = "Copy the words into a new document, or save the file as .txt, and import that."


@dataclass(frozen=True)
class Outcome:
    """What came of reading a file: a source, or in words why there is none."""

    source: Source | None
    trouble: str = ""
    candidates: tuple[Candidate, ...] = ()  # encodings to choose from, where it was guessed


class ReadingProcess:
    """The process, started when the first file is asked for; used with `with`.

    A process that a file has taken down is replaced for the next one.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, data: bytes, filename: str, encoding: str = "") -> Outcome:
        """What `parse_transcript` makes of the file; trouble of every kind comes as words."""
        try:
            answer = self._ask(data, filename, encoding, packed=False)
        except TranscriptError as refused:
            return Outcome(None, in_words(refused, filename))
        found = tuple(
            Candidate(one["encoding"], tuple(one["lines"])) for one in answer["candidates"]
        )
        return Outcome(_source(answer["source"]), candidates=found)

    def unpack(self, data: bytes, filename: str) -> list[Packed]:
        """The files of a ZIP.

        Raises:
            TranscriptError: it cannot be unpacked.
        """
        answer = self._ask(data, filename, "", packed=True)
        return [
            Packed(one["name"], base64.b64decode(one["data"]), one["trouble"])
            for one in answer["packed"]
        ]

    def _ask(self, data: bytes, filename: str, encoding: str, *, packed: bool) -> dict[str, Any]:
        name = PurePath(filename.replace("\\", "/")).name
        header = {"name": name, "encoding": encoding, "packed": packed, "n_bytes": len(data)}
        line, too_slow = self._exchange(json.dumps(header).encode() + b"\n" + data)
        if not line:
            self._end()
            why = (
                f"it was not read within {self._seconds:.0f} seconds."
                if too_slow
                else "the program that reads it came down over it."
            )
            raise TranscriptError(name, why, _OTHER_WAY)
        answer: dict[str, Any] = json.loads(line)
        if "refused" in answer:
            raise TranscriptError(*answer["refused"])
        return answer

    def _exchange(self, request: bytes) -> tuple[bytes, bool]:
        """The line that answers, empty if the process ended; and whether its time was over."""
        process = self._process = self._process or _started()
        if process.stdin is None or process.stdout is None:  # for the type: both are pipes
            return b"", False
        over = threading.Event()

        def stop() -> None:
            over.set()
            process.kill()

        watch = threading.Timer(self._seconds, stop)
        watch.daemon = True
        watch.start()
        try:
            process.stdin.write(request)
            process.stdin.flush()
            return process.stdout.readline(), over.is_set()
        except BrokenPipeError:
            return b"", over.is_set()
        finally:
            watch.cancel()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                with contextlib.suppress(BrokenPipeError):  # what was not read is of no use
                    stream.close()
        process.wait()
        _AT_ONCE.release()


def in_words(refused: TranscriptError, filename: str) -> str:
    """Place, reason and remedy, without the name of the file, which stands beside it."""
    place = refused.where.removeprefix(PurePath(filename).name).lstrip(", ")
    return f"{': '.join(filter(None, [place, refused.why]))} {refused.remedy}"


def _started() -> subprocess.Popen[bytes]:
    _AT_ONCE.acquire()
    kept = ("SYSTEMROOT", "PATH", "LANG", "LD_LIBRARY_PATH")  # nothing else of the app's
    surroundings = {name: os.environ[name] for name in kept if name in os.environ}
    # openpyxl brings numpy in, which asks for memory for every core unless it is told not to.
    surroundings |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-B", "-X", "utf8", "-m", "interviews.reading_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=surroundings,
    )


def _source(values: dict[str, Any]) -> Source:
    turns = tuple(Turn(*turn) for turn in values.pop("turns"))
    interviewers = frozenset(values.pop("interviewers"))
    notices = tuple(values.pop("notices"))
    return Source(turns=turns, interviewers=interviewers, notices=notices, **values)
