"""Tables of actions: what was recorded in one go, and the lines that were left out."""

from typing import Any

from django.db import models

from partnership.kit.addresses import address_of
from partnership.models import Body, Person
from partnership.permissions import BodyRight, Right
from subgroups.models.meetings import Meeting


class ActionBatchQuerySet(models.QuerySet[Any]):
    """Tables of actions, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """What one recorded oneself, and what was recorded in bodies where one records."""
        if person.rights.manages:
            return self
        return self.filter(models.Q(by=person) | models.Q(body_id__in=person.rights.bodies(BodyRight.RECORD)))


class ActionBatch(models.Model):
    """Many actions recorded from one table. Its token is given with the preview, so that it is recorded once."""

    token = models.CharField(max_length=32, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    references = models.JSONField("numbers of the actions", default=list)
    left_out = models.TextField("lines that were left out", blank=True)

    objects = ActionBatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "action batches"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{len(self.references)} actions of {self.body.short_name}"

    def get_absolute_url(self) -> str:
        return address_of("subgroups:action-batch", self.token)

    def allows(self, person: Any, right: Right) -> bool:
        """Whether the person holds the right in the body."""
        return isinstance(right, BodyRight) and person.rights.on_body(right, self.body_id)
