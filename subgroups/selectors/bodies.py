"""Reads for the pages of bodies and agencies: attendance by seat and by agency, the next meeting, the year so far."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Count, DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from partnership.kit.charts.attendance import Presence
from partnership.kit.dates import add_months, financial_year
from partnership.kit.prepared import Prepared, Slot
from partnership.models import Agency, Body, Membership, Objective, QuorumRule
from partnership.permissions import PreparedFor
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


def _attendance_of_agency() -> Any:
    marked = [mark for mark in Attendance.Mark if mark != Attendance.Mark.VACANT]
    held = Body.objects.filter(
        meetings__status__in=Meeting.TOOK_PLACE,
        meetings__on__gte=Slot("first", DateField()),
        meetings__on__lte=Slot("on", DateField()),
        meetings__attendance__seat__agency=Slot("agency", BigIntegerField()),
        meetings__attendance__is_expected=False,
        meetings__attendance__mark__in=marked,
    )

    def meetings(marks: Sequence[str]) -> Count:
        return Count("meetings", distinct=True, filter=Q(meetings__attendance__mark__in=marks))

    own = [Attendance.Mark.PRESENT, Attendance.Mark.REMOTE]
    rows = held.annotate(base=meetings(marked), there=meetings(Attendance.AT_THE_TABLE), own=meetings(own))
    return rows.order_by("name")


ATTENDANCE_OF_AGENCY = Prepared(_attendance_of_agency)


def attendance_of_agency(agency: Agency, on: dt.date, *, months: int = 12) -> list[AgencyThere]:
    """By body, the meetings held in the last months at which the agency was expected and was there. One query.

    An agency with two seats counts once a meeting; a vacancy counts neither for nor against it.
    """
    first = add_months(on, -months) + ONE_DAY
    bodies = ATTENDANCE_OF_AGENCY(agency=agency.pk, first=first, on=on)
    return [AgencyThere(body, body.there, body.there - body.own, body.base) for body in bodies]


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


def open_actions(rows: Any, *, most: int = ACTIONS_SHOWN) -> Any:
    """The live actions that were or are due first."""
    return rows.live().select_related("lead_agency", "body", "holder").order_by("due_on", "pk")[:most]


def actions_of_body(body: Body, person: Any) -> QuerySet[Action]:
    """The actions of a body that the person may see."""
    rows: QuerySet[Action] = Action.objects.visible_to(person).filter(body=body)
    return rows


def _work_of_agency(person: Any) -> Any:
    """The first live actions that an agency leads, each with how many there are and how many of these are late."""
    rows = Action.objects.visible_to(person).filter(lead_agency=Slot("agency", BigIntegerField()))
    late = Q(status=Action.Status.OPEN, due_on__lt=Slot("on", DateField()))
    one = rows.live().order_by().values("is_live")
    live, overdue = one.annotate(n=Count("pk")).values("n"), one.annotate(n=Count("pk", filter=late)).values("n")
    return open_actions(rows).annotate(of_live=Subquery(live), of_late=Subquery(overdue))


WORK_OF_AGENCY = PreparedFor(_work_of_agency)


@dataclass(frozen=True)
class AgencyWork:
    """The live actions that an agency leads and the person may see: the first of them, how many, how many late."""

    first: list[Action]
    live: int
    late: int


def work_of_agency(agency: Agency, person: Any, on: dt.date) -> AgencyWork:
    """One query."""
    rows = WORK_OF_AGENCY(person, agency=agency.pk, on=on)
    return AgencyWork(rows, rows[0].of_live, rows[0].of_late) if rows else AgencyWork([], 0, 0)


def actions_of_objective(objective: Objective, person: Any) -> QuerySet[Action]:
    """The actions that serve an objective and that the person may see, the live ones first."""
    rows: QuerySet[Action] = Action.objects.visible_to(person).filter(objective=objective)
    return rows.select_related("lead_agency", "body", "holder").order_by("-is_live", "due_on", "pk")
