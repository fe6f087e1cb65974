"""Bodies: the partnership, its executive, boards, groups and panels, and how they report to each other."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from guardian.models import GroupObjectPermissionBase

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import Dated, DatedQuerySet, Opened, OpenedQuerySet, Versioned
from partnership.models.agencies import Agency
from partnership.models.chased import Chased
from partnership.permissions import BodyRight, PortalRight, Right


class BodyQuerySet(OpenedQuerySet):
    """Bodies, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """The structure is known to everybody who signs in; what a body does is for its members."""
        return self if person.is_authenticated else self.none()

    def readable_by(self, person: Any) -> Any:
        """Bodies whose meetings, decisions and actions the person may read."""
        if person.rights.sees_everything:
            return self
        return self.filter(pk__in=person.rights.bodies(BodyRight.READ))

    def internal(self) -> Any:
        """Bodies of the partnership itself, without those of others that are only named."""
        return self.exclude(kind=Body.Kind.EXTERNAL)


class Body(Tracked, Opened, Versioned):
    """A body with a purpose, seats and meetings."""

    class Kind(models.TextChoices):
        PARTNERSHIP = "partnership", "Partnership"
        EXECUTIVE = "executive", "Executive"
        STATUTORY_GROUP = "statutory_group", "Statutory group"
        BOARD = "board", "Board"
        SUB_GROUP = "sub_group", "Sub group"
        TASK_AND_FINISH = "task_and_finish", "Task and finish group"
        PANEL = "panel", "Panel"
        BUSINESS_UNIT = "business_unit", "Business unit"
        EXTERNAL = "external", "External body"

    class Remit(models.TextChoices):
        CHILDREN = "children", "Children"
        ADULTS = "adults", "Adults"
        ALL_AGE = "all_age", "Children and adults"

    slug = models.SlugField(unique=True, max_length=60)
    code = models.CharField(max_length=6, unique=True, help_text="Starts the numbers of its decisions and actions.")
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    aliases = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    remit = models.CharField(max_length=10, choices=Remit.choices)
    purpose = models.TextField(blank=True)
    duties = models.JSONField(default=list, blank=True)
    frequency = models.CharField("how often it meets", max_length=80, blank=True)
    meets_every_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    attendance_expected = models.PositiveSmallIntegerField("attendance expected, %", default=75)
    papers_before = models.PositiveSmallIntegerField("papers, working days before", default=5)
    minutes_after = models.PositiveSmallIntegerField("draft minutes, working days after", default=10)
    parents = models.ManyToManyField(
        "self", through="ReportingLine", through_fields=("body", "parent"), symmetrical=False, related_name="children"
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        permissions = [(right.value, right.value.replace("_", " ")) for right in (*BodyRight, *PortalRight)]
        constraints = [
            models.CheckConstraint(
                condition=Q(attendance_expected__lte=100), name="%(app_label)s_%(class)s_attendance_share"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("partnership:body-detail", self.slug)

    def allows(self, person: Any, right: Right) -> bool:
        """Whether the person holds a right in this body or over the whole partnership."""
        if isinstance(right, PortalRight):
            return person.rights.has(right)
        return isinstance(right, BodyRight) and person.rights.on_body(right, self.pk)


class ReportingLine(Tracked, Dated):
    """A body reports to another, from one date to another."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="lines_up")
    parent = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="lines_down")

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["body", "parent", "from_on"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(condition=~Q(body=F("parent")), name="%(app_label)s_%(class)s_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.body} reports to {self.parent}"


class QuorumRule(Tracked):
    """A kind of agency that must be there for a body to decide."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="quorum")
    kind = models.CharField(max_length=20, choices=Agency.Kind.choices)
    at_least = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["body", "kind"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class StandingItem(Tracked):
    """An item on every agenda of a body."""

    class Purpose(models.TextChoices):
        INFORMATION = "information", "For information"
        DISCUSSION = "discussion", "For discussion"
        DECISION = "decision", "For decision"

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="standing_items")
    place = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=150)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.DISCUSSION)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class DocumentQuerySet(models.QuerySet[Any]):
    """Governing documents, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Everybody who signs in may read which documents govern a body."""
        return self if person.is_authenticated else self.none()

    def latest_versions(self) -> Any:
        """Of each document the version in force: no other of its name was agreed, or recorded, after it."""
        same = Document.objects.filter(body=models.OuterRef("body"), kind=models.OuterRef("kind"))
        same = same.filter(title=models.OuterRef("title"))
        newer = same.filter(
            Q(agreed_on__gt=models.OuterRef("agreed_on"))
            | Q(agreed_on=models.OuterRef("agreed_on"), pk__gt=models.OuterRef("pk"))
        )
        return self.filter(~models.Exists(newer))

    def to_review(self) -> Any:
        """Versions in force, of bodies that are not closed, with a date on which they are looked at again."""
        return self.latest_versions().filter(review_on__isnull=False, body__closed_on__isnull=True)


class Document(Tracked, Chased):
    """A governing document of a body: its terms of reference and their like, with a date for looking at it again."""

    class Kind(models.TextChoices):
        TERMS = "terms", "Terms of reference"
        STRATEGY = "strategy", "Strategy"
        POLICY = "policy", "Policy"

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.TERMS)
    title = models.CharField(max_length=150)
    number = models.CharField("version", max_length=20)
    summary = models.TextField(blank=True)
    agreed_on = models.DateField()
    review_on = models.DateField("review due on", null=True, blank=True)
    owner = models.ForeignKey(
        "partnership.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="who reviews it",
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "title", "number"], name="%(app_label)s_%(class)s_one_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        return address_of("partnership:document-review", self.pk)

    def is_review_overdue(self, on: dt.date) -> bool:
        """Whether its review date has passed."""
        return self.review_on is not None and self.review_on < on


class BodyGroupPermission(GroupObjectPermissionBase):
    """Guardian's rows: which group holds which right in which body."""

    content_object = models.ForeignKey(Body, on_delete=models.CASCADE)
