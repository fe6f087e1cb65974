"""What binds us: regimes of law, rules with a number in them, duties of a report, and bank holidays."""

import datetime as dt
from typing import Any

from django.db import models

from partnership.kit.history import Tracked
from partnership.kit.models import DatedQuerySet, or_always


class Lasting(models.Model):
    """Holds from a date (or always) to another (or still)."""

    from_on = models.DateField("in force from", null=True, blank=True)
    to_on = models.DateField("in force to", null=True, blank=True)

    class Meta:
        abstract = True


class LastingQuerySet(DatedQuerySet):
    """Rows of law in force."""

    def current(self, on: dt.date | models.Expression) -> Any:
        """In force on a date; rows without a first day always were."""
        return self.filter(
            models.Q(from_on__isnull=True) | models.Q(from_on__lte=on),
            models.Q(to_on__isnull=True) | models.Q(to_on__gte=on),
        )


class Regime(Tracked, Lasting):
    """The law and guidance under which something was done."""

    class For(models.TextChoices):
        CHILDREN = "children", "Children"
        ADULTS = "adults", "Adults"
        ALL_AGE = "all_age", "Children and adults"

    key = models.SlugField(unique=True, max_length=40)
    name = models.CharField(max_length=150)
    applies_to = models.CharField(max_length=10, choices=For.choices)
    citation = models.CharField(max_length=300, blank=True)
    is_verified = models.BooleanField("checked against its source", default=False)

    objects = LastingQuerySet.as_manager()

    class Meta:
        ordering = ["applies_to", "from_on"]

    def __str__(self) -> str:
        return self.name


class Rule(Tracked, Lasting):
    """A number that law or policy sets. The code knows its key; the number is data with a citation."""

    class Unit(models.TextChoices):
        WORKING_DAYS = "working_days", "working days"
        DAYS = "days", "days"
        HOURS = "hours", "hours"
        WEEKS = "weeks", "weeks"
        MONTHS = "months", "months"
        YEARS = "years", "years"
        PERCENT = "percent", "%"
        COUNT = "count", ""
        TEXT = "text", ""

    key = models.SlugField(max_length=60)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    title = models.CharField(max_length=200)
    value = models.CharField(max_length=200)
    unit = models.CharField(max_length=14, choices=Unit.choices)
    counted_from = models.CharField(max_length=200, blank=True)
    citation = models.CharField(max_length=300, blank=True)
    is_verified = models.BooleanField("checked against its source", default=False)
    note = models.TextField(blank=True)

    objects = LastingQuerySet.as_manager()

    class Meta:
        ordering = ["key", "from_on"]
        constraints = [models.UniqueConstraint("key", or_always("from_on"), name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return self.title


class Duty(Tracked, Lasting):
    """Something that the law or guidance wants in a report, or done with it."""

    class Level(models.TextChoices):
        MUST = "must", "Must"
        SHOULD = "should", "Should"

    class Kind(models.TextChoices):
        CONTENT = "content", "In the report"
        RECIPIENT = "recipient", "Copy owed to"
        DATE = "date", "By a date"

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="duties")
    code = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    level = models.CharField(max_length=8, choices=Level.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CONTENT)
    answered_by = models.CharField(max_length=60, blank=True)
    due_days = models.PositiveSmallIntegerField("days after publication", null=True, blank=True)
    citation = models.CharField(max_length=300, blank=True)
    is_verified = models.BooleanField("checked against its source", default=False)

    objects = LastingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        ordering = ["regime", "place", "code"]
        constraints = [models.UniqueConstraint(fields=["regime", "code"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return self.title


class BankHoliday(Tracked):
    """A day on which nothing counts as a working day: a bank holiday of England and Wales, or a local closure."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    is_local = models.BooleanField("local closure", default=False)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.name}, {self.on:%d %B %Y}"
