"""APT01 what the process reads is what `parse_transcript` reads, trouble comes as words; APT02 one
file that takes the process down does not stop the next; APT03 the process has a limit of time and
memory and can neither write, read other files, start programs nor reach the network; APT04 a ZIP
gives its files, none of them is written, and what is too much or locked is left out by itself."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from interviews import packed
from interviews.errors import TranscriptError
from interviews.packed import Packed, unpack
from interviews.readers.archive import MAX_PART
from interviews.reading_apart import ReadingProcess
from interviews.transcript import parse_transcript
from tests.conftest import ROOT, real_inputs
from tests.interviews.words import raw_word, word

TALK = b"INT: How are you?\nP1: Fine.\nINT: And now?\n"
FRENCH = "INT: Où étiez-vous ?\nP1: Chez moi, au café.\n".encode("cp1252")


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_apt01_the_same_source() -> None:
    files = {"a.txt": TALK, "b.docx": word("INT: Hi", "P1: Oui – “café” 😀"), "c.txt": FRENCH}
    with ReadingProcess() as process:
        for name, data in files.items():
            assert process.read(data, name).source == parse_transcript(data, name)
        refused = process.read(b"P1: a\x00b", "folder/d.txt")
        guessed = process.read(FRENCH, "c.txt").candidates
        chosen = process.read(FRENCH, "c.txt", "mac_roman")
        wrong = process.read(FRENCH, "c.txt", "ascii")
    assert refused.source is None
    assert refused.trouble.startswith("line 1, character 6: the control character U+0000 stands")
    assert [one.encoding for one in guessed][:2] == ["cp1252", "mac_roman"]
    assert guessed[0].lines == ("INT: Où étiez-vous ?", "P1: Chez moi, au café.")
    assert chosen.source == parse_transcript(FRENCH, "c.txt", "mac_roman")
    assert wrong.trouble.startswith("its letters are not ascii")


def test_apt02_the_next_file_is_read_by_a_new_process() -> None:
    with ReadingProcess() as process:
        assert process.read(TALK, "a.txt").source
        running = process._process
        assert running
        running.kill()
        running.wait()
        down = process.read(TALK, "b.txt")
        assert "came down over it" in down.trouble
        assert process.read(TALK, "c.txt").source


def test_apt03_time_is_limited() -> None:
    with ReadingProcess(seconds=0.001) as process:
        assert "not read within 0 seconds" in process.read(TALK, "a.txt").trouble


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        ("bytearray(2 * 1024**3)", "MemoryError"),
        ("open('/tmp/written.txt', 'w')", "PermissionError"),
        ("open('/etc/hostname').read()", "PermissionError"),
        ("__import__('os').open('/tmp/x', 66)", "PermissionError"),
        ("__import__('os').system('true')", "PermissionError"),
        ("__import__('subprocess').run(['true'])", "PermissionError"),
        ("__import__('socket').create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("__import__('lxml.etree').etree.fromstring('<a>b</a>').text", "done"),
    ],
)
def test_apt03_rights_are_given_up(act: str, outcome: str) -> None:
    program = (
        "import sys\nfrom interviews import reading_process as one\none.limit_resources()\n"
        f"sys.addaudithook(one._refuse)\ntry:\n    {act}\n    print('done')\n"
        "except Exception as error:\n    print(type(error).__name__)"
    )
    ran = subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.strip() == outcome, ran.stderr


def test_apt03_hostile_files_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    bomb = raw_word("<w:p><w:r><w:t>" + "a" * (MAX_PART + 1) + "</w:t></w:r></w:p>")
    entities = raw_word("<w:p/>", "<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>")
    with ReadingProcess() as process:
        assert "larger than 40 MB" in process.read(bomb, "a.docx").trouble
        assert "entities" in process.read(entities, "b.docx").trouble
        for path in real_inputs("adversarial/made_here", ".docx"):
            outcome = process.read(path.read_bytes(), path.name)
            assert outcome.trouble or path.name == "traversal_entry.docx"
        assert process.read(TALK, "c.txt").source


def test_apt04_the_files_of_a_zip() -> None:
    data = zipped(
        {
            "b/two.txt": TALK,
            "one.txt": TALK,
            "__MACOSX/one.txt": b"no",
            "b/.DS_Store": b"no",
            "../../out.txt": TALK,
            "more.zip": zipped({"a.txt": TALK}),
        }
    )
    with ReadingProcess() as process:
        found = process.unpack(data, "all.zip")
        with pytest.raises(TranscriptError, match="not a ZIP, or it is damaged"):
            process.unpack(b"hello", "all.zip")
    assert [(one.name, bool(one.data)) for one in found] == [
        ("out.txt", True),
        ("two.txt", True),
        ("more.zip", False),
        ("one.txt", True),
    ]
    assert found[2].trouble == "it is a ZIP in a ZIP. Unpack it first."


def test_apt04_what_is_too_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a.txt": b"a" * 600, "b.txt": b"b" * 600, "c.txt": b"c"})
    monkeypatch.setattr(packed, "MAX_UNPACKED", 1000)
    assert [bool(one.data) for one in unpack(data, "all.zip")] == [True, False, True]
    monkeypatch.setattr(packed, "MAX_FILES", 2)
    with pytest.raises(TranscriptError, match="it has 3 files; at most 2"):
        unpack(data, "all.zip")
    with pytest.raises(TranscriptError, match="no files in it"):
        unpack(zipped({"x/": b""}), "all.zip")
    huge = zipped({"a.txt": b"a" * (MAX_PART + 1), "b.txt": TALK})
    assert [one.trouble != "" for one in unpack(huge, "all.zip")] == [True, False]


def test_apt04_a_locked_file_is_left_out() -> None:
    data = bytearray(zipped({"a.txt": TALK}))
    for magic, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.find(magic) + offset] |= 1
    assert unpack(bytes(data), "all.zip") == [
        Packed(
            "a.txt",
            trouble="it is protected by a password. Pack the files again, without a password, and "
            "import that; or choose them one by one.",
        )
    ]
