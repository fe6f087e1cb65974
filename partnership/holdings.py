"""What a person or an agency holds that somebody else must take on when they leave. The rooms declare their kinds."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from partnership.kit.errors import WrongState
from partnership.kit.history import delete_as, save_all_as
from partnership.models import Chased


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing in somebody's hands: what it is, where it stands, of which body and agency, by when."""

    reference: str
    title: str
    path: str
    body_id: int | None
    due_on: dt.date | None = None
    kind: str = ""
    subject: int = 0
    agency_id: int | None = None
    holder: str = ""

    @property
    def key(self) -> str:
        """Names it among all that is held: "action-12"."""
        return f"{self.kind}-{self.subject}"


@dataclass(frozen=True, slots=True)
class Handing:
    """One thing given on: to another agency, or within its agency to a person, or to nobody named: to its lead."""

    subject: int
    agency: Any = None
    person: Any = None


@dataclass(frozen=True, slots=True)
class Handed:
    """Who holds a thing now: the person if one is named, and the agency."""

    person: Any
    agency: Any


class HoldingKind:
    """A kind of thing that is held. Rooms subclass it and `declare` one."""

    key = word = words = ""
    # Whether a person may be named: what is an agency's alone goes to another agency or stays.
    is_named = True

    def hidden_from(self, person: Any, subjects: Sequence[int]) -> set[int]:
        """Which of these somebody may not know of."""
        return set()

    def of_person(self, person: Any) -> Iterable[Holding]:
        """What a person holds."""
        return ()

    def of_agency(self, agency: Any) -> Iterable[Holding]:
        """What an agency holds, whoever is named there."""
        return ()

    def hand_on(self, handings: Sequence[Handing], *, by: Any, reason: str, now: dt.datetime) -> list[Handed]:
        """Give things on, under a lock, each with its line in history. Raises ValidationError for a wrong holder."""
        raise NotImplementedError("A kind of holding says how it is handed on.")


class RowsHeld(HoldingKind):
    """Things that are rows with a field for the person, for the agency, or both."""

    person_field = agency_field = ""
    # Fields that `change` writes besides.
    touched: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:  # type: ignore[override]  # worked out from the fields
        """Whether rows have a field for a person."""
        return bool(self.person_field)

    def live(self) -> Any:
        """The rows that are still somebody's to do, with what `describe` needs."""
        raise NotImplementedError("Say which rows are still to be done.")

    def describe(self, row: Any) -> Holding:
        """The row as a holding."""
        raise NotImplementedError("Say how a row is shown.")

    def of_person(self, person: Any) -> Iterable[Holding]:
        rows = self.live().filter(**{self.person_field: person}) if self.person_field else ()
        return [self.describe(row) for row in rows]

    def of_agency(self, agency: Any) -> Iterable[Holding]:
        rows = self.live().filter(**{self.agency_field: agency}) if self.agency_field else ()
        return [self.describe(row) for row in rows]

    def hand_on(self, handings: Sequence[Handing], *, by: Any, reason: str, now: dt.datetime) -> list[Handed]:
        wanted = {handing.subject: handing for handing in handings}
        rows = list(self.live().select_for_update(of=("self",)).filter(pk__in=wanted))
        if len(rows) != len(wanted):
            raise WrongState("Some of these were finished or handed on meanwhile. Read the list again.")
        doubled = self.doubled(rows, wanted)
        handed, given = [], []
        for row in rows:
            handing = wanted[row.pk]
            if row.pk in doubled:
                delete_as(row, by=by, reason=f"Handed on: {reason}"[:100], now=now)
                handed.append(Handed(None, handing.agency))
                continue
            handed.append(self.give(row, handing, now=now))
            given.append(row)
        if given:
            model = type(given[0])
            fields = [name for name in (self.person_field, self.agency_field, *self.touched) if name]
            if issubclass(model, Chased):
                fields.append("next_chase_on")
                for row in given:
                    row.next_chase_on = None
            save_all_as(given, model, fields=fields, by=by, reason=f"Handed on: {reason}", now=now)
        return handed

    def doubled(self, rows: Sequence[Any], wanted: Mapping[int, Handing]) -> set[int]:
        """The rows that end: whoever would get them has the same already. Refuses what cannot be handed on at all."""
        return set()

    def give(self, row: Any, handing: Handing, *, now: dt.datetime) -> Handed:
        """Give one row on, to be saved. A person who moved to the new agency keeps it; anybody else no longer does."""
        agency = getattr(row, self.agency_field) if self.agency_field else None
        person = handing.person
        if handing.agency is None and not self.person_field:
            raise ValidationError(f"“{row}” is an agency’s, not a person’s. Choose an agency for it, or leave it out.")
        if handing.agency is not None:
            if not self.agency_field:
                raise ValidationError(f"{row} is a person’s, not an agency’s. Choose who takes it on.")
            agency = handing.agency
            setattr(row, self.agency_field, agency)
            held = getattr(row, self.person_field) if self.person_field else None
            person = held if held is not None and held.is_active and held.works_for(agency) else None
        elif person is not None and agency is not None and not person.works_for(agency):
            raise ValidationError(f"{person.name} does not work for {agency.short_name}, which holds “{row}”.")
        if person is not None and not person.is_active:
            raise ValidationError(f"{person.name} may not sign in. Choose somebody else.")
        if self.person_field:
            setattr(row, self.person_field, person)
        self.change(row, handing, now=now)
        return Handed(person, agency)

    def change(self, row: Any, handing: Handing, *, now: dt.datetime) -> None:
        """What else changes with a new holder."""


_kinds: dict[str, HoldingKind] = {}


def declare(kind: HoldingKind) -> HoldingKind:
    """Make a kind of holding known."""
    _kinds[kind.key] = kind
    return kind


def kind_of(key: str) -> HoldingKind:
    """The kind of that name."""
    return _kinds[key]


def held_by(person: Any, *, body_id: int | None = None) -> list[Holding]:
    """What a person holds, in one body or anywhere, soonest due first."""
    found = [holding for kind in _kinds.values() for holding in kind.of_person(person)]
    return in_order(holding for holding in found if body_id is None or holding.body_id == body_id)


def held_by_agency(agency: Any) -> list[Holding]:
    """What an agency holds, soonest due first."""
    return in_order(holding for kind in _kinds.values() for holding in kind.of_agency(agency))


def seen_by(person: Any, holdings: Iterable[Holding]) -> list[Holding]:
    """Those of these things of which somebody may know, in their order."""
    found = list(holdings)
    by_kind: dict[str, list[int]] = {}
    for holding in found:
        by_kind.setdefault(holding.kind, []).append(holding.subject)
    hidden = {(key, one) for key, subjects in by_kind.items() for one in kind_of(key).hidden_from(person, subjects)}
    return [holding for holding in found if (holding.kind, holding.subject) not in hidden]


def in_order(holdings: Iterable[Holding]) -> list[Holding]:
    """Soonest due first."""
    return sorted(holdings, key=lambda holding: (holding.due_on or dt.date.max, holding.reference))
