"""Action logs: lists of actions printed as PDF for one person, and their place in the queue until they are made."""

from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from partnership.kit.addresses import address_of
from partnership.kit.builds import Build, BuildQuerySet
from partnership.models import Person


def log_files() -> Any:
    """Where printed logs are kept: the shared store."""
    return storages["default"]


class ActionLogQuerySet(BuildQuerySet):
    """Action logs, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """A log is for whoever asked for it: it holds what that person may see."""
        return self.filter(asked_by=person)


class ActionLog(Build):
    """One list of actions as it was asked for: by whom, with which filters, of which day."""

    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="action_logs")
    heading = models.CharField(max_length=400)
    about = models.CharField("what kind of list", max_length=200)
    filters = models.JSONField(default=dict)
    filter_words = models.JSONField("filters in words", default=list)
    grouped_by = models.CharField(max_length=10, blank=True)
    # The day whose end it shows, and whether that is a day past.
    shown_on = models.DateField()
    is_past = models.BooleanField(default=False)
    # What it holds: it is handed out only while all of it may still be seen.
    actions = models.JSONField("keys of the actions that it holds", default=list)
    file = models.FileField(upload_to="action-logs/%Y/%m/", storage=log_files, max_length=300, blank=True)

    objects = ActionLogQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["status", "claimed_until"], name="action_log_to_build")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="ready") | (Q(built_at__isnull=False) & ~Q(sha256="")),
                name="%(app_label)s_%(class)s_ready_has_sum",
            ),
        ]

    def __str__(self) -> str:
        return f"Action log: {self.heading}"

    def get_absolute_url(self) -> str:
        return address_of("subgroups:action-log", self.pk)
