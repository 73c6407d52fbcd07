"""SPS01 JSON of recognised speech is told by its shape, whole, with speakers and times, whatever
program wrote it; SPS02 what one program writes twice is read once, and what stands in several
results is read from all of them; SPS03 words that come one by one are joined to what was said;
SPS04 what was said is found inside the objects in which a program wraps it; SPS05 a list that names
nobody and holds no time is no transcript, and any other JSON is refused, never a crash.

Every file here is invented, in the form in which the program named writes it.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.errors import TranscriptError
from interviews.model import Source
from interviews.transcript import parse_transcript
from tests.interviews.test_programs import turns

GOOD_HELLO = "Speaker {}@100=Good day.|Speaker {}@1500=Hello."
NAMED = "Jane Roe@100=Good day.|Sam Okoro@1500=Hello."


def word(text: str, start: float, **more: object) -> dict[str, object]:
    """A word with its time, as most programs write it."""
    return {"word": text, "start": start, "end": start + 0.3, **more}


def google(text: str, start: str, speaker: str = "") -> dict[str, object]:
    """A word of Google, version 2."""
    return {"word": text, "startOffset": start} | ({"speakerLabel": speaker} if speaker else {})


def azure(display: str, offset: str, speaker: int, **more: object) -> dict[str, object]:
    """A phrase of Azure."""
    return {"offset": offset, "speaker": speaker, "nBest": [{"display": display}], **more}


DEEPGRAM_WORDS = [
    word("good", 0.1, speaker=0, punctuated_word="Good"),
    word("day", 0.4, speaker=0, punctuated_word="day."),
    word("hello", 1.5, speaker=1, punctuated_word="Hello."),
]
PARAGRAPHS = [
    {"speaker": 0, "start": 0.1, "sentences": [{"text": "Good day."}]},
    {"speaker": 1, "start": 1.5, "sentences": [{"text": "Hello."}]},
]


def deepgram(*best: object) -> object:
    """Channels with one alternative each."""
    return {"results": {"channels": [{"alternatives": [one]} for one in best]}}


SHAPES: list[tuple[str, object, str]] = [
    ("deepgram words", deepgram({"words": DEEPGRAM_WORDS}), GOOD_HELLO.format(0, 1)),
    (
        "deepgram paragraphs",
        deepgram({"words": DEEPGRAM_WORDS, "paragraphs": {"paragraphs": PARAGRAPHS}}),
        GOOD_HELLO.format(0, 1),
    ),
    (
        "deepgram channels",
        deepgram({"words": [word("Hello.", 1.5)]}, {"words": [word("Good day.", 0.1)]}),
        "Channel 2@100=Good day.|Channel 1@1500=Hello.",
    ),
    (
        "azure batch",
        {"recognizedPhrases": [azure("Good day.", "PT0.1S", 1), azure("Hello.", "PT1M2.5S", 2)]},
        "Speaker 1@100=Good day.|Speaker 2@62500=Hello.",
    ),
    (
        "azure ticks, capitals, channels out of order",
        {
            "RecognizedPhrases": [
                {"Channel": 1, "OffsetInTicks": 15000000, "NBest": [{"Display": "Hello."}]},
                {"Channel": 0, "OffsetInTicks": 1000000, "NBest": [{"Display": "Good day."}]},
            ]
        },
        "Channel 0@100=Good day.|Channel 1@1500=Hello.",
    ),
    (
        "azure fast",
        {
            "combinedPhrases": [{"text": "Good day. Hello."}],
            "phrases": [
                {"offsetMilliseconds": 100, "text": "Good day.", "speaker": 1},
                {"offsetMilliseconds": 1500, "text": "Hello.", "speaker": 2},
            ],
        },
        GOOD_HELLO.format(1, 2),
    ),
    (
        "azure video indexer",
        {
            "videos": [
                {
                    "insights": {
                        "speakers": [{"id": 1, "name": "Jane Roe"}, {"id": 2, "name": "Sam Okoro"}],
                        "transcript": [
                            {
                                "text": text,
                                "speakerId": speaker,
                                "instances": [{"start": f"0:00:0{at}"}],
                            }
                            for text, speaker, at in (("Good day.", 1, "0.1"), ("Hello.", 2, "1.5"))
                        ],
                    }
                }
            ]
        },
        NAMED,
    ),
    (
        "teams",
        {
            "type": "Transcript",
            "entries": [
                {
                    "text": text,
                    "speakerId": "a@b",
                    "speakerDisplayName": name,
                    "startOffset": f"00:00:0{at}00000",
                }
                for text, name, at in (
                    ("Good day.", "Jane Roe", "0.10"),
                    ("Hello.", "Sam Okoro", "1.50"),
                )
            ],
        },
        NAMED,
    ),
    (
        "contact lens",
        {
            "Transcript": [
                {"ParticipantId": "AGENT", "Content": "Good day.", "BeginOffsetMillis": 100},
                {"ParticipantId": "CUSTOMER", "Content": "Hello.", "BeginOffsetMillis": 1500},
            ]
        },
        "AGENT@100=Good day.|CUSTOMER@1500=Hello.",
    ),
    (
        "transformers",
        {
            "speakers": [
                {"speaker": "SPEAKER_00", "text": " Good day.", "timestamp": [0.1, 1.2]},
                {"speaker": "SPEAKER_01", "text": " Hello.", "timestamp": [1.5, None]},
            ],
            "chunks": [{"text": " Good day.", "timestamp": [0.1, 1.2]}],
            "text": " Good day. Hello.",
        },
        "SPEAKER_00@100=Good day.|SPEAKER_01@1500=Hello.",
    ),
    ("whisper, text alone", {"text": "Good day. Hello."}, "@=Good day. Hello."),
    (
        "whisper.cpp",
        {
            "transcription": [
                {"offsets": {"from": 100}, "text": " Good day. [SPEAKER_TURN]", "speaker": "?"},
                {"offsets": {"from": 1500}, "text": " Hello.", "speaker": "1"},
            ]
        },
        "@100=Good day.|Speaker 1@1500=Hello.",
    ),
    (
        "youtube",
        {
            "wireMagic": "pb3",
            "events": [
                {"tStartMs": 0, "dDurationMs": 9000, "id": 1},
                {"tStartMs": 100, "segs": [{"utf8": "good"}, {"utf8": " day", "tOffsetMs": 200}]},
                {"tStartMs": 1490, "aAppend": 1, "segs": [{"utf8": "\n"}]},
                {"tStartMs": 1500, "segs": [{"utf8": "hello"}]},
            ],
        },
        "@100=good day|@1500=hello",
    ),
    (
        "aws, speakers by time alone",
        {
            "results": {
                "items": [
                    {
                        "type": "pronunciation",
                        "start_time": start,
                        "alternatives": [{"content": text}],
                    }
                    for text, start in (("Good", "0.1"), ("day.", "0.4"), ("Hello.", "1.5"))
                ],
                "speaker_labels": {
                    "segments": [
                        {"start_time": "0.0", "speaker_label": "spk_0"},
                        {"start_time": "1.5", "speaker_label": "spk_1"},
                    ]
                },
            }
        },
        "spk_0@100=Good day.|spk_1@1500=Hello.",
    ),
    (
        "speechmatics by channel",
        {
            "results": [
                {
                    "type": "word",
                    "channel": channel,
                    "start_time": start,
                    "alternatives": [{"content": text, "speaker": "UU"}],
                }
                for text, channel, start in (("Good", "Agent", 0.1), ("Hello", "Caller", 1.5))
            ]
        },
        "Agent@100=Good|Caller@1500=Hello",
    ),
    (
        "rev with names",
        {
            "monologues": [
                {
                    "speaker": 0,
                    "speaker_info": {"id": 0, "display_name": "Jane Roe"},
                    "elements": [{"value": "Good day.", "timestamp": "00:00:00,100"}],
                },
            ]
        },
        "Jane Roe@100=Good day.",
    ),
]
SEGMENTS = [
    {"speaker_id": "Jane Roe", "text": "Good day.", "start": 0.1},
    {"speaker_id": "Sam Okoro", "text": "Hello.", "start": 1.5},
]
OTHER_KEYS: list[tuple[str, object, str]] = [
    ("segments with ids of speakers", {"segments": SEGMENTS}, NAMED),
    (
        "segments with names, ids and start times",
        {
            "segments": [
                {
                    "speaker_id": "S0",
                    "speaker_name": "Jane Roe",
                    "text": "Good day.",
                    "start_time": 0.1,
                },
                {
                    "speaker_id": "S1",
                    "speaker_name": "Sam Okoro",
                    "text": "Hello.",
                    "start_time": 1.5,
                },
            ]
        },
        NAMED,
    ),
    (
        "segments with the date as seconds",
        {"segments": [{"speaker": "A", "text": "Good.", "start_time": 1742176115.01}]},
        "Speaker A@=Good.",
    ),
    (
        "utterances of participants",
        {
            "utterances": [
                {"participant": "Jane Roe", "start_ms": 100, "text": "Good day."},
                {"participant": "Sam Okoro", "start_ms": 1500, "text": "Hello."},
            ]
        },
        NAMED,
    ),
    (
        "watson",
        {
            "results": [
                {"alternatives": [{"transcript": "good day ", "timestamps": [["good", 0.1, 0.3]]}]},
                {"alternatives": [{"transcript": "hello ", "timestamps": [["hello", 1.5, 1.9]]}]},
            ],
            "speaker_labels": [{"from": 0.1, "speaker": 0}, {"from": 1.5, "speaker": 2}],
        },
        "Speaker 0@100=good|Speaker 2@1500=hello",
    ),
]
REPEATED: list[tuple[str, object, str]] = [
    (
        "google, the last result says all again with speakers",
        {
            "results": [
                {"alternatives": [{"transcript": "good day", "words": [google("good", "0.1s")]}]},
                {
                    "alternatives": [
                        {"words": [google("good", "0.1s", "1"), google("hello", "1.5s", "2")]}
                    ]
                },
            ]
        },
        "Speaker 1@100=good|Speaker 2@1500=hello",
    ),
    (
        "google, each result has speakers of its own",
        {
            "results": [
                {"alternatives": [{"transcript": "good", "words": [google("good", "0.1s", "1")]}]},
                {"alternatives": [{"transcript": "hello", "words": [google("hello", "1s", "2")]}]},
            ]
        },
        "Speaker 1@100=good|Speaker 2@1000=hello",
    ),
    (
        "google, a result without speakers",
        {
            "results": [
                {"alternatives": [{"transcript": "good day", "words": [google("good", "0.1s")]}]},
                {"alternatives": [{"transcript": "hello", "words": [google("hello", "1s", "2")]}]},
            ]
        },
        "@100=good day|Speaker 2@1000=hello",
    ),
    (
        "google, channels",
        {
            "results": [
                {"channelTag": 1, "alternatives": [{"transcript": "good"}]},
                {"channelTag": 2, "alternatives": [{"transcript": "hello"}]},
            ]
        },
        "Channel 1@=good|Channel 2@=hello",
    ),
]
WORDS: list[tuple[str, object, str]] = [
    (
        "assemblyai without utterances, in milliseconds",
        {
            "text": "Good day. Hello.",
            "utterances": None,
            "words": [
                {"text": text, "start": start, "end": start + 200, "speaker": speaker}
                for text, start, speaker in (
                    ("Good", 100, "A"),
                    ("day.", 400, "A"),
                    ("Hello.", 1500, "B"),
                )
            ],
        },
        GOOD_HELLO.format("A", "B"),
    ),
    (
        "elevenlabs, with the blanks as words",
        {
            "text": "Good day. Hello.",
            "words": [
                {"text": text, "start": start, "type": kind, "speaker_id": speaker}
                for text, start, kind, speaker in (
                    ("Good", 0.1, "word", "speaker_0"),
                    (" ", 0.3, "spacing", "speaker_0"),
                    ("day.", 0.4, "word", "speaker_0"),
                    ("Hello.", 1.5, "word", "speaker_1"),
                )
            ],
        },
        "speaker_0@100=Good day.|speaker_1@1500=Hello.",
    ),
    (
        "vosk",
        {"text": "good day", "result": [word("good", 0.1), word("day", 0.4)]},
        "@100=good day",
    ),
    (
        "vosk, one phrase after the other",
        [
            {"text": "good day", "result": [word("good", 0.1), word("day", 0.4)]},
            {"text": "hello", "result": [word("hello", 1.5)]},
        ],
        "@100=good day|@1500=hello",
    ),
    (
        "premiere",
        {
            "segments": [
                {"speaker": "id-1", "words": [word("Good", 0.1), word("day.", 0.4)]},
                {"speaker": "id-2", "words": [word("Hello.", 1.5)]},
            ],
            "speakers": [{"id": "id-1", "name": "Jane Roe"}, {"id": "id-2", "name": "Sam Okoro"}],
        },
        NAMED,
    ),
    (
        "recorder of meetings",
        [
            {
                "participant": {"id": number, "name": name},
                "words": [{"text": text, "start_timestamp": {"relative": at}}],
            }
            for number, name, text, at in (
                (1, "Jane Roe", "Good day.", 0.1),
                (2, "Sam Okoro", "Hello.", 1.5),
            )
        ],
        NAMED,
    ),
]
SAID = [
    {"speaker_id": 0, "speaker_name": "Jane Roe", "text": "Good day.", "start_time": 0.1},
    {"speaker_id": 1, "speaker_name": "Sam Okoro", "text": "Hello.", "start_time": 1.5},
]
WRAPPED: list[tuple[str, object, str]] = [
    ("fireflies", {"data": {"transcript": {"title": "Talk", "sentences": SAID}}}, NAMED),
    (
        "gladia",
        {
            "result": {
                "transcription": {
                    "utterances": [
                        {"speaker": 0, "start": 0.1, "text": "Good day."},
                        {"speaker": 1, "start": 1.5, "text": "Hello."},
                    ]
                }
            }
        },
        GOOD_HELLO.format(0, 1),
    ),
    (
        "beside a longer list of something else",
        {"tags": [{"id": n} for n in range(9)], "talk": SAID},
        NAMED,
    ),
]


def _ids(shapes: list[tuple[str, object, str]]) -> list[str]:
    return [name for name, _, _ in shapes]


@pytest.mark.parametrize(("program", "content", "expected"), SHAPES, ids=_ids(SHAPES))
def test_sps01_programs(program: str, content: object, expected: str) -> None:
    assert turns(json.dumps(content), "talk.json") == expected


@pytest.mark.parametrize(("program", "content", "expected"), OTHER_KEYS, ids=_ids(OTHER_KEYS))
def test_sps01_other_keys(program: str, content: object, expected: str) -> None:
    assert turns(json.dumps(content), "talk.json") == expected


@pytest.mark.parametrize(("program", "content", "expected"), REPEATED, ids=_ids(REPEATED))
def test_sps02_nothing_twice_and_nothing_lost(program: str, content: object, expected: str) -> None:
    assert turns(json.dumps(content), "talk.json") == expected


@pytest.mark.parametrize(("program", "content", "expected"), WORDS, ids=_ids(WORDS))
def test_sps03_words_one_by_one(program: str, content: object, expected: str) -> None:
    assert turns(json.dumps(content), "talk.json") == expected


@pytest.mark.parametrize(("program", "content", "expected"), WRAPPED, ids=_ids(WRAPPED))
def test_sps04_wrapped(program: str, content: object, expected: str) -> None:
    assert turns(json.dumps(content), "talk.json") == expected


def test_sps04_one_object_per_line() -> None:
    lines = "\n".join(json.dumps(one) for one in SAID)
    assert turns(f"{lines}\n", "talk.json") == NAMED


@pytest.mark.parametrize(
    "content",
    [
        {"name": "app", "version": "1.0.0", "scripts": {"test": "run"}, "dependencies": {}},
        [{"id": 1, "content": "Buy bread", "done": False}],
        {"questions": [{"text": "What is it?", "answer": "This"}]},
        [{"created_at": "2026", "text": "I like this", "user": {"name": "jane"}}],
        {"type": "FeatureCollection", "features": [{"properties": {"text": "Lake"}}]},
        {"hello": "Bonjour"},
        [{"user": "jane", "title": "A fault", "body": "It stops when I save."}],
        {"flags": [{"name": "ShowProgress", "value": "1", "comment": "Show all progress"}]},
        {"videos": ["a"], "events": [1], "recognizedPhrases": [None]},
    ],
)
def test_sps05_other_json_is_refused(content: object) -> None:
    with pytest.raises(TranscriptError, match="no kind of transcript known here"):
        parse_transcript(json.dumps(content).encode(), "talk.json")


KEYS = st.sampled_from(
    [
        *("text", "words", "word", "start", "end", "segments", "results", "alternatives", "type"),
        *("channels", "speaker", "items", "utterances", "transcription", "recognizedPhrases"),
        *("events", "segs", "videos", "insights", "result", "monologues", "elements", "other"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.floats(0, 9) | st.sampled_from(["a", "0.5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=150)
def test_sps05_any_json_is_read_or_refused(content: object) -> None:
    try:
        read: object = parse_transcript(json.dumps(content).encode(), "talk.json")
    except TranscriptError as refused:
        read = refused
    assert isinstance(read, Source | TranscriptError)
