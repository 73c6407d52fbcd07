"""ROL01 captions that roll, each line shown twice and a third time, are read once, each line with
the time at which it first came; ROL02 what people say twice stays twice where captions do not roll;
ROL03 a notice tells that repeated lines were left out; ROL04 a cue in which Teams wrote an object
with speaker and words is read by them; ROL05 how captions look is not said.
"""

from __future__ import annotations

from interviews.transcript import parse_transcript
from tests.interviews.test_programs import turns

SETTINGS = "align:start position:0%"
ROLLING = f"""WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.470 {SETTINGS}
{" "}
we<00:00:00.399><c> open</c><00:00:00.640><c> at</c><00:00:01.000><c> nine</c>

00:00:02.470 --> 00:00:02.480 {SETTINGS}
we open at nine
{" "}

00:00:02.480 --> 00:00:04.950 {SETTINGS}
we open at nine
and<00:00:02.639><c> close</c><00:00:03.040><c> late</c>

00:00:04.950 --> 00:00:04.960 {SETTINGS}
and close late
{" "}

00:00:04.960 --> 00:00:07.000 {SETTINGS}
and close late
most<00:00:05.100><c> days</c>
"""
ROLLING_SRT = """1
00:00:00,160 --> 00:00:02,480
we open at nine

2
00:00:02,480 --> 00:00:04,960
we open at nine
and close late

3
00:00:04,960 --> 00:00:07,000
and close late
most days
"""
ONCE = "@160=we open at nine|@2480=and close late|@4960=most days"


def test_rol01_rolling_captions_are_read_once() -> None:
    assert turns(ROLLING, "talk.vtt") == ONCE
    assert turns(ROLLING_SRT, "talk.srt") == ONCE


def test_rol02_what_is_said_twice_stays() -> None:
    said = ["Yes.", "Yes.", "We open at nine.", "And then?", "Yes."]
    cues = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}\n\n" for n, words in enumerate(said)
    )
    assert parse_transcript(cues.encode(), "talk.srt").text == "\n".join(said)


def test_rol03_the_notice_tells() -> None:
    assert parse_transcript(ROLLING.encode(), "talk.vtt").notices == (
        "Each caption showed lines of the one before it again: they were read once.",
    )


def test_rol04_teams_objects_in_cues() -> None:
    cue = (
        "00:00:0{0}.500 --> 00:00:0{0}.900\n"
        '{{"startDateTime":"2026-01-01","speakerName":"{1}","spokenText":"{2}"}}\n\n'
    )
    file = "WEBVTT\n\n" + cue.format(3, "Jane Roe", "Good day.") + cue.format(5, "Sam", "Hello.")
    assert turns(file, "talk.vtt") == "Jane Roe@3500=Good day.|Sam@5500=Hello."
    broken = 'WEBVTT\n\n00:03.500 --> 00:04.000\n{"spokenText": yes\n'
    assert turns(broken, "talk.vtt") == '@3500={"spokenText": yes'


def test_rol05_looks_are_left_out() -> None:
    file = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}{\\i1}Good{\\i0} day {so}.\n"
    assert turns(file, "talk.srt") == "@1000=Good day {so}."
