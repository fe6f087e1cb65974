"""Saving so that history says who, why and when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from simple_history.manager import HistoryDescriptor
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

Saved = TypeVar("Saved", bound=models.Model)
# History rows that wait to be inserted together; None outside `many_saves`.
_waiting: ContextVar[list[Any] | None] = ContextVar("history rows to insert together", default=None)


@contextmanager
def many_saves() -> Iterator[None]:
    """For thousands of acts in one transaction, as when a year is loaded: the same rows and history at half the price.

    Fields and the models' own rules are checked as ever; links and constraints are judged by the database alone, which
    refuses all or nothing. History rows are built at each save and inserted together at the end.
    """
    rows: list[Any] = []
    token = _waiting.set(rows)
    try:
        yield
    finally:
        _waiting.reset(token)
    by_table: dict[type[models.Model], list[Any]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row)
    for table, some in by_table.items():
        table._default_manager.bulk_create(some, batch_size=500)


def _is_at_hand(obj: models.Model, field: models.ForeignKey[Any, Any]) -> bool:
    return field.is_cached(obj) and getattr(getattr(obj, field.name), "pk", None) is not None


def check(obj: models.Model) -> None:
    """Check fields, the model's own rules, what must be unique, and constraints. Raises ValidationError with all.

    A link to a record that is at hand is not asked for once more: it was read, and a foreign key stands behind it.
    """
    at_hand = {
        field.name
        for field in obj._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and (_waiting.get() is not None or _is_at_hand(obj, field))
    }
    errors: dict[str, Any] = {}

    def judge(by: Any, **given: Any) -> None:
        nonlocal errors
        try:
            by(**given)
        except ValidationError as error:
            errors = error.update_error_dict(errors)

    judge(obj.clean_fields, exclude=at_hand)
    judge(obj.clean)
    if _waiting.get() is None:
        judge(obj.validate_unique, exclude=set(errors))
        judge(obj.validate_constraints, exclude=set(errors))
    if errors:
        raise ValidationError(errors)


def save_as(
    obj: Saved, *, by: Any, reason: str = "", now: dt.datetime | None = None, update_fields: list[str] | None = None
) -> Saved:
    """Check and save an object, writing one history row with the person, the reason and (when given) the instant.

    The three are taken off the object again: left on it they would label its next save too.
    Raises ValidationError when a field or a constraint does not hold.
    """
    check(obj)
    waiting = _waiting.get()
    if waiting is not None:
        return _save_with_row(obj, waiting, by=by, reason=reason, now=now, update_fields=update_fields)
    labels = {"_history_user": by, "_change_reason": reason[:100] or None, "_history_date": now}
    labels = {name: value for name, value in labels.items() if value is not None}
    for name, value in labels.items():
        setattr(obj, name, value)
    try:
        obj.save(update_fields=update_fields)
    finally:
        for name in labels:
            if name in obj.__dict__:
                delattr(obj, name)
    return obj


def _save_with_row(
    obj: Any, waiting: list[Any], *, by: Any, reason: str, now: dt.datetime | None, update_fields: list[str] | None
) -> Any:
    """Save an object and build the history row that belongs to it."""
    is_new = obj._state.adding
    obj.skip_history_when_saving = True
    try:
        obj.save(update_fields=update_fields)
    finally:
        del obj.skip_history_when_saving
    model: Any = type(obj)
    table = model.history.model
    values = {field.attname: getattr(obj, field.attname) for field in table.tracked_fields}
    waiting.append(
        table(
            history_type="+" if is_new else "~",
            history_date=now or timezone.now(),
            history_user=by,
            history_change_reason=reason[:100] or None,
            **values,
        )
    )
    return obj


def delete_as(obj: models.Model, *, by: Any, reason: str = "", now: dt.datetime | None = None) -> None:
    """Delete an object; its last history row says who took it away, why and when."""
    labels = {"_history_user": by, "_change_reason": reason[:100] or None, "_history_date": now}
    for name, value in labels.items():
        if value is not None:
            setattr(obj, name, value)
    obj.delete()


def create_all_as(
    objects: list[Saved], model: type[Saved], *, by: Any, reason: str = "", now: dt.datetime | None = None
) -> list[Saved]:
    """Insert many rows at once with a history row each."""
    return bulk_create_with_history(
        objects, model, batch_size=500, default_user=by, default_change_reason=reason, default_date=now
    )


def save_all_as(
    objects: list[Saved], model: type[Saved], *, fields: list[str], by: Any, reason: str, now: dt.datetime
) -> None:
    """Check and write these fields of many rows, with a history row each, in a few statements and not one a row.

    It goes past `save()`: whoever calls it names in `fields` what that would have changed besides. Links and
    constraints are judged by the database alone, as in `many_saves`.
    """
    token = _waiting.set([])
    try:
        for row in objects:
            check(row)
    finally:
        _waiting.reset(token)
    bulk_update_with_history(
        objects, model, fields, batch_size=500, default_user=by, default_change_reason=reason[:100], default_date=now
    )


class ReadyManager(HistoryDescriptor):
    """`record.history` with its class made once for a model: the package makes a new one at each look, which took
    longer than the saving of a row."""

    def __init__(self, given: HistoryDescriptor) -> None:
        super().__init__(given.model, manager=given.manager_class, queryset=given.queryset_class)
        self.ready = self.manager_class.from_queryset(self.queryset_class)

    def __get__(self, instance: Any, owner: Any) -> Any:
        return self.ready(self.model, instance)


class History(HistoricalRecords):
    """History rows, with an index by record and instant for models that are asked how they stood on a past day."""

    def finalize(self, sender: Any, **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        given = vars(sender).get(self.manager_name)
        if isinstance(given, HistoryDescriptor):  # an abstract model has none
            setattr(sender, self.manager_name, ReadyManager(given))

    def get_meta_options(self, model: Any) -> dict[str, Any]:
        options: dict[str, Any] = super().get_meta_options(model)
        if getattr(model, "is_asked_as_at", False):
            name = f"{model._meta.model_name}_as_at"
            options["indexes"] = [models.Index(fields=["id", "history_date", "history_id"], name=name)]
        return options


class Tracked(models.Model):
    """Base of every model whose past can be looked up; with `is_asked_as_at`, lists of a past day are made of it."""

    is_asked_as_at = False
    # A password's hash, the moment of a sign-in and the chaser's own notes of when to look again are nobody's history.
    history = History(
        inherit=True,
        excluded_fields=["password", "last_login", "next_chase_on", "is_to_look_at"],
        history_change_reason_field=models.CharField(max_length=100, null=True),
    )

    class Meta:
        abstract = True


def as_they_stood(rows: models.QuerySet[Any], at: dt.datetime) -> models.QuerySet[Any]:
    """These records as they stood at an instant: history rows, one a record, with the record's own fields.

    Which records is judged today, by the queryset; what they said is what their last save until then wrote.
    """
    past = rows.model.history.model
    until = past.objects.filter(id=OuterRef("pk"), history_date__lte=at).order_by("-history_date", "-history_id")
    kept = rows.order_by().annotate(row_then=Subquery(until.values("history_id")[:1])).values("row_then")
    return past.objects.filter(history_id__in=kept).order_by("id")


@dataclass(frozen=True)
class HistoryLine:
    """One saved version: when, by whom, why, and what changed, as (field in words, before, after)."""

    at: dt.datetime
    by: Any
    reason: str
    changes: list[tuple[str, str, str]]


def history_of(obj: Any, *, most: int = 200) -> list[HistoryLine]:
    """The saved versions of a tracked record, latest first. Bookkeeping fields are left out."""
    rows = list(obj.history.select_related("history_user").order_by("-history_date", "-history_id")[: most + 1])
    steps = [(before, row, _changed(before, row)) for row, before in zip(rows, rows[1:], strict=False)]
    if len(rows) <= most:  # the first version of all has none before it
        steps += [(None, row, []) for row in rows[-1:]]
    named = _named(steps)
    return [
        HistoryLine(
            row.history_date,
            row.history_user,
            row.history_change_reason or "",
            [(str(field.verbose_name), _said(before, field, named), _said(row, field, named)) for field in fields],
        )
        for before, row, fields in steps
    ]


UNSAID = {"version", "password", "last_login", "rights_as_of", "is_live"}


def _changed(before: Any, after: Any) -> list[Any]:
    """The fields in which two versions differ, without bookkeeping."""
    return [
        field
        for field in after.tracked_fields
        if field.name not in UNSAID and getattr(before, field.attname) != getattr(after, field.attname)
    ]


def _named(steps: list[tuple[Any, Any, list[Any]]]) -> dict[Any, dict[Any, Any]]:
    """The records that changes lead from and to, by model and key: one query for each model, however many changes."""
    keys: dict[Any, set[Any]] = defaultdict(set)
    for before, after, fields in steps:
        for field in fields:
            if field.is_relation:
                keys[field.related_model] |= {getattr(before, field.attname), getattr(after, field.attname)} - {None}
    return {model: model._base_manager.in_bulk(found) for model, found in keys.items()}


def _said(row: Any, field: Any, named: dict[Any, dict[Any, Any]]) -> str:
    """A value in words: the label of a choice, the name of a record, a date written out."""
    value = getattr(row, field.attname)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.is_relation:
        return str(named[field.related_model].get(value) or "")
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else str(value)
