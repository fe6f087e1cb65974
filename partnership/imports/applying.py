"""Carrying a checked import out: all of it or nothing, with history, and rights brought up to date."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from partnership.imports.checking import Change, Preview, check
from partnership.imports.kinds import KINDS, Key, Kind, World
from partnership.imports.reading import Fault
from partnership.imports.sources import Source
from partnership.kit.errors import WrongState
from partnership.kit.history import create_all_as, save_as
from partnership.models import (
    Agency,
    AgencyAlias,
    AgencyName,
    Appointment,
    Body,
    Partnership,
    Person,
    QuorumRule,
    Seat,
    StandingItem,
)
from partnership.roles import bring_rights_up_to_date

REASON = "Import"
# While places are exchanged, each row waits far behind all others, so that no two share one for a moment.
PARKED = 10_000


class Refused(ValidationError):
    """The files hold faults; nothing was loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__([str(fault) for fault in faults])
        self.faults = faults


def apply_import(
    *, source: Source, by: Person | None, now: dt.datetime, on: dt.date, token: str | None = None
) -> Preview:
    """Load the files: every record or none. Loading the same files again writes nothing, no history either.

    Raises Refused when a file holds a fault, and WrongState when the outcome is no longer the one that `token` (of a
    preview) stands for.
    """
    try:
        with transaction.atomic():
            # Two imports at once would both see their rows as new: the second waits here.
            list(Partnership.objects.select_for_update().values_list("pk"))
            preview = check(source)
            if preview.faults:
                raise Refused(preview.faults)
            if token is not None and token != preview.token:
                raise WrongState("Something changed since this preview was made. Read it again, then confirm.")
            if preview.changes:
                _carry_out(preview, by=by, now=now, on=on)
    except IntegrityError as error:
        raise WrongState("Somebody changed the same records meanwhile. Nothing was loaded: try again.") from error
    return preview


def _carry_out(preview: Preview, *, by: Person | None, now: dt.datetime, on: dt.date) -> None:
    writer = _Writer(preview.world, by=by, now=now, on=on)
    for kind in KINDS:
        changes = [change for change in preview.changes if change.wanted.kind is kind]
        writer.add(kind, [change for change in changes if change.is_new])
        writer.change(kind, [change for change in changes if not change.is_new])
    _bring_rights(preview, writer, on=on)


def _bring_rights(preview: Preview, writer: "_Writer", *, on: dt.date) -> None:
    """Rights follow at once: of the people touched, or of everybody where a body opened or closed."""
    touched: set[Key] = set()
    for change in preview.changes:
        wanted = change.wanted
        if wanted.kind.model is Body and not change.is_new:
            bring_rights_up_to_date(Person.objects.all(), on=on)
            return
        if wanted.kind.name in {"appointment", "membership"}:
            touched.add(wanted.values["person"])
    bring_rights_up_to_date([writer.found("person", key) for key in sorted(touched, key=str)], on=on)


class _Writer:
    """Writes rows kind by kind; knows every record by its key."""

    def __init__(self, world: World, *, by: Person | None, now: dt.datetime, on: dt.date) -> None:
        self.by, self.now, self.on = by, now, on
        self._rows = {name: {key: known.obj for key, known in rows.items()} for name, rows in world.known.items()}

    def found(self, kind: str, key: Key) -> Any:
        return self._rows[kind][key]

    def add(self, kind: Kind, changes: list[Change]) -> None:
        """Insert in batches; where rows of a kind lead to each other, those led to come first."""
        own = [name for name, other in kind.refs.items() if other == kind.name]
        waiting = list(changes)
        while waiting:
            ready = [one for one in waiting if all(self._is_here(kind, one.wanted.values.get(name)) for name in own)]
            rows = [self._built(kind, one) for one in ready]
            made = create_all_as(rows, kind.model, by=self.by, reason=REASON, now=self.now)
            for one, row in zip(ready, made, strict=True):
                self._rows[kind.name][one.wanted.key] = row
            self._lists(kind, [(one, row) for one, row in zip(ready, made, strict=True)])
            waiting = [one for one in waiting if one not in ready]

    def _is_here(self, kind: Kind, key: Key | None) -> bool:
        return key is None or key in self._rows[kind.name]

    def _built(self, kind: Kind, change: Change) -> Any:
        row: Any = kind.model(**self._values(kind, change))
        if isinstance(row, Agency | Body | Seat) or kind.name == "plan":
            row.slug = change.wanted.key
        elif isinstance(row, Partnership):
            row.pk = 1
        elif isinstance(row, Person):
            row.set_unusable_password()
        elif kind.name == "progress":
            row.on, row.by = change.wanted.said_on or self.on, self._speaker()
        return row

    def _values(self, kind: Kind, change: Change) -> dict[str, Any]:
        values = {}
        for name, value in change.wanted.values.items():
            if name in kind.lists:
                continue
            if name in kind.refs:
                value = self.found(kind.refs[name], value) if value is not None else None
            elif value is None and not kind.model._meta.get_field(name).null:
                continue
            values[name] = value
        return values

    def _speaker(self) -> Person:
        """Who is taken to have said what a file tells of progress: whoever imports, else the business unit."""
        if self.by is not None:
            return self.by
        unit = Appointment.objects.current(self.on).filter(role=Appointment.Role.BUSINESS_UNIT).order_by("pk").first()
        if unit is None:
            raise ValidationError(
                "Add somebody with the role business_unit first: progress needs a person who tells it."
            )
        return unit.person

    def change(self, kind: Kind, changes: list[Change]) -> None:
        """Save changed rows one by one, each with its history row."""
        if kind.name == "objective":
            moved = [self.found(kind.name, one.wanted.key).pk for one in changes]
            kind.model._default_manager.filter(pk__in=moved).update(place=models.F("place") + PARKED)
        for one in changes:
            row = self.found(kind.name, one.wanted.key)
            for name, value in self._values(kind, one).items():
                setattr(row, name, value)
            if hasattr(row, "step_version"):
                row.step_version(seen=None)
            save_as(row, by=self.by, reason=REASON, now=self.now)
            self._lists(kind, [(one, row)])

    def _lists(self, kind: Kind, pairs: list[tuple[Change, Any]]) -> None:
        """The short lists inside records, taken as a whole: what is no longer named goes, what is new comes."""
        for name in kind.lists:
            new: list[Any] = []
            for change, row in pairs:
                if name in change.wanted.values:
                    new += _list_rows(row, name, change.wanted.values[name], self.by)
            if new:
                create_all_as(new, type(new[0]), by=self.by, reason=REASON, now=self.now)


def _list_rows(row: Any, name: str, wanted: list[Any], by: Person | None) -> list[Any]:
    """New rows of one list. Rows that still hold are kept, the others go (their history stays)."""
    make: Any = {
        "aliases": lambda at, one: AgencyAlias(agency=row, alias=one),
        "names": lambda at, one: AgencyName(agency=row, name=one[0], short_name=one[1], from_on=one[2], to_on=one[3]),
        "quorum": lambda at, one: QuorumRule(body=row, kind=one),
        "standing_items": lambda at, one: StandingItem(body=row, place=at, title=one[0], purpose=one[1]),
    }[name]
    told: Any = {
        "aliases": lambda one: one.alias,
        "names": lambda one: (one.name, one.short_name, one.from_on, one.to_on),
        "quorum": lambda one: one.kind,
        "standing_items": lambda one: (one.title, one.purpose, one.place),
    }[name]
    rows = [make(at, one) for at, one in enumerate(wanted, 1)]
    standing = {}
    for old in getattr(row, name).all():
        standing[told(old)] = old
    asked = {told(one) for one in rows}
    for key, old in standing.items():
        if key not in asked:
            old._history_user, old._change_reason = by, REASON
            old.delete()
    return [one for one in rows if told(one) not in standing]
