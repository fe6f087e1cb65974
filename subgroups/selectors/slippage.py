"""How dates slip: each move with its quarter, by agency and by body, and what is open now with how far it has moved."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Case, Count, DurationField, ExpressionWrapper, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from partnership.kit.dates import Period, end_of_day
from subgroups.models import IS_LIVE, DateChange


@dataclass(frozen=True)
class Slipped:
    """Open actions of a body or an agency: how many stand on their first date, moved once, moved more often."""

    open: int = 0
    never: int = 0
    once: int = 0
    twice: int = 0
    moves: int = 0
    days: int = 0

    def __add__(self, other: "Slipped") -> "Slipped":
        return Slipped(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Moves:
    """Moves granted in a quarter: how many, of how many actions, by how many days in all."""

    count: int = 0
    actions: int = 0
    days: int = 0


def slipped_by(rows: Any, name: str) -> dict[int, Slipped]:
    """How the dates of open actions have moved, by a field. The rows are actions, or those of a past day. One query."""
    counted = (
        rows.filter(IS_LIVE)
        .order_by()
        .values_list(name)
        .annotate(
            open=Count("id"),
            never=Count("id", filter=Q(moves_count=0)),
            once=Count("id", filter=Q(moves_count=1)),
            twice=Count("id", filter=Q(moves_count__gte=2)),
            moves=Coalesce(Sum("moves_count"), 0),
            days=Coalesce(Sum("days_slipped"), 0),
        )
    )
    return {key: Slipped(*counts) for key, *counts in counted}


def moves_by_quarter(actions: Any, quarters: Sequence[Period], until: dt.date) -> list[Moves]:
    """The slips granted in each quarter for these actions (none means all), as known when a day ended. One query.

    A date that came forward is a move and no slip: it is left out, as in what each action counts.
    """
    first, last = _end_before(quarters[0]), end_of_day(min(quarters[-1].last, until))
    rows = DateChange.objects.filter(
        status=DateChange.Status.GRANTED, answered_at__gt=first, answered_at__lte=last, to_on__gt=F("from_on")
    ).order_by()
    if actions is not None:
        rows = rows.filter(action__in=actions.order_by().values("id"))
    quarter = Case(
        *(
            When(answered_at__gt=_end_before(period), answered_at__lte=end_of_day(period.last), then=Value(place))
            for place, period in enumerate(quarters)
        ),
        output_field=IntegerField(),
    )
    days = Sum(ExpressionWrapper(F("to_on") - F("from_on"), output_field=DurationField()))
    counted = (
        rows.annotate(quarter=quarter)
        .values_list("quarter")
        .annotate(count=Count("action"), actions=Count("action", distinct=True), slipped=days)
    )
    found = {place: Moves(count, moved, slipped.days) for place, count, moved, slipped in counted}
    return [found.get(place, Moves()) for place in range(len(quarters))]


def _end_before(period: Period) -> dt.datetime:
    """The moment after which a period begins."""
    return end_of_day(period.first - dt.timedelta(days=1))
