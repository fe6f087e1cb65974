"""What the home pages show of this room: the week, what waits for whom, who has been missing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateField, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from partnership.kit.prepared import PreparedBy, Slot, Slots
from partnership.models import Agency
from partnership.permissions import BodyRight, PreparedFor
from subgroups.models import Action, Attendance, DateChange, Escalation, Meeting
from subgroups.selectors.meetings import TO_COME
from subgroups.selectors.rosters import quorum_rules

LOOK_BACK = dt.timedelta(days=370)


def week_of(on: dt.date) -> list[dt.date]:
    """Monday to Friday of a day's week; of the next one when the day is a Saturday or Sunday."""
    monday = on - dt.timedelta(days=on.weekday()) if on.weekday() < 5 else on + dt.timedelta(days=7 - on.weekday())
    return [monday + dt.timedelta(days=days) for days in range(5)]


def _meetings(person: Any, coming: int) -> Any:
    """The meetings of some days that the person may read, without cancelled ones; and so many of the next ones of the
    bodies in which the person has a seat. Each with its marks counted, see `coming_to`."""
    order = ("on", "starts_at", "pk")
    first, last = Slot("first", DateField()), Slot("last", DateField())
    rows = Meeting.objects.visible_to(person).filter(on__gte=first, on__lte=last)
    found = rows.exclude(status=Meeting.Status.CANCELLED).order_by()
    if coming:
        seated = Meeting.objects.to_come(Slot("on", DateField()))
        seated = seated.filter(body_id__in=person.rights.bodies(BodyRight.TAKE_PART)).order_by(*order)[:coming]
        either = found.values("pk").union(Meeting.objects.filter(pk__in=seated.values("pk")).order_by().values("pk"))
        found = Meeting.objects.filter(pk__in=either)
    return found.select_related("body").annotate(**_marks()).order_by(*order)


def _marks() -> dict[str, Count]:
    """What is counted of a meeting's attendance: seats asked, seats that said yes, agencies of each kind that did."""
    asked = [mark for mark in Attendance.Mark if mark != Attendance.Mark.VACANT]
    there = Q(attendance__mark__in=Attendance.AT_THE_TABLE)

    def agencies(kind: str) -> Count:
        of_kind = Q(attendance__seat__agency__kind=kind)
        return Count("attendance__seat__agency", distinct=True, filter=there & of_kind)

    return {
        "asked": Count("attendance", filter=Q(attendance__mark__in=asked)),
        "yes": Count("attendance", filter=there),
        **{f"yes_of_{kind}": agencies(kind) for kind in Agency.Kind.values},
    }


MEETINGS = PreparedFor(_meetings)
COMING = 3


@dataclass(frozen=True)
class Meetings:
    """The meetings of a week, and the next ones of the bodies in which somebody has a seat."""

    of_week: list[Meeting]
    coming: list[Meeting]


def meetings_of_week(person: Any, on: dt.date) -> list[Meeting]:
    """The meetings of a day's week that the person may read, without cancelled ones."""
    days = week_of(on)
    found: list[Meeting] = MEETINGS(person, 0, first=days[0], last=days[-1])
    return found


def meetings_of_week_and_next(person: Any, on: dt.date) -> Meetings:
    """The same, and the next meetings of the bodies in which the person has a seat: one query."""
    days, seated = week_of(on), person.rights.bodies(BodyRight.TAKE_PART)
    found = MEETINGS(person, COMING if seated else 0, on=on, first=days[0], last=days[-1])
    return Meetings(
        [row for row in found if days[0] <= row.on <= days[-1]],
        [row for row in found if row.body_id in seated and row.on >= on and row.status in TO_COME][:COMING],
    )


def held_and_due(holder: Any) -> Any:
    """How many of the actions that a person holds are due on each of some days: the day in words, the count, and none
    late, to be counted with all that the person owes."""
    rows = Action.objects.due_between(Slot("first", DateField()), Slot("last", DateField())).filter(holder=holder)
    days = rows.order_by().annotate(day=Cast("due_on", CharField(max_length=10))).values("day")
    return days.annotate(every=Count("pk"), late=Value(0, IntegerField())).values_list("day", "every", "late")


def due_on_days(rows: Any, on: dt.date) -> dict[str, Any]:
    """What is counted for the strip of the week: of these actions those that are due on each day, by its date."""
    return {day.isoformat(): rows.due_between(day, day) for day in week_of(on)}


@dataclass(frozen=True)
class Coming:
    """How a meeting to come stands: seats that said yes, seats asked, kinds of agency that quorum still lacks."""

    yes: int
    asked: int
    lacking: tuple[str, ...]


def coming_to(meetings: Iterable[Any]) -> dict[int, Coming]:
    """How the meetings of a week stand, from the marks that were counted as they were read."""
    rules = quorum_rules()
    found = {}
    for meeting in meetings:
        lacking = [
            rule.get_kind_display()
            for rule in rules.get(meeting.body_id, [])
            if getattr(meeting, f"yes_of_{rule.kind}") < rule.at_least
        ]
        found[meeting.pk] = Coming(meeting.yes, meeting.asked, tuple(lacking))
    return found


def dates_asked(person: Any) -> QuerySet[DateChange]:
    """New dates that wait for an answer in the bodies for which this person records; all for the business unit."""
    rows: QuerySet[DateChange] = DateChange.objects.filter(status=DateChange.Status.ASKED)
    return rows if person.rights.manages else rows.filter(action__body_id__in=person.rights.bodies(BodyRight.RECORD))


def without_reply(person: Any) -> QuerySet[Escalation]:
    """Escalations that the person may see and nobody has answered, the longest due first."""
    rows: QuerySet[Escalation] = Escalation.objects.visible_to(person).without_reply()
    return rows.select_related("from_body", "to_body").order_by("reply_due_on", "pk")


WITHOUT_REPLY = PreparedFor(without_reply)


def escalations_without_reply(person: Any) -> list[Escalation]:
    """The same, read."""
    found: list[Escalation] = WITHOUT_REPLY(person)
    return found


def _open_actions(most: int) -> Any:
    """The actions that are open and due from one day to another, the one due longest ago first."""
    rows = Action.objects.due_between(Slot("first", DateField()), Slot("last", DateField()))
    return rows.select_related("body", "lead_agency", "holder").order_by("due_on", "pk")[:most]


OPEN_ACTIONS = PreparedBy(_open_actions)


def due_between(first: dt.date, last: dt.date, most: int) -> list[Action]:
    """So many of the actions that are open and due from one day to another, the one due longest ago first."""
    found: list[Action] = OPEN_ACTIONS.shape(most)(first=first, last=last)
    return found


def overdue(on: dt.date, most: int) -> list[Action]:
    """So many of the actions that are overdue, the one due longest ago first."""
    return due_between(dt.date.min, on - dt.timedelta(days=1), most)


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


def _at_the_table(agencies: int) -> Any:
    leads = Slots(tuple(f"agency {place}" for place in range(agencies)), BigIntegerField())
    rows = Attendance.objects.filter(
        seat__agency_id__in=leads, meeting__status__in=Meeting.TOOK_PLACE,
        meeting__on__gt=Slot("after", DateField()), meeting__on__lte=Slot("on", DateField()),
    )  # fmt: skip
    there = Count("meeting", distinct=True, filter=Q(mark__in=Attendance.AT_THE_TABLE))
    shares = rows.order_by("meeting__body__short_name").values("meeting__body__short_name")
    shares = shares.annotate(there=there, held=Count("meeting", distinct=True))
    return shares.values_list("meeting__body__short_name", "there", "held")


AT_THE_TABLE = PreparedBy(_at_the_table)


def at_the_table(agencies: Collection[int], on: dt.date) -> list[Share]:
    """Attendance of some agencies over the last twelve months, body by body; a deputy counts for the agency."""
    given = {f"agency {place}": pk for place, pk in enumerate(agencies)}
    return [Share(*row) for row in AT_THE_TABLE.shape(len(given))(after=on - LOOK_BACK, on=on, **given)]
