"""Reads of the outbox and the chase ledger."""

import datetime as dt
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from partnership.kit.querysets import with_words
from partnership.models import Chase, Notice, Person, Telling


def notices_for(person: Person, filters: dict[str, Any]) -> QuerySet[Notice]:
    """Mails that the person may see, latest first."""
    rows = Notice.objects.visible_to(person).select_related("to", "to__agency")
    if words := filters.get("words"):
        rows = with_words(rows, words, "subject", "to__name", "to__email")
    if status := filters.get("status"):
        rows = rows.filter(status=status)
    return rows.order_by("-created_at", "-pk")


def chases_for(filters: dict[str, Any]) -> QuerySet[Chase]:
    """The ledger, latest first."""
    tellings = Telling.objects.select_related("person", "notice")
    rows = Chase.objects.select_related("body").prefetch_related(Prefetch("tellings", tellings))
    if words := filters.get("words"):
        rows = with_words(rows, words, "reference", "title")
    if body := filters.get("body"):
        rows = rows.filter(body=body)
    if step := filters.get("step"):
        rows = rows.filter(step=step)
    match filters.get("outcome"):
        case "failed":
            rows = rows.filter(tellings__notice__status=Notice.Status.FAILED).distinct()
        case "nobody":
            rows = rows.filter(tellings__person__isnull=True).distinct()
    return rows.order_by("-on", "-pk")


def failures() -> QuerySet[Notice]:
    """Mails that were given up and not dealt with, latest first."""
    return (
        Notice.objects.failed()
        .filter(settled_at__isnull=True)
        .select_related("to", "to__agency")
        .annotate(waiting=Count("tellings"))
        .order_by("-created_at")
    )


def unheld_offices(since: dt.date) -> QuerySet[Telling]:
    """Chases for which nobody held the office to be told, since a day."""
    return (
        Telling.objects.filter(Q(person__isnull=True), chase__on__gte=since)
        .select_related("chase", "chase__body")
        .order_by("-chase__on", "-pk")
    )
