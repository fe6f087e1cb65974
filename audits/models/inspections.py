"""Inspections from outside, what they found, and the actions that follow."""

from typing import Any

from django.db import models

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import Versioned
from partnership.models import Agency, Body
from partnership.permissions import AgencyRight, BodyRight, PortalRight, Right
from subgroups.models import Action


class InspectionQuerySet(models.QuerySet[Any]):
    """Inspections, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Those followed by readable bodies, and those of the person's own agency."""
        rights = person.rights
        if rights.sees_everything:
            return self
        agencies = rights.agencies(AgencyRight.SEE_WORK)
        bodies = rights.bodies(BodyRight.READ)
        return self.filter(models.Q(body_id__in=bodies) | models.Q(agency_id__in=agencies))


class Inspection(Tracked, Versioned):
    """An inspection by a regulator, of one agency or of the whole area, and the body that follows it up."""

    class Inspectorate(models.TextChoices):
        OFSTED = "ofsted", "Ofsted"
        CQC = "cqc", "Care Quality Commission"
        HMICFRS = "hmicfrs", "HM Inspectorate of Constabulary and Fire & Rescue Services"
        HMIP = "hmip", "HM Inspectorate of Probation"
        JOINT = "joint", "Joint targeted area inspection"
        OTHER = "other", "Another"

    inspectorate = models.CharField(max_length=8, choices=Inspectorate.choices)
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="inspections",
        verbose_name="agency inspected (none: the whole area)",
    )  # fmt: skip
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="inspections", verbose_name="followed up by")
    published_on = models.DateField("report published on")
    judgement = models.CharField("overall judgement", max_length=120, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("audits:inspection-detail", self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """Kept by the business unit and the chair of the body that follows it up."""
        if isinstance(right, PortalRight):
            return person.rights.has(right)
        return isinstance(right, BodyRight) and person.rights.on_body(right, self.body_id)


class Finding(Tracked):
    """One thing that an inspection says must change."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField("what must change")

    class Meta:
        ordering = ["inspection", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="%(app_label)s_%(class)s_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.inspection}, finding {self.number}"


class FindingAction(Tracked):
    """An action that follows a finding."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="carried_by")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="asked_by_inspection")

    class Meta:
        ordering = ["action__due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.action.reference} follows {self.finding}"
