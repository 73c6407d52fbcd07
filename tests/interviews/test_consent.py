"""CON01 without an event nothing is agreed and nothing may be quoted; CON02 the last agreement up
to the day counts as a whole; CON03 a withdrawal holds until a later agreement, each level with
those before it; CON04 nothing follows a withdrawal of everything; CON05 an agreement ends after its
last day; CON06 events of other days or in another order change nothing; CON07 a quote needs
research use, quotes, and the review that was asked for, the last answer counting; CON08 an
agreement names its form, and its community; CON09 everything in force is said in words; CON10 seven
prompts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.consent import (
    Agreement,
    Attribution,
    Consent,
    ConsentEvent,
    Holder,
    Quotes,
    Review,
    Reviewer,
    Withdrawal,
    consent_in_force,
    quoting_problem,
    reviewed,
)
from interviews.consent_words import ATTRIBUTION, LEVELS, PROMPTS, QUOTES, in_long, in_short

YES = Agreement("2026-01", interview=True, research=True, quotes=Quotes.YES)
MAY = "2026-05-01"


def event(day: str, said: Agreement | Withdrawal | Review, n: int = 1) -> ConsentEvent:
    return ConsentEvent("P01", day, said, n)


def test_con01_nothing_is_agreed_without_an_event() -> None:
    consent = consent_in_force([], MAY)
    assert (consent.agreement, consent.quotes, consent.may_be_used) == (None, Quotes.NONE, False)
    assert quoting_problem(consent, {}, ["s"]) == "has no consent on record"
    assert in_short(consent) == "no consent recorded"


def test_con02_the_last_agreement_counts_as_a_whole() -> None:
    less = Agreement("2026-02", research=True)
    events = [event("2026-01-10", YES), event("2026-03-10", less, 2)]
    assert consent_in_force(events, "2026-01-09").agreement is None
    assert consent_in_force(events, "2026-01-10").agreement == YES
    assert consent_in_force(events, "2026-03-10").agreement == less
    same_day = [event("2026-01-10", less, 2), event("2026-01-10", YES, 1)]
    assert consent_in_force(same_day, MAY).agreement == less


@pytest.mark.parametrize("level", Withdrawal)
def test_con03_a_withdrawal_includes_the_levels_before_it(level: Withdrawal) -> None:
    events = [event("2026-01-10", YES), event("2026-02-10", level, 2)]
    consent = consent_in_force(events, MAY)
    at = list(Withdrawal).index(level)
    assert [consent.is_withdrawn(one) for one in Withdrawal] == [n <= at for n in range(4)]
    assert consent.may_be_used is (level is Withdrawal.CONTACT)
    assert consent_in_force(events, "2026-02-09").may_be_used


def test_con03_a_smaller_withdrawal_takes_nothing_back() -> None:
    events = [event("2026-01-01", Withdrawal.QUOTES), event("2026-01-02", Withdrawal.CONTACT, 2)]
    assert consent_in_force(events, MAY).withdrawn is Withdrawal.QUOTES


def test_con03_they_may_agree_again() -> None:
    events = [event("2026-01-10", Withdrawal.QUOTES), event("2026-02-10", YES, 2)]
    assert consent_in_force(events, MAY) == Consent(YES)


def test_con04_nothing_follows_everything() -> None:
    events = [event("2026-01-10", Withdrawal.EVERYTHING), event("2026-02-10", YES, 2)]
    assert consent_in_force(events, MAY).quotes is Quotes.NONE


def test_con05_an_agreement_ends() -> None:
    events = [event("2026-01-10", replace(YES, until=MAY))]
    assert consent_in_force(events, MAY).quotes is Quotes.YES
    ended = consent_in_force(events, "2026-05-02")
    assert (ended.quotes, in_short(ended)) == (Quotes.NONE, "consent has ended")
    assert "until 2026-05-01" in quoting_problem(ended, {}, [])


@given(
    st.permutations(
        [
            event("2026-01-10", YES, 1),
            event("2026-02-10", Withdrawal.CONTACT, 2),
            event("2026-03-10", Review("s"), 3),
            event("2026-06-10", Withdrawal.EVERYTHING, 4),
        ]
    )
)
def test_con06_order_and_later_days_change_nothing(events: list[ConsentEvent]) -> None:
    assert consent_in_force(events, MAY) == Consent(YES, Withdrawal.CONTACT)


@pytest.mark.parametrize(
    ("agreed", "why"),
    [
        (replace(YES, research=False), "did not agree to research use"),
        (replace(YES, quotes=Quotes.NONE), "did not agree to be quoted"),
        (replace(YES, quotes=Quotes.AFTER_REVIEW), "has not reviewed this quote yet"),
        (replace(YES, holder=Holder("A Nation", "all")), "community has not reviewed"),
        (replace(YES, holder=Holder("A Nation", "all", reviews=False)), ""),
        (YES, ""),
    ],
)
def test_con07_what_a_quote_needs(agreed: Agreement, why: str) -> None:
    problem = quoting_problem(Consent(agreed), {}, ["s"])
    assert (why in problem) if why else problem == ""


def test_con07_the_last_answer_counts_for_all_segments_of_the_words() -> None:
    consent = Consent(replace(YES, quotes=Quotes.AFTER_REVIEW))
    no, yes = Review("s", agreed=False), Review("s")
    events = [event("2026-01-10", yes), event("2026-02-10", no, 2), event("2026-06-01", yes, 3)]
    assert quoting_problem(consent, reviewed(events, "2026-01-31"), ["s", "twin"]) == ""
    assert "refused" in quoting_problem(consent, reviewed(events, MAY), ["twin", "s"])
    assert "not reviewed" in quoting_problem(consent, reviewed(events, MAY), ["other"])


def test_con07_participant_and_community_are_asked() -> None:
    agreed = replace(YES, quotes=Quotes.AFTER_REVIEW, holder=Holder("A Nation", "stories"))
    consent = Consent(agreed)
    assert consent.reviewers == (Reviewer.PARTICIPANT, Reviewer.COMMUNITY)
    own = {("s", Reviewer.PARTICIPANT): True}
    assert "community" in quoting_problem(consent, own, ["s"])
    assert quoting_problem(consent, {**own, ("s", Reviewer.COMMUNITY): True}, ["s"]) == ""


def test_con08_a_form_and_a_community_are_named() -> None:
    with pytest.raises(ValueError, match="which version"):
        Agreement(" ")
    with pytest.raises(ValueError, match="which Nation"):
        Agreement("1", holder=Holder(" ", "all"))


def test_con09_everything_is_said_in_words() -> None:
    told = dict(in_long(Consent(replace(YES, holder=Holder("A Nation", "stories"), until=MAY))))
    assert (told["Quotes"], told["Recording"], told["Holds until"]) == ("yes", "no", "1 May 2026")
    assert "A Nation: stories" in told["Community agreement"]
    assert set(QUOTES) == set(Quotes)
    assert set(ATTRIBUTION) == set(Attribution)
    assert set(LEVELS) == set(Withdrawal)


def test_con10_seven_prompts() -> None:
    assert len(PROMPTS) == 7
    assert all(question.endswith("?") for question in PROMPTS.values())
