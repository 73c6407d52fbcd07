"""Tables of codes: with each other, by groups of people, how often, and how much of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coding.corpus import NOBODY, Corpus, Only, Text
from coding.queries import in_units
from coding.query_model import Where
from coding.spans import Spans, held, intersection, length


@dataclass(frozen=True)
class Cell:
    """How many places, and in how many texts."""

    n: int = 0
    n_sources: int = 0


@dataclass(frozen=True)
class Matrix:
    """Codes down the side, something across; what is not in `cells` is 0.

    `totals` are the places of each row's code, which shares are taken of.
    """

    rows: tuple[str, ...]  # Code.id
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    totals: Mapping[str, int]

    def cell(self, row: str, column: str) -> Cell:
        """The cell of a row and a column."""
        return self.cells.get((row, column), Cell())

    def share(self, row: str, column: str) -> float | None:
        """The part of the places of the row's code that lie in this cell; None if there are none.

        Of the n places with code a, the share with code b: not symmetric, unlike the counts.
        """
        total = self.totals.get(row, 0)
        return self.cell(row, column).n / total if total else None


@dataclass(frozen=True)
class Frequency:
    """How often a code was given, and how much of the text it covers."""

    code: str
    n_marks: int  # as given, by everybody
    n_places: int  # what overlaps or touches counts once
    n_sources: int
    n_characters: int
    share: float | None  # of all characters that are counted; None if there are none


def co_occurrence(corpus: Corpus, codes: Sequence[str], where: Where, only: Only) -> Matrix:
    """How often two codes come together; a code with itself is how often it stands.

    In the same words a place is a stretch that both cover; else it is a sentence, turn or text in
    which both stand. The matrix is symmetric.
    """
    marked = corpus.marked(only)
    counted: dict[tuple[str, str], list[int]] = {}
    for text in corpus.texts:
        by_code = _inside(corpus, text, only, marked.get(text.id, {}), codes)
        units = in_units(where, text) if by_code and where is not Where.PASSAGE else ()
        numbers = {code: held(units, spans) for code, spans in by_code.items()} if units else {}
        for n, one in enumerate(by_code):
            for other in list(by_code)[n:]:
                if where is Where.PASSAGE:
                    shared = len(_worded(text, intersection(by_code[one], by_code[other])))
                else:
                    shared = len(numbers.get(one, set()) & numbers.get(other, set()))
                for pair in {(one, other), (other, one)} if shared else ():
                    counted.setdefault(pair, []).append(shared)
    cells = _cells(counted)
    totals = {code: cells.get((code, code), Cell()).n for code in codes}
    return Matrix(tuple(codes), tuple(codes), cells, totals)


def by_groups(corpus: Corpus, codes: Sequence[str], groups: Mapping[str, Only]) -> Matrix:
    """How often each code stands in what each group says.

    Args:
        groups: what a column is limited to, by its name.
    """
    counted: dict[tuple[str, str], list[int]] = {}
    for name, only in groups.items():
        marked = corpus.marked(only)
        for text in corpus.texts:
            for code, spans in _inside(corpus, text, only, marked.get(text.id, {}), codes).items():
                if n := len(_worded(text, spans)):
                    counted.setdefault((code, name), []).append(n)
    cells = _cells(counted)
    totals = {code: sum(cells.get((code, name), Cell()).n for name in groups) for code in codes}
    return Matrix(tuple(codes), tuple(groups), cells, totals)


def attribute_groups(corpus: Corpus, name: str, only: Only) -> dict[str, Only]:
    """A group for each value of an attribute, then "not known" if somebody has none."""
    people = _people(corpus)
    values = {corpus.participants.get(who, NOBODY).attributes.get(name, "") for who in people}
    return {
        value or "not known": replace(only, attributes=((name, (value,)), *only.attributes))
        for value in sorted(values, key=lambda value: (not value, value))
    }


def participant_groups(corpus: Corpus, only: Only) -> dict[str, Only]:
    """A group for each participant who speaks."""
    people = sorted(who for who in _people(corpus) if who)
    allowed = [who for who in people if not only.participants or who in only.participants]
    return {who: replace(only, participants=(who,)) for who in allowed}


def frequencies(corpus: Corpus, codes: Sequence[str], only: Only) -> list[Frequency]:
    """Each code in the given order: marks, places, texts, and the share of the text it covers.

    Coverage is the length of the union of a code's stretches over the length of all text that is
    counted, in code points; `only` may leave out what interviewers say.
    """
    marked = corpus.marked(only)
    scopes = {text.id: corpus.scope(text, only) for text in corpus.texts}
    everything = sum(length(scope) for scope in scopes.values())
    found = {code: [0, 0, 0] for code in codes}  # places, texts, characters
    for text in corpus.texts:
        for code, spans in _inside(corpus, text, only, marked.get(text.id, {}), codes).items():
            for n, more in enumerate((len(_worded(text, spans)), 1, length(spans))):
                found[code][n] += more
    marks = _marks(corpus, only, scopes)
    return [
        Frequency(code, marks.get(code, 0), places, texts, covered, _part(covered, everything))
        for code in codes
        for places, texts, covered in [found[code]]
    ]


def _inside(
    corpus: Corpus, text: Text, only: Only, marked: Mapping[str, Spans], codes: Iterable[str]
) -> dict[str, Spans]:
    """Where the codes stand inside the scope; codes that do not are left out."""
    scope = corpus.scope(text, only) if marked else ()
    inside = ((code, intersection(marked.get(code, ()), scope)) for code in codes)
    return {code: spans for code, spans in inside if spans}


def _worded(text: Text, spans: Spans) -> Spans:
    """The stretches that hold more than blanks: what a query would find."""
    return tuple(span for span in spans if text.source.text[span[0] : span[1]].strip())


def _cells(counted: Mapping[tuple[str, str], Sequence[int]]) -> dict[tuple[str, str], Cell]:
    return {place: Cell(sum(each), len(each)) for place, each in counted.items()}


def _marks(corpus: Corpus, only: Only, scopes: Mapping[str, Spans]) -> dict[str, int]:
    found: dict[str, int] = {}
    for mark in corpus.marks_in(only):
        if intersection(((mark.start, mark.end),), scopes.get(mark.source, ())):
            found[mark.code] = found.get(mark.code, 0) + 1
    return found


def _people(corpus: Corpus) -> set[str]:
    """Participant.id of everybody who speaks; "" if somebody unnamed does."""
    return {
        who
        for text in corpus.texts
        for who in (text.people.values() if text.people else (text.source.participant,))
    }


def _part(n: int, of: int) -> float | None:
    return n / of if of else None
