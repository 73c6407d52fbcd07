"""One request of a respondent: what lies behind the address, and what this browser has begun."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from storage import intake
from storage.collection import load_collection
from storage.database import open_database, sharing
from storage.door import Door, open_door
from survey.answering import Posted
from survey.collection import DRAFT_DAYS, Collection
from survey.model import Instrument
from survey.model import Response as Draft
from survey.web import page
from survey.web.posted import first
from survey.web.words import OWN, preferred

COOKIE = "draft"


@dataclass(frozen=True)
class Visit:
    """One request; neither address nor name of the browser is in it.

    `instrument` is the version of the draft if there is one; None if the link is not open. `cookie`
    is the secret of this browser's draft, "" if it has begun nothing.
    """

    link: str
    secure: bool
    accepted: str
    posted: Posted
    around: intake.Surroundings
    door: Door | None
    collection: Collection
    instrument: Instrument | None
    cookie: str
    draft: Draft | None

    @property
    def home(self) -> str:
        return f"/s/{self.link}"

    @property
    def language(self) -> str:
        """As chosen just now, else as kept with the draft, else as the browser asks for."""
        known = self.instrument.languages if self.instrument else OWN
        for wish in (first(self.posted, ".language"), self.draft.language if self.draft else ""):
            if wish in known and wish:
                return wish
        carried = first(self.posted, ".in")
        if carried in known and carried:
            return carried
        default = self.instrument.default_language if self.instrument else OWN[0]
        return preferred(known, default, self.accepted)

    def sheet(self, action: str = "") -> page.Sheet:
        """The frame of a page whose form is posted to `action`, or to the survey's own address."""
        return page.Sheet(
            language=self.language,
            languages=self.instrument.languages if self.instrument else OWN,
            action=action or self.home,
            home=self.home,
            around=self.around,
            moved=bool(self.posted or self.draft),  # who has just come begins at the top
            collection=self.collection,
        )


def arrive(request: Request, posted: Posted) -> Visit:
    """Load what a request is about, all of it over one connection."""
    with open_database() as db, sharing(db):
        return _arrived(request, posted)


def _arrived(request: Request, posted: Posted) -> Visit:
    link = request.path_params["link"]
    door = open_door(link)
    instrument = door.instrument if door else None
    cookie = request.cookies.get(COOKIE, "")
    draft = _not_of_before(intake.load_draft(draft_id(cookie)) if cookie else None, door)
    if draft and (instrument or draft.submitted_at):
        instrument = intake.load_version(draft.instrument, draft.version)
    return Visit(
        link=link,
        secure=request.scope.get("scheme", "http") == "https",
        accepted=request.headers.get("accept-language", ""),
        posted=posted,
        around=intake.load_surroundings(),
        door=door,
        collection=_collection(door, draft),
        instrument=instrument,
        cookie=cookie,
        draft=draft,
    )


def _not_of_before(draft: Draft | None, door: Door | None) -> Draft | None:
    """What this browser sent in an earlier wave does not stand in the way of the one under way."""
    is_before = draft and draft.submitted_at and door and draft.wave < door.collection.wave
    return None if is_before else draft


def _collection(door: Door | None, draft: Draft | None) -> Collection:
    """As chosen for the survey; its promises hold for a receipt even after it has closed."""
    if door is not None or draft is None:
        return door.collection if door else Collection("")
    with open_database() as db:
        return load_collection(db, draft.instrument)


def draft_id(cookie: str) -> str:
    """The id under which a draft is stored: whoever reads the database cannot make the cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest()[:24]


def with_cookie(visit: Visit, answer: Response, cookie: str) -> Response:
    """Give the browser the secret of its draft, for this survey's pages only."""
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=max(visit.collection.draft_days, DRAFT_DAYS) * 86_400,
        path=visit.home,
        secure=visit.secure,
        httponly=True,
        samesite="lax",
    )
    return answer


def without_cookie(visit: Visit, answer: Response) -> Response:
    """Take the secret back."""
    answer.delete_cookie(COOKIE, path=visit.home, httponly=True, samesite="lax")
    return answer
