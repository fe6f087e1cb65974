"""Saving so that history says who, why and when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history

Saved = TypeVar("Saved", bound=models.Model)


def save_as(
    obj: Saved, *, by: Any, reason: str = "", now: dt.datetime | None = None, update_fields: list[str] | None = None
) -> Saved:
    """Check and save an object, writing one history row with the person, the reason and (when given) the instant.

    The three are taken off the object again: left on it they would label its next save too.
    Raises ValidationError when a field or a constraint does not hold.
    """
    obj.full_clean(validate_unique=True)
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


class Tracked(models.Model):
    """Base of every model whose past can be looked up."""

    # A password's hash and the moment of a sign-in are no part of anybody's history.
    history = HistoricalRecords(
        inherit=True,
        excluded_fields=["password", "last_login"],
        history_change_reason_field=models.CharField(max_length=100, null=True),
    )

    class Meta:
        abstract = True


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
    lines = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        changes = _changes(before, row) if before is not None else []
        lines.append(HistoryLine(row.history_date, row.history_user, row.history_change_reason or "", changes))
    return lines[:most]


UNSAID = {"version", "password", "last_login", "rights_as_of", "is_live"}


def _changes(before: Any, after: Any) -> list[tuple[str, str, str]]:
    """What differs between two versions, said as a page says it."""
    said = []
    for field in after.tracked_fields:
        if field.name in UNSAID or getattr(before, field.attname) == getattr(after, field.attname):
            continue
        said.append((str(field.verbose_name), _said(before, field), _said(after, field)))
    return said


def _said(row: Any, field: Any) -> str:
    """A value in words: the label of a choice, the name of a record, a date written out."""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.is_relation:
        key = getattr(row, field.attname)
        found = field.related_model._base_manager.filter(pk=key).first() if key is not None else None
        return str(found or "")
    value = getattr(row, field.attname)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else str(value)
