"""Reads about papers and the forward plan: the lists, the versions of a paper, a body's plan by its meetings."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When

from partnership.kit.querysets import with_words
from partnership.models import Body
from subgroups.models import Meeting, Paper, PlannedReport
from subgroups.selectors.meetings import TO_COME

Status = PlannedReport.Status


@dataclass(frozen=True)
class Version:
    """One file that a paper had: its number, when it came and from whom."""

    number: int
    name: str
    path: str
    content_type: str
    size: int
    sha256: str
    at: dt.datetime
    by: Any


def versions_of(paper: Paper) -> list[Version]:
    """The files of a paper in the order in which they came, read from its history."""
    rows = paper.history.exclude(sha256="").select_related("history_user").order_by("history_date", "history_id")
    found: list[Version] = []
    for row in rows:
        if not found or found[-1].sha256 != row.sha256:
            found.append(
                Version(
                    len(found) + 1,
                    row.name,
                    str(row.file),
                    row.content_type,
                    row.size,
                    row.sha256,
                    row.history_date,
                    row.history_user,
                )
            )
    return found


def _of_body_and_agency(rows: Any, body_path: str, body: int | None, agency: int | None, words: str) -> Any:
    if words:
        rows = with_words(rows, words, "title")
    if body:
        rows = rows.filter(**{body_path: body})
    return rows.filter(agency_id=agency) if agency else rows


def papers_for(
    person: Any,
    on: dt.date,
    *,
    words: str = "",
    body: int | None = None,
    agency: int | None = None,
    state: str = "",
) -> QuerySet[Paper]:
    """Papers within the person's scope: those that are owed, the one due longest ago first, unless others are asked
    for."""
    rows = Paper.objects.visible_to(person).select_related("item__meeting__body", "agency", "author")
    rows = _of_body_and_agency(rows, "item__meeting__body_id", body, agency, words)
    wanted = rows.missing().exclude(item__meeting__status=Meeting.Status.CANCELLED)
    if state == "here":
        return rows.filter(received_at__isnull=False).order_by("-received_at", "-pk")
    if state == "withdrawn":
        return rows.filter(withdrawn_on__isnull=False).order_by("-withdrawn_on", "-pk")
    if state == "all":
        return rows.order_by("-due_on", "-pk")
    if state == "late":
        wanted = wanted.overdue(on)
    return wanted.order_by("due_on", "pk")


def reports_for(
    person: Any,
    on: dt.date,
    *,
    words: str = "",
    body: int | None = None,
    agency: int | None = None,
    state: str = "",
) -> QuerySet[PlannedReport]:
    """Planned reports within the person's scope: those that are expected first, by the day on which they are due."""
    rows = PlannedReport.objects.visible_to(person).select_related("body", "agency", "author", "meeting")
    rows = _of_body_and_agency(rows, "body_id", body, agency, words)
    if state == "late":
        rows = rows.expected().filter(due_on__lt=on)
    elif state in Status.values:
        rows = rows.filter(status=state)
    elif state != "all":
        rows = rows.expected()
    expected_first = Case(When(status=Status.EXPECTED, then=Value(0)), default=Value(1))
    return rows.order_by(expected_first, "due_on", "pk")


@dataclass(frozen=True)
class PlanPart:
    """One part of a forward plan: a meeting with the reports that are set for it, or those that go to none."""

    meeting: Meeting | None
    reports: list[PlannedReport]


def forward_plan(body: Body, person: Any, on: dt.date) -> list[PlanPart]:
    """A body's meetings to come with the reports set for each, then those by a date alone, then what was settled."""
    reports = PlannedReport.objects.visible_to(person).filter(body=body).select_related("agency", "author")
    expected = reports.filter(status=Status.EXPECTED).order_by("due_on", "pk")
    of_meeting = reports.exclude(status=Status.WITHDRAWN).order_by("due_on", "pk")
    meetings = Meeting.objects.to_come(on).filter(body=body).order_by("on", "starts_at", "pk")
    meetings = meetings.select_related("body").prefetch_related(Prefetch("planned_reports", of_meeting, to_attr="set"))
    parts = [PlanPart(meeting, list(meeting.set)) for meeting in meetings]
    elsewhere = list(expected.filter(Q(meeting__isnull=True) | ~Q(meeting__in=meetings.values("pk"))))
    return [*parts, *([PlanPart(None, elsewhere)] if elsewhere else [])]


def settled_reports(body: Body, person: Any, *, most: int = 12) -> list[PlannedReport]:
    """The reports that a body received or no longer wanted, the latest first."""
    rows = PlannedReport.objects.visible_to(person).filter(body=body).exclude(status=Status.EXPECTED)
    rows = rows.select_related("agency", "author", "meeting")
    return list(rows.order_by(F("received_on").desc(nulls_last=True), "-due_on", "-pk")[:most])


def meetings_to_come(bodies: Iterable[int] | QuerySet[Any], on: dt.date) -> QuerySet[Meeting]:
    """Meetings of some bodies to which a report could go, the next first."""
    rows = Meeting.objects.filter(body_id__in=bodies, status__in=TO_COME, on__gte=on)
    return rows.select_related("body").order_by("on", "starts_at", "pk")
