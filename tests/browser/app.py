"""The app as a process of its own, with its own data folder: started, killed, started again."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START = (sys.executable, "-m", "streamlit", "run")
START_SECONDS = 60


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class App:
    """One running app; `url` has no slash at its end."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    script: str = "streamlit_app.py"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder.parent / f"{self.folder.name}.log"

    def start(self) -> None:
        """Start and wait until the server answers; AssertionError with its log if it does not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*START, self.script, f"--server.port={self.port}"],
                cwd=ROOT,
                env={**os.environ, "THROUGHLINE_DATA": str(self.folder)},
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            alive = self.process.poll() is None and time.monotonic() < deadline
            assert alive, f"The app did not start:\n{self.log.read_text('utf-8')}"
            time.sleep(0.1)

    def hold(self, study: Path) -> None:
        """Hold what this folder's databases hold and nothing else, also while running.

        The program keeps nothing between two requests that the databases do not tell it, so this
        is as good as a new one, and takes a hundredth of the time.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("study.db", "vault.db"):
            with (
                closing(sqlite3.connect(study / name)) as source,
                closing(sqlite3.connect(self.folder / name, timeout=15)) as target,
            ):
                source.backup(target)
        if self.process is None or self.process.poll() is not None:
            self.start()

    def kill(self) -> None:
        """SIGKILL: no chance to finish anything."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, as an operator would."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=20)
            self.process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
