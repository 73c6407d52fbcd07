"""What may be the label of a speaker: roles, codes such as P07, and names of people."""

from __future__ import annotations

import re

from interviews.everyday import is_post
from interviews.phrases import fold

MAX_LABEL = 40
_MAX_WORDS = 5
_PARTICLES = {"de", "la", "le", "du", "des", "da", "di", "do", "dos", "van", "von", "der", "den"}
_PARTICLES |= {"ter", "bin", "al", "el", "of", "y", "e"}
# Words that stand before a colon, or alone on a line, without being anybody.
_NOBODY_WORDS = """
note notes nb n.b ps p.s remark example e.g i.e http https ftp mailto www re date place location
title subject duration time language purpose topic background summary warning important remember
transcript transcription recording recorder file page part step section chapter appendix source
total phone email e-mail address yes no okay ok yeah yep nope right well so then first second
third finally also but and because however mm mhm hmm um uh exactly true sure thanks laughs
laughter pause silence inaudible crosstalk unclear music applause noise end start theme item
figure fig table day week month year unit room version speaker/time text said words age gender
city town occupation name role sector organisation organization methodology methods participants
attendees present appearances examination exhibits index by
agenda interview interviews results result conclusion introduction objective
objectives consent id pros cons break intro outro timestamp timestamps time-stamp
remarque oui non exemple durée lieu objet titre rires fin début merci nom âge ville
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())
_ROLE = re.compile(
    r"""(?: int | intv | iv | ie | ir | vo
      | interviewer | interviewee | intervieweur | intervieweuse | interviewée?
      | enquêteur | enquêtrice | enquêtée? | animateur | animatrice | chercheur | chercheuse
      | mod | moderator | facilitator | researcher | respondent | répondante?
      | participante? | informant | speaker | unknown\ speaker | locuteur | locutrice
      | focus\ group | interpreter | interprète | translator
      )\.? \s? [-_#]? \s? (?:\d{1,3}|[a-h])? """,
    re.VERBOSE | re.IGNORECASE,
)
_CODE = re.compile(
    r"(?!(?:fig|step|part|page|day|week|item|room|unit|no)\b)[^\W\d_]{1,4}[-_ ]?\d{1,4}[a-z]?"
)
_HONORIFIC = re.compile(
    r"(?i:mr|mrs|ms|mx|miss|dr|prof|sgt|det|cst|const|insp|cpl|mme|mlle|judge|sister|elder)\.?\s\S"
)


def clean(label: str) -> str:
    """The label on one line, without the marks around it."""
    return " ".join(label.split()).strip("*_[]").rstrip(":： ").strip()


def is_role(label: str) -> bool:
    """True for labels that nothing but a speaker has: INT, P1, Speaker 2, Dr. Somebody."""
    if is_nobody(label):
        return False
    bare = _without_remark(label)
    return bool(
        _ROLE.fullmatch(bare)
        or _CODE.fullmatch(bare)
        or (_HONORIFIC.match(label) and _looks_like_name(bare))
    )


def _without_remark(label: str) -> str:
    """ "Participant 3" for "Participant 3 (nurse)"."""
    return re.sub(r"\s*\([^()]*\)$", "", label)


def is_name(label: str) -> bool:
    """True for what may be a speaker: a role, or up to five words each with a capital."""
    bare = _without_remark(label)
    return is_role(label) or (_looks_like_name(bare) and not is_nobody(label))


def names_nobody(label: str) -> bool:
    """True for a label that identifies nobody: a role, a post, a single letter."""
    if "(" in label or _HONORIFIC.match(label):
        return False
    return is_role(label) or is_post(label) or len(fold(label)) < 2


def is_nobody(label: str) -> bool:
    """True for "Note", "Date" and the like."""
    words = label.casefold().split()
    return not words or words[0].rstrip(".,") in _NOBODY


def _looks_like_name(label: str) -> bool:
    words = label.split()
    if not (label and len(label) <= MAX_LABEL and len(words) <= _MAX_WORDS):
        return False
    if not any(letter.isalpha() for letter in label) or label[-1] in "?!;…":
        return False
    return _is_capital(words[0]) and all(map(_may_be_part, words[1:]))


def _may_be_part(word: str) -> bool:
    return word.casefold() in _PARTICLES or word in "&-–/" or word.isdigit() or _is_capital(word)


def _is_capital(word: str) -> bool:
    """True if the first letter is a capital or of a script without capitals."""
    letter = next((letter for letter in word if letter.isalpha()), "")
    return bool(letter) and letter == letter.upper() and word[0] not in '-–"“«<=>{}@#$%^|\\/~`'
