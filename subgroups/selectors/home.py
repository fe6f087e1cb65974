"""What the home pages show of this room: the week, what waits for whom, who has been missing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from partnership.kit.querysets import Rows
from partnership.permissions import BodyRight
from subgroups.models import Action, Attendance, DateChange, Escalation, Meeting
from subgroups.selectors.meetings import quorum_rules

LOOK_BACK = dt.timedelta(days=370)


def week_of(on: dt.date) -> list[dt.date]:
    """Monday to Friday of a day's week; of the next one when the day is a Saturday or Sunday."""
    monday = on - dt.timedelta(days=on.weekday()) if on.weekday() < 5 else on + dt.timedelta(days=7 - on.weekday())
    return [monday + dt.timedelta(days=days) for days in range(5)]


def meetings_between(person: Any, first: dt.date, last: dt.date) -> list[Meeting]:
    """Meetings that the person may read from one day to another, without cancelled ones."""
    rows = Meeting.objects.visible_to(person).filter(on__gte=first, on__lte=last)
    found: list[Meeting] = list(
        rows.exclude(status=Meeting.Status.CANCELLED).select_related("body").order_by("on", "starts_at", "pk")
    )
    return found


def due_on_days(rows: Any, on: dt.date) -> dict[str, Any]:
    """What is counted for the strip of the week: of these actions those that are due on each day, by its date."""
    return {day.isoformat(): rows.due_between(day, day) for day in week_of(on)}


@dataclass(frozen=True)
class Coming:
    """How a meeting to come stands: seats that said yes, seats asked, kinds of agency that quorum still lacks."""

    yes: int
    asked: int
    lacking: tuple[str, ...]


def coming_to(meetings: Iterable[Meeting]) -> dict[int, Coming]:
    """How the meetings of a list stand, in two queries for all of them."""
    meetings = list(meetings)
    rules = quorum_rules()
    rows: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    marks = Attendance.objects.filter(meeting_id__in=[meeting.pk for meeting in meetings]).order_by()
    for meeting, mark, agency, kind in marks.values_list("meeting_id", "mark", "seat__agency_id", "seat__agency__kind"):
        rows[meeting].append((mark, agency, kind))
    found = {}
    for coming in meetings:
        here = [(agency, kind) for mark, agency, kind in rows[coming.pk] if mark in Attendance.AT_THE_TABLE]
        asked = sum(mark != Attendance.Mark.VACANT for mark, *_ in rows[coming.pk])
        lacking = [
            rule.get_kind_display()
            for rule in rules.get(coming.body_id, [])
            if len({agency for agency, kind in here if kind == rule.kind}) < rule.at_least
        ]
        found[coming.pk] = Coming(len(here), asked, tuple(lacking))
    return found


def in_bodies(rows: Rows, person: Any, right: BodyRight, field: str = "body_id") -> Rows:
    """The rows of the bodies in which a person holds a right; all of them for the business unit, but not as chair."""
    if person.rights.manages and right is not BodyRight.CHAIR:
        return rows
    return rows.filter(**{f"{field}__in": person.rights.bodies(right)})


def dates_asked(person: Any, right: BodyRight = BodyRight.RECORD) -> QuerySet[DateChange]:
    """New dates that wait for an answer from this person's bodies, longest waiting first."""
    rows = DateChange.objects.filter(status=DateChange.Status.ASKED).select_related(
        "action__body", "action__lead_agency", "asked_by"
    )
    return in_bodies(rows, person, right, "action__body_id").order_by("asked_at")


def claimed(person: Any, right: BodyRight = BodyRight.RECORD) -> QuerySet[Action]:
    """Actions that wait for a second person in this person's bodies."""
    rows = Action.objects.live().filter(status=Action.Status.CLAIMED).select_related("body", "lead_agency", "holder")
    return in_bodies(rows, person, right).order_by("claimed_on", "pk")


def minutes_to_agree(person: Any) -> QuerySet[Meeting]:
    """Drafted minutes that wait for this person as chair."""
    rows = Meeting.objects.filter(status=Meeting.Status.MINUTES_DRAFTED).select_related("body")
    return in_bodies(rows, person, BodyRight.CHAIR).order_by("on")


def escalations_without_reply(person: Any) -> QuerySet[Escalation]:
    """Escalations that the person may see and nobody has answered, the longest due first."""
    rows: QuerySet[Escalation] = Escalation.objects.visible_to(person).without_reply()
    return rows.select_related("from_body", "to_body").order_by("reply_due_on", "pk")


def escalations_to_answer(person: Any) -> QuerySet[Escalation]:
    """Escalations addressed to the bodies that the person chairs."""
    rows = Escalation.objects.without_reply().select_related("from_body", "to_body")
    return in_bodies(rows, person, BodyRight.CHAIR, "to_body_id").order_by("reply_due_on", "pk")


def next_meetings(person: Any, on: dt.date, *, most: int = 3) -> list[Meeting]:
    """The next meetings of the bodies in which the person has a seat."""
    rows = Meeting.objects.to_come(on).filter(body_id__in=person.rights.bodies(BodyRight.TAKE_PART))
    return list(rows.select_related("body").order_by("on", "starts_at", "pk")[:most])


@dataclass(frozen=True)
class Missing:
    """An agency that was not at the table of a body several times running."""

    agency: str
    agency_path: str
    body: str
    times: int
    last_on: dt.date


def agencies_missing(on: dt.date, *, least: int = 2, bodies: Collection[int] | None = None) -> list[Missing]:
    """Agencies absent, in person and by deputy, from at least so many meetings of a body in a row, up to a day.

    A vacant seat counts as missing: the agency has nobody at the table. Longest first.
    """
    rows = Attendance.objects.filter(
        meeting__status__in=Meeting.TOOK_PLACE, meeting__on__gt=on - LOOK_BACK, meeting__on__lte=on,
        seat__agency__isnull=False, seat__is_required=True,
    )  # fmt: skip
    if bodies is not None:
        rows = rows.filter(meeting__body_id__in=bodies)
    there: dict[tuple[int, int], dict[tuple[dt.date, int], bool]] = defaultdict(dict)
    names: dict[int, tuple[str, str]] = {}
    body_names: dict[int, str] = {}
    for body, body_name, agency, name, slug, meeting, day, mark in rows.order_by("meeting__on").values_list(
        "meeting__body_id", "meeting__body__short_name", "seat__agency_id", "seat__agency__short_name",
        "seat__agency__slug", "meeting_id", "meeting__on", "mark",
    ):  # fmt: skip
        names[agency], body_names[body] = (name, f"/agencies/{slug}/"), body_name
        held = there[body, agency]
        held[day, meeting] = held.get((day, meeting), False) or mark in Attendance.AT_THE_TABLE
    found = []
    for (body, agency), held in there.items():
        running = 0
        for _, was_there in sorted(held.items(), reverse=True):
            if was_there:
                break
            running += 1
        if running >= least:
            name, path = names[agency]
            found.append(Missing(name, path, body_names[body], running, max(held)[0]))
    return sorted(found, key=lambda row: (-row.times, row.agency, row.body))


@dataclass(frozen=True)
class Share:
    """How often an agency was at the table of a body."""

    body: str
    there: int
    held: int


def at_the_table(agencies: Collection[int], on: dt.date) -> list[Share]:
    """Attendance of some agencies over the last twelve months, body by body; a deputy counts for the agency."""
    rows = Attendance.objects.filter(
        Q(seat__agency_id__in=agencies), meeting__status__in=Meeting.TOOK_PLACE,
        meeting__on__gt=on - LOOK_BACK, meeting__on__lte=on,
    )  # fmt: skip
    held: dict[str, dict[int, bool]] = defaultdict(dict)
    for body, meeting, mark in rows.values_list("meeting__body__short_name", "meeting_id", "mark"):
        held[body][meeting] = held[body].get(meeting, False) or mark in Attendance.AT_THE_TABLE
    return [Share(body, sum(meetings.values()), len(meetings)) for body, meetings in sorted(held.items())]
