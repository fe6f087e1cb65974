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
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_TIME = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2})?$")
_BARE_NUMBER = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_FIGURES = re.compile(r"[0-9]{1,4}")
_GAP = re.compile(r"[\s/.,-]+")
LONGEST = 60


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
    example = f"{on.year + 1}-03-27 or 27/3/{on.year + 1}"
    no_date = NoDay(f"“{short}” is not a date. Write it as {example}.")
    if len(words) > LONGEST:
        raise no_date
    plain = _TIME.sub("", _ORDINAL.sub(r"\1", _WEEKDAY.sub("", words)))
    if _BARE_NUMBER.fullmatch(plain) and int(float(plain)) in EXCEL_NUMBERS:
        return EXCEL_DAY_ZERO + dt.timedelta(days=int(float(plain)))
    parts = [part for part in _GAP.split(plain) if part and part.lower() != "of"]
    named = [place for place, part in enumerate(parts) if part.lower() in MONTH_NUMBERS]
    if len(named) > 1 or not all(part.lower() in MONTH_NUMBERS or _FIGURES.fullmatch(part) for part in parts):
        raise no_date
    if len(parts) == 2 and any(len(part) == 4 and part.isdecimal() for part in parts):
        raise NoDay(f"“{short}” has no day. Write it as {example}.")
    if len(parts) == 2:
        raise NoDay(f"“{short}” has no year. Write it as {example}.")
    if len(parts) != 3:
        raise no_date
    if named:
        return _with_month_by_name(parts, named[0], short, no_date)
    if len(parts[0]) == 4:
        return _real(int(parts[0]), int(parts[1]), int(parts[2]), short)
    if len(parts[2]) != 4:
        raise NoDay(f"“{short}” can be read in more than one way. Write the year in full, as in {example}.")
    return _real(int(parts[2]), int(parts[1]), int(parts[0]), short)


def _with_month_by_name(parts: list[str], place: int, short: str, no_date: NoDay) -> dt.date:
    """ "4 Dec 2026", "December 4, 2026", "2026 Dec 4" and Excel's own "4-Dec-26"."""
    month = MONTH_NUMBERS[parts[place].lower()]
    first, second = (part for at, part in enumerate(parts) if at != place)
    day, year = (second, first) if len(first) == 4 else (first, second)
    if place == 2 or len(day) > 2 or len(year) not in (2, 4):
        raise no_date
    return _real(int(year) + (2000 if len(year) == 2 else 0), month, int(day), short)


def _real(year: int, month: int, day: int, short: str) -> dt.date:
    if not 1 <= month <= 12:
        if 1 <= day <= 12 and 1 <= month <= 31:
            raise NoDay(f"“{short}” has no month {month}. Write the day first: {month}/{day}/{year}.")
        raise NoDay(f"“{short}” is not a real date. Check the month.")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NoDay(f"“{short}” is not a real date. Check the day of the month.") from None
