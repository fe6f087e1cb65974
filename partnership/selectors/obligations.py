"""What agencies owe, of every kind that the rooms declare, the one due longest ago first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value

from partnership.models import Person
from partnership.obligations import ModelKind, Obligation, kind_of, kinds


class OwedByAgency(Sequence[Obligation]):
    """What some agencies owe, and a person holds, in the order of the due dates; a slice reads just its own rows.

    One query finds the rows of a slice, and one more reads those of each kind among them. What waits for somebody
    else, and what a chair or the business unit owes, is not among them.
    """

    def __init__(self, agencies: Collection[int], holder: Person | None = None) -> None:
        self.agencies, self.holder = list(agencies), holder

    def rows_of(self, kind: ModelKind) -> QuerySet[Any]:
        """The rows of one kind that these agencies owe or the person holds."""
        theirs = Q(**{f"{kind.agency}__in": self.agencies}) if self.agencies else Q()
        if self.holder is not None and kind.owner:
            theirs |= Q(**{kind.owner: self.holder.pk})
        rows: QuerySet[Any] = kind.owed().filter(theirs)
        return rows

    def kinds(self) -> list[ModelKind]:
        """The kinds that may have rows: those of agencies; without an agency, those that a person holds."""
        found = kinds_of_agencies()
        return found if self.agencies else [kind for kind in found if kind.owner and self.holder is not None]

    def _all(self) -> QuerySet[Any] | None:
        """Every row as its kind, its key and its due date."""
        parts = [
            self.rows_of(kind)
            .order_by()
            .annotate(owed_as=Value(kind.key, output_field=CharField()), owed_on=F(kind.due))
            .values_list("owed_as", "pk", "owed_on")
            for kind in self.kinds()
        ]
        if not parts:
            return None
        whole = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        return whole.order_by("owed_on", "owed_as", "pk")

    def __len__(self) -> int:
        whole = self._all()
        return whole.count() if whole is not None else 0

    def __getitem__(self, place: Any) -> Any:
        whole = self._all()
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        return [] if whole is None else read_all(list(whole[place]))

    def iterator(self, size: int = 500) -> Iterator[Obligation]:
        """All of them, a handful at a time."""
        start = 0
        while page := self[start : start + size]:
            yield from page
            start += size

    def counts(self, on: dt.date) -> tuple[int, int]:
        """How many there are, and how many of them were due before a day: one query."""
        counted = [
            self.rows_of(kind)
            .order_by()
            .annotate(owed_as=Value(kind.key, output_field=CharField()))
            .values("owed_as")
            .annotate(every=Count("pk"), late=Count("pk", filter=Q(**{f"{kind.due}__lt": on})))
            .values_list("owed_as", "every", "late")
            for kind in self.kinds()
        ]
        if not counted:
            return 0, 0
        whole = counted[0].union(*counted[1:], all=True) if len(counted) > 1 else counted[0]
        found = list(whole)
        return sum(every for _, every, _ in found), sum(late for *_, late in found)


def owed_by_agency(agencies: Collection[int], *, holder: Person | None = None) -> OwedByAgency:
    """What these agencies owe, of every kind, and what a person holds for whichever agency."""
    return OwedByAgency(agencies, holder)


def kinds_of_agencies() -> list[ModelKind]:
    """The kinds whose rows belong to an agency. Others are owed by a chair or the business unit."""
    return [kind for kind in kinds() if kind.office == "owner" and has_agency(kind)]


def has_agency(kind: ModelKind) -> bool:
    """Whether the rows of a kind name an agency."""
    first = kind.agency.split("__")[0]
    return any(first in (field.name, field.attname) for field in kind.model._meta.concrete_fields)


def read_all(keys: list[tuple[str, int, dt.date]]) -> list[Obligation]:
    """Obligations by kind and key, in the order given: one query for each kind among them."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for key, subject, _ in keys:
        by_kind[key].append(subject)
    found = {}
    for key, subjects in by_kind.items():
        kind = kind_of(key)
        for row in kind.owed().filter(pk__in=subjects):
            found[key, row.pk] = kind.describe(row)
    return [found[key, subject] for key, subject, _ in keys if (key, subject) in found]
