"""Numbers, addresses, dates and ages, by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviews.check_digits import passes_luhn
from interviews.identity import Kind
from interviews.recognising import Found

_MONTH = (
    r"(?:jan(?:uary|vier)?|feb(?:ruary)?|f[ée]v(?:rier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|mai"
    r"|june?|juin|july?|juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?"
    r"|nov(?:ember|embre)?|d[eé]c(?:ember|embre)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er)?"
_DAY_WORD = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
    r"|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth"
    r"|thirty[- ]first)"
)
_UNIT = "(?:one|two|three|four|five|six|seven|eight|nine)"
_NUMBER_WORD = (
    rf"(?:{_UNIT}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]{_UNIT})?)"
)
_AGE = rf"(?:\d{{1,3}}|{_NUMBER_WORD})"
_STREET = (
    r"(?:street|st|avenue|ave|road|rd|drive|dr|close|crescent|cres|boulevard|blvd|trail|lane|court"
    r"|terrace|highway|hwy|place|way)"
)
_CORNER = r"(?:[ ,]+(?:n\.?w\.?|n\.?e\.?|s\.?w\.?|s\.?e\.?|north|south|east|west)\b)?"
_NAMED = r"[A-Z][\w'’.-]*(?:[ ][A-Z][\w'’.-]*){0,2}"
_UNITS = r"(?:apt|apartment|suite|unit|room)\.?[ ]?#?\d+[a-z]?"
_NOT_IN_NUMBER = r"(?<![\w.-])", r"(?![\w-]|\.\d)"


def _number(pattern: str) -> re.Pattern[str]:
    before, after = _NOT_IN_NUMBER
    return re.compile(before + pattern + after, re.IGNORECASE)


_PATTERNS: list[tuple[Kind, str, re.Pattern[str]]] = [
    (Kind.EMAIL, "an e-mail address", re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        Kind.WEB,
        "a web address",
        re.compile(
            r"\b(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)]"
            r"|\b[\w-]+(?:\.[\w-]+)*\.(?:ca|com|org|net|info|gc\.ca|ab\.ca)(?:/[^\s<>\"]*[\w/])?\b",
            re.IGNORECASE,
        ),
    ),
    (Kind.WEB, "an address in a network", _number(r"(?:\d{1,3}\.){3}\d{1,3}")),
    (Kind.HANDLE, "an account name", re.compile(r"(?<![\w.@])@[A-Za-z][\w.]*\w")),
    (
        Kind.PHONE,
        "a phone number",
        re.compile(
            r"(?<![\w.-])(?:\+\d{1,3}[ .-]?|\d{1,3}[ .-])?(?:\(\d{2,4}\)[ .-]?|\d{3}[ .-])"
            r"\d{3,4}[ .-]?\d{3,4}"
            r"(?:[ ]?(?:x|ext\.?|extension)[ ]?\d+)?(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    (Kind.PHONE, "a phone number", _number(r"\d{3}[-.]\d{4}")),
    (Kind.PHONE, "ten digits", _number(r"[2-9]\d{2}[2-9]\d{6}")),
    (
        Kind.POSTAL_CODE,
        "a postal code",
        re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d\b", re.I),
    ),
    (
        Kind.FILE_NUMBER,
        "a file number",
        re.compile(
            r"\b(?:file|case|occurrence|incident|badge|regimental|dossier)(?:[ ](?:number|no\.?))?"
            r"[ ]?(?:is[ ])?(?:[#:№][ ]?)?(?P<it>[A-Z]{0,4}[- ]?\d[\d/-]{2,}[A-Z]?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.FILE_NUMBER,
        "a year and a number",
        re.compile(r"(?<![\w.-])(?:[A-Z]{2,5}[ -]?)?(?:19|20)?\d\d-\d{4,}(?![\w-])"),
    ),
    (
        Kind.PLATE,
        "a licence plate",
        re.compile(r"\b(?!(?:RCMP|COVID)\b)[A-Z]{3}[- ]?\d{3,4}\b|\b[A-Z]{2}\d[ -]?\d{3}\b"),
    ),
    (
        Kind.PLATE,
        "a licence plate",
        re.compile(r"\bplates?(?: number)?(?: is| was|:)? (?P<it>[a-z]{2,3}[- ]?\d{3,4})\b", re.I),
    ),
    (
        Kind.ADDRESS,
        "a street address",
        re.compile(
            rf"\b(?:{_UNITS},?[ ])?\d+[a-z]?[ -](?:\w[\w'’.-]*[ ]){{1,3}}?(?i:{_STREET})\b\.?"
            rf"(?i:{_CORNER})",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.ADDRESS,
        "a street",
        re.compile(
            rf"\b(?:\d{{1,3}}(?:st|nd|rd|th)?|{_NAMED})[ ](?:Street|Avenue|Ave|Road|Drive|Crescent"
            rf"|Boulevard|Blvd|Trail|Lane|Highway)\b(?i:{_CORNER})"
        ),
    ),
    (
        Kind.ADDRESS,
        "a street",
        re.compile(rf"\b\d{{1,3}}(?:st|nd|rd|th)[ ](?:street|avenue|ave|st)\b{_CORNER}", re.I),
    ),
    (
        Kind.ADDRESS,
        "a street address",
        re.compile(
            r"\b(?:\d+[a-z]?,?[ ])?(?:rue|boul(?:evard)?\.?|chemin|avenue|place|impasse)[ ]"
            r"(?:(?:de|du|des|la|le|l['’]|d['’])[ ]?)*[A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+){0,2}"
        ),
    ),
    (Kind.ADDRESS, "a flat or room", re.compile(rf"\b{_UNITS}\b", re.IGNORECASE)),
    (
        Kind.ADDRESS,
        "a post box",
        re.compile(r"\b(?:p\.?o\.?[ ]?box|box|case postale|c\.p\.)[ ]\d+\b", re.IGNORECASE),
    ),
    (
        Kind.DATE,
        "a day",
        re.compile(
            rf"\b{_MONTH}[ ](?:the[ ])?(?:{_DAY}|{_DAY_WORD})\b(?:,?[ ]{_YEAR}\b)?"
            rf"|\b(?:the[ ]|le[ ])?(?:{_DAY}|{_DAY_WORD})[ ](?:of[ ]|de[ ])?{_MONTH}"
            rf"(?:,?[ ]{_YEAR}\b)?"
            rf"|\b{_MONTH}[ ](?:of[ ]|de[ ])?{_YEAR}\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.DATE,
        "a day",
        _number(
            r"(?:(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])"
            r"|(?:[12]\d|3[01]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])[-/.](?:(?:19|20)\d\d|\d\d))"
            r"(?:[ T]\d\d:\d\d(?::\d\d)?)?"
        ),
    ),
    (
        Kind.AGE,
        "an age",
        re.compile(
            rf"\b{_AGE}[- ](?:years?|yrs?|months?)[- ]olds?\b"
            rf"|\b(?P<it>{_AGE} ans)\b(?! (?:de|d['’]exp))"
            rf"|\b(?:aged?|turned|turning) (?P<it2>{_AGE})\b"
            rf"|\b(?:she|he|they|i|she['’]s|he['’]s|i['’]m)(?: was| is| am)? (?:only |just )?"
            rf"(?P<it3>(?:1\d|[2-9]\d)|{_NUMBER_WORD})(?= ?(?:[,.;!?]|when|and|at the time|$))",
            re.IGNORECASE,
        ),
    ),
]
_DIGITS = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){8,18}(?![\w-])")


def recognise_patterns(text: str) -> list[Found]:
    """Everything that has the form of a number, an address, a date or an age."""
    found = list(_numbers(text))
    for kind, why, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            inner = next((name for name, said in match.groupdict().items() if said), None)
            start, end = match.span(inner) if inner else match.span()
            found.append(Found(start, end, kind, why))
    return found


def _numbers(text: str) -> Iterator[Found]:
    """Long numbers: what they are by their length, their groups and their check digit."""
    for match in _DIGITS.finditer(text):
        said = match.group()
        digits = re.sub(r"\D", "", said)
        known = _nine(said, digits) if len(digits) == 9 else None
        if known is None and 13 <= len(digits) <= 19:
            sure = "with its check digit" if passes_luhn(digits) else "without its check digit"
            known = Kind.CARD, f"a card number, {sure}"
        if known is not None:
            yield Found(match.start(), match.end(), *known)


def _nine(said: str, digits: str) -> tuple[Kind, str]:
    """Nine digits: 12345-6789 is how health cards print it, 123-456-789 a social insurance number.

    A wrong check digit is said, not taken for proof: a number that was misheard leads to somebody.
    """
    sure = "with its check digit" if passes_luhn(digits) else "whose check digit does not fit"
    is_health = re.fullmatch(r"\d{5}[ -]?\d{4}", said) and not (
        said.isdigit() and passes_luhn(said)
    )
    if is_health:
        return Kind.HEALTH_NUMBER, f"nine digits as on an Alberta health card, {sure}"
    return Kind.INSURANCE_NUMBER, f"nine digits, {sure}"
