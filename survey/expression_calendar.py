"""Functions about dates and times: today, date, format-date, decimal-date-time …"""

from __future__ import annotations

import datetime as dt

from survey.expression_dates import days, formatted, from_days, read_date, share_of_day
from survey.expression_functions import Function
from survey.expression_scope import Context
from survey.expression_values import NAN, Value, to_date, to_number, to_text


def _date(context: Context, value: Value) -> Value:
    """The whole day of a date, a time or a number of days; blank if it is none of them."""
    found = _meant(value)
    if found is None:
        return ""
    return found.date() if isinstance(found, dt.datetime) else found


def _date_time(context: Context, value: Value) -> Value:
    """The same with its time, where it has one."""
    found = _meant(value)
    return "" if found is None else found


def _meant(value: Value) -> dt.date | None:
    return to_date(value) or from_days(to_number(value))


def _format(context: Context, value: Value, pattern: Value) -> Value:
    found = _meant(value)
    return "" if found is None else formatted(found, to_text(pattern))


def _decimal_date(context: Context, value: Value) -> Value:
    found = _meant(value)
    return NAN if found is None else days(found)


def _decimal_time(context: Context, value: Value) -> Value:
    found = value if isinstance(value, dt.datetime) else read_date(to_text(value))
    text = f"{found:%H:%M:%S.%f}" if isinstance(found, dt.datetime) else to_text(value)
    share = share_of_day(text)
    return NAN if share is None else share


CALENDAR_FUNCTIONS = (
    Function("today", 0, 0, lambda context: context.scope.outside.now().date()),
    Function("now", 0, 0, lambda context: context.scope.outside.now()),
    Function("date", 1, 1, _date),
    Function("date-time", 1, 1, _date_time),
    Function("format-date", 2, 2, _format),
    Function("format-date-time", 2, 2, _format),
    Function("decimal-date-time", 1, 1, _decimal_date),
    Function("decimal-time", 1, 1, _decimal_time),
)
