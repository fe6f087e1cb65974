"""Reads of letters of challenge, and how many chases and letters there were."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from partnership.kit.querysets import with_words
from partnership.models import Chase, ChaseStep, Letter, Person


def letters_for(person: Person, filters: dict[str, Any]) -> QuerySet[Letter]:
    """Letters that the person may see: drafts first, then the latest."""
    rows = Letter.objects.visible_to(person).select_related("agency", "body", "to", "chase", "making")
    if words := filters.get("words"):
        rows = with_words(rows, words, "reference", "chase__title", "agency__name")
    if status := filters.get("status"):
        rows = rows.filter(status=status)
    # "drafted" sorts before "sent" and "withheld".
    return rows.order_by("status", "-drafted_on", "-pk")


def letters_to_send() -> QuerySet[Letter]:
    """Drafts that wait for the business unit, the oldest first."""
    return Letter.objects.to_send().select_related("agency", "chase").order_by("drafted_on", "pk")


@dataclass(frozen=True, slots=True)
class ChaseCount:
    """How often somebody was chased in a period, how many of these chases were answered, and the letters sent."""

    name: str
    chases: int
    answered: int
    to_executive: int
    letters: int


def chases_by_body(first: dt.date, last: dt.date, *, body_ids: list[int] | None = None) -> list[ChaseCount]:
    """Chases and letters of a period for each body (of those given), the most chased first."""
    return _counted("body", first, last, body_ids)


def chases_by_agency(first: dt.date, last: dt.date, *, body_ids: list[int] | None = None) -> list[ChaseCount]:
    """Chases and letters of a period for each agency (about the bodies given), the most chased first."""
    return _counted("agency", first, last, body_ids)


def _counted(of: str, first: dt.date, last: dt.date, body_ids: list[int] | None) -> list[ChaseCount]:
    name = f"{of}__name"
    sent = Q(letter__status=Letter.Status.SENT)
    taken = Chase.objects.filter(on__range=(first, last), **{f"{of}__isnull": False})
    if body_ids is not None:
        taken = taken.filter(body_id__in=body_ids)
    rows = (
        taken.order_by()
        .values_list(name)
        .annotate(
            chases=Count("pk"),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            escalated=Count("pk", filter=Q(to=ChaseStep.To.EXECUTIVE)),
            letters=Count("pk", filter=sent),
        )
    )
    return sorted((ChaseCount(*row) for row in rows), key=lambda row: (-row.chases, row.name))
