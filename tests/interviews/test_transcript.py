"""TRS01 line ends become LF and a byte-order mark goes, nothing else changes; TRS02 the encoding is
found, and said where it was guessed; TRS03 control characters are refused with their place; TRS04
what is no transcript is refused with why and remedy; TRS05 captions: voices, times, no tags, odd
lines kept; TRS06 Word: paragraphs, tables and accepted changes in order, the rest in a notice;
TRS07 dangerous Word files are refused; TRS08 any words survive .txt, .docx and .vtt."""

from __future__ import annotations

import hashlib
import html
import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.errors import TranscriptError
from interviews.readers import archive
from interviews.transcript import MAX_BYTES, encoding_candidates, parse_transcript
from tests.interviews.words import raw_word, word

FRENCH = "Interviewer: Où étiez-vous ?\nP1: “Chez moi” — café, naïve, 5 €…\n\nInterviewer: OK."


def turns(data: bytes, filename: str) -> list[tuple[str, str, int | None]]:
    """(speaker, words, at_ms) of each turn."""
    source = parse_transcript(data, filename)
    return [(turn.speaker, source.said(turn), turn.at_ms) for turn in source.turns]


def test_trs01_only_line_ends_and_the_mark_change() -> None:
    data = b"\xef\xbb\xbfP1: a\r\nP2:\tb \rP3: c\xc2\x85d\xe2\x80\xa8e\x0c\n\n"
    source = parse_transcript(data, "talk.txt")
    assert source.text == "P1: a\nP2:\tb \nP3: c\x85d\u2028e\x0c\n\n"
    assert source.speakers == ("P1", "P2", "P3")
    assert source.title == "talk"
    assert source.original_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("encoding", "guessed"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("utf-16-le", False),
        ("utf-16-be", False),
        ("utf-32", False),
        ("cp1252", True),
        ("mac_roman", True),
    ],
)
def test_trs02_encodings(encoding: str, guessed: bool) -> None:
    source = parse_transcript(FRENCH.replace("\n", "\r\n").encode(encoding), "talk.txt")
    assert source.text == FRENCH
    assert bool(source.notices) is guessed
    assert all(encoding in notice for notice in source.notices)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "P1: J’étais chez ma sœur, à côté du café – naïvement… « Oui »"),
        ("mac_roman", "P1: J’étais chez ma sœur, à côté du café – naïvement… « Oui »"),
        ("cp1252", "B: Müller, ich weiß nicht – Übung für Ärzte."),
        ("mac_roman", "P1: I don’t know – “maybe”… It cost £5."),
        ("cp1252", "E: ¿Cómo está usted? P: El niño mañana irá. ¡Qué bueno!"),
        ("cp1250", "A: Jak się pan nazywa? B: Żółw i gęś, dziękuję bardzo."),
        ("cp1251", "А: Как дела? Б: Хорошо, спасибо, живу тут давно и всё нормально."),
        ("utf-16-le", "访谈者：你好吗？受访者：我很好，谢谢。"),
        ("utf-16-be", "المقابل: كيف حالك؟ المشارك: بخير."),
    ],
)
def test_trs02_languages(encoding: str, words: str) -> None:
    data = f"{words}\n".encode(encoding)
    assert parse_transcript(data, "talk.txt").text == f"{words}\n"
    offered = [one.encoding for one in encoding_candidates(data, "talk.txt")]
    assert offered[:1] == ([] if encoding.startswith("utf") else [encoding])


def test_trs02_another_script_is_guessed_too() -> None:
    russian = "Как дела?\nХорошо, спасибо, живу тут давно.\n"
    assert parse_transcript(russian.encode("cp1251"), "talk.txt").text == russian


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"P1: a\x00b\n", "line 1, character 6: the control character U+0000"),
        (b"P1: a\r\nP2: \x1b[0m", "line 2, character 5: the control character U+001B"),
        ("P1: donâ\x80\x99t".encode(), "line 1, character 9: the control character U+0080"),
    ],
)
def test_trs03_control_characters_have_a_place(data: bytes, place: str) -> None:
    with pytest.raises(TranscriptError, match="save the transcript again as UTF-8") as refused:
        parse_transcript(data, "talk.txt")
    assert f"talk.txt, {place}" in str(refused.value)


@pytest.mark.parametrize(
    ("data", "filename", "told"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n\t\n", "a.txt", "no words"),
        (b"x" * (MAX_BYTES + 1), "a.txt", "20 MB"),
        (b"hello", "a.pages", "'.pages' is not a kind of file"),
        (b"hello", "README", "'no ending' is not"),
        (b"%PDF-1.7 ...", "a.txt", "a PDF"),
        (b"{\\rtf1 hello}", "a.txt", "Rich Text"),
        (word("P1: hi"), "a.txt", "a Word document"),
        (b"\xff\xfeP", "a.txt", "UTF-16-LE, but it is damaged"),
        (b"hello", "a.vtt", "does not begin with the line WEBVTT"),
        (b"WEBVTT\n\nNOTE nothing\n", "a.vtt", "no words"),
        (b"hello", "a.docx", "not a Word document, or it is damaged"),
        (word("P1: hi")[:-40], "a.docx", "damaged"),
        (word(), "a.docx", "no words in its body"),
        (raw_word("", main="sheet"), "a.docx", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.docx", "old Word document"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "protected by a password",
        ),
    ],
)
def test_trs04_what_is_no_transcript_is_refused(data: bytes, filename: str, told: str) -> None:
    with pytest.raises(TranscriptError, match=re.escape(told)) as refused:
        parse_transcript(data, filename)
    assert refused.value.where.startswith(filename)
    assert refused.value.remedy.endswith(".")


def test_trs05_voices_times_and_tags() -> None:
    captions = (
        "\ufeffWEBVTT - a talk\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\nnot said\n\n"
        "7f3a-1\n00:00:02.260 --> 00:00:06.412 align:start\n"
        "<v Müller, Anna (Guest)>My <i>first</i> question &amp; <00:00:03.000>more</v>\n\n"
        "00:06.412 --> 00:09.872\n<v Müller, Anna (Guest)>And on\n\n"
        "00:09.872 --> 00:12.000\n<v.loud Ben>Yes\nand no</v> <v Cleo>maybe</v>\n\n"
        "01:01:02.000 --> 01:01:03.000\nnobody <laughs> 1 < 2\n"
    )
    assert turns(captions.encode(), "talk.vtt") == [
        ("Müller, Anna (Guest)", "My first question & more\nAnd on", 2260),
        ("Ben", "Yes\nand no", 9872),
        ("Cleo", "maybe", 9872),
        ("", "nobody <laughs> 1 < 2", 3_662_000),
    ]


def test_trs05_names_inside_cues() -> None:
    captions = (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAnn Lee: Hello?\n\n"
        "2\n00:00:03.000 --> 00:00:04.000\nBo: Hi\n\n3\n00:00:05.000 --> 00:00:06.000\nand on\n"
    )
    assert turns(captions.encode(), "talk.vtt") == [
        ("Ann Lee", "Hello?", 1000),
        ("Bo", "Hi", 3000),
        ("Bo", "and on", 5000),
    ]


def test_trs05_text_without_a_time_is_kept_and_told() -> None:
    captions = "WEBVTT\n\n00:01.000 --> 00:1d.000\none\n\ntwo\n\n00:03.000 --> 00:04.000\nthree\n"
    source = parse_transcript(captions.encode(), "talk.vtt")
    assert source.text == "one\ntwo\nthree"
    assert source.notices == ("Text without a readable time was kept as it is: line 4, 6.",)


def test_trs05_a_tag_that_never_ends_is_text() -> None:
    assert turns(b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v It's a tree", "a.vtt") == [
        ("", "<v It's a tree", 0)
    ]


def test_trs06_paragraphs_and_a_table_of_speakers() -> None:
    table = [["Speaker", "Text"], ["INT", "Hello?"], ["P1", "Hi\nyou"], ["", "and on"]]
    data = word("About this talk", table=table)
    assert [(speaker, said) for speaker, said, _ in turns(data, "a.docx")] == [
        ("", "About this talk"),
        ("", "Speaker\tText"),
        ("INT", "Hello?"),
        ("P1", "Hi\nyou"),
        ("P1", "and on"),
    ]


def test_trs06_a_table_with_times() -> None:
    table = [
        ["1", "0:05", "Ann:", "Hello"],
        ["2", "0:09", "Bo:", "Hi"],
        ["3", "0:12", "Ann:", "So"],
    ]
    assert turns(word(table=table), "a.docx") == [
        ("Ann", "Hello", 5000),
        ("Bo", "Hi", 9000),
        ("Ann", "So", 12000),
    ]


def test_trs06_a_table_of_facts_is_text() -> None:
    data = word("P1: hi", table=[["Age", "35"], ["City", "Here"]])
    assert turns(data, "a.docx") == [("P1", "hi\nAge\t35\nCity\tHere", None)]


def test_trs06_tracked_changes_controls_and_breaks() -> None:
    body = (
        "<w:p><w:r><w:t>P1: one</w:t><w:tab/><w:t xml:space='preserve'> two </w:t></w:r>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:r><w:br/><w:instrText>PAGE</w:instrText><w:noBreakHyphen/></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>P2: in a control</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    source = parse_transcript(raw_word(body), "a.docx")
    assert source.text == "P1: one\t two new\n-\nP2: in a control"
    assert source.notices == (
        "Tracked changes were read as accepted: deleted words were left out.",
    )


def test_trs06_text_boxes_are_reported() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>aside three words</w:t></w:r></w:p></w:txbxContent>"
    body = f"<w:p><w:r><w:t>P1: hi</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>"
    source = parse_transcript(raw_word(body), "a.docx")
    assert (source.text, source.notices) == (
        "P1: hi",
        ("Text boxes were left out: 1 with 3 words.",),
    )
    with pytest.raises(TranscriptError, match="Text boxes were left out"):
        parse_transcript(raw_word(f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"), "a.docx")


@pytest.mark.parametrize("entity", ['"leak"', 'SYSTEM "file:///etc/hostname"'])
def test_trs07_entities_are_refused(entity: str) -> None:
    prologue = f"<!DOCTYPE w [<!ENTITY e {entity}>]>"
    data = raw_word("<w:p><w:r><w:t>P1: hi &e;</w:t></w:r></w:p>", prologue)
    with pytest.raises(TranscriptError, match="entities") as refused:
        parse_transcript(data, "a.docx")
    assert "leak" not in str(refused.value)


def test_trs07_a_bomb_is_refused_before_it_is_unpacked() -> None:
    body = "<w:p><w:r><w:t>" + "a" * (archive.MAX_PART + 1) + "</w:t></w:r></w:p>"
    data = raw_word(body)
    assert len(data) < 200_000
    with pytest.raises(TranscriptError, match="unpacked, it is larger than 40 MB"):
        parse_transcript(data, "a.docx")


def test_trs07_a_locked_part_is_refused() -> None:
    data = bytearray(raw_word("<w:p/>"))
    for magic, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(magic)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(magic, at + 1)
    with pytest.raises(TranscriptError, match="password"):
        parse_transcript(bytes(data), "a.docx")


def test_trs07_other_entries_of_the_file_are_not_touched() -> None:
    stream = BytesIO(raw_word("<w:p><w:r><w:t>P1: hi</w:t></w:r></w:p>"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("../../outside.txt", "no")
    assert parse_transcript(stream.getvalue(), "a.docx").text == "P1: hi"


letters = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=40
)


@given(st.lists(letters, min_size=1, max_size=6))
@settings(max_examples=50, deadline=None)
def test_trs08_any_words_survive(lines: list[str]) -> None:
    text = "\n".join(["P1: start", *lines])
    assert parse_transcript(text.encode(), "a.txt").text == text
    assert parse_transcript(word(*text.split("\n")), "a.docx").text == text
    escaped = [html.escape(line) for line in text.split("\n")]
    cues = "\n\n".join(f"00:01.000 --> 00:02.000\n{line}" for line in escaped if line.strip())
    captions = parse_transcript(f"WEBVTT\n\n{cues}".encode(), "a.vtt").text
    assert captions.split() == text.split()
