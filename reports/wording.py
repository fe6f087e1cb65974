"""How reports write dates and times. No-break spaces keep a date on one line."""

import datetime as dt

from partnership.kit.dates import LONDON


def long_date(day: dt.date) -> str:
    """'31 March 2026'."""
    return f"{day.day}\u00a0{day:%B}\u00a0{day.year}"


def short_date(day: dt.date) -> str:
    """'31 Mar 2026'."""
    return f"{day.day}\u00a0{day:%b}\u00a0{day.year}"


def long_moment(at: dt.datetime) -> str:
    """'26 September 2026, 10:42', London time."""
    there = at.astimezone(LONDON)
    return f"{long_date(there.date())}, {there:%H:%M}"
