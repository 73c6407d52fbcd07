"""DSH01 a dialogue with dashes has a turn for each dash, given to two speakers one after the other,
and a notice says that this was guessed; DSH02 who asks is proposed; DSH03 a list, and a text with
few dashes, stay text; ELN01 a file of ELAN is read with the speaker of each tier and the times, in
their order; ELN02 what stands on other tiers is left out and named; ELN03 tiers that only name the
sentences give way to the words below them; ELN04 other XML, and dangerous XML, is refused.
"""

from __future__ import annotations

import pytest

from interviews.dashes import BY_TURNS
from interviews.errors import TranscriptError
from interviews.transcript import parse_transcript
from tests.interviews.test_programs import turns

TALK = ("Depuis quand ?", "Depuis dix ans.", "Et avant ?", "Avant, j'étais ailleurs.")


@pytest.mark.parametrize("dash", ["- ", "– ", "— ", "—"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_dsh01_each_dash_is_a_turn(dash: str, between: str) -> None:
    text = between.join(dash + words for words in TALK)
    source = parse_transcript(text.encode(), "talk.txt")
    assert [(turn.speaker, source.said(turn)) for turn in source.turns] == [
        (f"Speaker {n % 2 + 1}", words) for n, words in enumerate(TALK)
    ]
    assert source.text == text
    assert source.notices == (BY_TURNS,)


def test_dsh02_who_asks() -> None:
    text = "\n".join(f"- {words}" for words in (*TALK, "Pourquoi ?", "Par choix, je crois bien."))
    assert parse_transcript(text.encode(), "talk.txt").interviewers == {"Speaker 1"}


@pytest.mark.parametrize(
    "text",
    [
        "- Bread\n- Milk\n- Eggs\n- Salt\n",
        "- How old are you?\n- Where do you live?\n- Who helps?\n- Why?\n",
        "We met at noon.\nIt rained.\n- Why?\n- So.\n- And?\n- Yes.\n",
        "- Why?\n- So.\n",
        "- Why?\n— So.\n- And?\n— Yes.\n",
    ],
)
def test_dsh03_other_dashes_are_text(text: str) -> None:
    source = parse_transcript(text.encode(), "notes.txt")
    assert (source.speakers, source.notices) == ((), ())


def elan(*tiers: str) -> str:
    """A file with time slots ts0 to ts9, one each second; ts9 has no time."""
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{n}" TIME_VALUE="{n * 1000}"/>' for n in range(9))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT FORMAT="3.0">'
        f'<TIME_ORDER>{slots}<TIME_SLOT TIME_SLOT_ID="ts9"/></TIME_ORDER>'
        + "".join(tiers)
        + "</ANNOTATION_DOCUMENT>"
    )


def tier(name: str, *said: tuple[int, str], more: str = "") -> str:
    """A tier with annotations that begin at a second."""
    return (
        f'<TIER TIER_ID="{name}" {more}>'
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{name}{at}" TIME_SLOT_REF1="ts{at}">'
            f"<ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for at, words in said
        )
        + "</TIER>"
    )


def below(name: str, parent: str, *said: tuple[int, str]) -> str:
    """A tier whose annotations refer to those of another."""
    return (
        f'<TIER TIER_ID="{name}" PARENT_REF="{parent}">'
        + "".join(
            f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{name}{at}" ANNOTATION_REF="{parent}{at}">'
            f"<ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
            for at, words in said
        )
        + "</TIER>"
    )


def test_eln01_tiers_are_speakers() -> None:
    file = elan(
        tier("W-Spch", (1, "Good day."), (5, "Why?"), more='PARTICIPANT="Jane Roe"'),
        tier("Sam", (3, "Hello &amp; \n welcome."), (4, "")),
    )
    expected = "Jane Roe@1000=Good day.|Sam@3000=Hello & welcome.|Jane Roe@5000=Why?"
    assert turns(file, "talk.eaf") == expected


def test_eln02_other_tiers_are_left_out_and_named() -> None:
    file = elan(
        tier("talk", (1, "Good day to you."), more='PARTICIPANT="Jane"'),
        tier("hands", (1, "waves"), more='PARTICIPANT="Jane"'),
        below("english", "talk", (1, "Good day to you all.")),
    )
    assert turns(file, "talk.eaf") == "Jane@1000=Good day to you."
    notices = parse_transcript(file.encode(), "talk.eaf").notices
    assert notices == ("Tiers that were left out: hands, english.",)


def test_eln03_words_below_the_names_of_sentences() -> None:
    file = elan(
        tier("ref@J", (1, "talk.001"), (2, "talk.002"), more='PARTICIPANT="Jane"'),
        below("ft@J", "ref@J", (1, "Bonjour."), (2, "Et puis.")),
        below("orth@J", "ref@J", (1, "Good day."), (2, "And then.")),
    )
    assert turns(file, "talk.eaf") == "Jane@1000=Good day.\nAnd then."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<html></html>", "it is no file of ELAN"),
        ("not xml", "its content is damaged"),
        (elan(), "nothing is said on any tier"),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>',
            "it declares entities of its own",
        ),
    ],
)
def test_eln04_other_xml_is_refused(content: str, told: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        parse_transcript(content.encode(), "talk.eaf")
    assert told in str(refused.value)
