"""Dates as JavaRosa counts them: a plain date is a whole number of days since 1970-01-01."""

from __future__ import annotations

import datetime as dt
import re

_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def read_date(text: str) -> dt.date | None:
    """A date, or a time with its zone (UTC if none is written); None if it is neither."""
    text = text.strip()
    if not _ISO.fullmatch(text):
        return None
    try:
        if "T" not in text:
            return dt.date.fromisoformat(text)
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)


def days(date: dt.date) -> float:
    """Days since 1970-01-01: whole for a date, with a fraction for a time (in UTC)."""
    if isinstance(date, dt.datetime):
        return (date - _EPOCH) / dt.timedelta(days=1)
    return float((date - _EPOCH.date()).days)


def from_days(number: float) -> dt.date | None:
    """The date (whole number) or UTC time that many days after 1970-01-01; None if out of range."""
    try:
        time = _EPOCH + dt.timedelta(days=number)
    except (OverflowError, ValueError):  # beyond the year 9999, infinite or not a number
        return None
    return time.date() if number == int(number) else time


def share_of_day(text: str) -> float | None:
    """The time in a text like 14:30 as part of a day, 0 to 1; None if it is no time."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = int(match[1]), int(match[2]), float(match[3] or 0)
    if hours > 23 or minutes > 59 or seconds >= 60:
        return None
    return (hours * 3600 + minutes * 60 + seconds) / 86400


def iso(date: dt.date) -> str:
    """YYYY-MM-DD, or with the time in milliseconds and its zone."""
    return date.isoformat(timespec="milliseconds") if isinstance(date, dt.datetime) else str(date)


def formatted(date: dt.date, pattern: str) -> str:
    """The date by ODK's pattern: %Y %y %m %n %b %d %e %H %h %M %S %3 %a %W (%B and %A in full)."""
    time = date if isinstance(date, dt.datetime) else dt.datetime.combine(date, dt.time())
    month, day = _MONTHS.split()[time.month - 1], _DAYS.split()[time.weekday()]
    parts = {
        "Y": f"{time.year:04}",
        "y": f"{time.year % 100:02}",
        "m": f"{time.month:02}",
        "n": str(time.month),
        "b": month[:3],
        "B": month,
        "d": f"{time.day:02}",
        "e": str(time.day),
        "H": f"{time.hour:02}",
        "h": str(time.hour),
        "M": f"{time.minute:02}",
        "S": f"{time.second:02}",
        "3": f"{time.microsecond // 1000:03}",
        "a": day[:3],
        "A": day,
        "W": str(time.isocalendar().week),
        "%": "%",
    }
    return re.sub("%(.)", lambda match: parts.get(match[1], match[0]), pattern)
