"""Whose records a report counts: one body and all that report to it, or the whole partnership."""

import datetime as dt
from dataclasses import dataclass

from partnership.kit.dates import Period
from partnership.models import Agency, Body, ReportingLine
from reports.models import Report


@dataclass(frozen=True)
class Scope:
    """The period, the body at the head, all bodies that count, and the lines between them as of the last day."""

    period: Period
    head: Body | None
    bodies: tuple[Body, ...]
    lines: tuple[tuple[int, int], ...]

    @property
    def ids(self) -> list[int]:
        return [body.pk for body in self.bodies]


def scope_of(report: Report) -> Scope:
    """The bodies of a report: those that existed on a day of its period, the head first, then by name."""
    period = report.period
    lines = ReportingLine.objects.filter(from_on__lte=period.last).order_by("pk")
    pairs = [(row.body_id, row.parent_id) for row in lines if row.to_on is None or row.to_on >= period.first]
    there = [
        body
        for body in Body.objects.internal().exclude(kind=Body.Kind.BUSINESS_UNIT).order_by("name")
        if (body.opened_on is None or body.opened_on <= period.last)
        and (body.closed_on is None or body.closed_on >= period.first)
    ]
    if report.body_id is None:
        head = _first(there, Body.Kind.EXECUTIVE) or _first(there, Body.Kind.PARTNERSHIP)
    else:
        wanted = {report.body_id}
        while added := {child for child, parent in pairs if parent in wanted} - wanted:
            wanted |= added
        there = [body for body in there if body.pk in wanted]
        head = next((body for body in there if body.pk == report.body_id), None)
    there.sort(key=lambda body: (body != head, _RANK.get(body.kind, 9), body.name))
    known = {body.pk for body in there}
    inside = tuple(pair for pair in dict.fromkeys(pairs) if set(pair) <= known)
    return Scope(period, head, tuple(there), inside)


_RANK = {
    Body.Kind.PARTNERSHIP: 0,
    Body.Kind.EXECUTIVE: 1,
    Body.Kind.STATUTORY_GROUP: 2,
    Body.Kind.BOARD: 2,
    Body.Kind.SUB_GROUP: 3,
    Body.Kind.TASK_AND_FINISH: 4,
    Body.Kind.PANEL: 4,
}


def _first(bodies: list[Body], kind: str) -> Body | None:
    return next((body for body in bodies if body.kind == kind), None)


def agency_names(on: dt.date) -> dict[int, tuple[str, str, bool]]:
    """Each agency's name on that day, its kind in words, and whether it is one of the three statutory partners."""
    rows = Agency.objects.prefetch_related("names")
    return {row.pk: (row.name_on(on), row.get_kind_display(), row.is_safeguarding_partner) for row in rows}
