"""What agencies owe, of every kind that the rooms declare, the one due longest ago first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateField, F, Q, QuerySet, Value

from partnership.kit.prepared import PreparedAmong, PreparedBy, Slot, Slots
from partnership.models import Person
from partnership.obligations import ModelKind, Obligation, kind_of, kinds


def parts_of(kind: ModelKind, agencies: Any, holder: Any) -> list[QuerySet[Any]]:
    """The rows of one kind that some agencies owe, or that a person, given by the key, holds; each in one part."""
    theirs = Q(**{f"{kind.agency}__in": agencies}) if agencies else Q()
    held = Q(**{kind.owner: holder}) if holder is not None and kind.owner else Q()
    parts = [theirs, held & ~theirs] if kind.has_many and theirs and held else [theirs | held]
    rows: QuerySet[Any] = kind.owed().order_by().annotate(owed_as=Value(kind.key, output_field=CharField()))
    return [rows.filter(part) for part in parts]


def _kinds(agencies: Any, holder: Any) -> list[ModelKind]:
    """The kinds that may have rows: those of agencies; without an agency, those that a person holds."""
    found = kinds_of_agencies()
    return found if agencies else [kind for kind in found if kind.owner and holder is not None]


def _whole(parts: list[QuerySet[Any]]) -> QuerySet[Any]:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _keys(agencies: Any, holder: Any, most: int | None = None) -> QuerySet[Any]:
    """Every row as its kind, its key and its due date; or at least the first so many of them in their order."""
    parts = [
        _first(rows, kind, most).annotate(owed_on=F(kind.due)).values_list("owed_as", "pk", "owed_on")
        for kind in _kinds(agencies, holder)
        for rows in parts_of(kind, agencies, holder)
    ]
    return _whole(parts).order_by("owed_on", "owed_as", "pk")


def _first(rows: QuerySet[Any], kind: ModelKind, most: int | None) -> QuerySet[Any]:
    """Of a kind with many rows those due first, which an index gives in their order: none of the others is read."""
    if most is None or not kind.has_many:
        return rows
    return rows.filter(pk__in=rows.order_by(kind.due, "pk").values("pk")[:most])


Counting = Callable[[Any], QuerySet[Any]]


def _counts(agencies: Any, holder: Any, *more: Counting) -> QuerySet[Any]:
    """How many rows there are of each part of a kind, and how many of them were due before a day."""
    on = Slot("on", DateField())
    parts = [
        rows.values("owed_as")
        .annotate(every=Count("pk"), late=Count("pk", filter=Q(**{f"{kind.due}__lt": on})))
        .values_list("owed_as", "every", "late")
        for kind in _kinds(agencies, holder)
        for rows in parts_of(kind, agencies, holder)
    ]
    return _whole([*parts, *(make(holder) for make in more)])


def _slots(count: int, holds: bool) -> tuple[Any, Any]:
    number = BigIntegerField()
    agencies = Slots(tuple(f"agency {place}" for place in range(count)), number) if count else ()
    return agencies, Slot("holder", number) if holds else None


SLICE = PreparedBy(lambda count, holds, first, last: _keys(*_slots(count, holds), last)[first:last])
COUNTS = PreparedBy(lambda count, holds, *more: _counts(*_slots(count, holds), *more))


Key = tuple[str, int, dt.date]


class Found(list[Obligation]):
    """Obligations in order, with the rows that they were read from, by kind and key."""

    rows: dict[tuple[str, int], Any]

    def __init__(self, obligations: Iterable[Obligation] = (), rows: dict[tuple[str, int], Any] | None = None) -> None:
        super().__init__(obligations)
        self.rows = rows or {}


class OwedByAgency(Sequence[Obligation]):
    """What some agencies owe, and a person holds, in the order of the due dates; a slice reads just its own rows.

    One query finds the rows of a slice, and one more reads those of each kind among them. What waits for somebody
    else, and what a chair or the business unit owes, is not among them.
    """

    def __init__(self, agencies: Collection[int], holder: Person | None = None) -> None:
        self.agencies, self.holder = sorted(agencies), holder

    @property
    def _shape(self) -> tuple[int, bool]:
        return len(self.agencies), self.holder is not None

    @property
    def _values(self) -> dict[str, Any]:
        asked: dict[str, Any] = {f"agency {place}": pk for place, pk in enumerate(self.agencies)}
        return asked | ({"holder": self.holder.pk} if self.holder is not None else {})

    def _is_empty(self) -> bool:
        return not _kinds(self.agencies, self.holder)

    def __len__(self) -> int:
        return 0 if self._is_empty() else _keys(self.agencies, self.holder and self.holder.pk).count()

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        return read_all(self.keys(place.start or 0, place.stop))

    def keys(self, first: int, last: int | None) -> list[Key]:
        """The kind, the key and the due date of each from one place to another."""
        found: list[Key] = [] if self._is_empty() else SLICE.shape(*self._shape, first, last)(**self._values)
        return found

    def iterator(self, size: int = 500) -> Iterator[Obligation]:
        """All of them, a handful at a time."""
        start = 0
        while page := self[start : start + size]:
            yield from page
            start += size

    def tallies(self, on: dt.date, *more: Counting, **values: Any) -> dict[str, tuple[int, int]]:
        """By kind, how many there are and how many of them were due before a day: one query.

        It takes with it what else is to be counted: each of `more` gives, for the key of the holder, rows of a word of
        its own and two counts, and may have slots for further values.
        """
        if self._is_empty():
            return {}
        found: dict[str, tuple[int, int]] = {}
        for word, every, late in COUNTS.shape(*self._shape, *more)(on=on, **self._values, **values):
            before = found.get(word, (0, 0))
            found[word] = before[0] + every, before[1] + late
        return found

    def counts(self, on: dt.date) -> tuple[int, int]:
        """How many there are, and how many of them were due before a day: one query."""
        tallies = self.tallies(on).values()
        return sum(every for every, _ in tallies), sum(late for _, late in tallies)


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


def _shown(subjects: Any, key: str) -> QuerySet[Any]:
    kind = kind_of(key)
    rows: QuerySet[Any] = kind.owed().filter(pk__in=subjects).order_by()
    return rows.select_related(*kind.shown_with) if kind.shown_with else rows


SHOWN = PreparedAmong(_shown)


def read_all(keys: list[Key], known: Mapping[tuple[str, int], Any] | None = None) -> Found:
    """Obligations by kind and key, in the order given: one query for each kind among them of which no row is known."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    rows: dict[tuple[str, int], Any] = dict(known or {})
    given = {key for key, _ in rows}
    for key, subject, _ in keys:
        if key not in given:
            by_kind[key].append(subject)
    for key, subjects in by_kind.items():
        rows |= {(key, row.pk): row for row in SHOWN(subjects, key)}
    found = [(key, subject) for key, subject, _ in keys if (key, subject) in rows]
    return Found([kind_of(key).describe(rows[key, subject]) for key, subject in found], rows)
