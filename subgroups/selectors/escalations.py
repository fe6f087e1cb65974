"""Reads about escalations: the list, within what a person may see."""

import datetime as dt
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from subgroups.models import Escalation


def escalations_for(
    person: Any, on: dt.date, *, body: int | None = None, year: int | None = None, state: str = ""
) -> QuerySet[Escalation]:
    """Escalations within the person's scope: those that wait, longest due first, then the rest, latest first."""
    rows: QuerySet[Escalation] = Escalation.objects.visible_to(person).select_related("from_body", "to_body")
    if body:
        rows = rows.filter(Q(from_body_id=body) | Q(to_body_id=body))
    if year:
        rows = rows.filter(sent_on__gte=dt.date(year, 1, 1), sent_on__lte=dt.date(year, 12, 31))
    if state == "overdue":
        rows = rows.overdue(on)  # type: ignore[attr-defined]  # of EscalationQuerySet
    elif state in Escalation.Status.values:
        rows = rows.filter(status=state)
    waits = Case(When(status=Escalation.Status.SENT, then=Value(0)), default=Value(1))
    return rows.order_by(waits, "reply_due_on", "pk")
