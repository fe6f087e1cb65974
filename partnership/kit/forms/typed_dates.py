"""A date as it is typed into three boxes, and what may be wrong with it. Pure."""

import datetime as dt
import re
from typing import NamedTuple

from partnership.kit.wording import LONG_MONTHS, list_words

FIRST_YEAR, LAST_YEAR = 1900, 2100


class TypedDate(NamedTuple):
    """What stands in the three boxes, kept as it was typed."""

    day: str
    month: str
    year: str

    @property
    def is_empty(self) -> bool:
        return not any(self)


class DateProblem(NamedTuple):
    """Which boxes are wrong and the end of the sentence that says why."""

    boxes: tuple[str, ...]
    says: str


MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(LONG_MONTHS, 1)}
MONTH_NUMBERS |= {name[:3]: number for name, number in MONTH_NUMBERS.items()} | {"sept": 9}


def _number(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else None


def _month(typed: str) -> int | None:
    return MONTH_NUMBERS.get(typed.lower()) or _number(typed)


def spread(typed: TypedDate) -> TypedDate:
    """A whole date typed into one box ("7 6 2026", "7/6/2026", "7 June 2026", "2026-06-07"), put into the three."""
    filled = [part for part in typed if part]
    if len(filled) != 1:
        return typed
    parts = [part for part in re.split(r"[\s/.,-]+", filled[0]) if part]
    if len(parts) != 3:
        return typed
    if len(parts[0]) == 4 and parts[0].isdecimal():
        parts.reverse()
    return TypedDate(*parts)


def read_date(typed: TypedDate) -> dt.date | DateProblem:
    """The date that the three boxes say, or what is wrong with them."""
    given = spread(typed)
    empty = tuple(name for name in ("day", "month", "year") if not getattr(given, name))
    if empty:
        return DateProblem(empty, f"must include a {list_words(empty)}")
    day, month, year = _number(given.day), _month(given.month), _number(given.year)
    if year is None or len(given.year) != 4:
        return DateProblem(("year",), "must have a year of four digits, for example 2026")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DateProblem(("year",), f"must be between {FIRST_YEAR} and {LAST_YEAR}")
    if month is None or not 1 <= month <= 12:
        return DateProblem(("month",), "must be a real date: check the month")
    try:
        return dt.date(year, month, day or 0)
    except ValueError:
        return DateProblem(("day",), f"must be a real date: check the day of {LONG_MONTHS[month - 1]}")
