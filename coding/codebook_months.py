"""How the codebook changed: month by month, what was done to it, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from coding.revisions import Revision, names_then

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# What is counted at the head of a month, by what a sentence says was done.
_COUNTED = ("added", "redefined", "renamed", "moved", "merged", "split", "retired", "removed")


@dataclass(frozen=True)
class Sentence:
    """One act in words. `what` is its kind, "" for what is not counted."""

    at: str
    by: str  # the name of who did it
    words: str
    why: str = ""
    what: str = ""
    codes: tuple[str, ...] = ()  # names of those that were added, merged and so on


@dataclass(frozen=True)
class Month:
    """One chapter."""

    title: str  # "March 2026"
    summary: str
    sentences: tuple[Sentence, ...]


def by_month(
    revisions: Sequence[Revision],
    names: Mapping[str, str],
    people: Mapping[str, str],
    coded: Mapping[str, int] | None = None,
) -> list[Month]:
    """The chapters, oldest first; a month in which nothing was done has none.

    Args:
        revisions: oldest first.
        names: of codes by id, as they are called today; each sentence uses those of its day.
        people: names of accounts.
        coded: how many passages were coded in each month, by "2026-03".
    """
    told = _joined(list(_sentences(revisions, names, people)))
    in_month = {month: tuple(these) for month, these in groupby(told, lambda one: one.at[:7])}
    n_coded = coded or {}
    return [
        Month(_title(month), _summary(in_month.get(month, ()), n_coded.get(month, 0)), these)
        for month in sorted({*in_month, *(month for month, n in n_coded.items() if n)})
        for these in [in_month.get(month, ())]
    ]


def span(months: Sequence[Month]) -> str:
    """The time that the months cover: "March to June 2026"; "" for none."""
    if not months:
        return ""
    first, last = months[0].title, months[-1].title
    if first == last:
        return first
    return f"{first.removesuffix(last[-5:])} to {last}"


def _sentences(
    revisions: Sequence[Revision], names: Mapping[str, str], people: Mapping[str, str]
) -> Iterator[Sentence]:
    then = names_then(revisions, names)
    for _, numbered in groupby(enumerate(revisions), lambda pair: pair[1].n):
        act = [(revision, then[n]) for n, revision in numbered]
        first = act[0][0]
        changes = [_turned(one) if first.act.startswith("undone") else one for one, _ in act]
        what, words, codes = _phrase(changes, act[-1][1])
        if not words:
            continue
        by = people.get(first.by, "Somebody who left")
        if first.act.startswith("undone"):
            yield Sentence(first.at, by, f"{by} took back: {words}.")
        elif first.is_undo:
            yield Sentence(first.at, by, f"{by} did again: {words}.")
        else:
            yield Sentence(first.at, by, f"{by} {words}.", first.why, what, codes)


def _turned(revision: Revision) -> Revision:
    return replace(revision, before=revision.after, after=revision.before)


Phrase = tuple[str, str, tuple[str, ...]]  # its kind, the words, the codes it is about


def _phrase(changes: Sequence[Revision], names: Mapping[str, str]) -> Phrase:
    """What was done, in words; no words for what only the screen shows."""
    act = changes[0].act.rpartition("codebook: ")[2]
    subject = _named(changes[0].subject, names)
    new = tuple(_named(one.code, names) for one in changes if _is_new(one))
    if act == "codes merged":
        gone = tuple(_named(one.code, names) for one in changes if "merged_into" in one.after)
        return "merged", f"merged {_list(gone)} into {subject}", gone
    if act == "code split":
        return "split", f"split {subject}; new: {_list(new)}", (subject,)
    if act in {"code added", "codes added"}:
        return "added", f"added {_list(new)}", new
    verbs = {
        "code removed": "removed",
        "code brought back": "brought back",
        "code retired": "retired",
        "code in use again": "took into use again",
    }
    if act in verbs:
        return verbs[act], f"{verbs[act]} {subject}", (subject,)
    return _change(changes, names)


def _change(changes: Sequence[Revision], names: Mapping[str, str]) -> Phrase:
    """A change of one code in words: its name, its meaning, its place."""
    one = next((one for one in changes if one.code == one.subject), changes[0])
    now = _named(one.code, names)
    if "name" in one.after:
        also = " and redefined it" if one.redefines else ""
        was, is_now = one.before["name"], one.after["name"]
        return "renamed", f"renamed “{was}” to “{is_now}”{also}", (now,)
    if one.redefines:
        had = any(one.before.get(name) for name in ("definition", "use_when", "use_not"))
        return ("redefined", f"redefined {now}", (now,)) if had else ("", f"defined {now}", ())
    if "parent" in one.after:
        parent = one.after["parent"]
        where = f"under {_named(str(parent), names)}" if parent else "to the top"
        return "moved", f"moved {now} {where}", (now,)
    return "", "", ()


def _joined(told: Sequence[Sentence]) -> list[Sentence]:
    """Codes that one person added on one day, one after the other, in one sentence."""
    found: list[Sentence] = []
    for one in told:
        last = found[-1] if found else None
        if last and one.what == last.what == "added" and _together(last, one):
            codes = last.codes + one.codes
            found[-1] = replace(last, codes=codes, words=f"{one.by} added {_list(codes)}.")
        else:
            found.append(one)
    return found


def _together(last: Sentence, one: Sentence) -> bool:
    return (last.by, last.at[:10]) == (one.by, one.at[:10]) and not (last.why or one.why)


def _is_new(revision: Revision) -> bool:
    return revision.after.get("removed_at") == "" and bool(revision.before.get("removed_at"))


def _named(code: str, names: Mapping[str, str]) -> str:
    return f"“{names[code]}”" if code in names else "a code"


def _list(named: Sequence[str]) -> str:
    return " and ".join([", ".join(named[:-1]), *named[-1:]] if len(named) > 1 else named)


def _title(month: str) -> str:
    year, number = month.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def _summary(these: Sequence[Sentence], n_coded: int) -> str:
    """How many codes were added, merged and so on, and how many passages were coded."""
    totals = {what: sum(len(one.codes) for one in these if one.what == what) for what in _COUNTED}
    parts = [f"{n} {what}" for what, n in totals.items() if n]
    codes = f"Codes: {', '.join(parts)}." if parts else ""
    passages = {0: "", 1: "1 passage coded."}.get(n_coded, f"{n_coded:,} passages coded.")
    return " ".join(part for part in (codes, passages) if part)
