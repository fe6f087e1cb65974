"""Reads of the chase ledger."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from partnership.kit.querysets import with_words
from partnership.models import Chase, Notice, Telling


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
