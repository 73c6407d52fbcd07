"""How much of a text interviewers say, and the one rule by which its words are counted."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("counts")


@migrations()
def m001_words_of_interviewers(db: Database) -> None:
    """`n_words_asked` of a source's `n_words` are said by interviewers; whoever writes one writes
    both. The view has the number that is shown: the setting decides.

    A text whose words are in the vault alone is counted anew when its names are out, or when who
    asks is changed.
    """
    db.execute("alter table source add column n_words_asked integer not null default 0")
    said = db.execute(
        'select turn.source, substr(source.text, turn.start + 1, turn."end" - turn.start)'
        " from turn join source on source.id = turn.source join interviewer"
        " on interviewer.source = turn.source and interviewer.speaker = turn.speaker"
    ).fetchall()
    counts: dict[str, int] = {}
    for source, words in said:
        counts[source] = counts.get(source, 0) + len(words.split())
    for source, n in counts.items():
        db.execute("update source set n_words_asked = ? where id = ?", [n, source])
    db.execute("""
    create view counted_words as
      select source.id as source, source.n_words - iif(
        exists (select 1 from setting where name = 'count_interviewers' and value = 'yes'),
        0, source.n_words_asked) as n_words
      from source
    """)
