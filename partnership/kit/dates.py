"""The clock, asked once at the edge, and the periods people count in. Nothing deep down imports `today` or `now`."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """The present instant. Asked by views, tasks and commands only, and handed down from there."""
    return timezone.now()


def today() -> dt.date:
    """The date in London at this instant. Asked by views, tasks and commands only, and handed down from there."""
    return now().astimezone(LONDON).date()


def london_date(at: dt.datetime) -> dt.date:
    """The date in London of an instant."""
    return at.astimezone(LONDON).date()


def at_hour(on: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """The instant of a clock time in London on a date."""
    return dt.datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON)


@dataclass(frozen=True)
class Period:
    """Two dates, both included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last


def financial_year(on: dt.date) -> Period:
    """The year from 1 April to 31 March in which a date falls (Children Act and Care Act reports cover such a year)."""
    start = on.year if (on.month, on.day) >= (4, 1) else on.year - 1
    return Period(dt.date(start, 4, 1), dt.date(start + 1, 3, 31))


def quarter(on: dt.date) -> Period:
    """The quarter of the financial year in which a date falls: from 1 April, 1 July, 1 October or 1 January."""
    first = dt.date(on.year, on.month - (on.month - 1) % 3, 1)
    return Period(first, add_months(first, 3) - dt.timedelta(days=1))


def quarters_to(last: Period, count: int) -> list[Period]:
    """So many quarters, the oldest first, that end with this one."""
    return [quarter(add_months(last.first, -3 * back)) for back in range(count - 1, -1, -1)]


def end_of_day(on: dt.date) -> dt.datetime:
    """The last instant of a day in London: what stood then is what the day ended with."""
    return at_hour(on + dt.timedelta(days=1), 0) - dt.timedelta(microseconds=1)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day where it has none (31 January + 1 month)."""
    years, month = divmod(day.month - 1 + months, 12)
    first_of_next = dt.date(day.year + years + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - dt.timedelta(days=1)).day
    return dt.date(day.year + years, month + 1, min(day.day, last))
