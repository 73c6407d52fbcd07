"""Invitations as lists and letters: read from a pasted list or a CSV, written for a mail merge."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from survey.collection import Mode
from survey.export import protected
from survey.invitation_words import LETTERS, Letter

LANGUAGES = ("en", "fr")
MOST_PEOPLE = 5_000  # of one import; more is likely a file of something else
LONGEST_CELL = 1_000  # characters: longer than any name or address
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_HEADS = {
    "name": {"name", "nom", "full name", "nom complet"},
    "email": {"email", "e-mail", "mail", "courriel", "adresse", "address"},
    "language": {"language", "langue", "lang"},
}
_CODES = {"en": "en", "en-ca": "en", "english": "en", "anglais": "en"}
_CODES |= {"fr": "fr", "fr-ca": "fr", "french": "fr", "français": "fr", "francais": "fr"}


@dataclass(frozen=True)
class Person:
    """Somebody to invite; `language` is "en", "fr" or "" for a letter in both."""

    name: str = ""
    email: str = ""
    language: str = ""


@dataclass(frozen=True)
class Invitation:
    """One invited person as the vault knows them; `token` is the end of their address."""

    id: str
    name: str
    email: str
    language: str
    token: str
    sent: bool = False
    used: bool = False


@dataclass(frozen=True)
class PeopleRead:
    """What a list held: the people, and a sentence for every line that is none."""

    people: tuple[Person, ...]
    problems: tuple[str, ...] = ()


def parse_people(text: str) -> PeopleRead:
    """Read a list of people, one on a line: name, e-mail, language, in any order or with a heading.

    Comma, semicolon or tab part the columns. A line without a name or an e-mail address is a
    problem; the same address twice counts once.
    """
    try:
        rows = [[cell.strip() for cell in row] for row in _rows(text)]
        if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
            raise csv.Error(f"one of its cells is longer than {LONGEST_CELL} characters")
    except csv.Error as error:
        return PeopleRead((), (f"This is not a list of people: {error}. Choose another file.",))
    numbered = [(n, row) for n, row in enumerate(rows, 1) if any(row)]
    if len(numbered) > MOST_PEOPLE:
        return PeopleRead((), (f"More than {MOST_PEOPLE} lines. Import them in parts.",))
    columns = _columns(numbered[0][1]) if numbered else None
    found: dict[str, Person] = {}
    problems = []
    for n, row in numbered[1:] if columns else numbered:
        person = _by_column(row, columns) if columns else _by_look(row)
        problem = _problem(person, found)
        if problem:
            problems.append(f"Line {n}: {problem}")
        else:
            found[person.email.casefold() or f"line {n}"] = person
    return PeopleRead(tuple(found.values()), tuple(problems))


def render_mail_merge(invitations: Sequence[Invitation], base: str) -> bytes:
    """A CSV for a mail merge: name, email, language, link; UTF-8 with a byte-order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["name", "email", "language", "link"])
    for one in invitations:
        cells = (one.name, one.email, one.language, address_of(one, base))
        writer.writerow([protected(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def render_letters(
    invitations: Sequence[Invitation], base: str, mode: Mode, *, reminder: bool = False
) -> bytes:
    """A ZIP with one .eml for each invitation that has an e-mail address; programs for mail open
    them as drafts, ready to send."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with_address = [one for one in invitations if one.email]
        for n, one in enumerate(with_address, 1):
            message = letter(one, base, mode, reminder=reminder)
            message["X-Unsent"] = "1"
            # A fixed date: when the file was made tells nothing about anybody.
            info = zipfile.ZipInfo(f"letter-{n:04}.eml")
            info.external_attr = 0o600 << 16
            archive.writestr(info, message.as_bytes())
    return out.getvalue()


def letter(
    invitation: Invitation, base: str, mode: Mode, *, reminder: bool = False
) -> EmailMessage:
    """The e-mail to one person, in their language or in both. Its subject does not tell the topic.

    Args:
        base: the address under which the survey is reached, such as https://survey.example.org.
    """
    languages = [invitation.language] if invitation.language in LANGUAGES else list(LANGUAGES)
    letters = [LETTERS[language] for language in languages]
    message = EmailMessage(SMTP)
    message["To"] = Address(_one_line(invitation.name), addr_spec=_one_line(invitation.email))
    message["Subject"] = " / ".join(_subject(one, reminder=reminder) for one in letters)
    parts = [_body(one, invitation, base, mode, reminder=reminder) for one in letters]
    message.set_content("\n\n---\n\n".join(parts))
    return message


def address_of(invitation: Invitation, base: str) -> str:
    """The single-use address of an invitation."""
    return f"{base.rstrip('/')}/s/{invitation.token}"


def _rows(text: str) -> list[list[str]]:
    text = text.removeprefix("\ufeff")
    delimiter = max("\t;,", key=text.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _columns(head: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands, if the first line is a heading."""
    found = {
        column: place
        for place, cell in enumerate(head)
        for column, names in _HEADS.items()
        if cell.casefold() in names
    }
    return found if found and not any(_EMAIL.fullmatch(cell) for cell in head) else None


def _by_column(row: Sequence[str], columns: dict[str, int]) -> Person:
    cells = {name: row[place] for name, place in columns.items() if place < len(row)}
    language = cells.get("language", "").casefold()
    return Person(cells.get("name", ""), cells.get("email", ""), _CODES.get(language, ""))


def _by_look(row: Sequence[str]) -> Person:
    email = next((cell for cell in row if "@" in cell), "")
    inner = re.search(r"^(.*)<(.+)>$", email)  # as mail programs copy it: Name <address>
    named, email = (inner[1].strip(' "'), inner[2].strip()) if inner else ("", email)
    language = next((_CODES[cell.casefold()] for cell in row if cell.casefold() in _CODES), "")
    rest = [cell for cell in row if "@" not in cell and cell.casefold() not in _CODES]
    return Person(named or " ".join(filter(None, rest)), email, language)


def _problem(person: Person, found: dict[str, Person]) -> str:
    if not (person.name or person.email):
        return "there is neither a name nor an e-mail address. Write at least one of them."
    if person.email and not _EMAIL.fullmatch(person.email):
        return f"“{person.email}” is not an e-mail address. Correct it, or leave it empty."
    if person.email.casefold() in found:
        return f"“{person.email}” stands in the list before. It counts once."
    return ""


def _one_line(text: str) -> str:
    """Without line ends: they would begin another header of the e-mail."""
    return " ".join(text.split())


def _subject(words: Letter, *, reminder: bool) -> str:
    return words.reminder_subject if reminder else words.subject


def _body(words: Letter, invitation: Invitation, base: str, mode: Mode, *, reminder: bool) -> str:
    name = _one_line(invitation.name)
    parts = [
        words.greeting.format(name=name) if name else words.greeting_nobody,
        words.reminder if reminder else words.invitation,
        address_of(invitation, base),
        words.anonymous if mode is not Mode.IDENTIFIED else words.identified,
        words.free,
    ]
    return "\n\n".join(parts) + "\n"
