"""Check digits: a number that passes is hardly there by chance."""

from __future__ import annotations


def passes_luhn(number: str) -> bool:
    """True if the digits of a social insurance, health or card number end in their check digit.

    Source: ISO/IEC 7812-1, annex B: from the right, every second digit counts twice.
    """
    digits = [int(sign) for sign in number if sign.isdecimal()]
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return bool(digits) and total % 10 == 0
