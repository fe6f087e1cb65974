"""What pages share that can show a past day: the day from the address, its banner, the name of its files."""

import datetime as dt
from typing import Any

from django.utils.functional import cached_property

from partnership.calendar import working_days
from partnership.kit.views import Filtered
from partnership.kit.wording import long_date
from partnership.kit.working_days import WorkingDays


class PastDay(Filtered):
    """A filtered page of today, or as at a past day. Its form has a field `as_at`."""

    past_what = "Actions"

    @cached_property
    def as_at(self) -> dt.date | None:
        """The past day that was asked for; nothing when it is today that is shown."""
        day: dt.date | None = self.filters.get("as_at")
        if day is not None and not self.calendar.covers(day):
            self.form.add_error("as_at", f"As at must be {long_date(self.calendar.first, weekday=False)} or later")
            return None
        return day

    @property
    def shown_on(self) -> dt.date:
        """The day whose end the page shows."""
        return self.as_at or self.on

    @cached_property
    def calendar(self) -> WorkingDays:
        return working_days()

    def get_file_name(self) -> str:
        name = super().get_file_name()
        return f"{name}-as-at-{self.as_at.isoformat()}" if self.as_at else name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        as_at = self.as_at
        wrong = self.form.errors.get("as_at") if self.form.is_bound else None
        return super().get_context_data(  # type: ignore[misc,no-any-return]  # mixed into a view
            past=f"{self.past_what} as they stood at the end of {long_date(as_at)}" if as_at else "",
            past_wrong=f"{wrong[0]}. This is how they stand today." if wrong else "",
            today_url=f"?{self.query_without('as_at')}",
            **kwargs,
        )

    def query_without(self, name: str) -> str:
        """The filters in the address without one of them."""
        asked = self.request.GET.copy()
        for gone in (name, "page", "format"):
            asked.pop(gone, None)
        return str(asked.urlencode())
