"""Reads of agencies: the list with its counts, one with what hangs on it, and who works there."""

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from partnership.kit.prepared import Prepared, Slot, keep_related
from partnership.models import Agency, AgencyAlias, AgencyClosure, AgencyName, Body, Person, Seat
from partnership.permissions import PreparedFor


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


# What hangs on an agency, how each is read, and by which field: of most agencies there is none of it.
HANGING: dict[str, tuple[Any, str]] = {
    "names": (AgencyName.objects.order_by("-from_on"), "agency"),
    "aliases": (AgencyAlias.objects.all(), "agency"),
    "parts": (Agency.objects.select_related("part_of", "successor"), "part_of"),
    "predecessors": (Agency.objects.select_related("part_of", "successor"), "successor"),
    "closures": (AgencyClosure.objects.order_by("from_on"), "agency"),
}


def _hanging(name: str) -> Any:
    rows, field = HANGING[name]
    return rows.filter(**{field: Slot("agency", BigIntegerField())})


HANGING_ON = {name: Prepared(partial(_hanging, name)) for name in HANGING}


def _record(person: Any) -> Any:
    rows = Agency.objects.visible_to(person).filter(slug=Slot("slug", CharField()))
    has = {f"has_{name}": Exists(some.filter(**{by: OuterRef("pk")})) for name, (some, by) in HANGING.items()}
    return rows.select_related("part_of", "successor").annotate(**has)


RECORD = PreparedFor(_record)


def agency_record(person: Any, slug: str) -> Any:
    """One agency with everything that its own page shows, or None where the person may not know it."""
    for agency in RECORD(person, slug=slug):
        keep_related(
            agency,
            **{
                name: rows(agency=agency.pk) if getattr(agency, f"has_{name}") else []
                for name, rows in HANGING_ON.items()
            },
        )
        return agency
    return None


def _people_of(person: Any) -> Any:
    rows = Person.objects.visible_to(person).filter(agency=Slot("agency", BigIntegerField()))
    return rows.order_by("-is_active", "name")


PEOPLE_OF = PreparedFor(_people_of)


def people_of(agency: Agency, person: Any) -> list[Person]:
    """The people of an agency whom this person may see in the list of people."""
    rows: list[Person] = PEOPLE_OF(person, agency=agency.pk)
    return rows


def open_agencies(on: dt.date, *, also: Agency | None = None) -> QuerySet[Agency]:
    """Agencies that exist on a day, by name, and one that is chosen already though it closed: what a form offers."""
    rows: QuerySet[Agency] = Agency.objects.open(on)
    if also is not None:
        rows = rows | Agency.objects.filter(pk=also.pk)
    return rows.order_by("name")
