"""REAL01 of every transcript that others wrote the text comes out or a clear refusal; REAL02 many
of them have exactly these turns and speakers; REAL03 in all of them every character lies in a turn
or a label; REAL04 nothing of a hostile file is read, written or unpacked."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import pytest

from interviews.errors import TranscriptError
from interviews.model import Source
from interviews.transcript import FORMATS, parse_transcript
from tests.conftest import SHARED, real_inputs

KINDS = tuple(f".{ending}" for ending in FORMATS)
FILES = [
    path
    for folder in (
        "transcripts",
        "adversarial/docx",
        "adversarial/made_here",
        "adversarial/strings",
        "adversarial/pdf",
        "adversarial/xxe",
        "adversarial/csv_injection",
        "adversarial/pii",
    )
    for path in real_inputs(folder, *KINDS)
]
VTTJS = "transcripts/vttjs"
NO_TALK = "no column of it holds what was said"
NO_TIME = "no line in it is the time of a caption"
LOCKED = "protected by a password"
REFUSED = {  # file: why
    "adversarial/docx/mammoth/empty.docx": "no words in its body",
    "adversarial/docx/mammoth/external-picture.docx": "pictures (1) but no words",
    "adversarial/docx/mammoth/footnote-hyperlink.docx": "Footnotes were left out: 1",
    "adversarial/docx/mammoth/text-box.docx": "Text boxes were left out: 1",
    "adversarial/docx/mammoth/tiny-picture.docx": "pictures (1) but no words",
    "adversarial/docx/mammoth/tiny-picture-target-base-relative.docx": "pictures (1) but no words",
    "adversarial/docx/python-docx/doc-no-coreprops.docx": "no words in its body",
    "adversarial/docx/python-docx/set-no-settings-part.docx": "no words in its body",
    "adversarial/docx/python-docx/sty-having-no-styles-part.docx": "no words in its body",
    "adversarial/made_here/billion_laughs.docx": "entities of its own",
    "adversarial/made_here/bomb_200MB_paragraph.docx": "larger than 40 MB",
    "adversarial/made_here/empty.docx": "the file is empty",
    "adversarial/made_here/plain_text_named.docx": "not a Word document, or it is damaged",
    "adversarial/made_here/transcript_nul_bytes.txt": "U+0000",
    "adversarial/made_here/truncated.docx": "not a Word document, or it is damaged",
    "adversarial/made_here/xxe_file_read.docx": "entities of its own",
    "adversarial/made_here/responses_formula_injection.csv": NO_TALK,
    "adversarial/pdf/pypdf/crazyones-encrypted-256.pdf": LOCKED,
    "adversarial/pdf/pypdf/encrypted-file.pdf": LOCKED,
    "adversarial/pdf/pypdf/imagemagick-CCITTFaxDecode.pdf": "it is a scan",
    "adversarial/pdf/pypdf/r6-user-password.pdf": LOCKED,
    "adversarial/pdf/sample-files/libreoffice-writer-password.pdf": LOCKED,
    "adversarial/pii/generated_small.json": "no kind of transcript known here",
    "adversarial/strings/blns.json": "no kind of transcript known here",
    "adversarial/strings/blns.txt": "U+0001",
    "transcripts/qualcoder_examples/cases456.xlsx": NO_TALK,
    "transcripts/qualcoder_examples/survey456.csv": NO_TALK,
    "transcripts/qualcoder_examples/survey789.xlsx": NO_TALK,
    "transcripts/webvtt_py/invalid_format.sbv": NO_TIME,
    "transcripts/webvtt_py/invalid_format1.srt": NO_TIME,
    "transcripts/webvtt_py/invalid_format2.srt": NO_TIME,
    "transcripts/webvtt_py/invalid_format3.srt": NO_TIME,
    "transcripts/webvtt_py/empty.vtt": "the file is empty",
    "transcripts/webvtt_py/invalid.vtt": "does not begin with the line WEBVTT",
    "transcripts/webvtt_py/no_captions.vtt": "no words",
    f"{VTTJS}/file-layout/bad-double-webvtt.vtt": "does not begin with the line WEBVTT",
    f"{VTTJS}/file-layout/blank-file.vtt": "the file is empty",
    f"{VTTJS}/file-layout/blank-file-with-bom.vtt": "does not begin with the line WEBVTT",
    f"{VTTJS}/file-layout/bom-garbage-data.vtt": "does not begin with the line WEBVTT",
    f"{VTTJS}/file-layout/bom-tab-webvtt.vtt": "does not begin with the line WEBVTT",
    f"{VTTJS}/file-layout/garbage-signature.vtt": "does not begin with the line WEBVTT",
    f"{VTTJS}/file-layout/newline-before-webvtt.vtt": "does not begin with the line WEBVTT",
    f"{VTTJS}/file-layout/tab-after-bom-before-header.vtt": "does not begin with the line WEBVTT",
    f"{VTTJS}/integration/arrows.vtt": "no words",
    f"{VTTJS}/integration/spec-example.vtt": "U+0080",  # its apostrophes were damaged in saving
}
# file: number of turns of each speaker in order, interviewers, fingerprint of the text
EXACT = {
    "transcripts/qualcoder_examples/transcript.txt": (
        {"id1": 3, "id2": 2, "id3": 2},
        set(),
        "dfa655b265b2",
    ),
    "transcripts/qualcoder_examples/ID1.docx": ({"": 1}, set(), "f1909973721b"),
    "transcripts/mantas_small/docx.docx": ({"": 2}, set(), "4af4a6577d2c"),
    "transcripts/mantas_small/vtt_with_html.vtt": ({"": 1}, set(), "c0054a25b80b"),
    "transcripts/webvtt_py/sample.vtt": ({"": 16}, set(), "abdd12300a24"),
    "transcripts/webvtt_py/cue_tags.vtt": ({"": 3}, set(), "e1df333b3dbc"),
    "transcripts/vttjs/integration/cycle-collector-talk.vtt": (
        {"Kyle Huey": 3, "Chris Pearce": 1, "": 1},
        set(),
        "128c332d17c4",
    ),
    "transcripts/vttjs/integration/cue-content.vtt": (
        {"Neil deGrasse Tyson": 1},
        set(),
        "1f1fc1e811ed",
    ),
    "transcripts/vttjs/cuetext/voice/with-closing-span.vtt": (
        {"Joe": 1, "": 1},
        set(),
        "bc0cff2ddf55",
    ),
    "transcripts/zoom_vtt/english_literature_discussion.vtt": (
        {"Professor Williams": 23, "Student M": 7, "Student N": 7, "Student O": 7, "Student P": 7},
        set(),
        "5ca64bde216e",
    ),
    "transcripts/zoom_vtt/intro_statistics_week1.vtt": (
        {"Professor Smith": 14, "Student A": 6, "Student B": 5, "Student C": 5},
        set(),
        "9064552d3460",
    ),
    "adversarial/made_here/labels_mixture.txt": (
        {
            "INT": 1,
            "P1": 1,
            "Speaker 1": 1,
            "Jane": 1,
            "Dr. O’Neil-Smith": 1,
            "A1": 1,
            "Tim Smith": 1,
            "MS. WHIRLEY": 1,
            "Q": 1,
            "A": 1,
            "李华": 1,
        },
        {"Q", "INT"},
        "f37e5a956a26",
    ),
    "adversarial/made_here/voice_tags.vtt": (
        {"Müller, Anna (Guest)": 1, "Ben": 1, "Cleo": 1, "": 1},
        set(),
        "57d56652d28f",
    ),
    "adversarial/made_here/transcript_cp1252_crlf.txt": (
        {"Interviewer": 2, "P1": 1},
        {"Interviewer"},
        "7b2ceb1e0401",
    ),
    "adversarial/made_here/transcript_macroman_cr.txt": (
        {"Interviewer": 2, "P1": 1},
        {"Interviewer"},
        "7b2ceb1e0401",
    ),
    "adversarial/made_here/transcript_utf16be_nobom.txt": (
        {"Interviewer": 2, "P1": 1},
        {"Interviewer"},
        "7b2ceb1e0401",
    ),
    "adversarial/made_here/transcript_utf16le_bom_crlf.txt": (
        {"Interviewer": 2, "P1": 1},
        {"Interviewer"},
        "7b2ceb1e0401",
    ),
    "adversarial/made_here/transcript_utf8_bom.txt": (
        {"Interviewer": 2, "P1": 1},
        {"Interviewer"},
        "7b2ceb1e0401",
    ),
    "adversarial/made_here/transcript_mixed_newlines_nel_ls.txt": (
        {"P1": 1, "P2": 1, "P3": 1, "P6": 1},
        set(),
        "e3dbe991034b",
    ),
    "transcripts/asr_json/amazon-transcribe_todayinfocus.sample.json": (
        {"spk_0": 4, "spk_1": 4},
        {"spk_0"},
        "69a1683cd054",
    ),
    "transcripts/asr_json/bbc-kaldi_bbcKaldiTranscriptWithSpeakerSegments.sample.json": (
        {"S12": 5, "S10": 5},
        set(),
        "4f75cf9369c3",
    ),
    "transcripts/asr_json/google-stt_gcpStt.sample.json": ({"": 57}, set(), "78fe0a8063f8"),
    "transcripts/asr_json/speechmatics_speechmaticsTedTalkTranscript.sample.json": (
        {"F4": 5, "F3": 5, "F2": 1},
        set(),
        "eb033533e97a",
    ),
    "transcripts/changelog_md/away-from-keyboard-1.md": (
        {"Tim Smith": 11, "Jason Snell": 11},
        set(),
        "817873ae59e9",
    ),
    "transcripts/encodings_srt/gb2312.srt": ({"": 3}, set(), "7adaf83dcba2"),
    "transcripts/kerrigan_pdf/P1.pdf": (
        {"": 1, "Dan": 47, "Participant": 47},
        {"Dan"},
        "05eb0c73de98",
    ),
    "transcripts/kerrigan_pdf/P2.pdf": (
        {"": 1, "Dan": 81, "Participant": 84},
        {"Dan"},
        "0b301c573502",
    ),
    "transcripts/kerrigan_pdf/P7.pdf": (
        {"": 1, "Dan": 53, "Participant": 53},
        {"Dan"},
        "15f990eccca3",
    ),
    "transcripts/mantas_small/csv_ansi.csv": ({"": 2}, set(), "8eacebfbc10d"),
    "transcripts/mantas_small/rtf2.rtf": ({"": 2}, set(), "1712f0306b27"),
    "transcripts/mantas_small/srt.srt": ({"": 2}, set(), "3c09f9ccc64f"),
    "transcripts/mantas_small/utf16.srt": ({"": 1}, set(), "c4c22edb28c8"),
    "transcripts/qualcoder_examples/ID2.odt": ({"": 1}, set(), "746f25f1a183"),
    "transcripts/webvtt_py/missing_timeframe.srt": ({"": 5}, set(), "d05aef73e962"),
    "transcripts/webvtt_py/sample.sbv": ({"": 5}, set(), "403e5ced752c"),
    "transcripts/webvtt_py/sample.srt": ({"": 5}, set(), "d05aef73e962"),
    "adversarial/docx/mammoth/tables.docx": ({"": 1}, set(), "a64ea4cbbc6d"),
    "adversarial/docx/mammoth/strict-format.docx": ({"": 1}, set(), "532eaabd9574"),
    "adversarial/docx/python-docx/blk-paras-and-tables.docx": ({"": 1}, set(), "820718f31f70"),
}


def name_of(path: Path) -> str:
    """The file as the tables here call it."""
    return path.relative_to(SHARED).as_posix()


def fingerprint(source: Source) -> str:
    """Enough of the text's sha256 to notice a change."""
    return source.sha256[:12]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_real01_text_or_a_clear_refusal(path: Path) -> None:
    expected = REFUSED.get(name_of(path))
    if expected is None:
        source = parse_transcript(path.read_bytes(), path.name)
        assert source.text.strip()
        assert source.original_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        return
    with pytest.raises(TranscriptError) as refused:
        parse_transcript(path.read_bytes(), path.name)
    assert expected in str(refused.value)
    assert refused.value.where.startswith(path.name)


@pytest.mark.parametrize("path", [p for p in FILES if name_of(p) in EXACT], ids=name_of)
def test_real02_exact_turns(path: Path) -> None:
    source = parse_transcript(path.read_bytes(), path.name)
    counts: dict[str, int] = {}
    for turn in source.turns:
        counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
    found = (counts, set(source.interviewers), fingerprint(source))
    assert found == EXACT[name_of(path)]


@pytest.mark.parametrize("path", [p for p in FILES if name_of(p) not in REFUSED], ids=name_of)
def test_real03_nothing_is_invisible(path: Path) -> None:
    source = parse_transcript(path.read_bytes(), path.name)
    at = 0
    for turn in source.turns:
        label = source.text[at : turn.start].strip()
        assert not label or not turn.speaker or turn.speaker in label or turn.at_ms is not None
        at = turn.end
    assert source.text[at:].strip() == ""


def test_real04_hostile_files_leave_nothing_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    for path in real_inputs("adversarial/made_here", ".docx"):
        with contextlib.suppress(TranscriptError):
            assert "root:" not in parse_transcript(path.read_bytes(), path.name).text
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
