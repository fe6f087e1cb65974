"""What we promised: a strategic plan, its priorities, themes and objectives with what was said of their progress."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import Versioned
from partnership.models.bodies import Body


class StrategicPlan(Tracked):
    """A plan of the partnership for some years."""

    slug = models.SlugField(unique=True, max_length=60)
    title = models.CharField(max_length=150)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="plans")
    approved_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    values = models.JSONField(default=list, blank=True)
    aims = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="%(app_label)s_%(class)s_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("partnership:plan-detail", self.slug)


class PlanVersion(Tracked):
    """A version of a plan, with its date and what changed."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.CASCADE, related_name="versions")
    number = models.CharField(max_length=20)
    dated = models.DateField()
    change = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["dated", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.plan}, {self.number}"


class Priority(Tracked):
    """One of the few things a plan puts first."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.CASCADE, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "priorities"
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"Priority {self.number}: {self.title}"


class Theme(Tracked):
    """A part of a priority; some hold for a year only."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="themes")
    place = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    from_on = models.DateField("first day", null=True, blank=True)
    to_on = models.DateField("last day", null=True, blank=True)

    class Meta:
        ordering = ["priority", "place"]
        constraints = [models.UniqueConstraint(fields=["priority", "place"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return self.title


class ObjectiveQuerySet(models.QuerySet[Any]):
    """Objectives, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """The plan is known to everybody who signs in."""
        return self if person.is_authenticated else self.none()

    def of_plan(self, plan: StrategicPlan) -> Any:
        """All objectives of a plan in its order."""
        return self.filter(theme__priority__plan=plan)


class Objective(Tracked, Versioned):
    """What will make a difference, and how we will know: with an owner and dates, or it is not accepted."""

    class Progress(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        UNDER_WAY = "under_way", "Under way"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="objectives")
    place = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=12)
    what = models.TextField("what will make a difference")
    measure = models.TextField("how we will know")
    owner = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="objectives", verbose_name="owner")
    starts_on = models.DateField()
    due_on = models.DateField()
    progress = models.CharField(max_length=12, choices=Progress.choices, default=Progress.NOT_STARTED)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["theme", "place"]
        constraints = [models.UniqueConstraint(fields=["theme", "place"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    def get_absolute_url(self) -> str:
        return address_of("partnership:objective-detail", self.pk)

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise ValidationError({"due_on": "Enter a due date that is not before the start."})


class Progress(Tracked):
    """What was said of an objective's progress on a day."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="said")
    on = models.DateField()
    progress = models.CharField(max_length=12, choices=Objective.Progress.choices)
    note = models.TextField()
    by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "progress"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.objective.number}: {self.get_progress_display()}"
