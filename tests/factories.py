"""Makes records for tests. Anything with a state comes through the services: tests hold reachable states only."""

import datetime as dt
import itertools
from typing import Any

from partnership.kit.dates import at_hour
from partnership.models import Agency, Appointment, Body, Membership, Person, ReportingLine, Seat
from partnership.roles import bring_rights_up_to_date
from subgroups.models import Action, Meeting
from subgroups.services import actions as action_services

TODAY = dt.date(2026, 11, 23)  # a Monday
LONG_AGO = dt.date(2020, 1, 1)
NOW = at_hour(TODAY, 9)
# The smallest file that is taken for a PDF.
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
_count = itertools.count(1)


def make_agency(name: str = "", kind: str = Agency.Kind.RELEVANT, **fields: Any) -> Agency:
    number = next(_count)
    name = name or f"Agency {number}"
    return Agency.objects.create(slug=f"agency-{number}", kind=kind, name=name, short_name=name, **fields)


def make_body(code: str = "", kind: str = Body.Kind.SUB_GROUP, *, parent: Body | None = None, **fields: Any) -> Body:
    number = next(_count)
    code = code or f"B{number}"
    fields = {"name": f"{code} group", "short_name": code, "remit": Body.Remit.ALL_AGE, "opened_on": LONG_AGO, **fields}
    body = Body.objects.create(slug=f"body-{number}", code=code, kind=kind, **fields)
    if parent:
        ReportingLine.objects.create(body=body, parent=parent, from_on=LONG_AGO)
    return body


def make_person(name: str = "", agency: Agency | None = None, **fields: Any) -> Person:
    number = next(_count)
    person = Person(email=f"person{number}@works.example", name=name or f"Person {number}", agency=agency, **fields)
    person.set_unusable_password()
    person.save()
    return person


def make_seat(body: Body, agency: Agency | None = None, title: str = "Member", **fields: Any) -> Seat:
    number = next(_count)
    return Seat.objects.create(
        slug=f"seat-{number}", body=body, agency=agency, title=title, opened_on=LONG_AGO, place=number, **fields
    )


def make_membership(
    person: Person,
    body: Body | None = None,
    *,
    seat: Seat | None = None,
    role: str = Membership.Role.MEMBER,
    from_on: dt.date = LONG_AGO,
    to_on: dt.date | None = None,
    on: dt.date = TODAY,
) -> Membership:
    assert body or seat
    seat = seat or make_seat(body, person.agency)  # type: ignore[arg-type]
    membership = Membership.objects.create(seat=seat, person=person, role=role, from_on=from_on, to_on=to_on)
    bring_rights_up_to_date([person], on=on)
    return membership


def make_appointment(
    person: Person, role: str, agency: Agency | None = None, *, from_on: dt.date = LONG_AGO, on: dt.date = TODAY
) -> Appointment:
    appointment = Appointment.objects.create(person=person, role=role, agency=agency, from_on=from_on)
    bring_rights_up_to_date([person], on=on)
    return appointment


def make_business_unit_person(name: str = "Business unit") -> Person:
    person = make_person(name)
    make_appointment(person, Appointment.Role.BUSINESS_UNIT)
    return person


def make_meeting(body: Body, on: dt.date = TODAY, **fields: Any) -> Meeting:
    fields = {"starts_at": dt.time(10), "reference": f"{body.code}-M-{on.year}-{next(_count)}", **fields}
    return Meeting.objects.create(body=body, on=on, **fields)


def make_action(
    body: Body,
    lead_agency: Agency,
    *,
    by: Person,
    holder: Person | None = None,
    due_on: dt.date = TODAY + dt.timedelta(days=30),
    now: dt.datetime = NOW - dt.timedelta(days=60),
    **fields: Any,
) -> Action:
    fields = {"title": "Write down who does what", "what": "Write it down", "measure": "It is written", **fields}
    return action_services.record_action(
        body=body, lead_agency=lead_agency, holder=holder, due_on=due_on, by=by, now=now, **fields
    )
