"""Reads of seats: who fills them, which are vacant and since when, whose term ends."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, DateField, QuerySet

from partnership.kit.prepared import Prepared, PreparedAmong, Slot
from partnership.models import Agency, Appointment, Body, Membership, Person, Seat

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class SeatHeld:
    """A seat on a day: who fills it, who stands beside, and since when nobody does. `rows` are all its memberships."""

    seat: Seat
    filling: Membership | None = None
    beside: list[Membership] = field(default_factory=list)
    vacant_since: dt.date | None = None
    rows: list[Membership] = field(default_factory=list)

    @property
    def is_vacant(self) -> bool:
        """Nobody fills it. A deputy, an adviser or an observer does not."""
        return self.filling is None

    def on(self, day: dt.date) -> list[Membership]:
        """Who is on the seat on another day, without asking again."""
        return [row for row in self.rows if row.is_current(day)]


ON_SEATS = PreparedAmong(lambda seats: Membership.objects.filter(seat_id__in=seats).select_related("person__agency"))


def _held(seats: list[Seat], on: dt.date) -> list[SeatHeld]:
    """One query for the people of all the seats, past ones included, since a vacancy began when somebody left."""
    by_seat: dict[int, list[Membership]] = defaultdict(list)
    for row in ON_SEATS([seat.pk for seat in seats]):
        by_seat[row.seat_id].append(row)
    table = []
    for seat in seats:
        mine = by_seat[seat.pk]
        current = [row for row in mine if row.is_current(on)]
        filling = next((row for row in current if row.role in Membership.FILLS_A_SEAT), None)
        ended = [row.to_on for row in mine if row.role in Membership.FILLS_A_SEAT and row.to_on and row.to_on < on]
        since = max(ended) + ONE_DAY if ended else seat.opened_on
        beside = [row for row in current if row.role not in Membership.FILLS_A_SEAT]
        table.append(SeatHeld(seat, filling, beside, None if filling else since, mine))
    return table


def seats_of_body(body: Body, on: dt.date) -> list[SeatHeld]:
    """The open seats of a body in its order, with who fills them. Two queries."""
    return _held(list(Seat.objects.open(on).filter(body=body).select_related("agency")), on)


def _of_agency() -> QuerySet[Seat]:
    on = Slot("on", DateField())
    seats = Seat.objects.open(on).filter(agency=Slot("agency", BigIntegerField()), body__in=Body.objects.open(on))
    rows: QuerySet[Seat] = seats.select_related("body").order_by("body__name", "place", "pk")
    return rows


OF_AGENCY = Prepared(_of_agency)


def seats_of_agency(agency: Agency, on: dt.date) -> list[SeatHeld]:
    """The open seats that an agency holds in open bodies, by body. Two queries."""
    return _held(OF_AGENCY(agency=agency.pk, on=on), on)


def closed_seats_of_body(body: Body, on: dt.date) -> QuerySet[Seat]:
    """Seats that a body had and has no more, latest first."""
    rows: QuerySet[Seat] = body.seats.filter(closed_on__lt=on).select_related("agency")
    return rows.prefetch_related("memberships__person").order_by("-closed_on", "place")


def past_memberships_of_body(body: Body, on: dt.date) -> QuerySet[Membership]:
    """Who sat here before, latest first."""
    rows: QuerySet[Membership] = Membership.objects.filter(seat__body=body, to_on__lt=on)
    return rows.select_related("person", "seat__agency").order_by("-to_on", "pk")


def seats_of_person(person: Person, on: dt.date) -> QuerySet[Membership]:
    """Where a person sits on a day: the memberships with seat and body, by body."""
    rows: QuerySet[Membership] = Membership.objects.current(on).filter(person=person)
    return rows.select_related("seat__body", "seat__agency").order_by("seat__body__name", "pk")


def past_seats_of_person(person: Person, on: dt.date) -> QuerySet[Membership]:
    """Where a person sat before, latest first."""
    rows: QuerySet[Membership] = Membership.objects.filter(person=person, to_on__lt=on)
    return rows.select_related("seat__body", "seat__agency").order_by("-to_on", "pk")


def roles_of_person(person: Person) -> QuerySet[Appointment]:
    """The roles that a person has or had without a seat, the latest first."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(person=person).select_related("agency")
    return rows.order_by("-from_on", "pk")


def _leads() -> QuerySet[Appointment]:
    rows = Appointment.objects.current(Slot("on", DateField())).filter(agency=Slot("agency", BigIntegerField()))
    of_agency: QuerySet[Appointment] = rows.select_related("person").order_by("-role", "person__name")
    return of_agency


LEADS = Prepared(_leads)


def leads_of_agency(agency: Agency, on: dt.date) -> list[Appointment]:
    """Who speaks for an agency on a day: its leads and its safeguarding partner."""
    return LEADS(agency=agency.pk, on=on)


def vacancies(on: dt.date) -> QuerySet[Seat]:
    """Seats of open bodies that must be filled and are not, by body."""
    rows: QuerySet[Seat] = Seat.objects.vacant(on).filter(is_required=True, body__in=Body.objects.open(on))
    return rows.select_related("body", "agency").order_by("body__name", "place", "pk")


def leaders_in(table: Iterable[SeatHeld], on: dt.date) -> list[Membership]:
    """Chair and vice chair among the people of a body's seats, in that order. No query."""
    leading = [Membership.Role.CHAIR, Membership.Role.VICE_CHAIR]
    found = []
    for held in table:
        for row in held.on(on):
            if row.role in leading:
                row.seat = held.seat
                found.append(row)
    return sorted(found, key=lambda row: (leading.index(Membership.Role(row.role)), row.pk))


def terms_ending_in(table: Iterable[SeatHeld], on: dt.date, days: int = 90) -> list[Membership]:
    """Those who fill a seat of a body and leave it within so many days, soonest first. No query."""
    last = on + dt.timedelta(days=days)
    found = []
    for held in table:
        if held.filling is not None and held.filling.to_on is not None and held.filling.to_on <= last:
            held.filling.seat = held.seat
            found.append(held.filling)
    return sorted(found, key=lambda row: (row.to_on or last, row.pk))


def terms_ending(on: dt.date, days: int = 90, *, body: Body | None = None) -> QuerySet[Membership]:
    """Memberships that fill a seat and end within so many days, soonest first."""
    rows: QuerySet[Membership] = Membership.objects.ending_within(on, days).filter(role__in=Membership.FILLS_A_SEAT)
    if body is not None:
        rows = rows.filter(seat__body=body)
    return rows.select_related("person", "seat__body", "seat__agency").order_by("to_on", "pk")
