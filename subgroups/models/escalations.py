"""Escalations: from body to body, a question with evidence and an ask, and the reply that is owed."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.models import Body, Chased
from partnership.permissions import BodyRight, Right
from subgroups.models.decisions import Decision
from subgroups.models.meetings import AgendaItem, Meeting


class EscalationQuerySet(models.QuerySet[Any]):
    """Escalations, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Those from or to a body that the person may read; one from a confidential item only for those who sit
        in one of the two."""
        if person.rights.manages:
            return self
        seated = person.rights.bodies(BodyRight.TAKE_PART)
        rows = self.exclude(Q(item__is_confidential=True) & ~Q(from_body_id__in=seated) & ~Q(to_body_id__in=seated))
        if person.rights.sees_everything:
            return rows
        mine = person.rights.bodies(BodyRight.READ)
        return rows.filter(Q(from_body_id__in=mine) | Q(to_body_id__in=mine))

    def without_reply(self) -> Any:
        """Sent and not answered."""
        return self.filter(status=Escalation.Status.SENT)

    def overdue(self, on: dt.date) -> Any:
        """Sent, not answered, and the reply was due before that day."""
        return self.without_reply().filter(reply_due_on__lt=on)


class Escalation(Tracked, Versioned, Chased):
    """A question that a body puts to the body it reports to."""

    class Status(models.TextChoices):
        SENT = "sent", "Waiting for a reply"
        REPLIED = "replied", "Replied"
        WITHDRAWN = "withdrawn", "Withdrawn"

    reference = models.CharField(max_length=24, unique=True)
    from_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="escalations_sent")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="escalations_received")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="raised")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations")
    question = models.CharField(max_length=200)
    evidence = models.TextField()
    ask = models.TextField("what is asked")
    sent_on = models.DateField()
    reply_due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SENT, editable=False)
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["reply_due_on", "pk"]
        indexes = [models.Index(fields=["status", "next_chase_on"], name="escalation_to_chase")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_body=models.F("to_body")),
                name="%(app_label)s_%(class)s_to_another",
                violation_error_message="Choose another body to ask.",
            ),
            models.CheckConstraint(
                condition=Q(reply_due_on__gte=models.F("sent_on")),
                name="%(app_label)s_%(class)s_reply_after",
                violation_error_message="Enter a reply date that is not before the question.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.question}"

    def get_absolute_url(self) -> str:
        return address_of("subgroups:escalation-detail", self.reference)

    def allows(self, person: Any, right: Right) -> bool:
        """Reading from either side; the chair's acts belong to the body that was asked."""
        if right is BodyRight.CHAIR:
            return person.rights.on_body(right, self.to_body_id)
        if not isinstance(right, BodyRight):
            return False
        return person.rights.on_body(right, self.from_body_id) or person.rights.on_body(right, self.to_body_id)


class EscalationMove(StateChange):
    """A change of an escalation's state."""

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="moves")
