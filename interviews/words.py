"""Words that were said, counted without any downloaded data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from interviews.identity import Surface
from interviews.leaks import find_leaks
from interviews.model import Source

_ENGLISH = """
a about above after again against ah all almost already also although always am an and another
any anybody anyone anything anyway are aren't around as at away be because been before behind
being below between both but by came can can't cannot come comes could couldn't did didn't do
does doesn't doing don't done down during each eight either else em enough er even ever every
everybody everyone everything few first five for four from get gets getting give given go goes
going gone gonna good got had hadn't has hasn't have haven't having he he'd he'll he's hello her
here here's hers herself hey hi him himself his hm hmm how how's however i i'd i'll i'm i've if
in instead into is isn't it it'd it'll it's its itself just keep kept kind kinda last least less
let let's like likely little lot lots made make makes making many may maybe me mean means might
mm mmm more most mostly much must my myself need needs never next nine no nobody none nor not
nothing now of off often oh ok okay on once one ones only onto or other others our ours
ourselves out over own part perhaps put quite rather really right said same saw say saying says
see seem seems seen seven several shall she she'd she'll she's should shouldn't since six so
some somebody someone something sometimes somewhere sort still stuff such sure take taken takes
ten than that that'd that's the their theirs them themselves then there there's these they
they'd they'll they're they've thing things think this those though three through till to too
took toward towards tried try trying two uh uhm um under until up upon us use used using usually
very want wanted wants was wasn't way we we'd we'll we're we've well went were weren't what
what's whatever when when's where where's whether which while who who's whole whom whose why
will with within without won't would wouldn't yeah yes yet you you'd you'll you're you've your
yours yourself yourselves
"""
# Without what is a word with a meaning in English: car, comment, son, sale, main.
_FRENCH = """
ai ainsi alors après au aucun aucune aussi autre autres aux avait avant avec avez avoir avons ça
ce cela celle celles celui ces cet cette ceux chaque chez comme d'abord d'un d'une dans de depuis
des deux donc dont du elle elles en encore entre est et était étaient étais être eu eux fait faire
faut font il ils j'ai je jusqu'à l'on la là le les leur leurs lui ma mais même mes moi moins mon ne
ni nos notre nous on ont ou où par parce pas pendant peu peut peuvent plus pour pourquoi près puis
qu'elle qu'il qu'ils qu'on quand que quel quelle quelles quels quelqu'un qui quoi sa sans se selon
ses si soi sont sous souvent suis sur ta tant te tes toi ton toujours tous tout toute toutes très
trop tu un une va vers voici voilà vont vos votre vous y c'est n'est s'il n'a l'a d'être c'était
"""
USUAL = frozenset(_ENGLISH.split()) | frozenset(_FRENCH.split())
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"  # letters of any script; can't, hand-over


class Language(StrEnum):
    """The languages whose word forms are known."""

    ENGLISH = "English"
    FRENCH = "French"


@dataclass(frozen=True)
class Word:
    """A word in its most frequent form, how often it was said, and in how many sources."""

    text: str
    n: int
    n_sources: int


def spoken(source: Source, start: int, end: int) -> str:
    """What was said between two positions by anybody who does not ask: one line for each turn."""
    parts = [
        source.text[max(start, turn.start) : min(end, turn.end)]
        for turn in source.turns
        if turn.speaker not in source.interviewers and turn.start < end and start < turn.end
    ]
    return "\n".join(parts)


def count_words(
    texts: Mapping[str, str], stop_words: Iterable[str], language: Language = Language.ENGLISH
) -> list[Word]:
    """Words by how often they occur, the most frequent first; forms of one word are one row.

    Args:
        texts: what was said, by Source.id.
        stop_words: words to leave out, in lower case; they go in every inflected form they name.
        language: whose endings are taken off to find the forms of one word.
    """
    stem_of = stemmer(language).stem
    left_out = {straight(word) for word in stop_words}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    sources: dict[str, set[str]] = defaultdict(set)
    for source, text in texts.items():
        for token, _, _ in tokens_of(straight(text.lower())):
            if len(token) < 2 or token in left_out:
                continue
            stem = stem_of(token.removesuffix("'s"))
            forms[stem][token.removesuffix("'s")] += 1
            sources[stem].add(source)
    found = [
        # The form said most often stands for the word; of two equals the shorter, then by letter.
        Word(
            min(seen, key=lambda form: (-seen[form], len(form), form)),
            seen.total(),
            len(sources[stem]),
        )
        for stem, seen in forms.items()
    ]
    return sorted(found, key=lambda word: (-word.n, word.text))


def without_names(words: Sequence[Word], surfaces: Iterable[Surface]) -> tuple[list[Word], int]:
    """The words that name nobody, and how many were left out because the vault knows them."""
    leaks = {leak.where for leak in find_leaks({word.text: word.text for word in words}, surfaces)}
    return [word for word in words if word.text not in leaks], len(leaks)


def tokens_of(text: str) -> list[tuple[str, int, int]]:
    """Each word with where it starts and ends."""
    return [(text[start:end], start, end) for start, end in _tokenizer().span_tokenize(text)]


def straight(text: str) -> str:
    """The same text with straight apostrophes."""
    return text.replace("’", "'")


@cache
def stemmer(language: Language) -> Any:
    """The stemmer of a language: rules in code; nltk.data is never asked for a file."""
    from nltk.stem.snowball import EnglishStemmer, FrenchStemmer

    return EnglishStemmer() if language is Language.ENGLISH else FrenchStemmer()


@cache
def _tokenizer() -> Any:
    from nltk.tokenize import RegexpTokenizer

    return RegexpTokenizer(_WORD)
