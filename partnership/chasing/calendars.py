"""The working days of each agency: those of England without the days on which the agency itself is closed."""

import datetime as dt
from collections import defaultdict
from functools import cached_property

from partnership.calendar import working_days
from partnership.kit.working_days import ONE_DAY, WorkingDays
from partnership.models import AgencyClosure


class Calendars:
    """Read once for a run or a page, and only when asked."""

    def __init__(self, common: WorkingDays | None = None) -> None:
        self.common = common or working_days()
        self._made: dict[int, WorkingDays] = {}

    @classmethod
    def read(cls) -> "Calendars":
        """Read at once, to be kept for many pages."""
        made = cls()
        made.of(0)
        return made

    @cached_property
    def _closed(self) -> dict[int, list[tuple[dt.date, dt.date]]]:
        closed: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
        for agency, first, last in AgencyClosure.objects.values_list("agency_id", "from_on", "to_on"):
            closed[agency].append((first, last or first))
        return closed

    def of(self, agency_id: int | None) -> WorkingDays:
        """The calendar by which the ladder of an agency's obligations is climbed."""
        if agency_id is None or agency_id not in self._closed:
            return self.common
        if agency_id not in self._made:
            days = {
                first + ONE_DAY * step
                for first, last in self._closed[agency_id]
                for step in range((last - first).days + 1)
            }
            self._made[agency_id] = self.common.without(days)
        return self._made[agency_id]


def calendar_of(agency_id: int | None) -> WorkingDays:
    """The working days of one agency."""
    return Calendars().of(agency_id)
