"""PRG01 what the programs that make transcripts write is read with its speakers and times; PRG02 a
table is read by its headings, in several languages, or by what stands in it; PRG03 recognised
speech as JSON is told by its shape; PRG04 names that shorten, initials and labels of one word are
speakers, what only looks like one is text.

Every file here is invented, in the form in which the program named writes it.
"""

from __future__ import annotations

import json

import pytest

from interviews.errors import TranscriptError
from interviews.transcript import parse_transcript


def turns(content: str, filename: str) -> str:
    """ "speaker@ms=words" of each turn, with bars between."""
    source = parse_transcript(content.encode(), filename)
    return "|".join(
        f"{turn.speaker}@{'' if turn.at_ms is None else turn.at_ms}={source.said(turn)}"
        for turn in source.turns
    )


ROE = "Jane Roe@{}=Good morning.|Sam Okoro@{}=Hello.|Jane Roe@{}=Why?"


@pytest.mark.parametrize(
    ("program", "content", "expected"),
    [
        (
            "teams.txt",
            "0:0:0.0 --> 0:0:3.120\nJane Roe\nGood morning.\n0:0:3.450 --> 0:0:9.10\nSam Okoro\n"
            "Hello.\n0:0:9.500 --> 0:0:12.0\nJane Roe\nWhy?\n",
            ROE.format(0, 3450, 9500),
        ),
        (
            "teams new.txt",
            "Jane Roe   0:03\nGood morning.\n\nSam Okoro   0:10\nHello.\n\nJane Roe   0:14\nWhy?\n",
            ROE.format(3000, 10000, 14000),
        ),
        (
            "zoom chat.txt",
            "[Jane Roe] 00:15:02\nGood morning.\n\n[Sam Okoro] 00:15:09\nHello.\n\n"
            "[Jane Roe] 00:15:12\nWhy?\n",
            ROE.format(902000, 909000, 912000),
        ),
        (
            "otter.txt",
            "Jane Roe  0:00  \nGood morning.\n\nUnknown Speaker  0:05  \nYes.\n",
            "Jane Roe@0=Good morning.|Unknown Speaker@5000=Yes.",
        ),
        (
            "otter.srt",
            "1\n00:00:00,120 --> 00:00:02,000\nJane Roe: Good morning.\n\n"
            "2\n00:00:02,300 --> 00:00:04,000\nSam Okoro: Hello.\n\n"
            "3\n00:00:04,300 --> 00:00:06,000\nI work nights.\n",
            "Jane Roe@120=Good morning.|Sam Okoro@2300=Hello.|Sam Okoro@4300=I work nights.",
        ),
        (
            "rev.txt",
            "Jane Roe (00:01):\nGood morning.\n\nSam Okoro (00:05):\nHello.\n\n"
            "Jane Roe (00:09):\nWhy?\n",
            ROE.format(1000, 5000, 9000),
        ),
        (
            "rev older.txt",
            "Speaker 1: (00:01)\nGood morning.\nSpeaker 2: (00:05)\nHello.\n",
            "Speaker 1@1000=Good morning.|Speaker 2@5000=Hello.",
        ),
        (
            "descript.md",
            "**Jane Roe:** [00:00:00] Good morning.\n\n**Sam Okoro:** [00:00:05] Hello.\n\n"
            "**Jane Roe:** Why?\n",
            ROE.format(0, 5000, ""),
        ),
        (
            "trint.txt",
            "Jane Roe [00:00:05] Good morning.\n\nSam Okoro [00:00:09] Hello.\n\n"
            "Jane Roe [00:00:12] Why?\n",
            ROE.format(5000, 9000, 12000),
        ),
        (
            "sonix.txt",
            "[00:00:05] Jane Roe: Good morning.\n\n[00:00:09] Sam Okoro: Hello.\n\n"
            "[00:00:12] Jane Roe: Why?\n",
            ROE.format(5000, 9000, 12000),
        ),
        (
            "happy scribe.txt",
            "[00:00:05.120] - Jane Roe\nGood morning.\n\n[00:00:09.400] - Sam Okoro\nHello.\n\n"
            "[00:00:12.000] - Jane Roe\nWhy?\n",
            ROE.format(5120, 9400, 12000),
        ),
        (
            "nvivo.txt",
            "00:00:05\nJane Roe\nGood morning.\n00:00:09\nSam"
            " Okoro\nHello.\n00:00:12\nJane Roe\nWhy?\n",
            ROE.format(5000, 9000, 12000),
        ),
        (
            "otranscribe.txt",
            "0:01 Jane: Good morning.\n\n0:05 Sam: Hello.\n\n0:09 Jane: Why?\n",
            "Jane@1000=Good morning.|Sam@5000=Hello.|Jane@9000=Why?",
        ),
        (
            "f4.txt",
            "I: Good morning. #00:00:05-3#\n\nB: Yes. #00:00:12-0#\n\nI: Why?"
            " #00:00:14-5#\n\nB: So.",
            "I@=Good morning.|B@5300=Yes.|I@12000=Why?|B@14500=So.",
        ),
        (
            "f5.txt",
            "#00:00:00-0# I: Good morning.\n#00:00:05-3# B: Yes.\n#00:00:09-1# I: Why?\n",
            "I@0=Good morning.|B@5300=Yes.|I@9100=Why?",
        ),
        (
            "amberscript.txt",
            "[00:00:05 - 00:00:09] Speaker 1\nGood morning.\n\n[00:00:09 -"
            " 00:00:12] Speaker 2\nHi.",
            "Speaker 1@5000=Good morning.|Speaker 2@9000=Hi.",
        ),
        (
            "whisperx.srt",
            "1\n00:00:00,120 --> 00:00:02,000\n[SPEAKER_00]: Good morning.\n\n"
            "2\n00:00:02,300 --> 00:00:04,000\n[SPEAKER_01]: Hello.\n",
            "SPEAKER_00@120=Good morning.|SPEAKER_01@2300=Hello.",
        ),
        (
            "youtube.sbv",
            "0:00:00.599,0:00:04.160\n>> JANE: Good morning\n\n0:00:04.160,0:00:06.770\n>> SAM: "
            "hello\n\n0:00:06.770,0:00:08.000\nI work nights\n",
            "JANE@599=Good morning|SAM@4160=hello|SAM@6770=I work nights",
        ),
        (
            "youtube.srt",
            "1\n00:00:00,000 --> 00:00:02,000\n{\\an8}<i>good</i> morning\n2\n"
            "00:00:02,000 --> 00:00:04,000\n1990\n\n3\n00:00:04,000 --> 00:00:05,000\n\n",
            "@0=good morning|@2000=1990",
        ),
        (
            "edit.srt",
            "00:03:43:00 -> 00:03:49:00\nGood morning\n00:03:50:00 -> 00:04:00:00\nHello\n",
            "@223000=Good morning|@230000=Hello",
        ),
        (
            "otranscribe.otr",
            json.dumps(
                {
                    "text": '<p><span class="timestamp" data-timestamp="1.2">0:01</span> Jane: Good'
                    " morning.<br /></p><p>0:05 Sam: Hello &amp; bye.</p><p>0:09 Jane: Why?</p>",
                    "media": "talk.mp3",
                    "media-time": 12,
                }
            ),
            "Jane@1000=Good morning.|Sam@5000=Hello & bye.|Jane@9000=Why?",
        ),
    ],
)
def test_prg01_programs(program: str, content: str, expected: str) -> None:
    assert turns(content, program) == expected


@pytest.mark.parametrize(
    ("program", "content", "expected"),
    [
        (
            "nvivo.csv",
            "Timespan,Content,Speaker\n0:00.0 - 0:05.3,Good morning.,Jane Roe\n"
            '0:05.3 - 0:09.1,"Hello, I work nights.",Sam Okoro\n',
            "Jane Roe@0=Good morning.|Sam Okoro@5300=Hello, I work nights.",
        ),
        (
            "german.csv",
            "Sprecher;Zeit;Text\nI;00:00:01;Guten Morgen\nB;00:00:05;Ja; gut\n;;Und so\n",
            "I@1000=Guten Morgen|B@5000=Ja; gut|B@=Und so",
        ),
        (
            "seconds.csv",
            "StartTime (s),End (s),Speaker_Name,Transcript,Confidence\n0.5,2,Jane,Good,0.9\n"
            "2.5,4,Sam,Hello,0.8\n",
            "Jane@500=Good|Sam@2500=Hello",
        ),
        (
            "whisper.tsv",
            "start\tend\ttext\n0\t3200\tGood morning.\n3200\t7400\tHello there.\n",
            "@0=Good morning.|@3200=Hello there.",
        ),
        (
            "elan.txt",
            "Interviewer\t\t00:00:00.100\t0.1\t00:00:02.000\t2.0\tGood morning to you.\n"
            "Sam\t\t00:00:02.100\t2.1\t00:00:04.000\t4.0\tHello.\n"
            "Interviewer\t\t00:00:04.100\t4.1\t00:00:05.000\t5.0\tWhy?\n",
            "Interviewer@100=Good morning to you.|Sam@2100=Hello.|Interviewer@4100=Why?",
        ),
        (
            "captions.csv",
            '00:00:01:00,00:00:02:00,"Good\nmorning"\n00:00:02:00,00:00:03:00,"Hello, you"\n',
            "@1000=Good\nmorning|@2000=Hello, you",
        ),
        (
            "two columns.tsv",
            "Jane\tGood morning, you all\nSam\tHello\nJane\tWhy?\n",
            "Jane@=Good morning, you all|Sam@=Hello|Jane@=Why?",
        ),
    ],
)
def test_prg02_tables(program: str, content: str, expected: str) -> None:
    assert turns(content, program) == expected


def test_prg02_a_table_of_answers_is_refused() -> None:
    with pytest.raises(TranscriptError, match="no column of it holds what was said"):
        parse_transcript(b"Case,Age,Interest\nID4,24,golf\nID5,30,shopping\n", "survey.csv")


def _word(content: str, start: float, speaker: str = "S1", kind: str = "word") -> dict[str, object]:
    best = [{"content": content, "speaker": speaker}]
    return {"type": kind, "start_time": start, "alternatives": best}


def _item(content: str, start: str = "") -> dict[str, object]:
    if not start:
        return {"type": "punctuation", "alternatives": [{"content": content}]}
    best = [{"content": content}]
    return {"type": "pronunciation", "start_time": start, "alternatives": best}


def _google(word: str, start: object, speaker: int) -> dict[str, object]:
    return {"word": word, "startTime": start, "speakerTag": speaker}


AWS_ITEMS = [_item("Good", "0.1"), _item("."), _item("Hello", "1.5")]
JSONS: list[tuple[str, object, str]] = [
    (
        "whisper",
        {
            "text": "",
            "segments": [{"start": 0, "text": " Good."}, {"start": 2.5, "text": " Hello."}],
        },
        "@0=Good.|@2500=Hello.",
    ),
    (
        "whisperx",
        {
            "segments": [
                {"start": 0.0, "text": " Good.", "speaker": "SPEAKER_00"},
                {"start": 1.0, "text": " Day.", "speaker": "SPEAKER_00"},
                {"start": 2.5, "text": " Hello.", "speaker": "SPEAKER_01"},
            ]
        },
        "SPEAKER_00@0=Good.\nDay.|SPEAKER_01@2500=Hello.",
    ),
    (
        "whisper.cpp",
        {"transcription": [{"offsets": {"from": 250}, "text": " Good."}]},
        "@250=Good.",
    ),
    (
        "aws",
        {
            "results": {
                "items": AWS_ITEMS,
                "speaker_labels": {
                    "segments": [
                        {"speaker_label": "spk_0", "items": [{"start_time": "0.1"}]},
                        {"speaker_label": "spk_1", "items": [{"start_time": "1.5"}]},
                    ]
                },
            }
        },
        "spk_0@100=Good.|spk_1@1500=Hello",
    ),
    (
        "aws by channel",
        {
            "results": {
                "items": AWS_ITEMS,
                "channel_labels": {
                    "channels": [
                        {"channel_label": "ch_0", "items": AWS_ITEMS[:2]},
                        {"channel_label": "ch_1", "items": AWS_ITEMS[2:]},
                    ]
                },
            }
        },
        "ch_0@100=Good.|ch_1@1500=Hello",
    ),
    (
        "google",
        {
            "results": [
                {"alternatives": [{"transcript": "good day hello", "words": []}]},
                {
                    "alternatives": [
                        {
                            "words": [
                                _google("good", "0.100s", 1),
                                _google("day", {"seconds": "0", "nanos": 300000000}, 1),
                                _google("hello", "1.3s", 2),
                            ]
                        }
                    ]
                },
            ]
        },
        "Speaker 1@100=good day|Speaker 2@1300=hello",
    ),
    (
        "google without speakers",
        {
            "results": [
                {
                    "alternatives": [
                        {"transcript": "good", "words": [{"startTime": "2s", "word": "good"}]}
                    ]
                },
                {"alternatives": [{"transcript": " hello"}]},
            ]
        },
        "@2000=good|@=hello",
    ),
    (
        "speechmatics",
        {
            "results": [
                _word("Good", 0.1),
                _word(".", 0.2, kind="punctuation"),
                _word("Hi", 1.1, "S2"),
            ]
        },
        "S1@100=Good.|S2@1100=Hi",
    ),
    (
        "speechmatics 1",
        {
            "speakers": [{"name": "F1", "time": "0.1"}, {"name": "M1", "time": "2.0"}],
            "words": [
                {"name": "Good", "time": "0.10"},
                {"name": ".", "time": "0.50"},
                {"name": "Hi", "time": "2.00"},
            ],
        },
        "F1@100=Good.|M1@2000=Hi",
    ),
    (
        "bbc kaldi",
        {
            "retval": {
                "words": [
                    {"start": 0.1, "word": "good", "punct": "Good."},
                    {"start": 2.0, "word": "hi", "punct": "Hi."},
                ],
                "segmentation": {
                    "segments": [
                        {"start": 0, "speaker": {"@id": "S0"}},
                        {"start": 1.9, "speaker": {"@id": "S1"}},
                    ]
                },
            }
        },
        "S0@100=Good.|S1@2000=Hi.",
    ),
    (
        "otter",
        {
            "speech": {
                "speakers": [{"id": 7, "speaker_name": "Jane Roe"}],
                "transcripts": [
                    {"transcript": "Good.", "speaker_id": 7, "start_offset": 16000},
                    {"transcript": "Hi.", "speaker_id": 8, "start_offset": 32000},
                ],
            }
        },
        "Jane Roe@1000=Good.|Speaker 8@2000=Hi.",
    ),
    (
        "rev",
        {
            "monologues": [
                {
                    "speaker": 0,
                    "elements": [
                        {"type": "text", "value": "Good", "ts": 0.5},
                        {"type": "punct", "value": "."},
                    ],
                }
            ]
        },
        "Speaker 0@500=Good.",
    ),
    (
        "assemblyai",
        {"utterances": [{"speaker": "A", "start": 250, "text": "Good."}]},
        "Speaker A@250=Good.",
    ),
    (
        "deepgram",
        {"results": {"utterances": [{"speaker": 0, "start": 0.25, "transcript": "Good."}]}},
        "Speaker 0@250=Good.",
    ),
    (
        "rows",
        [{"Speaker": "Jane", "time": "0:05", "text": "Good."}, {"Speaker": "Sam", "text": "Hi."}],
        "Jane@5000=Good.|Sam@=Hi.",
    ),
]


@pytest.mark.parametrize(("program", "content", "expected"), JSONS, ids=[one[0] for one in JSONS])
def test_prg03_recognised_speech(program: str, content: object, expected: str) -> None:
    assert turns(json.dumps(content), "talk.json") == expected


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"a": 1}', "no kind of transcript known here"),
        ('["a", "b"]', "no kind of transcript known here"),
        (
            '{"segments": [{"text": "a"',
            "line 1, character 27: the file is no JSON, or it is cut off",
        ),
        ('{"segments": [{"text": "a"}, 5]}', "a part of it is missing or damaged"),
        ("[" * 100_000, "nested too deep"),
        ('{"segments": [{"text": "a \\ud800 b"}]}', "control character U+D800"),
        ('{"segments": [{"text": "a \\u0000 b"}]}', "control character U+0000"),
    ],
)
def test_prg03_other_json_is_refused(content: str, told: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        parse_transcript(content.encode(), "talk.json")
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("content", "speakers"),
    [
        (
            "Jane Smith: So,\ntell me.\nMary Ellen Carter: I\nbegan.\nJane:"
            " And?\nCarter: We\nstayed."
            "\nJane: Ok\nCarter: And\nso on.\n",
            ["Jane Smith", "Mary Ellen Carter", "Jane", "Carter"],
        ),
        (
            "Talk of May\n\nJane Smith (JS): So,\ntell\nme.\nMary Carter (MC):"
            " I\nbegan\nto.\nJS: And?"
            "\nMC: We\nstayed.\nJS: Ok\nMC: And\nso.\n",
            ["Jane Smith (JS)", "Mary Carter (MC)", "JS", "MC"],
        ),
        ("jane: hello\nsam: hi\njane: why?\nsam: because: it is\n", ["jane", "sam"]),
        (
            "INT: Which?\nP1: Three:\nFirst: nights.\nCalgary: far.\nINT: And?\nP1: No.\n",
            ["INT", "P1"],
        ),
        (
            "INT: Which?\n\nP1: Two.\n\nNora: Three!\n\nINT: And?\n\nP1: No.\n",
            ["INT", "P1", "Nora"],
        ),
        (
            "   Q.   Your name?\n   A.   Doe.\n        MR. FINCH:  No.\n       "
            " THE COURT:  Go on.\n"
            "   Q.   And?\n        THE COURT:  Well.\n",
            ["Q", "A", "MR. FINCH", "THE COURT"],
        ),
    ],
)
def test_prg04_who_is_a_speaker(content: str, speakers: list[str]) -> None:
    assert list(parse_transcript(content.encode(), "talk.txt").speakers) == speakers
