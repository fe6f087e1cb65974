"""Who plays in invented years: thirty agencies, five hundred people who hold actions, twelve bodies with seats."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from partnership.calendar import load_bank_holidays
from partnership.models import (
    Agency,
    Appointment,
    Body,
    Membership,
    Objective,
    Partnership,
    Person,
    Priority,
    QuorumRule,
    ReportingLine,
    Seat,
    StrategicPlan,
    Theme,
)
from partnership.roles import bring_rights_up_to_date

AGENCIES, HOLDERS, SEATS = 30, 500, 15
CODES = ["EXEC", "NEG", "EXA", "EXC", "LEA", "QUA", "POL", "TRA", "DOM", "MCA", "YOU", "ADU"]
PARTNERS = [Agency.Kind.LOCAL_AUTHORITY, Agency.Kind.ICB, Agency.Kind.POLICE]


@dataclass(frozen=True)
class Cast:
    """The keys of everybody and everything that later rows point to. Holder number n works for agency n % 30."""

    agencies: list[int]
    holders: list[int]
    bodies: list[Body]
    chairs: list[int]
    seats: dict[int, list[tuple[int, int, int]]]  # body → seat, membership, person
    objectives: list[int]
    business_unit: int


def make_cast(*, on: dt.date, since: dt.date) -> Cast:
    """Make the partnership itself through its models, with everybody's rights as of the day."""
    load_bank_holidays(first_year=since.year - 1, last_year=on.year + 3)
    Partnership.objects.create(
        pk=1,
        name="Synthetic Safeguarding Partnership",
        short_name="SSP",
        first_line="Synthetic",
        second_line="Safeguarding Partnership",
        place="Nowhere",
    )
    agencies = Agency.objects.bulk_create(
        Agency(
            slug=f"agency-{n}",
            kind=PARTNERS[n] if n < len(PARTNERS) else Agency.Kind.RELEVANT,
            name=f"Agency number {n + 1}",
            short_name=f"Agency {n + 1}",
            opened_on=since,
        )
        for n in range(AGENCIES)
    )
    people = make_people(agencies)
    unit, chair = people[HOLDERS], people[HOLDERS + 1]
    appointed: list[tuple[Person, str, Agency | None]]
    appointed = [(unit, Appointment.Role.BUSINESS_UNIT, None), (chair, Appointment.Role.INDEPENDENT_CHAIR, None)]
    appointed += [(people[n], Appointment.Role.AGENCY_LEAD, agencies[n]) for n in range(AGENCIES)]
    Appointment.objects.bulk_create(
        Appointment(person=person, role=role, agency=agency, from_on=since) for person, role, agency in appointed
    )
    bodies = make_bodies(since)
    seats = make_seats(bodies, agencies, people, since)
    bring_rights_up_to_date(people, on=on)
    return Cast(
        agencies=[row.pk for row in agencies],
        holders=[row.pk for row in people[:HOLDERS]],
        bodies=bodies,
        chairs=[seats[body.pk][0][2] for body in bodies],
        seats=seats,
        objectives=make_plan(bodies, on),
        business_unit=unit.pk,
    )


def make_people(agencies: list[Agency]) -> list[Person]:
    """The holders, then one of the business unit and the independent chair. Nobody can sign in by password."""
    shut = make_password(None)
    people = [
        Person(
            email=f"person{n + 1}@agency{n % AGENCIES + 1}.example",
            name=f"Person {n + 1} Surname",
            job_title="Designated lead",
            agency=agencies[n % AGENCIES],
            password=shut,
        )
        for n in range(HOLDERS)
    ]
    people.append(Person(email="unit@partnership.example", name="Business Unit", password=shut))
    people.append(Person(email="chair@partnership.example", name="Independent Chair", password=shut))
    return Person.objects.bulk_create(people)


def make_bodies(since: dt.date) -> list[Body]:
    """An Executive and eleven sub groups that report to it."""
    bodies = Body.objects.bulk_create(
        Body(
            slug=code.lower(),
            code=code,
            name=f"{code} group",
            short_name=code,
            kind=Body.Kind.SUB_GROUP if n else Body.Kind.EXECUTIVE,
            remit=Body.Remit.ALL_AGE,
            opened_on=since,
        )
        for n, code in enumerate(CODES)
    )
    ReportingLine.objects.bulk_create(ReportingLine(body=body, parent=bodies[0], from_on=since) for body in bodies[1:])
    QuorumRule.objects.bulk_create(QuorumRule(body=body, kind=kind) for body in bodies for kind in PARTNERS)
    return bodies


def make_seats(
    bodies: list[Body], agencies: list[Agency], people: list[Person], since: dt.date
) -> dict[int, list[tuple[int, int, int]]]:
    """Fifteen seats a body, each filled; the first of each is the chair's. The three partners sit in all of them."""
    seats, memberships = [], []
    for b, body in enumerate(bodies):
        for place in range(SEATS):
            agency = place if place < len(PARTNERS) else (3 + b * 5 + place) % AGENCIES
            # The person of that agency who sits in this body; the leads, who are the first of each, sit in none.
            person = people[agency + AGENCIES * (b + 1)]
            seat = Seat(
                slug=f"{body.slug}-{place + 1}",
                body=body,
                agency=agencies[agency],
                title="Chair" if place == 0 else "Member",
                place=place + 1,
                opened_on=since,
            )
            seats.append(seat)
            role = Membership.Role.MEMBER if place else Membership.Role.CHAIR
            memberships.append(Membership(seat=seat, person=person, role=role, from_on=since))
    Seat.objects.bulk_create(seats)
    Membership.objects.bulk_create(memberships)
    found: dict[int, list[tuple[int, int, int]]] = {body.pk: [] for body in bodies}
    for row in memberships:
        found[row.seat.body_id].append((row.seat.pk, row.pk, row.person_id))
    return found


def make_plan(bodies: list[Body], on: dt.date) -> list[int]:
    """A plan of three priorities with four objectives each."""
    plan = StrategicPlan.objects.create(
        slug="plan",
        title="Business plan",
        body=bodies[0],
        starts_on=dt.date(on.year - 1, 4, 1),
        ends_on=dt.date(on.year + 2, 3, 31),
    )
    objectives = []
    for number in range(1, 4):
        priority = Priority.objects.create(plan=plan, number=number, title=f"Priority {number}")
        theme = Theme.objects.create(priority=priority, title=f"Theme {number}")
        objectives += [
            Objective(
                theme=theme,
                place=place,
                number=f"{number}.{place}",
                what="Children and adults are seen earlier by the agency that can help",
                measure="The share of referrals seen within five working days",
                owner=bodies[place],
                starts_on=plan.starts_on,
                due_on=plan.ends_on,
            )
            for place in range(1, 5)
        ]
    return [row.pk for row in Objective.objects.bulk_create(objectives)]
