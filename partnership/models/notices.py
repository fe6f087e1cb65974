"""The outbox: one row for each mail, written with the act and delivered by the schedule."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from partnership.kit.addresses import address_of
from partnership.models.people import Person
from partnership.permissions import PortalRight, Right


class NoticeQuerySet(models.QuerySet[Any]):
    """Notices, in users' words."""

    def to_deliver(self, now: dt.datetime) -> Any:
        """Waiting and due for a try; a claim that ran out counts as waiting, since its worker died."""
        return self.filter(
            Q(status=Notice.Status.WAITING, next_try_at__lte=now)
            | Q(status=Notice.Status.SENDING, claimed_until__lte=now)
        )

    def failed(self) -> Any:
        """Given up after the last try: a person must look."""
        return self.filter(status=Notice.Status.FAILED)

    def in_state(self, state: str) -> Any:
        """Those of a stored state, or of one that is known from what became of them. Any other word changes nothing."""
        match state:
            case "delivered":
                return self.filter(status=Notice.Status.SENT, delivered_at__isnull=False)
            case "bounced":
                return self.filter(status=Notice.Status.FAILED, bounced_at__isnull=False)
            case "again":
                return self.filter(status=Notice.Status.WAITING, tries__gt=0)
        return self.filter(status=state) if state in Notice.Status else self

    def visible_to(self, person: Any) -> Any:
        """The business unit sees every mail; everybody else those sent to them."""
        return self if person.rights.manages else self.filter(to=person)


class Notice(models.Model):
    """One mail to one person. Its key makes it happen once, however often the job runs."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    class Kind(models.TextChoices):
        """Kinds that this room writes; the rooms above name others."""

        DIGEST = "digest", "Daily digest"
        WEEKLY = "weekly", "Chair’s week"
        LETTER = "letter", "Letter of challenge"
        INVITATION = "invitation", "Invitation"
        NEW_PASSWORD = "new-password", "New password"
        ACCOUNT = "account", "Account"

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    on = models.DateField("for the day")
    created_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    address = models.EmailField("sent to", max_length=200, blank=True)
    # The number that the sending service gave it, to ask what became of it.
    provider_id = models.CharField(max_length=64, blank=True)
    delivered_at = models.DateTimeField("known to have arrived at", null=True, blank=True)
    bounced_at = models.DateTimeField("came back at", null=True, blank=True)
    failure = models.CharField("what went wrong", max_length=300, blank=True)
    opened_at = models.DateTimeField("link first opened", null=True, blank=True)
    settled_at = models.DateTimeField("failure dealt with", null=True, blank=True)
    settled_note = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "next_try_at"], name="notice_to_deliver"),
            models.Index(fields=["status", "sent_at"], name="notice_sent"),
            models.Index(fields=["created_at", "id"], name="notice_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | ~Q(status="sent"),
                name="%(app_label)s_%(class)s_sent_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"

    def get_absolute_url(self) -> str:
        return address_of("partnership:notice-detail", self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """Failed mails are dealt with by those who hold the right over the whole partnership."""
        return isinstance(right, PortalRight) and person.rights.has(right)
