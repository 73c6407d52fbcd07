"""Instruments in versions, and the links under which respondents reach them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from sqlite_utils import Database

from storage.audit import record
from storage.database import now, writing
from survey.model import Instrument, Texts, from_json, to_json, words
from survey.versions import Clash, VersionClashError, clashes, joined

_TOKEN_BYTES = 16  # 22 characters; nobody guesses one in 2**128


@dataclass(frozen=True)
class InstrumentRow:
    """One version in a list; `published_at` is "" for a draft."""

    name: str
    version: int
    title: Texts
    n_items: int
    languages: tuple[str, ...]
    default_language: str
    sha256: str
    created_at: str
    published_at: str

    @property
    def shown_title(self) -> str:
        """The title in the questionnaire's own language, else its name."""
        return words(self.title, self.default_language) or self.name


@dataclass(frozen=True)
class LinkRow:
    """An address that was handed out; `closed_at` is "" while it is open."""

    token: str
    instrument: str
    created_at: str
    closed_at: str


def save_instrument(db: Database, instrument: Instrument, actor: str) -> Instrument:
    """Keep an instrument as a draft and give it the next version of its name.

    What is equal to the newest version is not kept again; that version comes back.
    """
    with writing(db):
        newest = db.execute(
            "select version, sha256 from instrument where name = ? order by version desc limit 1",
            [instrument.name],
        ).fetchone()
        if newest and newest[1] == instrument.sha256:
            return replace(instrument, version=newest[0])
        saved = replace(instrument, version=newest[0] + 1 if newest else 1)
        db.execute(
            "insert into instrument (name, version, body, sha256, created_at)"
            " values (?, ?, ?, ?, ?)",
            [saved.name, saved.version, to_json(saved), saved.sha256, now()],
        )
        record(db, actor, "saved a questionnaire", saved.name, {"version": saved.version})
    return saved


def load_instrument(db: Database, name: str, version: int | None = None) -> Instrument:
    """One version; without a number the newest published one, else the newest.

    Raises:
        LookupError: there is none of that name and version.
        ValueError: the stored text is not what was saved.
    """
    row = db.execute(
        "select body, sha256 from instrument where name = ? and version = coalesce(?, version)"
        " order by published_at != '' desc, version desc limit 1",
        [name, version],
    ).fetchone()
    if row is None:
        wanted = f"'{name}'" + (f" in version {version}" if version is not None else "")
        raise LookupError(
            f"There is no questionnaire {wanted}. Choose one that is listed under Questionnaire."
        )
    instrument = from_json(row[0])
    if instrument.sha256 != row[1]:
        raise ValueError(
            f"Questionnaire '{name}', version {instrument.version}, is not what was saved: its "
            "fingerprint differs. Restore the database from a backup."
        )
    return instrument


def list_versions(db: Database, name: str) -> list[Instrument]:
    """The versions that have or may have answers: published or answered; the newest first."""
    rows = db.execute(
        """
        select body from instrument
        where name = ? and (published_at != '' or exists (
          select 1 from response
          where response.instrument = instrument.name and response.version = instrument.version))
        order by version desc
        """,
        [name],
    ).fetchall()
    return [from_json(body) for (body,) in rows]


def is_published(db: Database, name: str, version: int) -> bool:
    """Whether respondents may answer this version."""
    row = db.execute(
        "select published_at from instrument where name = ? and version = ?", [name, version]
    ).fetchone()
    return bool(row and row[0])


def list_clashes(db: Database, name: str, version: int) -> list[Clash]:
    """What stands in the way of publishing a version beside those that have answers.

    Raises:
        LookupError: there is no such version.
    """
    new = load_instrument(db, name, version)
    return clashes([one for one in list_versions(db, name) if one.version != version], new)


def load_joined(db: Database, name: str) -> Instrument:
    """All versions as one instrument, for results and exports: nothing that was asked is missing.

    Of a questionnaire that was never published it is the newest draft.

    Raises:
        LookupError: there is none of that name.
    """
    versions = list_versions(db, name)
    return joined(versions) if versions else load_instrument(db, name)


def list_instruments(db: Database) -> list[InstrumentRow]:
    """Every version, by name, the newest first."""
    rows = db.execute(
        "select body, sha256, created_at, published_at from instrument order by name, version desc"
    ).fetchall()
    found: list[InstrumentRow] = []
    for body, sha256, created_at, published_at in rows:
        it = from_json(body)
        found.append(
            InstrumentRow(
                *(it.name, it.version, it.title, len(it.items), it.languages),
                *(it.default_language, sha256, created_at, published_at),
            )
        )
    return found


def publish_instrument(db: Database, name: str, version: int, actor: str) -> str:
    """Open a version to respondents; gives the token of the link, the same for later versions.

    Publishing what is published changes nothing.

    Raises:
        LookupError: there is no such version.
        VersionClashError: a name of it stood for another type of answer in an earlier version.
    """
    with writing(db):
        if found := list_clashes(db, name, version):
            raise VersionClashError(name, version, found)
        changed = db.execute(
            "update instrument set published_at = ?"
            " where name = ? and version = ? and published_at = ''",
            [now(), name, version],
        ).rowcount
        if changed:
            record(db, actor, "published a questionnaire", name, {"version": version})
        open_link = db.execute(
            "select token from link where instrument = ? and closed_at = ''", [name]
        ).fetchone()
        if open_link:
            return str(open_link[0])
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        db.execute(
            "insert into link (token, instrument, created_at) values (?, ?, ?)",
            [token, name, now()],
        )
        record(db, actor, "opened a link", name)
    return token


def close_link(db: Database, token: str, actor: str) -> None:
    """Nobody can begin under this link any more; publishing again opens another one."""
    with writing(db):
        closed = db.execute(
            "update link set closed_at = ? where token = ? and closed_at = '' returning instrument",
            [now(), token],
        ).fetchone()
        if closed:
            record(db, actor, "closed a link", closed[0])


def reopen_link(db: Database, token: str, actor: str) -> None:
    """Take answers again under a link that was closed; who had begun can go on."""
    with writing(db):
        opened = db.execute(
            "update link set closed_at = '' where token = ? and closed_at != ''"
            " returning instrument",
            [token],
        ).fetchone()
        if opened:
            record(db, actor, "opened a link again", opened[0])


def load_link(db: Database, token: str) -> str | None:
    """The name of the instrument behind an open link; None if there is none."""
    row = db.execute(
        "select instrument from link where token = ? and closed_at = ''", [token]
    ).fetchone()
    return str(row[0]) if row else None


def list_links(db: Database) -> list[LinkRow]:
    """Every link, the newest first; also the closed ones."""
    rows = db.execute(
        "select token, instrument, created_at, closed_at from link order by created_at desc, token"
    ).fetchall()
    return [LinkRow(*row) for row in rows]


def newest_version(db: Database, name: str) -> int:
    """The number of the newest version, published or not; 0 if there is none."""
    row = db.execute("select max(version) from instrument where name = ?", [name]).fetchone()
    return int(row[0] or 0)
