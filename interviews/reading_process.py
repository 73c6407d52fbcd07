"""Run as `python -m interviews.reading_process`: reads transcripts handed in, and can do no more.

A file that makes a reader crash, run for ever or ask for all memory takes this process down, not
the app. It reads requests from its input and answers on its output, one line of JSON each:
`reading_apart` is the other side. Before the first file it takes away its own rights.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from interviews.errors import TranscriptError
from interviews.packed import unpack
from interviews.transcript import encoding_candidates, parse_transcript

MEMORY = 1024 * 1024 * 1024  # bytes that it may ask for
_CPU_SECONDS = 900  # of its whole life, should the app be gone
_OPEN_FILES = 64
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MIME_TYPES = ("/etc/mime.types", "/etc/apache2/mime.types", "/etc/httpd/")  # Python looks there
_FORBIDDEN = (  # kinds of acts as Python names them before they happen
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostby"),
    *("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty."),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod"),
    *("os.truncate", "shutil.", "sqlite3.", "tempfile.", "glob."),
)


def main() -> None:
    """Answer requests until the input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    limit_resources()
    sys.addaudithook(_refuse)
    while header := requests.readline():
        request = json.loads(header)
        answer = answered(request, _exactly(requests, int(request["n_bytes"])))
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def limit_resources() -> None:
    """Memory, files and processor time; on Windows only the time limit of the app holds."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def answered(request: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """What came of one file, as values that JSON can hold."""
    name, encoding = str(request["name"]), str(request["encoding"])
    try:
        if request["packed"]:
            packed = [asdict(one) for one in unpack(data, name)]
            return {"packed": [{**one, "data": _as_text(one["data"])} for one in packed]}
        found = [] if encoding else [asdict(one) for one in encoding_candidates(data, name)]
        source = parse_transcript(data, name, encoding)
    except TranscriptError as refused:
        return {"refused": [refused.where, refused.why, refused.remedy]}
    except (MemoryError, RecursionError):
        why = "reading it needs more memory than any transcript."
        remedy = "Copy the words into a new document and import that."
        return {"refused": [name, why, remedy]}
    return {
        "candidates": found,
        "source": {
            "title": source.title,
            "text": source.text,
            "turns": [[turn.speaker, turn.start, turn.end, turn.at_ms] for turn in source.turns],
            "interviewers": sorted(source.interviewers),
            "original_name": source.original_name,
            "original_sha256": source.original_sha256,
            "notices": list(source.notices),
        },
    }


def _as_text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _exactly(stream: BinaryIO, n_bytes: int) -> bytes:
    data = stream.read(n_bytes)
    if len(data) < n_bytes:
        raise SystemExit(1)  # the app is gone
    return data


def _refuse(event: str, values: tuple[Any, ...]) -> None:
    """Python asks here before it acts: no network, no other program, no file but its own code."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"Reading a transcript needs no {event}.")
    if event not in ("open", "os.listdir", "os.scandir"):
        return
    path, mode, flags = (*values, None, None)[:3]
    writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & _WRITES
    if writes or (isinstance(path, str | bytes) and not _is_code(os.fsdecode(path))):
        raise PermissionError("Reading a transcript opens no file.")


def _is_code(path: str) -> bool:
    """Readers import what they need when they need it."""
    own = str(Path(__file__).parent)
    places = (own, sys.prefix, sys.base_prefix, *_MIME_TYPES)
    return os.path.abspath(path).startswith(places)  # noqa: PTH100, resolving would ask the disk


if __name__ == "__main__":
    main()
