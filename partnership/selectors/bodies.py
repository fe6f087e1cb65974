"""Reads of bodies: the tree by reporting line, and what stands around one body."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from partnership.kit.querysets import with_words
from partnership.models import Body, Membership, ReportingLine, Seat

KIND_ORDER = {kind: place for place, kind in enumerate(Body.Kind.values)}


@dataclass
class Branch:
    """A body in the tree: how deep it hangs, and to whom else it reports than the body above it."""

    body: Any
    depth: int
    also: list[Body] = field(default_factory=list)


def bodies_with_counts(on: dt.date) -> Any:
    """All bodies with their seats, vacancies and chair on a day, and the bodies they report to. Two queries."""
    seats = Seat.objects.open(on).filter(body=OuterRef("pk")).order_by()
    filled = Membership.objects.filling(on).filter(seat=OuterRef("pk"))
    vacant = seats.filter(is_required=True).filter(~Exists(filled))
    chair = Membership.objects.current(on).filter(seat__body=OuterRef("pk"), role=Membership.Role.CHAIR)
    lines = ReportingLine.objects.current(on).select_related("parent")
    return Body.objects.annotate(
        seat_count=Coalesce(Subquery(seats.values("body").annotate(n=Count("pk")).values("n")), 0),
        vacant_count=Coalesce(Subquery(vacant.values("body").annotate(n=Count("pk")).values("n")), 0),
        chair_name=Coalesce(Subquery(chair.order_by("pk").values("person__name")[:1]), None),
    ).prefetch_related(Prefetch("lines_up", lines, to_attr="lines_now"))


def find_bodies(on: dt.date, *, words: str = "", remit: str = "", state: str = "") -> Any:
    """Bodies by words, remit and state ("open", "closed", "external" or any)."""
    rows = with_words(bodies_with_counts(on), words, "name", "short_name", "code", "purpose")
    if remit:
        rows = rows.filter(remit=remit)
    if state == "open":
        rows = rows.open(on).internal()
    elif state == "closed":
        rows = rows.filter(closed_on__lt=on)
    elif state == "external":
        rows = rows.open(on).filter(kind=Body.Kind.EXTERNAL)
    return rows.order_by("name")


def as_tree(bodies: Iterable[Any]) -> list[Branch]:
    """Bodies (with `lines_now`) below the one they report to first; each stands once. A circle is cut open."""
    known = {body.pk: body for body in bodies}
    below: dict[int | None, list[Any]] = defaultdict(list)
    first_above: dict[int, int | None] = {}
    for body in known.values():
        above = [line.parent_id for line in body.lines_now if line.parent_id in known]
        first_above[body.pk] = above[0] if above else None
        below[first_above[body.pk]].append(body)
    branches: list[Branch] = []
    placed: set[int] = set()

    def place(body: Any, depth: int) -> None:
        if body.pk in placed:
            return
        placed.add(body.pk)
        also = [line.parent for line in body.lines_now if depth and line.parent_id != first_above[body.pk]]
        branches.append(Branch(body, depth, also))
        for child in sorted(below[body.pk], key=_order):
            place(child, depth + 1)

    for body in sorted(below[None], key=_order):
        place(body, 0)
    for body in sorted(known.values(), key=_order):
        place(body, 0)
    return branches


def _order(body: Any) -> tuple[int, str]:
    return KIND_ORDER[body.kind], body.name


def reports_to(body: Body, on: dt.date) -> list[Body]:
    """The bodies that a body reports to on a day, the first one first."""
    lines = ReportingLine.objects.current(on).filter(body=body).select_related("parent")
    return [line.parent for line in lines]


@dataclass(frozen=True)
class Around:
    """The bodies that a body reports to, the first one first, and those that report to it."""

    above: list[Body]
    below: list[Body]


def around(body: Body, on: dt.date) -> Around:
    """What stands above and below a body on a day. One query."""
    rows = ReportingLine.objects.current(on).filter(Q(body=body) | Q(parent=body)).select_related("body", "parent")
    lines = list(rows)
    below = [line.body for line in lines if line.parent_id == body.pk and line.body.is_open(on)]
    return Around([line.parent for line in lines if line.body_id == body.pk], sorted(below, key=_order))


def lines_of(body: Body) -> QuerySet[ReportingLine]:
    """Every reporting line that a body had, the present ones first."""
    rows: QuerySet[ReportingLine] = body.lines_up.select_related("parent")
    return rows.order_by("-from_on", "pk")


def possible_parents(on: dt.date, *, but: Body | None = None) -> QuerySet[Body]:
    """Open bodies that another may report to."""
    rows: QuerySet[Body] = Body.objects.open(on)
    return (rows.exclude(pk=but.pk) if but else rows).order_by("name")
