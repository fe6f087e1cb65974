"""Reads of people: the list within a person's scope, and who may be chosen in a form."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from partnership.kit.querysets import with_words
from partnership.models import Agency, Appointment, Membership, Person
from partnership.permissions import AgencyRight, PortalRight


def find_people(
    viewer: Any, on: dt.date, *, words: str = "", agency: Agency | None = None, state: str = "active"
) -> Any:
    """People within the viewer's scope, with where they sit on a day. Two queries."""
    rows = with_words(Person.objects.visible_to(viewer), words, "name", "email", "job_title", "agency__name")
    if agency is not None:
        rows = rows.filter(agency=agency)
    if state == "active":
        rows = rows.filter(is_active=True)
    elif state == "shut":
        rows = rows.filter(is_active=False)
    seats = Membership.objects.current(on).select_related("seat__body").order_by("seat__body__name", "pk")
    return (
        rows.select_related("agency")
        .prefetch_related(Prefetch("memberships", seats, to_attr="seats_now"))
        .order_by("name", "pk")
    )


def active_people() -> QuerySet[Person]:
    """People who may sign in, by name: what a form offers."""
    rows: QuerySet[Person] = Person.objects.filter(is_active=True).select_related("agency")
    return rows.order_by("name")


def deputies_for(person: Person, on: dt.date) -> QuerySet[Person]:
    """Who may be told in somebody's place: colleagues of the agency (its parts, its whole) and of the same bodies."""
    bodies = Membership.objects.current(on).filter(person=person).values("seat__body")
    beside = Membership.objects.current(on).filter(seat__body__in=bodies).values("person")
    near = Q(pk__in=beside)
    if person.agency is not None:
        near |= Q(agency=person.agency) | Q(agency__part_of=person.agency)
        if person.agency.part_of_id:
            near |= Q(agency_id=person.agency.part_of_id)
    return active_people().filter(near).exclude(pk=person.pk)


def agencies_seen_by(viewer: Any) -> QuerySet[Agency]:
    """Agencies of the people whom the viewer may see: what the filter offers."""
    ids = Person.objects.visible_to(viewer).order_by().values("agency")
    rows: QuerySet[Agency] = Agency.objects.filter(pk__in=ids)
    return rows.order_by("name")


def may_open(viewer: Any, person: Person) -> bool:
    """Whether the viewer may open a person's page: the same as `visible_to`, without a query."""
    rights = viewer.rights
    everybody = rights.manages or rights.has(PortalRight.ADMINISTER)
    return bool(everybody or person.pk == viewer.pk or person.agency_id in rights.agencies(AgencyRight.LEAD))


def people_who_may_take_on(agencies: set[int], bodies: set[int], on: dt.date) -> QuerySet[Person]:
    """Who may take on what is held: people of these agencies, their parts and wholes, and who sits in these bodies."""
    family = set(agencies) | set(
        Agency.objects.filter(pk__in=agencies, part_of__isnull=False).values_list("part_of", flat=True)
    )
    near = Q(agency_id__in=family) | Q(agency__part_of_id__in=agencies)
    if bodies:
        near |= Q(pk__in=Membership.objects.current(on).filter(seat__body_id__in=bodies).values("person"))
    return active_people().filter(near)


def all_have_a_lead(agencies: set[int], but: Person, on: dt.date) -> bool:
    """Whether each of these agencies has a lead besides that person."""
    leads = Appointment.objects.current(on).filter(role=Appointment.Role.AGENCY_LEAD, agency_id__in=agencies)
    led = leads.filter(person__is_active=True).exclude(person=but).values_list("agency_id", flat=True)
    return bool(agencies) and set(led) >= agencies
