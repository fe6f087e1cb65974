"""Counting by quarter: of whose actions, and in which quarter a day or a moment falls."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, IntegerField, QuerySet, Value, When

from partnership.kit.dates import Period, end_of_day
from partnership.kit.prepared import Slot, Slots

Shape = tuple[int | None, bool]


@dataclass(frozen=True)
class Whose:
    """What is counted: what all bodies asked for or some, of all agencies or one."""

    bodies: tuple[int, ...] | None = None
    agency: int | None = None

    @classmethod
    def of(cls, bodies: Iterable[int] | None = None, agency: int | None = None) -> "Whose":
        return cls(None if bodies is None else tuple(bodies), agency)

    @property
    def shape(self) -> Shape:
        """What queries differ by, besides the numbers themselves: how many bodies, and whether of one agency."""
        return None if self.bodies is None else len(self.bodies), self.agency is not None

    @property
    def values(self) -> dict[str, Any]:
        """The numbers, for the slots that `counted_of` puts in their place."""
        return {"agency": self.agency} | {f"body {place}": pk for place, pk in enumerate(self.bodies or ())}


ALL = Whose()


def counted_of(rows: QuerySet[Any], shape: Shape, *, body: str = "body", agency: str = "agency") -> QuerySet[Any]:
    """Rows of those bodies and that agency, their numbers to be put into slots. The names are those of the fields."""
    bodies, is_one = shape
    if bodies is not None:
        within = Slots(tuple(f"body {place}" for place in range(bodies)), BigIntegerField())
        rows = rows.filter(**{f"{body}__in": within}) if bodies else rows.none()
    return rows.filter(**{agency: Slot("agency", BigIntegerField())}) if is_one else rows


def _place(conditions: Iterable[dict[str, Any]]) -> Case:
    whens = [When(**condition, then=Value(place)) for place, condition in enumerate(conditions)]
    return Case(*whens, output_field=IntegerField())


def quarter_of_day(name: str, quarters: Sequence[Period]) -> Case:
    """The place of the quarter in which a day falls."""
    return _place({f"{name}__gte": period.first, f"{name}__lte": period.last} for period in quarters)


def quarter_of_moment(name: str, quarters: Sequence[Period]) -> Case:
    """The place of the quarter in which a moment falls, by London's days."""
    return _place({f"{name}__gt": end_before(one), f"{name}__lte": end_of_day(one.last)} for one in quarters)


def end_before(period: Period) -> dt.datetime:
    """The moment after which a period begins."""
    return end_of_day(period.first - dt.timedelta(days=1))
