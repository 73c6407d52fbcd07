"""SEG01 a passage is stored with the fingerprint of its words; SEG02 what is not in the text, or
names a code that is gone, is refused; SEG03 the same id counts once, also from many threads; SEG04
only its coder removes a segment or moves its borders; SEG05 a passage gets other borders, is cut
and joined, and what a finding quotes keeps them; SEG06 changes since a revision are complete and
name what went; SEG07 the frame has quote, speaker and organisation; SEG08 a changed text is an
error that names the segment; SEG09 two coders at once lose nothing; SEG10 the record holds ids
only; SEG11 acts are applied in order, and one refused act does not stop the others; SEG12 ten
thousand segments stay quick."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from coding.errors import SegmentError
from coding.model import Code, Origin, Segment, quote_hash
from coding.segments import ActKind, CodingAct
from interviews.model import Turn
from storage.audit import chain_problems
from storage.codebook import count_segments, list_codes, save_code
from storage.coding_acts import apply_acts
from storage.coding_steps import undo
from storage.database import open_database, writing
from storage.findings import save_finding
from storage.segments import (
    changes_since,
    delete_segment,
    list_segments,
    resize_segment,
    save_segment,
)
from storage.segments_frame import FRAME_COLUMNS, segments_frame
from tests.storage.coded_study import ANN, coded_study, ready_finding
from tests.storage.texts import put_source

TEXT = "It takes weeks. Nobody calls back, and then 👩‍👩‍👧 leave."


@pytest.fixture
def source(db: Database) -> str:
    """A text to code, and the codes 'waiting' and 'calls'."""
    for code in ("waiting", "calls"):
        save_code(db, Code(code, code.title()), "ana")
    return put_source(db, TEXT)


def live(db: Database, source: str) -> set[str]:
    return {segment.id for segment in list_segments(db, source)}


def test_seg01_the_words_are_fingerprinted(db: Database, source: str) -> None:
    saved = save_segment(db, Segment(source, 3, 14, "waiting", "ana"))
    assert saved.id
    assert saved.quote_sha256 == quote_hash("takes weeks")
    assert list_segments(db, source) == [saved]


def test_seg01_positions_count_code_points(db: Database, source: str) -> None:
    start = TEXT.index("👩")
    save_segment(db, Segment(source, start, start + 5, "waiting", "ana"))
    assert segments_frame(db)["text"].tolist() == ["👩‍👩‍👧"]


@pytest.mark.parametrize(
    ("start", "end", "code", "why"),
    [
        (0, len(TEXT) + 1, "waiting", "does not lie in source"),
        (8, 9, "waiting", "Only blanks"),
        (0, 5, "missing", "no longer in the codebook"),
    ],
)
def test_seg02_what_cannot_be_coded_is_refused(
    db: Database, source: str, start: int, end: int, code: str, why: str
) -> None:
    with pytest.raises(SegmentError, match=why):
        save_segment(db, Segment(source, start, end, code, "ana"))
    assert list_segments(db, source) == []


def test_seg02_a_missing_source_is_named(db: Database) -> None:
    with pytest.raises(SegmentError, match="no source 'nowhere'"):
        save_segment(db, Segment("nowhere", 0, 1, "waiting", "ana"))


def test_seg03_the_same_id_counts_once(db: Database, source: str) -> None:
    wish = Segment(source, 0, 8, "waiting", "ana", id="abcdefgh")
    assert save_segment(db, wish) == save_segment(db, wish)
    assert len(list_segments(db, source)) == 1
    with pytest.raises(SegmentError, match="belongs to another"):
        save_segment(db, Segment(source, 0, 9, "waiting", "ana", id="abcdefgh"))


def test_seg03_a_repeated_request_does_not_bring_back_what_was_undone(
    db: Database, source: str
) -> None:
    apply = CodingAct("s1", ActKind.APPLY, "s1", 0, 8, "waiting")
    remove = CodingAct("r1", ActKind.REMOVE, "s1")
    back = CodingAct("u1", ActKind.UNDO)
    for _ in range(3):
        assert apply_acts(db, source, [apply, remove, back], "ana") == []
    assert live(db, source) == {"s1"}
    n = db.execute("select count(*) from coding_step where place = ?", [source]).fetchone()[0]
    assert n == 3


def test_seg04_only_the_coder_removes(db: Database, source: str) -> None:
    saved = save_segment(db, Segment(source, 0, 8, "waiting", "ana"))
    with pytest.raises(SegmentError, match="somebody else"):
        delete_segment(db, saved.id, "ben")
    delete_segment(db, saved.id, "ana")
    delete_segment(db, saved.id, "ana")
    assert list_segments(db, source) == []
    with pytest.raises(SegmentError, match="no segment 'nothing'"):
        delete_segment(db, "nothing", "ana")


def test_seg05_a_passage_gets_other_borders(db: Database, source: str) -> None:
    saved = save_segment(db, Segment(source, 3, 8, "waiting", "ana", id="s1"))
    seen = changes_since(db, source, -1).revision
    moved = resize_segment(db, "s1", 3, 14, "ana", "r1")
    assert list_segments(db, source) == [moved]
    assert moved.quote_sha256 == quote_hash("takes weeks")
    assert [c.segment for c in changes_since(db, source, seen).changes] == [moved]
    assert resize_segment(db, "s1", 3, 14, "ana", "r1") == moved
    assert save_segment(db, saved) == moved  # a repeated request to apply is harmless
    with pytest.raises(SegmentError, match="does not lie in source"):
        resize_segment(db, "s1", 3, 9999, "ana")
    with pytest.raises(SegmentError, match="somebody else"):
        resize_segment(db, "s1", 0, 8, "ben")
    delete_segment(db, "s1", "ana")
    with pytest.raises(SegmentError, match="no longer coded"):
        resize_segment(db, "s1", 0, 8, "ana")


def test_seg05_a_passage_is_cut_and_joined(db: Database, source: str) -> None:
    save_segment(db, Segment(source, 3, 28, "waiting", "ana", id="s1"))
    save_segment(db, Segment(source, 20, 30, "waiting", "ben", id="theirs"))
    before = list_segments(db, source)
    acts = [CodingAct("c1", ActKind.CUT, "s1", 16), CodingAct("j1", ActKind.JOIN, "c1")]
    assert apply_acts(db, source, acts[:1] * 2, "ana") == []
    assert [(s.id, s.start, s.end) for s in list_segments(db, source) if s.coder == "ana"] == [
        ("s1", 3, 16),
        ("c1", 16, 28),
    ]
    assert apply_acts(db, source, acts[1:] * 2, "ana") == []
    assert [(s.id, s.start, s.end) for s in list_segments(db, source) if s.coder == "ana"] == [
        ("c1", 3, 28)
    ]
    undo(db, "ana", source)
    undo(db, "ana", source)
    assert list_segments(db, source) == before
    why = [CodingAct("c2", ActKind.CUT, "s1", 28), CodingAct("j2", ActKind.JOIN, "s1")]
    refused = dict(apply_acts(db, source, why, "ana"))
    assert "between two of its words" in refused["c2"]
    assert "No other passage of this code touches it" in refused["j2"]


def test_seg05_what_a_finding_quotes_keeps_its_borders(db: Database) -> None:
    study = coded_study(db)
    save_finding(db, ready_finding(study), ANN)
    with pytest.raises(SegmentError, match="“Calls go to people, not to agencies” quotes"):
        resize_segment(db, study.segment, 0, 8, ANN)


def test_seg06_changes_are_complete_and_name_what_went(db: Database, source: str) -> None:
    one = save_segment(db, Segment(source, 0, 8, "waiting", "ana"))
    seen = changes_since(db, source, -1).revision
    two = save_segment(db, Segment(source, 3, 8, "calls", "ben"))
    delete_segment(db, one.id, "ana")
    news = changes_since(db, source, seen)
    assert {(c.segment.id, c.removed) for c in news.changes} == {(one.id, True), (two.id, False)}
    assert changes_since(db, source, news.revision).changes == ()
    assert [c.segment.id for c in changes_since(db, source, -1).changes] == [two.id]


def test_seg06_a_screen_from_before_a_restored_backup_hears_everything(
    db: Database, source: str
) -> None:
    one = save_segment(db, Segment(source, 0, 8, "waiting", "ana"))
    news = changes_since(db, source, 999)
    assert (news.full, [c.segment.id for c in news.changes]) == (True, [one.id])
    assert not changes_since(db, source, news.revision).full


def test_seg07_the_frame_tells_who_speaks_and_for_whom(db: Database) -> None:
    text = "Q: And then?\nP07: They wait.\nP08: Weeks."
    turns = (Turn("Q", 3, 12), Turn("P07", 18, 28), Turn("P08", 34, 40))
    source = put_source(db, text, turns)
    db.execute("insert into organisation values ('o1', 'Harbour House', 'shelter')")
    db.execute("insert into participant (id, organisation, role) values ('P07', 'o1', 'advocate')")
    db.execute("update source set participant = 'P07' where id = ?", [source])
    save_code(db, Code("waiting", "Waiting", colour=4), "ana")
    save_segment(db, Segment(source, 18, 40, "waiting", "ana", id="s1"))
    frame = segments_frame(db)
    assert list(frame.columns) == FRAME_COLUMNS
    assert frame.iloc[0].to_dict() == {
        **{"segment": "s1", "source": source, "source_title": "P07", "kind": "interview"},
        **{"start": 18, "end": 40, "text": text[18:40], "code": "waiting"},
        **{"code_name": "Waiting", "colour": 4, "coder": "ana", "participant": "P07"},
        **{"organisation": "o1", "organisation_name": "Harbour House", "speaker": "P07"},
        **{"asks": False, "created_at": frame.iloc[0]["created_at"]},
    }


def test_seg07_an_empty_study_has_an_empty_frame(db: Database) -> None:
    assert segments_frame(db).columns.tolist() == FRAME_COLUMNS


def test_seg08_a_text_changed_from_outside_is_named(db: Database, source: str) -> None:
    saved = save_segment(db, Segment(source, 0, 8, "waiting", "ana"))
    db.execute("drop trigger source_text_stays")
    db.execute("update source set text = 'It took weeks and more'")
    for read in (lambda: list_segments(db, source), lambda: segments_frame(db)):
        with pytest.raises(SegmentError, match=saved.id):
            read()


def test_seg09_two_coders_at_once_lose_nothing(data_folder: Path) -> None:
    with open_database() as db:
        save_code(db, Code("waiting", "Waiting"), "ana")
        source = put_source(db, TEXT)

    def work(n: int) -> None:
        coder = "ana" if n % 2 else "ben"
        act = CodingAct(
            f"act{n // 2}-{coder}", ActKind.APPLY, f"s{n // 2}-{coder}", 0, 8, "waiting"
        )
        with open_database() as db:
            apply_acts(db, source, [act], coder)
            apply_acts(db, source, [act], coder)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(60)))
    with open_database() as db:
        found = list_segments(db, source)
        assert len(found) == 60
        assert {segment.coder for segment in found} == {"ana", "ben"}
        assert changes_since(db, source, -1).revision == 60
        assert chain_problems(db) == []


def test_seg10_the_record_holds_no_words(db: Database, source: str) -> None:
    saved = save_segment(db, Segment(source, 3, 14, "waiting", "ana"))
    delete_segment(db, saved.id, "ana")
    undo(db, "ana", source)
    events = list(db.query("select * from event"))
    assert [event["act"] for event in events][-3:] == [
        "code applied",
        "code removed",
        "undone: code removed",
    ]
    assert "weeks" not in json.dumps(events)


def test_seg11_one_refused_act_does_not_stop_the_others(db: Database, source: str) -> None:
    acts = [
        CodingAct("c1", ActKind.CREATE, code="new-code", name="Hearing back"),
        CodingAct("s1", ActKind.APPLY, "s1", 0, 8, "new-code"),
        CodingAct("s2", ActKind.APPLY, "s2", 0, 9999, "waiting"),
        CodingAct("s4", ActKind.APPLY, "s4", 8, 3, "waiting"),
        CodingAct("c2", ActKind.CREATE, code="other", name="WAITING"),
        CodingAct("c3", ActKind.CREATE, code="empty", name=""),
        CodingAct("s3", ActKind.APPLY, "s3", 3, 8, "calls"),
    ]
    refused = apply_acts(db, source, acts, "ana")
    assert [act for act, _ in refused] == ["s2", "s4", "c2", "c3"]
    assert live(db, source) == {"s1", "s3"}
    assert "Hearing back" in [code.name for code in list_codes(db)]


def test_seg11_a_code_made_while_reading_knows_where_it_comes_from(
    db: Database, source: str
) -> None:
    read = CodingAct("c1", ActKind.CREATE, code="read", name="Hearing back")
    words = CodingAct("c2", ActKind.CREATE, code="words", name="nobody calls", in_vivo=True)
    assert apply_acts(db, source, [read, words], "ana") == []
    origins = {code.id: code.origin for code in list_codes(db)}
    assert (origins["read"], origins["words"]) == (Origin.INDUCTIVE, Origin.IN_VIVO)


def test_seg12_ten_thousand_segments_stay_quick(db: Database, source: str) -> None:
    rows = [
        (f"s{n}", source, 0, 8, ("waiting", "calls")[n % 2], "ana", quote_hash(TEXT[:8]), "", n + 1)
        for n in range(10_000)
    ]
    with writing(db):
        db.conn.executemany(
            'insert into segment (id, source, start, "end", code, coder, quote_sha256, created_at,'
            " revision) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        db.execute("update source set revision = 10000")
    began = time.perf_counter()
    save_segment(db, Segment(source, 3, 8, "calls", "ben"))
    assert len(changes_since(db, source, 9_999).changes) == 2
    assert count_segments(db)["calls"] == 5_001
    assert time.perf_counter() - began < 0.2
    began = time.perf_counter()
    assert len(segments_frame(db)) == 10_001
    assert time.perf_counter() - began < 3
