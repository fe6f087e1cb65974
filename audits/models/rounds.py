"""A round of an audit: a framework sent to agencies for a period, with the day by which they return it."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from audits.models.frameworks import Framework
from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.models import Agency, Body, Chased
from partnership.permissions import AgencyRight, PortalRight, Right


class RoundQuerySet(models.QuerySet[Any]):
    """Rounds, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """All for those who see everything; for others the rounds that asked an agency whose work they see."""
        rights = person.rights
        if rights.sees_everything:
            return self
        agencies = rights.agencies(AgencyRight.SEE_WORK)
        if not agencies:
            return self.none()
        own = Exists(Return.objects.filter(round=OuterRef("pk"), agency_id__in=agencies))
        return self.exclude(status=Round.Status.DRAFTING).filter(own)


class Round(Tracked, Versioned):
    """One sending out of a framework."""

    class Status(models.TextChoices):
        DRAFTING = "drafting", "Being prepared"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="rounds")
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="audit_rounds", verbose_name="body that asks for it"
    )
    title = models.CharField(max_length=150)
    from_on = models.DateField("period from")
    to_on = models.DateField("period to")
    opens_on = models.DateField("opens on")
    due_on = models.DateField("returns due")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFTING, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_period_in_order",
                violation_error_message="Enter an end of the period that is not before its start.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("opens_on")),
                name="%(app_label)s_%(class)s_due_after_opening",
                violation_error_message="Enter a day for the returns that comes after the opening.",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False)
                | (~Q(status="closed") & Q(closed_on__isnull=True)),
                name="%(app_label)s_%(class)s_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("audits:round-detail", self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """Rounds are kept by the business unit alone."""
        return isinstance(right, PortalRight) and person.rights.has(right)


class RoundMove(StateChange):
    """A change of a round's state."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="moves")


class ReturnQuerySet(models.QuerySet[Any]):
    """Returns, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """All for those who see everything; for others those of agencies whose work they see, once the round opened."""
        rights = person.rights
        if rights.sees_everything:
            return self
        agencies = rights.agencies(AgencyRight.SEE_WORK)
        return self.exclude(round__status=Round.Status.DRAFTING).filter(agency_id__in=agencies)

    def with_the_agency(self) -> Any:
        """Owed by the agency: the round is open and nothing was submitted, or it was sent back."""
        return self.filter(round__status=Round.Status.OPEN, status__in=Return.WITH_THE_AGENCY)

    def overdue(self, on: dt.date) -> Any:
        """Owed, and the day by which it was due has passed."""
        return self.with_the_agency().filter(due_on__lt=on)


class Return(Tracked, Versioned, Chased):
    """What one agency answers in one round."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        SUBMITTED = "submitted", "Submitted"
        SENT_BACK = "sent_back", "Sent back"
        MODERATED = "moderated", "Moderated"

    WITH_THE_AGENCY = [Status.NOT_STARTED, Status.IN_PROGRESS, Status.SENT_BACK]
    RETURNED = [Status.SUBMITTED, Status.MODERATED]

    class Basis(models.TextChoices):
        """Why an agency is asked. Children Act 2004 s11 binds some; contracts bind others; the rest are invited."""

        STATUTORY = "statutory", "By law"
        COMMISSIONED = "commissioned", "By contract"
        VOLUNTARY = "voluntary", "By invitation"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="returns")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="audit_returns")
    basis = models.CharField("asked", max_length=14, choices=Basis.choices)
    due_on = models.DateField("due date")
    # Steps of the ladder that fell before this day are not taken: the round opened, or the return came back, on it.
    chase_from_on = models.DateField(editable=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NOT_STARTED, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        "partnership.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    moderated_at = models.DateTimeField(null=True, blank=True, editable=False)
    moderated_by = models.ForeignKey(
        "partnership.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    feedback = models.TextField("what the moderation says to the agency", blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="return_status_due"),
            models.Index(fields=["status", "next_chase_on"], name="return_to_chase"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="%(app_label)s_%(class)s_submitted_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(moderated_at__isnull=True, moderated_by__isnull=True)
                | Q(moderated_at__isnull=False, moderated_by__isnull=False),
                name="%(app_label)s_%(class)s_moderated_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(status="moderated")
                | (Q(moderated_at__isnull=False) & Q(submitted_at__isnull=False) & ~Q(moderated_by=F("submitted_by"))),
                name="%(app_label)s_%(class)s_second_person",
                violation_error_message="A return is moderated by somebody other than whoever submitted it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round.title}: {self.agency.short_name}"

    def get_absolute_url(self) -> str:
        return address_of("audits:return-detail", self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """The agency's own lead fills it in and submits it; the business unit moderates."""
        if isinstance(right, PortalRight):
            return person.rights.has(right)
        return isinstance(right, AgencyRight) and person.rights.on_agency(right, self.agency_id)

    def is_overdue(self, on: dt.date) -> bool:
        """With the agency while its date has passed. Worked out, never stored."""
        return self.round.status == Round.Status.OPEN and self.status in self.WITH_THE_AGENCY and self.due_on < on


class ReturnMove(StateChange):
    """A change of a return's state."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="moves")
