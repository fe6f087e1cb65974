"""How dates slip: each move with its quarter, by agency and by body, and what is open now with how far it has moved."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from partnership.kit.dates import Period, end_of_day
from partnership.kit.prepared import PreparedBy
from subgroups.models import IS_LIVE, DateChange
from subgroups.selectors.quarters import ALL, Shape, Whose, counted_of, end_before, quarter_of_moment


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


def _moves(shape: Shape, until: dt.date, *quarters: Period) -> QuerySet[Any]:
    # A date that came forward is a move and no slip: it is left out, as in what each action counts.
    rows: QuerySet[Any] = DateChange.objects.filter(
        status=DateChange.Status.GRANTED,
        answered_at__gt=end_before(quarters[0]),
        answered_at__lte=end_of_day(until),
        to_on__gt=F("from_on"),
    )
    days = Sum(ExpressionWrapper(F("to_on") - F("from_on"), output_field=DurationField()))
    return (
        counted_of(rows, shape, body="action__body")
        .order_by()
        .annotate(quarter=quarter_of_moment("answered_at", quarters))
        .values_list("quarter")
        .annotate(count=Count("action"), actions=Count("action", distinct=True), slipped=days)
    )


MOVES = PreparedBy(_moves)


def moves_by_quarter(quarters: Sequence[Period], until: dt.date, whose: Whose = ALL) -> list[Moves]:
    """The slips granted in each quarter, as known when a day ended. One query.

    Those of an agency are of the actions that it held when it asked for the date.
    """
    counted = MOVES.shape(whose.shape, min(quarters[-1].last, until), *quarters)
    found = {place: Moves(count, moved, days.days) for place, count, moved, days in counted(**whose.values)}
    return [found.get(place, Moves()) for place in range(len(quarters))]
