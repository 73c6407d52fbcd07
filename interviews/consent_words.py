"""How consent is said on the screens: what is asked, what a level does, what is in force."""

from __future__ import annotations

from collections.abc import Sequence

from interviews.consent import Attribution, Consent, Quotes, Reviewer, Withdrawal
from interviews.listing import day_words

# What is gone through with a participant before they agree; key → question.
PROMPTS = {
    "agrees": "Do they agree to this interview, knowing that they may say no to any question?",
    "purpose": "Do they know what the study is for, and who runs it?",
    "use": "Do they know what is done with their words now, and what may be done with them later?",
    "research": "Do they know that findings without names may be published?",
    "access": "Do they know that they can ask at any time to see what is kept about them?",
    "keeping": "Do they know how long it is kept, and where?",
    "withdrawing": "Do they know how to take it back, and what can then still be undone?",
}
QUOTES = {
    Quotes.NONE: "No, never word for word",
    Quotes.AFTER_REVIEW: "Each quote after they have seen it",
    Quotes.YES: "Yes",
}
ATTRIBUTION = {
    Attribution.NONE: "Nothing",
    Attribution.SECTOR: "Their sector",
    Attribution.ROLE: "Their role",
    Attribution.ROLE_AND_ORGANISATION: "Their role and organisation",
    Attribution.NAMED: "Their name (the tool shows role and organisation)",
}
LEVELS = {
    Withdrawal.CONTACT: "Nobody contacts them again. All they said stays in use.",
    Withdrawal.NEW_USE: "Also, nothing of theirs is coded, quoted or released from now on. What is "
    "coded is still counted; what was released stays.",
    Withdrawal.QUOTES: "Also, their quotes are taken out of themes and findings.",
    Withdrawal.EVERYTHING: "Also, all that they said is deleted: texts, passages, quotes, original "
    "files. This cannot be undone.",
}


def in_short(consent: Consent) -> str:
    """What is in force, in a few words for a list."""
    if consent.withdrawn and consent.is_withdrawn(Withdrawal.NEW_USE):
        return f"withdrawn: {consent.withdrawn}"
    if consent.agreement is None:
        return "no consent recorded"
    if consent.ended:
        return "consent has ended"
    if not consent.agreement.research or consent.quotes is Quotes.NONE:
        return "not to be quoted"
    return "quotes after review" if consent.reviewers else "may be quoted"


def of_source(people: Sequence[Consent]) -> str:
    """What is in force for a text in which these people speak: whatever allows the least."""
    if not people:
        return "no participant yet"
    strictest = min(people, key=lambda one: ("stop", "info", "done").index(kind_of(one)))
    return in_short(strictest)


def kind_of(consent: Consent) -> str:
    """How `state` of the look shows it: done, info or stop."""
    if consent.quotes is Quotes.NONE:
        return "stop"
    return "info" if consent.reviewers else "done"


def in_long(consent: Consent) -> list[tuple[str, str]]:
    """Everything that is in force, as (scope, answer)."""
    agreed = consent.agreement
    if agreed is None:
        return []
    yes_no = {True: "yes", False: "no"}
    holder = agreed.holder
    rows = [
        ("Interview", yes_no[agreed.interview]),
        ("Recording", yes_no[agreed.recording]),
        ("Research use", yes_no[agreed.research]),
        ("Quotes", quotes_words(agreed.quotes)),
        ("Beside a quote", agreed.attribution.value),
        ("Link with their survey answers", yes_no[agreed.survey_link]),
        ("Future use", yes_no[agreed.future_use]),
        ("Holds until", day_words(agreed.until) or "no end"),
        ("Gone through together", f"{len(agreed.informed & set(PROMPTS))} of {len(PROMPTS)}"),
    ]
    if holder:
        shown = "every quote is shown to them first" if holder.reviews else "no review of quotes"
        rows.append(("Community agreement", f"{holder.who}: {holder.scope or 'no scope'}; {shown}"))
    return rows


def quotes_words(quotes: Quotes) -> str:
    """Whether they may be quoted, as others say it of them: "my review" becomes theirs."""
    return quotes.value.replace("my ", "their ")


def asks(reviewer: Reviewer) -> str:
    """Who is asked about a quote."""
    return "The participant" if reviewer is Reviewer.PARTICIPANT else "The community"
