"""Working days: Monday to Friday without bank holidays of England and Wales. Pure: holidays are handed in."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection

from partnership.kit.errors import YearNotCovered

ONE_DAY = dt.timedelta(days=1)


class WorkingDays:
    """A calendar over whole years. Counting outside them raises YearNotCovered: an error, not a guess."""

    def __init__(self, *, holidays: Collection[dt.date], first_year: int, last_year: int) -> None:
        self.first, self.last = dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)
        off = set(holidays)
        ordinals = range(self.first.toordinal(), self.last.toordinal() + 1)
        self._days = [day for day in map(dt.date.fromordinal, ordinals) if day.weekday() < 5 and day not in off]

    def without(self, days: Collection[dt.date]) -> "WorkingDays":
        """The same calendar with more days off."""
        off, calendar = set(days), object.__new__(WorkingDays)
        calendar.first, calendar.last = self.first, self.last
        calendar._days = [day for day in self._days if day not in off]
        return calendar

    def _covered(self, day: dt.date) -> dt.date:
        if not self.first <= day <= self.last:
            raise YearNotCovered(day.year)
        return day

    def covers(self, day: dt.date) -> bool:
        """Whether the bank holidays of its year are known."""
        return self.first <= day <= self.last

    def is_working(self, day: dt.date) -> bool:
        """True from Monday to Friday, unless it is a holiday."""
        at = bisect_left(self._days, self._covered(day))
        return at < len(self._days) and self._days[at] == day

    def add(self, start: dt.date, count: int) -> dt.date:
        """The date `count` working days after `start` (before it, if negative).

        The start itself is day zero, whether or not it is a working day. Adding nothing gives the start back.
        """
        self._covered(start)
        if count == 0:
            return start
        at = bisect_right(self._days, start) + count - 1 if count > 0 else bisect_left(self._days, start) + count
        if not 0 <= at < len(self._days):
            raise YearNotCovered(self.last.year + 1 if count > 0 else self.first.year - 1)
        return self._days[at]

    def between(self, start: dt.date, end: dt.date) -> int:
        """How many working days lie after `start`, up to and with `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        return bisect_right(self._days, self._covered(end)) - bisect_right(self._days, self._covered(start))

    def on_or_after(self, day: dt.date) -> dt.date:
        """The day itself if it is a working day, otherwise the next one."""
        at = bisect_left(self._days, self._covered(day))
        if at == len(self._days):
            raise YearNotCovered(self.last.year + 1)
        return self._days[at]
