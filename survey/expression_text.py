"""Functions about texts and chosen options: concat, substr, regex, selected …"""

from __future__ import annotations

import base64
import hashlib
import math
import re

from survey.expression_functions import Function
from survey.expression_pattern import check_pattern, matches
from survey.expression_scope import Context
from survey.expression_values import Value, texts, to_number, to_text


def _substr(context: Context, value: Value, start: Value, end: Value | None = None) -> Value:
    """ODK's substr: from 0, the end not included, negative counts from the back."""
    first, last = to_number(start), math.inf if end is None else to_number(end)
    if math.isnan(first) or math.isnan(last):
        return ""
    return to_text(value)[_index(first) : _index(last)]


def _index(number: float) -> int | None:
    if math.isinf(number):
        return None if number > 0 else 0
    return int(number)


def _substring(context: Context, value: Value, start: Value, length: Value | None = None) -> Value:
    """XPath 1.0, 4.2: from 1, rounded, and the surprising cases of the specification."""
    first = _rounded(to_number(start))
    end = math.inf if length is None else first + _rounded(to_number(length))
    text = to_text(value)
    return "".join(sign for i, sign in enumerate(text, 1) if first <= i < end)


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _before(context: Context, value: Value, mark: Value) -> Value:
    text, found, _ = to_text(value).partition(to_text(mark)) if to_text(mark) else ("", "", "")
    return text if found else ""


def _after(context: Context, value: Value, mark: Value) -> Value:
    return to_text(value).partition(to_text(mark))[2] if to_text(mark) else to_text(value)


def _normalized(text: str) -> str:
    """XPath's normalize-space(): only space, tab and line ends count as space."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _translate(context: Context, value: Value, old: Value, new: Value) -> Value:
    to = to_text(new)
    table: dict[str, str] = {}
    for i, sign in enumerate(to_text(old)):
        table.setdefault(sign, to[i : i + 1])
    return "".join(table.get(sign, sign) for sign in to_text(value))


def _selected(context: Context, value: Value, option: Value) -> Value:
    chosen, wanted = to_text(value).split(), to_text(option).strip()
    return wanted in chosen or (not wanted and not chosen)


def _selected_at(context: Context, value: Value, place: Value) -> Value:
    chosen, i = to_text(value).split(), to_number(place)
    return chosen[int(i)] if 0 <= i < len(chosen) else ""


def _digest(context: Context, value: Value, method: Value, encoding: Value = "base64") -> Value:
    name = to_text(method).upper()
    if name not in _DIGESTS:
        return ""
    found = hashlib.new(_DIGESTS[name], to_text(value).encode(), usedforsecurity=False).digest()
    return found.hex() if to_text(encoding) == "hex" else base64.b64encode(found).decode()


def _decoded(context: Context, value: Value) -> Value:
    """The UTF-8 text that was written in base64; blank if it is none."""
    try:
        return base64.b64decode(to_text(value), validate=True).decode()
    except ValueError:  # not base64, or not UTF-8
        return ""


_DIGESTS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


def _own(context: Context, values: tuple[Value, ...]) -> Value:
    return values[0] if values else context.here()


TEXT_FUNCTIONS = (
    Function("string", 0, 1, lambda context, *values: to_text(_own(context, values))),
    Function("concat", 0, None, lambda context, *values: "".join(texts(values))),
    Function("join", 1, None, lambda context, mark, *values: to_text(mark).join(texts(values))),
    Function("substr", 2, 3, _substr),
    Function("substring", 2, 3, _substring),
    Function("substring-before", 2, 2, _before),
    Function("substring-after", 2, 2, _after),
    Function("string-length", 0, 1, lambda context, *v: float(len(to_text(_own(context, v))))),
    Function("normalize-space", 0, 1, lambda context, *v: _normalized(to_text(_own(context, v)))),
    Function("contains", 2, 2, lambda context, a, b: to_text(b) in to_text(a)),
    Function("starts-with", 2, 2, lambda context, a, b: to_text(a).startswith(to_text(b))),
    Function("ends-with", 2, 2, lambda context, a, b: to_text(a).endswith(to_text(b))),
    Function("translate", 3, 3, _translate),
    Function(
        "regex",
        2,
        2,
        lambda context, a, b: matches(to_text(b), to_text(a)),
        check=check_pattern,
    ),
    Function("selected", 2, 2, _selected),
    Function("selected-at", 2, 2, _selected_at),
    Function("count-selected", 1, 1, lambda context, a: float(len(to_text(a).split()))),
    Function("digest", 2, 3, _digest),
    Function("base64-decode", 1, 1, _decoded),
)
