"""Abstract models: dated rows, rows that say who made them, the record of a change of state."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from partnership.kit.errors import Stale


def filled_in(link: str, name: str) -> models.Index:
    """An index of a link that is empty in most rows, without these: rows that are written often are not written there.

    The link itself says `db_index=False`. Both databases use it for whatever asks for a key.
    """
    return models.Index(fields=[link], name=name, condition=models.Q(**{f"{link}__isnull": False}))


def or_none(name: str) -> Coalesce:
    """A foreign key in a unique constraint, where "none" is a value like any other: 0.

    SQLite has no NULLS NOT DISTINCT.
    """
    return Coalesce(name, Value(0), output_field=models.BigIntegerField())


def or_always(name: str) -> Coalesce:
    """A first day in a unique constraint, where "always" is a value like any other."""
    return Coalesce(name, Value(dt.date(1, 1, 1)), output_field=models.DateField())


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with `from_on` and `to_on` (both days included; no end means it goes on)."""

    def current(self, on: dt.date | models.Expression) -> Any:
        """Rows in force on a date."""
        return self.filter(Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on)))

    def ending_within(self, on: dt.date, days: int) -> Any:
        """Rows in force on a date whose last day comes within so many days of it."""
        return self.current(on).filter(to_on__lte=on + dt.timedelta(days=days))


class Dated(models.Model):
    """Something that holds from one date to another, both included."""

    from_on = models.DateField("first day")
    to_on = models.DateField("last day", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_dates_in_order",
                violation_error_message="Enter a last day that is not before the first day.",
            )
        ]

    def is_current(self, on: dt.date) -> bool:
        """Whether it holds on that date."""
        return self.from_on <= on and (self.to_on is None or self.to_on >= on)


class Opened(models.Model):
    """Something that opens and may close, with the reason."""

    opened_on = models.DateField("opened on", null=True, blank=True)
    closed_on = models.DateField("closed on", null=True, blank=True)
    closing_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.opened_on and self.closed_on and self.closed_on < self.opened_on:
            raise ValidationError({"closed_on": "Enter a closing date that is not before the opening date."})

    def is_open(self, on: dt.date) -> bool:
        """Whether it exists on that date."""
        return (self.opened_on is None or self.opened_on <= on) and (self.closed_on is None or self.closed_on >= on)


class OpenedQuerySet(models.QuerySet[Any]):
    """Things that open and may close."""

    def open(self, on: dt.date | models.Expression) -> Any:
        """Those that exist on a date."""
        return self.filter(
            Q(opened_on__isnull=True) | Q(opened_on__lte=on), Q(closed_on__isnull=True) | Q(closed_on__gte=on)
        )


class Versioned(models.Model):
    """A record that two people may edit at once: a save carries the version it started from."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def step_version(self, *, seen: int | None) -> None:
        """Count one save. Raises Stale when the saver started from an older version. Call under a row lock."""
        if seen is not None and seen != self.version:
            raise Stale(self)
        self.version += 1


class StateChange(models.Model):
    """One move of a record from state to state: never edited, never deleted."""

    from_status = models.CharField(max_length=30)
    to_status = models.CharField(max_length=30)
    move = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.move}: {self.from_status} to {self.to_status}"
