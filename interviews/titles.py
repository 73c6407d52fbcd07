"""People by their titles: "Constable Ames" is somebody, whatever the case of the letters."""

from __future__ import annotations

import re

from interviews.everyday import GENERAL
from interviews.identity import Kind
from interviews.phrases import fold
from interviews.recognising import Found

_TITLE = (
    r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof(?:essor)?|Cst|Const(?:able)?|Sgt|Sergeant|Cpl|Corporal"
    r"|Det(?:ective)?|Insp(?:ector)?|Supt|Superintendent|Chief|Elder|Judge|Justice|Mayor|Minister"
    r"|Pastor|Father|Sister|Auntie?|Uncle|Kokum|Mosom|Officer|Nurse|Councillor|Mme|Mlle|Madame"
    r"|Monsieur|Docteure?|Ma[iî]tre|Sergente?|Agente?)"
)
_PARTICLE = r"(?:(?:de|la|le|du|van|von|der|st|bin|al|des)[ .'’-]{1,2})*"
_NAMED = re.compile(
    rf"\b{_TITLE}\b\.?[ ](?P<it>(?:[A-Z]\.[ ])?{_PARTICLE}[A-ZÀ-Ý][\w'’-]*"
    rf"(?:[ -]{_PARTICLE}[A-ZÀ-Ý][\w'’-]*){{0,2}})"
)
# Without capitals only what is a title and nothing else.
_LOWER = re.compile(
    r"\b(?:mr|mrs|ms|mx|dr|cst|constable|sgt|sergeant|cpl|corporal|detective|inspector"
    r"|superintendent|mme|mlle|madame|monsieur)\b\.?[ ](?P<it>[^\W\d_][\w'’-]+)"
)
_NO_NAMES = """
who and or was is has had from in on at that there said came will would can did does with for to
told asked the a i we they he she you it but so then if when about sir please called comes as of
by are be not my your his her our their here where how why what this these those just also never
always
"""
_NOBODY = frozenset(_NO_NAMES.split())


def recognise_titles(text: str) -> list[Found]:
    """The name after a title; the title itself stays, it says what somebody is."""
    found = []
    for pattern in (_NAMED, _LOWER):
        for match in pattern.finditer(text):
            start, end = match.span("it")
            words = re.sub(r"['’]s$", "", text[start:end])
            folded = fold(words)
            if folded not in GENERAL and folded.split()[0] not in _NOBODY:
                found.append(Found(start, start + len(words), Kind.PERSON, "a name after a title"))
    return found
