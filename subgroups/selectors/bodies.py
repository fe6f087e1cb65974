"""Reads for the pages of bodies and agencies: attendance by seat and by agency, the next meeting, the year so far."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from partnership.kit.charts.attendance import Presence
from partnership.kit.dates import add_months, financial_year
from partnership.models import Agency, Body, Membership, Objective, QuorumRule
from partnership.selectors.seats import SeatHeld
from subgroups.models import Action, Attendance, Decision, Escalation, Meeting
from subgroups.selectors.rosters import Place, Quorum, quorum

MEETINGS_SHOWN = 8
ACTIONS_SHOWN = 8
ONE_DAY = dt.timedelta(days=1)
COUNTED = {Presence.PRESENT, Presence.REMOTE, Presence.DEPUTY, Presence.APOLOGIES, Presence.ABSENT}
AGENCY_THERE = {Presence.PRESENT, Presence.REMOTE, Presence.DEPUTY}
PERSON_THERE = {Presence.PRESENT, Presence.REMOTE}


# ---- attendance by seat ----


@dataclass(frozen=True)
class SeatMarks:
    """How one seat was filled at each of some meetings. A vacancy counts neither for nor against anybody."""

    marks: tuple[Presence, ...]

    @property
    def base(self) -> int:
        """Meetings at which somebody was expected on the seat."""
        return sum(mark in COUNTED for mark in self.marks)

    @property
    def there(self) -> int:
        """Meetings at which the agency was at the table, by deputy too."""
        return sum(mark in AGENCY_THERE for mark in self.marks)

    @property
    def in_person(self) -> int:
        """Meetings to which the member came, in person or from afar."""
        return sum(mark in PERSON_THERE for mark in self.marks)

    def is_below(self, expected: int) -> bool:
        """Whether the agency came less often than is expected of it."""
        return self.base > 0 and self.there * 100 < expected * self.base


@dataclass(frozen=True)
class BodyMeetings:
    """The last meetings that a body held, oldest first, its next one, and what is known of each seat there."""

    held: list[Meeting]
    coming: Meeting | None
    said: dict[int, dict[int, Attendance]] = field(default_factory=dict)  # meeting → seat → attendance

    def marks_of(self, seat: Any) -> SeatMarks:
        """The strip of a seat. Where nobody marked it, it is told apart from a vacancy."""
        return SeatMarks(tuple(self._mark(meeting, seat) for meeting in self.held))

    def _mark(self, meeting: Meeting, seat: Any) -> Presence:
        row = self.said.get(meeting.pk, {}).get(seat.pk)
        return Presence(row.mark) if row is not None and not row.is_expected else Presence.NONE


def meetings_of(body: Body, on: dt.date, *, last: int = MEETINGS_SHOWN) -> BodyMeetings:
    """The last meetings held, the next one, and their attendance. One query."""
    of_body = Meeting.objects.filter(body=body)
    held = of_body.held().filter(on__lte=on).order_by("-on", "-starts_at", "-pk").values("pk")[:last]
    coming = of_body.to_come(on).order_by("on", "starts_at", "pk").values("pk")[:1]
    rows = (
        Meeting.objects.filter(Q(pk__in=Subquery(held)) | Q(pk__in=Subquery(coming)))
        .annotate(seat=F("attendance__seat_id"), mark=F("attendance__mark"), expected=F("attendance__is_expected"))
        .order_by("on", "starts_at", "pk")
    )
    meetings: dict[int, Meeting] = {}
    said: dict[int, dict[int, Attendance]] = defaultdict(dict)
    for row in rows:
        meetings.setdefault(row.pk, row)
        if row.seat is not None:
            said[row.pk][row.seat] = Attendance(
                meeting_id=row.pk, seat_id=row.seat, mark=row.mark, is_expected=row.expected
            )
    were = [meeting for meeting in meetings.values() if meeting.took_place]
    ahead = [meeting for meeting in meetings.values() if not meeting.took_place]
    return BodyMeetings(were, ahead[0] if ahead else None, dict(said))


def expected_at(meeting: Meeting, table: Sequence[SeatHeld], known: BodyMeetings) -> list[Place]:
    """The roster of a meeting to come from what the body's page has read already. No query."""
    places = []
    for held in table:
        if not held.seat.is_open(meeting.on):
            continue
        current = held.on(meeting.on)
        filling = next((row for row in current if row.role in Membership.FILLS_A_SEAT), None)
        if filling is None and not held.seat.is_required:
            continue
        deputies = tuple(row for row in current if row.role == Membership.Role.DEPUTY)
        attendance = known.said.get(meeting.pk, {}).get(held.seat.pk)
        places.append(Place(held.seat, held.seat.label, filling, deputies, attendance))
    return places


def quorum_so_far(
    meeting: Meeting, table: Sequence[SeatHeld], known: BodyMeetings, rules: Sequence[QuorumRule]
) -> Quorum:
    """Whether a meeting to come would be quorate by what people said. No query."""
    return quorum(meeting, expected_at(meeting, table, known), beforehand=True, rules=rules)


# ---- attendance of an agency ----


@dataclass(frozen=True)
class AgencyThere:
    """How often an agency was at the table of one body: in how many meetings, and in how many by deputy only."""

    body: Body
    there: int
    by_deputy: int
    base: int


def attendance_of_agency(agency: Agency, on: dt.date, *, months: int = 12) -> list[AgencyThere]:
    """By body, the meetings held in the last months at which the agency was expected and was there. One query.

    An agency with two seats counts once a meeting; a vacancy counts neither for nor against it.
    """
    first = add_months(on, -months) + ONE_DAY
    rows = (
        Attendance.objects.filter(
            seat__agency=agency, is_expected=False, meeting__status__in=Meeting.TOOK_PLACE,
            meeting__on__gte=first, meeting__on__lte=on,
        )
        .exclude(mark=Attendance.Mark.VACANT)
        .order_by()
        .values_list("meeting__body_id", "meeting_id", "mark")
    )  # fmt: skip
    marks: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for body, meeting, mark in rows:
        marks[body][meeting].add(mark)
    bodies = Body.objects.in_bulk(list(marks))
    found = []
    for body, meetings in marks.items():
        there = [said for said in meetings.values() if said & set(Attendance.AT_THE_TABLE)]
        own = [said for said in there if said & {Attendance.Mark.PRESENT, Attendance.Mark.REMOTE}]
        found.append(AgencyThere(bodies[body], len(there), len(there) - len(own), len(meetings)))
    return sorted(found, key=lambda row: row.body.name)


# ---- actions and the year ----


@dataclass(frozen=True)
class BodyCounts:
    """What a body's page counts: open and late actions now; decisions, actions and escalations of the year so far."""

    live: int
    overdue: int
    decisions: int
    opened: int
    closed: int
    escalations: int
    answered: int


def _count(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("body").annotate(n=Count("pk")).values("n")), 0)


def counts_of_body(body: Body, person: Any, on: dt.date) -> BodyCounts:
    """The counts of a body's page, within what the person may see. One query."""
    first = financial_year(on).first
    mine = {"body": OuterRef("pk")}
    actions = Action.objects.visible_to(person).filter(**mine)
    decisions = Decision.objects.visible_to(person).filter(decided_on__gte=first, decided_on__lte=on, **mine)
    raised = Escalation.objects.visible_to(person).filter(from_body=OuterRef("pk"), sent_on__gte=first, sent_on__lte=on)
    raised = raised.annotate(body=F("from_body"))
    this_year = actions.filter(opened_on__gte=first, opened_on__lte=on)
    row = (
        Body.objects.filter(pk=body.pk)
        .annotate(
            live=_count(actions.live()),
            overdue=_count(actions.overdue(on)),
            decided=_count(decisions),
            opened=_count(this_year),
            closed=_count(this_year.filter(status=Action.Status.CLOSED)),
            raised=_count(raised),
            answered=_count(raised.filter(status=Escalation.Status.REPLIED)),
        )
        .values_list("live", "overdue", "decided", "opened", "closed", "raised", "answered")
        .get()
    )
    return BodyCounts(*row)


def open_actions(rows: Any, *, most: int = ACTIONS_SHOWN) -> list[Action]:
    """The live actions that were or are due first. One query."""
    return list(rows.live().select_related("lead_agency", "body", "holder").order_by("due_on", "pk")[:most])


def actions_of_body(body: Body, person: Any) -> QuerySet[Action]:
    """The actions of a body that the person may see."""
    rows: QuerySet[Action] = Action.objects.visible_to(person).filter(body=body)
    return rows


def actions_of_agency(agency: Agency, person: Any) -> QuerySet[Action]:
    """The actions that an agency leads and the person may see."""
    rows: QuerySet[Action] = Action.objects.visible_to(person).filter(lead_agency=agency)
    return rows


def actions_of_objective(objective: Objective, person: Any) -> QuerySet[Action]:
    """The actions that serve an objective and that the person may see, the live ones first."""
    rows: QuerySet[Action] = Action.objects.visible_to(person).filter(objective=objective)
    return rows.select_related("lead_agency", "body", "holder").order_by("-is_live", "due_on", "pk")


def live_and_overdue(rows: Any, on: dt.date) -> tuple[int, int]:
    """How many of these actions are live, and how many of those are late. One query."""
    late = Q(status=Action.Status.OPEN, due_on__lt=on)
    counted = rows.live().order_by().aggregate(live=Count("pk"), late=Count("pk", filter=late))
    return counted["live"], counted["late"]
