"""Actions as they stood at the end of a past day, under the names that agencies, bodies and people bore then."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from partnership.kit.dates import end_of_day
from partnership.kit.history import as_they_stood
from partnership.models import Agency, AgencyName, Body, Person
from subgroups.models import IS_LIVE, Action


def recorded_by(rows: QuerySet[Action], on: dt.date, *, live_only: bool = False) -> Any:
    """Of these actions those recorded when a day ended; where only live ones are asked for, without what had ended by
    then for good."""
    rows = rows.filter(opened_on__lte=on)
    # A closed action that is opened again loses its closing date, so this date is the last word.
    later = IS_LIVE | Q(closed_on__gt=on) | Q(status=Action.Status.WITHDRAWN)
    return rows.filter(later) if live_only else rows


def stood(rows: QuerySet[Action], on: dt.date, *, live_only: bool = False) -> Any:
    """These actions, which were recorded by then, as they stood when a day ended."""
    past = as_they_stood(rows, end_of_day(on))
    return past.filter(IS_LIVE) if live_only else past


def actions_as_at(rows: QuerySet[Action], on: dt.date) -> Any:
    """These actions as they stood when a day ended; those recorded later are not among them, nor even looked up."""
    return stood(recorded_by(rows, on), on)


@dataclass(frozen=True)
class NamesThen:
    """What agencies, bodies and people were called on a day, so that a list of that day reads as it read then."""

    agencies: dict[int, Agency]
    bodies: dict[int, Body]
    people: dict[int, Person]

    @classmethod
    def of(cls, on: dt.date) -> "NamesThen":
        """Read once a page: four queries, whatever the length of the list."""
        agencies = _named(Agency, on, "name", "short_name")
        for row in AgencyName.objects.current(on):
            if row.agency_id not in agencies or agencies[row.agency_id].is_younger:
                agencies[row.agency_id] = Agency(pk=row.agency_id, name=row.name, short_name=row.short_name or row.name)
        return cls(agencies, _named(Body, on, "name", "short_name"), _named(Person, on, "name", "job_title"))

    def dress(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Give each past row its agency, body and holder under their names of that day."""
        for row in rows:
            row.lead_agency = self.agencies.get(row.lead_agency_id, row.lead_agency)
            row.body = self.bodies.get(row.body_id, row.body)
            row.holder = self.people.get(row.holder_id, row.holder)
            yield row


def _named(model: Any, on: dt.date, *names: str) -> dict[int, Any]:
    """Each record with its names as last saved by the end of a day; of a younger one, as they were first saved."""
    at = end_of_day(on)
    found: dict[int, Any] = {}
    rows = model.history.order_by("history_date", "history_id").values_list("id", "history_date", *names)
    for pk, saved_at, *said in rows:
        if saved_at <= at or pk not in found:
            found[pk] = model(pk=pk, **dict(zip(names, said, strict=True)))
            found[pk].is_younger = saved_at > at
    return found
