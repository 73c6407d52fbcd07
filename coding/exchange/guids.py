"""GUIDs that stay the same: what has one keeps it, everything else derives its own."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

_OURS = UUID("6f0a4c52-7a3b-5b7e-9a55-0f6a5d1c9e21")
_HEX = re.compile(r"[0-9a-f]{32}")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def guid_of(study: str, kind: str, id: str) -> str:
    """The GUID of a thing of a study.

    Args:
        study: what tells this study from others; "" for what is the same in every study.
        kind: "code", "source" … so that equal ids of two kinds are told apart.
    """
    if _HEX.fullmatch(id):
        return str(UUID(hex=id))
    return str(uuid5(_OURS, "/".join((study, kind, id))))


def id_of(guid: str) -> str:
    """The id under which a thing with this GUID is stored, so that `guid_of` gives it again."""
    return UUID(guid).hex if _GUID.fullmatch(guid) else uuid5(_OURS, guid).hex


# What every study knows about people and texts, as variables that each study recognises.
ORGANISATION = guid_of("", "variable", "organisation")
SECTOR = guid_of("", "variable", "sector")
ROLE = guid_of("", "variable", "role")
KIND = guid_of("", "variable", "kind of text")
COLLECTED_ON = guid_of("", "variable", "collected on")
OPTIONS = "One of: "  # begins the description of a variable that is a choice
