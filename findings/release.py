"""What is checked before a story may leave the tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from findings.confidence import wording_advice
from findings.model import Finding, FindingState, Quote, Story
from findings.survey_table import SurveyTable
from interviews.leaks import Leak, leaks_in_words
from survey.disclosure import THRESHOLD


class Outcome(StrEnum):
    """What a check says: pass, know this before you release, or stop."""

    PASS = "pass"  # noqa: S105  not a password
    NOTICE = "notice"
    STOP = "stop"


@dataclass(frozen=True)
class Check:
    """One line of the check list: what was looked at, the outcome, and what to do."""

    title: str
    outcome: Outcome
    detail: str = ""


Tables = Mapping[tuple[str, str, int], SurveyTable]  # by instrument, item and wave


def release_checks(
    story: Story, findings: Sequence[Finding], quotes: Mapping[str, Quote], tables: Tables
) -> list[Check]:
    """The whole check list; the story may be released if nothing stops it.

    Args:
        findings: those of the story, in its order.
        quotes: by Segment.id; a segment without a quote is gone.
        tables: an item without a table does not exist any more.
    """
    return [
        _titled(story),
        _accepted(findings),
        _quotes_hold(findings, quotes),
        _consented(quotes),
        _tables_there(findings, tables),
        _small_numbers(tables),
        _wording(findings),
        _names(quotes),
    ]


def stops(checks: Sequence[Check]) -> list[str]:
    """Why the story cannot be released; empty if it can."""
    return [f"{check.title}: {check.detail}" for check in checks if check.outcome is Outcome.STOP]


def _titled(story: Story) -> Check:
    if story.title.strip() and story.lead.strip():
        return Check("Title and opening", Outcome.PASS, "Both are written.")
    return Check("Title and opening", Outcome.STOP, "Write a title and an opening paragraph.")


def _accepted(findings: Sequence[Finding]) -> Check:
    title = "Every finding is accepted by a second person"
    if not findings:
        return Check(title, Outcome.STOP, "No finding is chosen yet. Add one that is accepted.")
    open_ones = [one for one in findings if one.state is not FindingState.ACCEPTED]
    if open_ones:
        names = "; ".join(f"“{one.headline}” is {one.state}" for one in open_ones)
        return Check(title, Outcome.STOP, f"{names}. Have it accepted, or take it out.")
    return Check(title, Outcome.PASS, f"{len(findings)} of {len(findings)}.")


def _quotes_hold(findings: Sequence[Finding], quotes: Mapping[str, Quote]) -> Check:
    title = "Every quote has the words that were marked"
    wanted = [piece.segment for one in findings for piece in one.evidence if piece.segment]
    broken = [
        quotes[segment].reference if segment in quotes else "a quote that is gone"
        for segment in wanted
        if segment not in quotes or not (quotes[segment].intact and quotes[segment].still_coded)
    ]
    if broken:
        detail = f"{', '.join(broken)}: changed, or no longer coded. Choose another passage."
        return Check(title, Outcome.STOP, detail)
    return Check(title, Outcome.PASS, f"{len(wanted)} of {len(wanted)} verified by fingerprint.")


def _consented(quotes: Mapping[str, Quote]) -> Check:
    title = "Every quote is covered by the consent in force today"
    refused = [
        f"{one.reference}: {one.not_quotable}" for one in quotes.values() if one.not_quotable
    ]
    if refused:
        detail = f"{'; '.join(sorted(refused))}. Take it out, or see the page Consent."
        return Check(title, Outcome.STOP, detail)
    return Check(title, Outcome.PASS, f"{len(quotes)} of {len(quotes)}.")


def _tables_there(findings: Sequence[Finding], tables: Tables) -> Check:
    title = "Every survey table can be made"
    wanted = [e.table for one in findings for e in one.evidence if e.item]
    gone = [table[1] for table in wanted if table not in tables]
    if gone:
        detail = f"{', '.join(gone)}: not in the questionnaire. Take it out of the finding."
        return Check(title, Outcome.STOP, detail)
    return Check(title, Outcome.PASS, f"{len(wanted)} of {len(wanted)}.")


def _small_numbers(tables: Tables) -> Check:
    title = f"Counts under {THRESHOLD} are not printed"
    hiding = {table.item for table in tables.values() if table.n_hidden or table.too_few}
    if hiding:
        detail = f"Numbers are hidden in {', '.join(sorted(hiding))}, and so that none follows."
        return Check(title, Outcome.PASS, detail)
    return Check(title, Outcome.PASS, "No number had to be hidden.")


def _wording(findings: Sequence[Finding]) -> Check:
    title = "Headlines say no more than we are sure of"
    advice = [
        f"“{one.headline}”: {words}"
        for one in findings
        if (words := wording_advice(one.headline, one.confidence))
    ]
    if advice:
        return Check(title, Outcome.NOTICE, " ".join(advice))
    return Check(title, Outcome.PASS, "Each fits its level of confidence.")


def _names(quotes: Mapping[str, Quote]) -> Check:
    named = sorted({one.source_title for one in quotes.values() if not one.names_removed})
    if named:
        detail = (
            f"{', '.join(named)}. Read every quote from there once more: it may name a person, a "
            "place or an organisation."
        )
        texts = "1 text" if len(named) == 1 else f"{len(named)} texts"
        return Check(f"Names are not yet taken out of {texts}", Outcome.NOTICE, detail)
    return Check("Names are taken out of the texts", Outcome.PASS, "Wherever a quote is from.")


def no_names(leaks: Sequence[Leak]) -> Check:
    """The leak scan: does any text of the story hold a name that the vault knows?"""
    title = "No name that the vault knows is in it"
    if leaks:
        detail = f"{leaks_in_words(leaks)} Take the name out, or quote another passage."
        return Check(title, Outcome.STOP, detail[:1].upper() + detail[1:])
    return Check(title, Outcome.PASS, "Every word and every quote was searched.")
