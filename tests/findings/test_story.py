"""STO01 the file is whole: nothing is fetched and no script is needed; STO02 what people typed is
text in it; STO03 every quote has its reference, inside a link to its passage, outside to the chain;
STO04 only what was agreed to stands under a quote; STO05 hidden numbers are nowhere in it; STO06
the words match the confidence; STO07 speaks against stands beside; STO08 fingerprints follow the
content; STO09 support comes before everything that is told; STO10 the file is as expected."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from findings.model import Confidence, Evidence, EvidenceRole, Finding, FindingState, Quote, Story
from findings.reference import reference
from findings.story import Reach, StoryView, in_words, render_html, story_view
from findings.survey_table import survey_table

GOLDEN = Path(__file__).parent.parent / "golden" / "story.html"
HOSTILE = '<img src=x onerror=alert(1)> & "{{ 7 * 7 }}"'


def quote(segment: str, text: str, beside: str = "Community agency") -> Quote:
    return Quote(
        segment=segment,
        reference=reference(segment),
        text=text,
        source="src",
        source_title="Interview with Dana",
        kind="interview",
        code="Knowing whom to call",
        participant="P07",
        role="coordinator",
        organisation="Lakeshore Clinic",
        beside=beside,
        n_coders=2,
    )


QUOTES = {
    "s1": quote("s1", "I call the person who works there on Tuesdays."),
    "s2": quote("s2", "With legal aid it works by form.", beside=""),
}
COUNTS = [("Did not know whom to call", 22), ("No reply", 11), ("No place", 9), ("Other", 2)]
TABLES = {("i", "slow", 0): survey_table("i", "slow", "What slowed it?", COUNTS, 44, 0)}
FINDING = Finding(
    id="f",
    headline="Referrals stall before the first call",
    statement="Half did not know whom to call.\n\nLists are made and left alone.",
    author="ann",
    state=FindingState.ACCEPTED,
    evidence=(
        Evidence("e1", segment="s1"),
        Evidence("e2", EvidenceRole.CONTRADICTS, segment="s2"),
        Evidence("e3", instrument="i", item="slow"),
    ),
    confidence=Confidence.MODERATE,
    confidence_reason="Survey and interviews agree.",
    accepted_by="bob",
    changed_at="2026-11-22T09:00:00+00:00",
)
STORY = Story("s", "Between doors", "Six organisations looked.", "We listened.\nWe coded.", ("f",))


def view(story: Story = STORY, finding: Finding = FINDING) -> StoryView:
    return story_view(
        story,
        [finding],
        QUOTES,
        TABLES,
        Reach(6, 8, 60),
        study="Working together",
        support=[("911", "tel:911", "Emergency")],
        edition=3,
        published_on="2026-11-22",
    )


class Loads(HTMLParser):
    """Collects whatever a browser would fetch, and every attribute that runs code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}" for name, _ in attrs if name in ("src", "srcset", "style")]
        self.found += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]
        if tag in ("link", "img", "iframe", "object", "embed", "base", "meta http-equiv"):
            self.found.append(tag)


def test_sto01_nothing_is_fetched() -> None:
    html = render_html(view())
    loads = Loads()
    loads.feed(html)
    assert loads.found == []
    assert "url(" not in html
    assert "@import" not in html
    assert re.findall(r'"https?://[^"]*"', html) == ['"https://weather.gc.ca/"']  # leave now


def test_sto01_it_reads_without_its_script() -> None:
    without = re.sub(r"<script>.*?</script>", "", render_html(view()), flags=re.DOTALL)
    for words in ("Between doors", FINDING.headline, QUOTES["s1"].text, "Moderate", "22"):
        assert words in without


def test_sto02_what_people_typed_is_text() -> None:
    finding = replace(FINDING, headline=HOSTILE, statement=HOSTILE, confidence_reason=HOSTILE)
    story = replace(STORY, title=HOSTILE, lead=HOSTILE, method=HOSTILE, note=HOSTILE)
    html = render_html(view(story, finding))
    loads = Loads()
    loads.feed(html)
    assert loads.found == []
    assert "<img" not in html
    assert "{{ 7 * 7 }}" in html


@pytest.mark.parametrize("segment", QUOTES)
def test_sto03_every_quote_leads_back(segment: str) -> None:
    mark = reference(segment)
    outside, inside = render_html(view()), render_html(view(), inside=True)
    assert f'href="/findings/trace/{mark}" target="_blank"' in inside
    assert "/findings/trace" not in outside
    assert f'href="#where-1-{mark}"' in outside
    assert outside.count(f'id="where-1-{mark}"') == 1


def test_sto04_nobody_is_named() -> None:
    html = render_html(view())
    assert "Community agency" in html
    for private in ("P07", "coordinator", "Lakeshore", "Dana", "ann", "bob"):
        assert not re.search(rf"\b{private}\b", html)


def test_sto05_hidden_numbers_are_nowhere() -> None:
    html = render_html(view())
    assert re.findall(r'<td class="number">(\d+)</td>', html) == ["22", "11"]
    assert html.count("fewer than 5, or hidden") == 2
    assert "20%" not in html
    assert "No place</text>" not in html  # the chart draws no row that is hidden


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Confidence.HIGH, "highly likely"),
        (Confidence.LOW, "possible"),
        (Confidence.VERY_LOW, "not clear"),
    ],
)
def test_sto06_the_words_match_the_confidence(level: Confidence, words: str) -> None:
    html = render_html(view(finding=replace(FINDING, confidence=level)))
    assert f"It is <strong>{words}</strong>" in html


def test_sto07_what_speaks_against_it_stands_beside_it() -> None:
    html = render_html(view())
    other = html[html.index("The other view") :]
    assert other.index(QUOTES["s2"].text) < other.index("Where this comes from")
    assert '<li id="where-1-' + reference("s2") + '" class="against">' in html


def test_sto08_fingerprints_follow_the_content() -> None:
    before, after = view(), view(finding=replace(FINDING, confidence_reason="Other."))
    assert before.fingerprint == view().fingerprint
    assert before.fingerprint != after.fingerprint
    assert before.findings[0].fingerprint != after.findings[0].fingerprint
    assert before.fingerprint in render_html(before)


def test_sto09_support_comes_first() -> None:
    html = render_html(view())
    assert html.index('href="tel:911"') < html.index("Before you read") < html.index("Finding 1")


def test_sto10_the_file_is_as_expected() -> None:
    html = render_html(view())
    text = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", html, flags=re.DOTALL)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert "\n".join(lines) + "\n" == GOLDEN.read_text("utf-8")


def test_sto10_days_are_written_out() -> None:
    assert in_words("2026-11-02T08:00:00+00:00") == "2 November 2026"
    assert in_words("") == ""
