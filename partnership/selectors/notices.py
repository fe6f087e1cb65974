"""Reads of the outbox and the chase ledger."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet

from partnership.kit.querysets import with_words
from partnership.models import Notice, Person, Telling


def notices_for(person: Person, filters: dict[str, Any]) -> QuerySet[Notice]:
    """Mails that the person may see, latest first."""
    rows = Notice.objects.visible_to(person).select_related("to", "to__agency")
    if words := filters.get("words"):
        rows = with_words(rows, words, "subject", "to__name", "to__email")
    rows = rows.in_state(filters.get("status") or "")
    match filters.get("kind"):
        case "other":
            rows = rows.exclude(kind__in=Notice.Kind.values)
        case str(kind) if kind:
            rows = rows.filter(kind=kind)
    return rows.order_by("-created_at", "-pk")


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
