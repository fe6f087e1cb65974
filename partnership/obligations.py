"""Anything with an owner and a date is an obligation. Rooms declare their kinds; the chasing engine asks them all."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from django.db.models import DateField, Expression, Q

from partnership.kit.many_rows import SetEach
from partnership.kit.prepared import PreparedAmong, Slot
from partnership.models import Chased
from partnership.permissions import BodyRight

Office = Literal["owner", "chair", "unit"]
NEVER = dt.date.max


class Obligation(NamedTuple):
    """One thing owed. Steps of the ladder that fell before `chase_from_on` are not taken.

    `office` says who owes it: the holder (or, without one, the agency's lead), the body's chair, the business unit.
    """

    kind: str
    subject: int
    reference: str
    title: str
    path: str
    due_on: dt.date
    chase_from_on: dt.date
    body_id: int | None
    agency_id: int | None
    owner_id: int | None
    slips: int = 0
    office: Office = "owner"


class ModelKind(ABC):
    """A kind of obligation kept in one table, declared in its own room. The engine knows nothing else of it.

    The table is of a `Chased` model: `next_chase_on` says when the ladder of a row is looked at next.
    """

    key: str
    word: str  # "action", as in "1 action"
    words: str
    model: type[Chased]
    due = "due_on"
    # Lookups from a row, for looking again after a change of a ladder or a closure. "" where no agency owes it.
    body = "body_id"
    agency = "agency_id"
    owner = ""  # lookup of the person who holds a row, where rows are held by persons
    shown_with: tuple[str, ...] = ()  # what a page shows of a row besides, read along with it
    # Where rows are claimed by the thousand: the fields of the one table that `describe` asks for, to read no others.
    described_by: tuple[str, ...] = ()
    office: Office = "owner"  # who owes rows of this kind, as `describe` says of each
    # Whether an index finds the rows whose day has come. None does where a run writes that day for too many of them.
    day_is_indexed = True
    new = Q(next_chase_on__isnull=True)  # never looked at, or changed since; an index finds these
    has_many = False  # so many rows that those of an agency and those of a holder are each read by their own index

    @abstractmethod
    def owed(self) -> Any:
        """The rows that are owed now. What waits for somebody else is left out."""

    @abstractmethod
    def describe(self, row: Any) -> Obligation:
        """A row as the engine sees it. Makes no query on rows that `owed` gave."""

    def waiting(self, on: dt.date | Expression) -> Any:
        """The rows whose ladder is to be looked at on a day: new, changed, or a step has come."""
        return self.owed().filter(Q(next_chase_on__isnull=True) | Q(next_chase_on__lte=on))

    def changed(self) -> Any:
        """Those of them that are new or changed, whatever the day."""
        return self.owed().filter(self.new)

    def claim(self, subjects: Collection[int], on: dt.date, *, patient: bool = False) -> list[Obligation]:
        """Of these, those still to be looked at, locked until the transaction ends. Needs a transaction.

        What another worker holds, or somebody is saving at this moment, is passed by, or waited for if `patient`.
        """
        return [self.describe(row) for row in CLAIMED(subjects, self.key, patient, on=on)]

    def look_on(self, days: Mapping[int, dt.date]) -> None:
        """Note the day on which each row is looked at next. Bypasses history: it is the engine's own note."""
        look_on(self.model)(days)

    def look_again(self, *, body_id: int | None = None, agency_id: int | None = None) -> int:
        """Look at rows anew at the next run: those of a body, of an agency, or all that are owed. Returns how many."""
        rows = self.owed().filter(next_chase_on__isnull=False)
        if body_id is not None:
            rows = rows.filter(**{self.body: body_id})
        if agency_id is not None:
            rows = rows.filter(**{self.agency: agency_id}) if self.agency else rows.none()
        count: int = rows.order_by().update(next_chase_on=None)
        return count

    def still_owed(self, subjects: Collection[int]) -> set[tuple[int, dt.date]]:
        """Of these, the ones that are still owed, each with the due date that now stands."""
        return set(STILL_OWED(subjects, self.key))

    def moved(self, body_ids: Collection[int]) -> dict[int, int]:
        """How many of what is owed in each of some bodies moved their date. None, where dates of a kind do not move."""
        return {}

    def find(self, subject: int) -> Obligation | None:
        """One obligation while it is owed."""
        row = self.owed().filter(pk=subject).first()
        return self.describe(row) if row is not None else None

    def seen_by(self, person: Any) -> Any:
        """The rows of which somebody may read the ledger: those that they may see, or whose body they chair."""
        rows = self.model._default_manager
        if hasattr(rows, "visible_to"):
            return rows.visible_to(person)
        if person.rights.sees_everything:
            return rows.all()
        return rows.filter(**{f"{self.body}__in": person.rights.bodies(BodyRight.CHAIR)}) if self.body else rows.none()

    def waits_for(self, subject: int) -> str:
        """Why nobody is chased for a row that is not owed, in a sentence that says for whom it waits."""
        return "Nothing of this is owed at present: it is done, or it waits for somebody else."


@cache
def look_on(model: type[Chased]) -> SetEach:
    """Sets the day on which the rows of a model are looked at next."""
    return SetEach(model, "next_chase_on")


_kinds: dict[str, ModelKind] = {}


def declare(kind: ModelKind) -> ModelKind:
    """Add a kind to those that are chased. Called once, when its room is loaded."""
    _kinds[kind.key] = kind
    return kind


def kinds() -> Iterator[ModelKind]:
    """All declared kinds."""
    yield from _kinds.values()


def kind_of(key: str) -> ModelKind:
    """The kind of that key. Raises KeyError for one that no room declared."""
    return _kinds[key]


def _claimed(keys: Expression, key: str, patient: bool) -> Any:
    kind = kind_of(key)
    rows = kind.waiting(Slot("on", DateField())).filter(pk__in=keys).order_by("pk")
    if kind.described_by:
        return rows.select_for_update(skip_locked=not patient).values_list(*kind.described_by, named=True)
    return rows.select_for_update(of=("self",), skip_locked=not patient)


def _still_owed(keys: Expression, key: str) -> Any:
    kind = kind_of(key)
    return kind.owed().filter(pk__in=keys).order_by().values_list("pk", kind.due)


CLAIMED, STILL_OWED = PreparedAmong(_claimed), PreparedAmong(_still_owed)
