"""Reads about challenges and risks: the lists, within what a person may see."""

import datetime as dt
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from partnership.kit.querysets import with_words
from subgroups.models import Challenge, Risk


def challenges_for(
    person: Any,
    on: dt.date,
    *,
    words: str = "",
    body: int | None = None,
    agency: int | None = None,
    year: int | None = None,
    state: str = "",
) -> QuerySet[Challenge]:
    """Challenges within the person's scope: those that wait for an answer first, the answer due longest ago on top."""
    rows: QuerySet[Challenge] = Challenge.objects.visible_to(person).select_related("body", "from_agency", "to_agency")
    if words:
        rows = with_words(rows, words, "reference", "subject", "text")
    if body:
        rows = rows.filter(body_id=body)
    if agency:
        rows = rows.filter(Q(to_agency_id=agency) | Q(from_agency_id=agency))
    if year:
        rows = rows.filter(made_on__gte=dt.date(year, 1, 1), made_on__lte=dt.date(year, 12, 31))
    if state == "overdue":
        rows = rows.overdue(on)  # type: ignore[attr-defined]  # of ChallengeQuerySet
    elif state in Challenge.Status.values:
        rows = rows.filter(status=state)
    order = Case(
        When(status=Challenge.Status.MADE, then=Value(0)),
        When(status=Challenge.Status.ANSWERED, then=Value(1)),
        default=Value(2),
    )
    return rows.order_by(order, "answer_due_on", "pk")


def risks_for(
    person: Any,
    on: dt.date,
    *,
    words: str = "",
    body: int | None = None,
    agency: int | None = None,
    state: str = "",
) -> QuerySet[Risk]:
    """Risks within the person's scope: open ones, the gravest first, unless closed ones are asked for."""
    rows: QuerySet[Risk] = Risk.objects.visible_to(person).select_related("body", "agency")
    if words:
        rows = with_words(rows, words, "reference", "title", "description")
    if body:
        rows = rows.filter(body_id=body)
    if agency:
        rows = rows.filter(agency_id=agency)
    if state == "all":
        rows = rows.order_by("status")
    elif state == "closed":
        rows = rows.filter(status=Risk.Status.CLOSED)
    else:
        rows = rows.filter(status=Risk.Status.OPEN)
        if state == "review":
            rows = rows.filter(review_on__lte=on)
    closed_last = Case(When(status=Risk.Status.OPEN, then=Value(0)), default=Value(1))
    return rows.annotate(weight=F("likelihood") * F("impact")).order_by(closed_last, "-weight", "review_on", "pk")
