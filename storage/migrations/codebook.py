"""What is known of a code beside its definition, and the history of the codebook."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("codebook")


@migrations()
def m001_more_of_a_code(db: Database) -> None:
    """When to use a code and when not, an example, where it came from, and its end.

    `definition_n` is the step that gave a code its meaning, and of a segment the one under which
    its coder looked at it last: a smaller number is an older definition. Steps only grow, so a
    definition that was undone and written anew never has a number twice.

    A code that was merged stays, removed, and says into which one: whoever names it (a theme, a
    round) means that one, found in `code_now`. Nothing else is rewritten, so undo is complete.
    """
    db.executescript("""
    alter table code add column use_when text not null default '';
    alter table code add column use_not text not null default '';
    alter table code add column example text not null default '';
    alter table code add column origin text not null default '';
    alter table code add column retired_at text not null default '';
    alter table code add column merged_into text references code (id);
    alter table code add column definition_n integer not null default 0;
    alter table segment add column definition_n integer not null default 0;
    create view code_now as
      with recursive chain (id, now) as (
        select id, id from code
        union select chain.id, code.merged_into from chain join code on code.id = chain.now
          where code.merged_into is not null)
      select chain.id, chain.now from chain join code on code.id = chain.now
        where code.merged_into is null;
    create view theme_code_now as select distinct theme_code.theme, code_now.now as code
      from theme_code join code_now on code_now.id = theme_code.code;
    """)


@migrations()
def m002_revisions(db: Database) -> None:
    """Every change of a code, read out of the steps: made, undone and done again, by whom and when.

    A view, so that no way of changing a code can forget to write its history. What could not be
    undone changed nothing, and is left out.
    """
    db.executescript("""
    create view code_revision as
      select step.n, change.k, change.row as code, step.coder as "by", step.at, step.kind as act,
        step.subject, step.why, change.before, change.after
      from coding_step as step join coding_change as change on change.step = step.n
      where change."table" = 'code'
      union all
      select again.n, change.k, change.row, again.coder, again.at, again.kind || ': ' || step.kind,
        step.subject, '', iif(again.kind = 'undone', change.after, change.before),
        iif(again.kind = 'undone', change.before, change.after)
      from coding_step as again join coding_step as step on step.n = again.again_of
        join coding_change as change on change.step = step.n
      where change."table" = 'code' and again.kind in ('undone', 'done again')
        and not (step.refused and again.n =
          (select max(n) from coding_step where again_of = step.n));
    """)
