"""Where the study stands: the counts that Home shows, each one query."""

from __future__ import annotations

from sqlite_utils import Database

from findings.next_steps import Standing
from storage.consent import consent_of_all
from storage.open_answers import count_new_open_answers
from storage.quoting import list_speakers
from storage.stories import load_reach

_COUNTS = {
    "n_draft_instruments": """
        select count(*) from (select name from instrument group by name
          having max(published_at) = '')""",
    "n_published_instruments": """
        select count(distinct name) from instrument where published_at != ''""",
    "n_responses": "select count(*) from response where submitted_at is not null",
    "n_drafts": "select count(*) from response where submitted_at is null",
    "n_interviews": "select count(*) from source where kind = 'interview'",
    "n_open_answers": "select count(*) from source where kind = 'open answer'",
    "n_unassigned": """
        select count(*) from source where kind = 'interview' and participant is null
          and id not in (select source from speaker)""",
    "n_names_in": """
        select count(*) from source where kind = 'interview' and not names_removed""",
    "n_not_codable": """
        select count(*) from source where kind = 'interview'
          and names not in ('confirmed', 'from before')""",
    "n_names_to_decide": "select count(*) from source where names in ('imported', 'in review')",
    "n_rounds": "select count(*) from round",
    "n_rounds_to_close": """
        select count(*) from round where closed_at = ''
          and id in (select round from assignment)
          and id not in (select round from assignment where done_at = '')""",
    "n_codes": "select count(*) from code where removed_at = ''",
    "n_segments": "select count(*) from open_segment",
    "n_codes_without_theme": """
        select count(distinct code) from open_segment
        where code not in (select code from theme_code_now)""",
    "n_themes": "select count(*) from theme",
    "n_findings": "select count(*) from finding where state != 'set aside'",
    "n_draft_findings": "select count(*) from finding where state = 'draft'",
    "n_in_review": "select count(*) from finding where state = 'in review'",
    "n_accepted": "select count(*) from finding where state = 'accepted'",
    "n_set_aside": "select count(*) from finding where state = 'set aside'",
    "n_accepted_not_told": """
        select count(*) from finding
        where state = 'accepted' and id not in (select finding from story_finding)""",
    "n_releases": "select count(*) from release",
    "n_events": "select count(*) from event",
}
_CODERS = """
    select count(distinct person_segment.coder) as n_coders
    from source left join person_segment on person_segment.source = source.id
      and source.id not in (select source from blind_source)
    where source.kind = 'interview' and source.names in ('confirmed', 'from before')
    group by source.id
"""


def load_standing(db: Database, account: str) -> Standing:
    """The counts as this account sees them: what it may accept was written by somebody else."""
    counts = {name: int(db.execute(query).fetchone()[0]) for name, query in _COUNTS.items()}
    counts["n_organisations"] = load_reach(db).n_organisations
    agreed = consent_of_all(db)
    speaking = [one.participant for one in list_speakers(db)]
    counts["n_without_consent"] = sum(agreed[one].agreement is None for one in speaking)
    coders = [n for (n,) in db.execute(_CODERS)]
    to_accept = db.execute(
        "select count(*) from finding where state = 'in review'"
        " and coalesce(nullif(changed_by, ''), author) != ?",
        [account],
    ).fetchone()
    to_confirm = db.execute(
        "select count(*) from source where names = 'signed off' and first_reader != ?", [account]
    ).fetchone()
    in_rounds = db.execute(
        "select count(*) from assignment join round on round.id = assignment.round"
        " where closed_at = '' and done_at = '' and coder = ?",
        [account],
    ).fetchone()
    return Standing(
        **counts,
        n_texts_of_round=int(in_rounds[0]),
        n_uncoded=coders.count(0),
        n_coded_once=coders.count(1),
        n_coded_twice=sum(n > 1 for n in coders),
        n_to_accept=int(to_accept[0]),
        n_names_to_confirm=int(to_confirm[0]),
        n_open_answers_waiting=sum(count_new_open_answers(db).values()),
    )
