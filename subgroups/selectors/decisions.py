"""Reads about decisions: the list, and which meeting may decide anew."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from partnership.kit.querysets import with_words
from subgroups.models import Decision, Meeting


def decisions_for(
    person: Any, *, words: str = "", body: int | None = None, year: int | None = None, state: str = ""
) -> QuerySet[Decision]:
    """Decisions within the person's scope, the latest first."""
    rows: Any = Decision.objects.visible_to(person).with_standing().select_related("body", "ratify_by")
    if words:
        rows = with_words(rows, words, "reference", "text", "reasons")
    if body:
        rows = rows.filter(body_id=body)
    if year:
        rows = rows.filter(decided_on__gte=dt.date(year, 1, 1), decided_on__lte=dt.date(year, 12, 31))
    waiting = Q(ratify_by__isnull=False, ratified_on__isnull=True)
    if state == "to_ratify":
        rows = rows.standing().filter(waiting)
    elif state == "superseded":
        rows = rows.superseded()
    elif state == "stands":
        rows = rows.standing().exclude(waiting)
    latest_first: QuerySet[Decision] = rows.order_by("-decided_on", "-pk")
    return latest_first


def may_supersede(meeting: Meeting, on: dt.date) -> QuerySet[Meeting]:
    """Meetings of the same body, not before this one, that can still decide: the latest first."""
    rows = Meeting.objects.filter(body_id=meeting.body_id, on__gte=meeting.on, on__lte=on)
    return rows.filter(status__in=Meeting.OPEN_TO_RECORD).select_related("body").order_by("-on", "-starts_at")
