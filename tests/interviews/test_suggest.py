"""SUG01 what the roster has is found whatever its case, and goes before all else of its length;
SUG02 each kind is recognised by its form, and what looks like it is not; SUG03 suggestions are
whole words, none overlap, and each is the words at its place, in any text; SUG04 a sentence's first
word is no name by its capital; SUG05 a transcript without capitals is noticed; SUG06 of a labelled
sample of our own at least 95 of 100 are found, and at least 85 of 100 suggestions are right; SUG07
the same is told of a sample by others."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.capitals import few_capitals
from interviews.check_digits import passes_luhn
from interviews.identity import Entity, Kind
from interviews.pseudonyms import Suggestion, suggest
from interviews.roster import Known
from tests.conftest import real_inputs

HERE = Path(__file__).parent
ROSTER = [
    Entity("1", Kind.PARTICIPANT, ("Marie Tootoosis", "Mimi")),
    Entity("2", Kind.ORGANISATION, ("Harbour House",)),
    Entity("3", Kind.PERSON, ("Hope Lavallée",)),
]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.surface, one.kind.value) for one in suggest(text, ROSTER)]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("SUG01", "so MIMI came", [("MIMI", "participant")]),
        ("SUG01", "marie tootoosis’s coat", [("marie tootoosis", "participant")]),
        ("SUG01", "in harbour  house", [("harbour  house", "organisation")]),
        ("SUG01", "I hope so. Hope does too.", [("Hope", "person")]),
        ("SUG01", "I asked Hope.", [("Hope", "person")]),
        ("SUG02", "call 403-555-0142 now", [("403-555-0142", "phone number")]),
        ("SUG02", "call (780) 555 0199 x 12", [("(780) 555 0199 x 12", "phone number")]),
        ("SUG02", "a.b@c.example!", [("a.b@c.example", "e-mail address")]),
        ("SUG02", "see https://x.example/a?b.", [("https://x.example/a?b", "web address")]),
        ("SUG02", "at T5J 2R4", [("T5J 2R4", "postal code")]),
        ("SUG02", "SIN 046-454-286", [("046-454-286", "social insurance number")]),
        ("SUG02", "card 50237-1846.", [("50237-1846", "health number")]),
        ("SUG02", "file 2019-448213", [("2019-448213", "file number")]),
        ("SUG02", "occurrence number 88123", [("88123", "file number")]),
        ("SUG02", "plate BKR-4471", [("BKR-4471", "licence plate")]),
        ("SUG02", "4539 1488 0343 6467", [("4539 1488 0343 6467", "card number")]),
        ("SUG02", "on the 3rd of May, 1998", [("the 3rd of May, 1998", "date")]),
        ("SUG02", "le 3 mai 1998", [("le 3 mai 1998", "date")]),
        ("SUG02", "on 2021-03-14.", [("2021-03-14", "date")]),
        ("SUG02", "a nineteen-year-old", [("nineteen-year-old", "age")]),
        ("SUG02", "elle a 17 ans", [("17 ans", "age")]),
        ("SUG02", "at 1204 9th Avenue SE, upstairs", [("1204 9th Avenue SE", "street address")]),
        ("SUG02", "au 12, rue de la Montagne", [("12, rue de la Montagne", "street address")]),
        ("SUG02", "from st. albert", [("st. albert", "place")]),
        ("SUG02", "at Saddle Lake Cree Nation", [("Saddle Lake Cree Nation", "place")]),
        ("SUG02", "Cst. Ames came", [("Ames", "person")]),
        ("SUG02", "she’s @dove_99 there", [("@dove_99", "account name")]),
        ("SUG02", "with 12,000 people in 2019, 3.5 times, 24-7", []),
        ("SUG02", "a high level of trust, on a milk run, for 17 years", []),
        ("SUG02", "in March we met on a Monday at 10:30, in Alberta", []),
        ("SUG04", "Everybody waits. Nobody calls. “Then they go,” Then.", []),
        ("SUG04", "We met Okafor. Okafor left.", [("Okafor", "person"), ("Okafor", "person")]),
        ("SUG04", "She leads Safe Step Society.", [("Safe Step Society", "organisation")]),
        ("SUG04", "INT: Yes?\nP1: No.\nLiaison Officer: Maybe.", []),
    ],
)
def test_what_is_suggested(rule: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected, rule


def test_sug01_a_plain_string_is_a_person_and_says_why() -> None:
    (found,) = suggest("so jane came", ["Jane Roe"])
    assert (found.kind, found.surface) == (Kind.PERSON, "jane")
    assert found.why == "part of “Jane Roe”, on the roster"
    (known,) = suggest("the Thursday table", [Known("thursday table", Kind.DETAIL, "marked")])
    assert (known.surface, known.kind, known.why) == ("Thursday table", Kind.DETAIL, "marked")


texts = st.text(max_size=120) | st.lists(
    st.sampled_from(
        ["Marie", "Red Deer", "T2P 1J9", "403-555-0142", "and", "\n", "é", "😀", "O'B"]
    ),
    max_size=30,
).map(" ".join)


@given(texts)
@settings(max_examples=150)
def test_sug03_whole_words_and_no_overlap(text: str) -> None:
    found = suggest(text, ROSTER)
    for one in found:
        assert text[one.start : one.end] == one.surface
        assert one.start < one.end
        before = text[one.start - 1] if one.start else ""
        assert not before.isalpha() or not text[one.start].isalpha()
        assert not text[one.end : one.end + 1].isalpha() or not text[one.end - 1].isalpha()
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_sug05_hardly_any_capitals() -> None:
    lower = "and then we waited for a long time and nobody came to the door " * 10
    assert few_capitals(lower)
    assert few_capitals(lower.upper())
    assert not few_capitals("Then we waited. Nobody came. " * 30)
    assert not few_capitals("short")
    assert suggest(lower.upper(), []) == []


@pytest.mark.parametrize(("number", "right"), [("046 454 286", True), ("046 454 287", False)])
def test_sug02_check_digits(number: str, right: bool) -> None:
    assert passes_luhn(number) is right
    (found,) = suggest(f"It is {number}.", [])
    assert ("does not fit" in found.why) is not right


def labelled() -> tuple[list[str], list[tuple[str, list[tuple[int, int]]]]]:
    """The roster, and each sentence with the places of what identifies somebody."""
    lines = (HERE / "labelled.txt").read_text("utf-8").splitlines()
    roster = next(line for line in lines if line.startswith("# roster:"))
    sentences = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        text, spans = "", []
        for part in re.split(r"(\[\[.+?\]\])", line):
            words = part.removeprefix("[[").removesuffix("]]")
            whole, _, name = words.partition("|")
            if part.startswith("[["):
                start = len(text) + (whole.index(name) if name else 0)
                spans.append((start, len(text) + len(whole)))
            text += whole
        sentences.append((text, spans))
    return [one.strip() for one in roster.partition(":")[2].split(";")], sentences


def is_covered(start: int, end: int, found: Sequence[Suggestion]) -> bool:
    return all(any(one.start <= n < one.end for one in found) for n in range(start, end))


def test_sug06_a_labelled_sample() -> None:
    roster, sentences = labelled()
    assert len(sentences) >= 60
    assert sum(text == text.lower() for text, _ in sentences) >= len(sentences) / 2
    n_there = n_found = n_right = n_suggested = 0
    missed, wrong = [], []
    for text, spans in sentences:
        found = suggest(text, roster)
        for start, end in spans:
            n_there += 1
            n_found += is_covered(start, end, found)
            missed += [] if is_covered(start, end, found) else [text[start:end]]
        for one in found:
            right = any(one.start < end and start < one.end for start, end in spans)
            n_suggested += 1
            n_right += right
            wrong += [] if right else [one.surface]
    recall, precision = n_found / n_there, n_right / n_suggested
    print(f"\nours: {len(sentences)} sentences, {n_there} names, recall {recall:.3f}, ", end="")  # noqa: T201
    print(f"precision {precision:.3f}; missed {missed}; wrong {wrong}")  # noqa: T201
    assert recall >= 0.95
    assert precision >= 0.85


OTHERS = {
    "PERSON": (Kind.PERSON, Kind.PARTICIPANT),
    "LOCATION": (Kind.PLACE,),
    "ORGANIZATION": (Kind.ORGANISATION,),
    "ADDRESS": (Kind.ADDRESS, Kind.POSTAL_CODE),
    "PHONE_NUMBER": (Kind.PHONE,),
    "CREDIT_CARD": (Kind.CARD,),
    "EMAIL_ADDRESS": (Kind.EMAIL,),
    "DOMAIN_NAME": (Kind.WEB,),
    "IP_ADDRESS": (Kind.WEB,),
    "DATE_TIME": (Kind.DATE,),
}


@pytest.mark.real_inputs
def test_sug07_a_sample_by_others(capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = real_inputs("adversarial/pii", ".json")
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with_roster: Counter[str] = Counter()
    n_suggested = n_right = 0
    for row in json.loads(path.read_text("utf-8")):
        text, spans = row["full_text"], row["spans"]
        suggested = suggest(text, [])
        people = [one["entity_value"] for one in spans if one["entity_type"] == "PERSON"]
        told = suggest(text, people)
        for span in spans:
            place = (span["start_position"], span["end_position"])
            there[span["entity_type"]] += 1
            found[span["entity_type"]] += is_covered(*place, suggested)
            with_roster[span["entity_type"]] += is_covered(*place, told)
        for one in suggested:
            n_suggested += 1
            n_right += any(
                one.start < span["end_position"] and span["start_position"] < one.end
                for span in spans
            )
    with capsys.disabled():
        print("\nkind                 there  recall  with a roster of its people")  # noqa: T201
        for kind, n in there.most_common():
            print(f"{kind:20} {n:5}  {found[kind] / n:6.2f}  {with_roster[kind] / n:6.2f}")  # noqa: T201
        print(f"precision without a roster: {n_right / n_suggested:.2f}")  # noqa: T201
    assert with_roster["PERSON"] / there["PERSON"] >= 0.95
    for sure in ("CREDIT_CARD", "EMAIL_ADDRESS", "DOMAIN_NAME", "IP_ADDRESS"):
        assert found[sure] == there[sure], sure
