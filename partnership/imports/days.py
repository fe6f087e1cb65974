"""A due date as people write it into a table, or the sentence that says what to write instead. Pure."""

import datetime as dt
import re

from partnership.kit.forms.typed_dates import MONTH_NUMBERS
from partnership.kit.wording import long_date

YEARS_AHEAD = 10
# Excel counts days from this one; a column that lost its format shows the bare number.
EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
EXCEL_NUMBERS = range(36_526, 73_051)  # the years 2000 to 2099
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b[\s,.]*", re.IGNORECASE)
_GAP = r"[\s/.,-]+"


class NoDay(ValueError):
    """What was written is no day that a thing can be due on. Carries the sentence for the person."""


def due_day(words: str, on: dt.date) -> dt.date:
    """The day that the words name, from today on. Takes 2026-12-04, 4/12/2026, 4 Dec 2026, Excel's numbers.

    Raises NoDay where two readings are possible, where a part is missing, and for a day that has passed.
    """
    day = _day(words, on)
    if day < on:
        raise NoDay(f"{_said(day)} has passed. Enter a due date from today on.")
    if day.year > on.year + YEARS_AHEAD:
        raise NoDay(f"{_said(day)} is more than {YEARS_AHEAD} years ahead. Check the year.")
    return day


def any_day(words: str, on: dt.date) -> dt.date:
    """The day that the words name, whenever it was. Raises NoDay."""
    return _day(words, on)


def _said(day: dt.date) -> str:
    return long_date(day, weekday=False)


def _day(words: str, on: dt.date) -> dt.date:
    words = " ".join(words.split())
    short = words if len(words) <= 40 else f"{words[:40]}…"
    example = f"Write it as {on.year + 1}-03-27 or 27/3/{on.year + 1}."
    plain = _WEEKDAY.sub("", words)
    plain = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", plain, flags=re.IGNORECASE)
    plain = re.sub(r"[\sT]+\d{1,2}:\d{2}(?::\d{2})?$", "", plain)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", plain) and int(float(plain)) in EXCEL_NUMBERS:
        return EXCEL_DAY_ZERO + dt.timedelta(days=int(float(plain)))
    parts = [part for part in re.split(_GAP, re.sub(r"\bof\b", " ", plain, flags=re.IGNORECASE)) if part]
    numbers = [int(part) if re.fullmatch(r"[0-9]{1,4}", part) else None for part in parts]
    months = [MONTH_NUMBERS.get(part.lower()) for part in parts]
    named = [place for place, month in enumerate(months) if month]
    if len(parts) == 2 and (named or all(numbers)):
        if named and len(parts[1 - named[0]]) == 4 or not named and len(parts[1]) == 4:
            raise NoDay(f"“{short}” names a month. Enter the day too. {example}")
        raise NoDay(f"“{short}” has no year. {example}")
    if len(parts) != 3 or len(named) > 1 or any(not month and number is None for month, number in zip(months, numbers, strict=True)):
        raise NoDay(f"“{short}” is not a date. {example}")
    if named:
        year_words, day_words = parts[2], parts[1 - named[0]] if named[0] < 2 else ""
        if named[0] == 2 or len(year_words) == 4 and len(day_words) > 2:
            raise NoDay(f"“{short}” is not a date. {example}")
        if len(parts[0]) == 4:  # 2026 Dec 4
            year_words, day_words = parts[0], parts[2]
        month = months[named[0]] or 0
        year = int(year_words)
        if len(year_words) == 2:  # Excel's own 4-Dec-26
            year += 2000
        return _real(year, month, int(day_words), short)
    first, second, third = (number or 0 for number in numbers)
    if len(parts[0]) == 4:
        return _real(first, second, third, short)
    if len(parts[2]) != 4:
        raise NoDay(f"“{short}” can be read in more than one way. Write the year in full: {example[12:]}")
    return _real(third, second, first, short)


def _real(year: int, month: int, day: int, short: str) -> dt.date:
    if not 1 <= month <= 12:
        if 1 <= day <= 12 and 1 <= month <= 31:
            raise NoDay(f"“{short}” has no month {month}. Write the day first: {month}/{day}/{year}.")
        raise NoDay(f"“{short}” is not a real date. Check the month.")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NoDay(f"“{short}” is not a real date. Check the day of the month.") from None
