"""Moves from state to state: one table per model, one function that makes a move."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.prepared import PreparedBy, Slot

Moved = TypeVar("Moved", bound=models.Model)


@dataclass(frozen=True)
class Act:
    """What a guard judges: the record, the person, the day and what the person wrote."""

    obj: Any
    by: Any
    on: dt.date
    note: str = ""


Guard = Callable[[Act], None]


@dataclass(frozen=True)
class Transition:
    """One move. `right` opens the door (the record's `allows`); guards judge the act and raise ValidationError."""

    name: str
    sources: frozenset[str]
    target: str
    right: Any
    guards: tuple[Guard, ...] = field(default=())
    needs_note: str = ""  # the sentence shown when a reason is required and none was given

    def open_to(self, obj: Any, by: Any, on: dt.date) -> bool:
        """Whether a page should offer this move: right state, right person, and no guard against it."""
        if obj.status not in self.sources or not obj.allows(by, self.right):
            return False
        try:
            for guard in self.guards:
                guard(Act(obj, by, on))
        except ValidationError:
            return False
        return True


def transition(
    name: str, *, sources: Iterable[str], target: str, right: Any, guards: Iterable[Guard] = (), needs_note: str = ""
) -> Transition:
    """Write one row of a table of moves."""
    return Transition(name, frozenset(sources), target, right, tuple(guards), needs_note)


def _locked(model: Any) -> Any:
    return model._base_manager.select_for_update(of=("self",)).filter(pk=Slot("pk", model._meta.pk))


LOCKED = PreparedBy(_locked)


def lock(obj: Moved) -> Moved:
    """Re-read a record under a row lock, so that two people cannot both act on what they saw.

    Raises TransactionManagementError outside a transaction, and the model's DoesNotExist when the record is gone.
    """
    if not transaction.get_connection().in_atomic_block:  # Django asks it when it makes the query: here only once
        raise transaction.TransactionManagementError("A record is locked within a transaction.")
    model: Any = type(obj)
    found: list[Moved] = LOCKED.shape(model)(pk=obj.pk)
    if not found:
        raise model.DoesNotExist(f"This {model._meta.verbose_name} is no longer there.")
    return found[0]


def move(
    obj: Moved,
    step: Transition,
    *,
    by: Any,
    note: str = "",
    now: dt.datetime,
    on: dt.date,
    change: Callable[[Moved], None] | None = None,
) -> Moved:
    """Make one move: lock and re-read, check state, right and guards, write, record the change.

    `change` sets the other fields that go with the move, on the locked row. Returns that row.
    Raises WrongState, NotYours, or the guard's ValidationError; then nothing is written.
    """
    with transaction.atomic():
        current = lock(obj)
        status: str = current.status  # type: ignore[attr-defined]
        if status not in step.sources:
            label = dict(current._meta.get_field("status").flatchoices).get(status, status)  # type: ignore[union-attr]
            raise WrongState(f"You cannot {step.name} this: it is now “{label}”. Read it again before you go on.")
        if not current.allows(by, step.right):  # type: ignore[attr-defined]
            raise NotYours(f"You may read this but not {step.name} it.")
        if step.needs_note and not note.strip():
            raise ValidationError(step.needs_note)
        for guard in step.guards:
            guard(Act(current, by, on, note))
        current.status = step.target  # type: ignore[attr-defined]
        if change:
            change(current)
        save_as(current, by=by, reason=step.name, now=now)
        current.moves.create(  # type: ignore[attr-defined]
            from_status=status, to_status=step.target, move=step.name, by=by, at=now, note=note.strip()
        )
    return current
