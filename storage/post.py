"""Send letters through the operator's own mail server; nothing is sent unless one is named.

THROUGHLINE_SMTP           host:port, such as mail.example.org:587
THROUGHLINE_SMTP_FROM      the address that the letters come from
THROUGHLINE_SMTP_USER      if the server asks for a name
THROUGHLINE_SMTP_PASSWORD  and its password
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

_TLS_FROM_THE_START = 465
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
_SECONDS = 30


class PostError(ValueError):
    """A letter cannot be sent; the message says why and what to do."""


@dataclass(frozen=True)
class Post:
    """A mail server and who writes through it."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""


def post_of(environment: Mapping[str, str]) -> Post | None:
    """The mail server that the operator has named; None if there is none.

    Raises:
        PostError: it is named in part.
    """
    server = environment.get("THROUGHLINE_SMTP", "")
    if not server:
        return None
    host, _, port = server.rpartition(":")
    sender = environment.get("THROUGHLINE_SMTP_FROM", "")
    if not host or not port.isdecimal():
        raise PostError(
            f"THROUGHLINE_SMTP is '{server}'. Write it as host:port, such as mail.example.org:587."
        )
    if "@" not in sender:
        raise PostError(
            "THROUGHLINE_SMTP_FROM is missing. Name the address that letters come from."
        )
    user, password = (environment.get(f"THROUGHLINE_SMTP_{x}", "") for x in ("USER", "PASSWORD"))
    return Post(host, int(port), sender, user, password)


def send_letters(
    post: Post, letters: Iterable[tuple[str, EmailMessage]], sent: Callable[[str], None]
) -> int:
    """Send letters one by one over an encrypted line; how many went out.

    Args:
        letters: each with an id.
        sent: is called with the id as soon as the server has taken a letter.

    Raises:
        PostError: the server cannot be reached, is not encrypted, or refuses a letter; those that
            were sent before stay sent.
    """
    import smtplib  # here, so that nothing else can come to send

    n = 0
    domain = post.sender.rpartition("@")[2]
    plug = smtplib.SMTP_SSL if post.port == _TLS_FROM_THE_START else smtplib.SMTP
    try:
        with plug(post.host, post.port, local_hostname=domain, timeout=_SECONDS) as server:
            if post.port != _TLS_FROM_THE_START and post.host not in _THIS_MACHINE:
                server.starttls()
            if post.user:
                server.login(post.user, post.password)
            for id, message in letters:
                message["From"] = post.sender
                message["Date"] = formatdate()
                message["Message-ID"] = make_msgid(domain=domain)
                server.send_message(message)
                sent(id)
                n += 1
    except (OSError, smtplib.SMTPException) as error:
        raise PostError(
            f"{n} were sent, then the mail server {post.host}:{post.port} did not go on: {error} "
            "Put that right and send again; nobody gets the first letter twice."
        ) from error
    return n
