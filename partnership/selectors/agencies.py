"""Reads of agencies: the list with its counts, and who works there."""

import datetime as dt
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from partnership.models import Agency, AgencyAlias, Body, Person, Seat


def find_agencies(on: dt.date, *, words: str = "", kind: str = "", state: str = "open") -> Any:
    """Agencies by words (earlier names and aliases too), kind and state, with their open seats counted. One query."""
    rows = Agency.objects.select_related("part_of", "successor")
    for word in words.split()[:8]:
        known_as = AgencyAlias.objects.filter(alias__icontains=word).values("agency")
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(pk__in=known_as)
            | Q(names__name__icontains=word)
        ).distinct()
    if kind:
        rows = rows.filter(kind=kind)
    if state == "open":
        rows = rows.open(on)
    elif state == "closed":
        rows = rows.filter(closed_on__lt=on)
    seats = Seat.objects.open(on).filter(agency=OuterRef("pk"), body__in=Body.objects.open(on)).order_by()
    people = Person.objects.filter(agency=OuterRef("pk"), is_active=True).order_by()
    return rows.annotate(
        seat_count=Coalesce(Subquery(seats.values("agency").annotate(n=Count("pk")).values("n")), 0),
        people_count=Coalesce(Subquery(people.values("agency").annotate(n=Count("pk")).values("n")), 0),
    ).order_by("name")


def people_of(agency: Agency, person: Any) -> QuerySet[Person]:
    """The people of an agency whom this person may see in the list of people."""
    rows: QuerySet[Person] = Person.objects.visible_to(person).filter(agency=agency)
    return rows.order_by("-is_active", "name")


def open_agencies(on: dt.date, *, also: Agency | None = None) -> QuerySet[Agency]:
    """Agencies that exist on a day, by name, and one that is chosen already though it closed: what a form offers."""
    rows: QuerySet[Agency] = Agency.objects.open(on)
    if also is not None:
        rows = rows | Agency.objects.filter(pk=also.pk)
    return rows.order_by("name")
