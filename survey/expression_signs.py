"""Which characters a piece of a pattern stands for: \\d, \\p{L}, [a-z] …, as Java reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from survey.expression_error import Refusal

Test = Callable[[str], bool]

_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORD = _DIGITS | _LETTERS | {"_"}
_SPACE = frozenset(" \t\n\x0b\f\r")
LINE_ENDS = frozenset("\n\r\x85\u2028\u2029")
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
_NAMED = {
    "Alpha": _LETTERS,
    "Digit": _DIGITS,
    "Alnum": _LETTERS | _DIGITS,
    "Upper": frozenset(sign for sign in _LETTERS if sign.isupper()),
    "Lower": frozenset(sign for sign in _LETTERS if sign.islower()),
    "Space": _SPACE,
    "Punct": frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "0": "\0"}
_ITEM = re.compile(r"\\[pP]\{\w+\}|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)


def escaped(text: str, position: int) -> str | Test:
    """What a backslash and what follows it stand for: one character, or a test for several."""
    kind = text[1]
    if kind in "pP":
        return _category(text, position)
    if kind.lower() in _CLASSES:
        signs = _CLASSES[kind.lower()]
        return (lambda sign: sign in signs) if kind.islower() else (lambda sign: sign not in signs)
    if kind in _CONTROLS:
        return _CONTROLS[kind]
    if kind in "xu" and len(text) > 2:
        return chr(int(text[2:], 16))
    if kind.isascii() and kind.isalnum():
        raise Refusal(position, f"regex() knows no {text} here.", "Write it without.")
    return kind


def _category(text: str, position: int) -> Test:
    name, wanted = text[3:-1], text[1] == "p"
    if name in _NAMED:
        signs = _NAMED[name]
        return lambda sign: (sign in signs) is wanted
    if not re.fullmatch("[LMNPSZC][a-z]?", name):
        raise Refusal(
            position, f"regex() knows no {text}.", "Use \\p{L} for letters, \\p{N} for numbers."
        )
    return lambda sign: unicodedata.category(sign).startswith(name) is wanted


def set_test(text: str, position: int) -> Test:
    """Whether a character is in a set like [a-z\\d_] or [^,]."""
    inverted = text.startswith("[^")
    body = text[2:-1] if inverted else text[1:-1]
    if "&&" in body:
        raise Refusal(position, "regex() knows no && in a set.", "Name the characters themselves.")
    signs: set[str] = set()
    tests: list[Test] = []
    items = _ITEM.findall(body)
    while items:
        first = _meant(items.pop(0), position)
        second = _meant(items[1], position) if len(items) > 1 and items[0] == "-" else None
        if callable(first):
            tests.append(first)
        elif isinstance(second, str):
            tests.append(_range(first, second, position))
            del items[:2]
        else:
            signs.add(first)
    return lambda sign: (sign in signs or any(test(sign) for test in tests)) is not inverted


def _meant(item: str, position: int) -> str | Test:
    return escaped(item, position) if len(item) > 1 else item


def _range(first: str, last: str, position: int) -> Test:
    if first > last:
        raise Refusal(
            position, f"The range {first}-{last} is backwards.", "Write the smaller sign first."
        )
    return lambda sign: first <= sign <= last
