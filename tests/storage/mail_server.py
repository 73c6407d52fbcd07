"""A mail server for tests: on this machine only; it keeps letters and refuses whom it is told."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class Letterbox:
    """What arrived; a recipient in `refuses` is turned away."""

    port: int = 0
    refuses: set[str] = field(default_factory=set)
    letters: list[EmailMessage] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[Letterbox]:
    """A running server and its letterbox."""
    box = Letterbox()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            for line in self.rfile:
                self.answer(line.decode().strip())

        def answer(self, line: str) -> None:
            verb = line.partition(" ")[0].upper()
            if verb == "DATA":
                self.say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                box.letters.append(message_from_bytes(body, EmailMessage, policy=default))
                self.say("250 kept")
            elif verb == "RCPT" and any(f"<{one}>" in line for one in box.refuses):
                self.say("550 nobody here")
            else:
                self.say("221 bye" if verb == "QUIT" else "250 fine")

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join()
