"""Saving so that history says who, why and when."""

import datetime as dt
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


def create_all_as(
    objects: list[Saved], model: type[Saved], *, by: Any, reason: str = "", now: dt.datetime | None = None
) -> list[Saved]:
    """Insert many rows at once with a history row each."""
    return bulk_create_with_history(
        objects, model, batch_size=500, default_user=by, default_change_reason=reason, default_date=now
    )


class Tracked(models.Model):
    """Base of every model whose past can be looked up."""

    history = HistoricalRecords(inherit=True, history_change_reason_field=models.CharField(max_length=100, null=True))

    class Meta:
        abstract = True
