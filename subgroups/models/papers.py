"""What is written for a meeting: papers of its agenda, and the reports that a body has asked for in advance."""

import datetime as dt
from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.models import Agency, Body, Chased, Person
from partnership.permissions import AgencyRight, BodyRight, Right
from subgroups.models.meetings import AgendaItem, Meeting


def files() -> Any:
    """Where papers are kept: the shared store, never the code's own folders."""
    return storages["default"]


class PaperQuerySet(models.QuerySet[Any]):
    """Papers, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Papers of items the person may see, and those that the person or the person's agency is to write."""
        items = AgendaItem.objects.visible_to(person)
        own = Q(author=person) | Q(agency_id__in=person.rights.agencies(AgencyRight.SEE_WORK))
        return self.filter(Q(item__in=items) | own)

    def missing(self) -> Any:
        """Asked for and not here yet."""
        return self.filter(received_at__isnull=True, withdrawn_on__isnull=True)

    def overdue(self, on: dt.date) -> Any:
        """Not here, and the day by which it was due has passed."""
        return self.missing().filter(due_on__lt=on)


class Paper(Tracked, Versioned, Chased):
    """A paper for an agenda item: who writes it, by when, and the file once it is here."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    planned_report = models.ForeignKey(
        "subgroups.PlannedReport", on_delete=models.PROTECT, null=True, blank=True, related_name="papers",
        verbose_name="report of the forward plan that it delivers",
    )  # fmt: skip
    due_on = models.DateField("due date")
    chase_from_on = models.DateField(editable=False)
    name = models.CharField("file name", max_length=150, blank=True, editable=False)
    file = models.FileField(upload_to="papers/%Y/%m/", storage=files, max_length=300, blank=True)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField("size in bytes", default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    received_at = models.DateTimeField(null=True, blank=True, editable=False)
    received_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["item__place", "pk"]
        indexes = [models.Index(fields=["received_at", "next_chase_on"], name="paper_to_chase")]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, received_by__isnull=True)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="%(app_label)s_%(class)s_received_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | (~Q(file="") & ~Q(sha256="")),
                name="%(app_label)s_%(class)s_received_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("subgroups:paper-detail", self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """The body's own rights; and the agency or the author that is to write it."""
        if isinstance(right, BodyRight):
            return person.rights.on_body(right, self.item.meeting.body_id)
        if isinstance(right, AgencyRight):
            return self.author_id == person.pk or person.rights.on_agency(right, self.agency_id)
        return False

    @property
    def kind(self) -> str:
        """The kind of file in capitals: "PDF"."""
        return self.name.rsplit(".", 1)[-1].upper()

    def is_late(self, on: dt.date) -> bool:
        """Missing while its date has passed, or received after it."""
        if self.received_at is not None:
            return self.received_at.date() > self.due_on
        return self.withdrawn_on is None and self.due_on < on


class PaperOpening(models.Model):
    """Somebody opened the file of a paper of a confidential item. Written once, never changed."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="openings")
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["paper", "-at"], name="paper_opening_at")]

    def __str__(self) -> str:
        return f"{self.person}, {self.at:%d %b %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The log of who opened what is never changed.")
        super().save(*args, **kwargs)


class PlannedReportQuerySet(models.QuerySet[Any]):
    """Reports of the forward plan, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Reports to readable bodies, and those that the person or the person's agency owes."""
        if person.rights.sees_everything:
            return self
        agencies = person.rights.agencies(AgencyRight.SEE_WORK)
        bodies = person.rights.bodies(BodyRight.READ)
        return self.filter(Q(body_id__in=bodies) | Q(agency_id__in=agencies) | Q(author=person))

    def expected(self) -> Any:
        """Asked for and not given yet."""
        return self.filter(status=PlannedReport.Status.EXPECTED)


class PlannedReport(Tracked, Versioned, Chased):
    """A report that a body has put on its forward plan: from which agency, by when, to which meeting."""

    class Status(models.TextChoices):
        EXPECTED = "expected", "Expected"
        RECEIVED = "received", "Received"
        WITHDRAWN = "withdrawn", "No longer wanted"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="planned_reports")
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="planned_reports")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="planned_reports")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="planned_reports"
    )
    due_on = models.DateField("due date")
    chase_from_on = models.DateField(editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.EXPECTED, editable=False)
    received_on = models.DateField(null=True, blank=True, editable=False)

    objects = PlannedReportQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "next_chase_on"], name="planned_report_to_chase")]

    def __str__(self) -> str:
        return f"{self.title}, {self.agency.short_name}"

    def get_absolute_url(self) -> str:
        return address_of("subgroups:planned-report-detail", self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """The body's own rights; and the agency or the person that owes it."""
        if isinstance(right, BodyRight):
            return person.rights.on_body(right, self.body_id)
        if isinstance(right, AgencyRight):
            return self.author_id == person.pk or person.rights.on_agency(right, self.agency_id)
        return False


class PlannedReportMove(StateChange):
    """A change of a planned report's state."""

    planned_report = models.ForeignKey(PlannedReport, on_delete=models.CASCADE, related_name="moves")
