"""How the columns of a transcript are headed, by the programs and people that write them."""

from __future__ import annotations

import re

SURE_SPEAKER = ("speaker", "participant")

_SPEAKER = """
speaker; speaker name; speaker display name; speaker label; speaker id; speaker tag; speakers; who
who spoke; who speaks; interlocuteur; interlocutrice; locutor; locutora; entrevistado
name; voice
participant; participant name; participant id; person; person name; talker; tier; role; label
user; author; interlocutor; channel; actor; character; sprecher; sprecherin
locuteur; locutrice; intervenant; nom; hablante; orador; participante; parlante; spreker; talare
"""
_TEXT = """
text; words; utterance; transcript; transcription; content; speech; said; what was said; message
caption; captions; sentence; dialogue; dialog; line; spoken text; annotation; annotation value
subtitle; segment text; quote; body; talk; turn; value; comment; verbatim; utterance text
transcript text; what they said; statement; intervention; speech text; raw text
verbatims; aussage; äußerung
texte; contenu; paroles; propos; inhalt; wortlaut; texto; contenido; testo; tekst
"""
_START = """
time; start; start time; starttime; timestamp; time stamp; timecode; time code; begin; begin time
from; in; tc in; in point; offset; start offset; begin offset; position; timespan; time span; ts; at
heure; début; debut; temps; zeit; beginn; inicio; tiempo; inizio; tempo; tijd
"""
_END = """
end; end time; endtime; to; out; tc out; stop; finish; end offset; fin; ende
"""


_UNIT = re.compile(
    r" (?:s|sec|secs|seconds|ms|msec|millis|milliseconds|hh:mm:ss\S*|mm:ss|ss\.\w+)$"
)


def _spellings(words: str) -> frozenset[str]:
    return frozenset(one.strip() for one in re.split("[;\n]", words.strip()))


HEADINGS = {
    "speaker": _spellings(_SPEAKER),
    "text": _spellings(_TEXT),
    "start": _spellings(_START),
    "end": _spellings(_END),
}


def heading(cell: str) -> str:
    """A heading as it is compared: "Start_Time (s)" is "start time s"."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", cell.strip().lstrip("\ufeff"))
    return " ".join(re.sub(r"[_()\[\]*#–-]+", " ", apart).casefold().split())


def kind_of(words: str) -> str:
    """Which of HEADINGS a heading is one of, with or without a unit behind it; "" for none."""
    bare = _UNIT.sub("", words)
    return next((kind for kind, known in HEADINGS.items() if {words, bare} & known), "")


def in_milliseconds(cell: str) -> bool:
    """True if the heading says that its numbers are milliseconds."""
    return heading(cell).endswith((" ms", " msec", " millis", " milliseconds"))
