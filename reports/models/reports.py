"""The report and its sections: what is written while it is being made."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from partnership.kit.addresses import address_of
from partnership.kit.dates import Period
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.models import Body, Person, Priority, Regime, StrategicPlan
from partnership.permissions import PortalRight, Right


class ReportQuerySet(models.QuerySet[Any]):
    """Reports, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Drafts are for the business unit, overseers, signatories and writers; published ones for everybody."""
        rights = person.rights
        if rights.sees_everything or rights.has(PortalRight.SIGN):
            return self
        published = Q(status__in=Report.PUBLIC)
        return self.filter(published | Q(pk__in=Section.objects.filter(written_by=person).values("report_id")))


class Report(Tracked, Versioned):
    """A statutory report for a period: written sections, tables from the records, a list of duties, signatures."""

    class Status(models.TextChoices):
        DRAFTING = "drafting", "Drafting"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved, to be signed"
        SIGNED = "signed", "Signed"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"

    BEING_WRITTEN = [Status.DRAFTING, Status.IN_REVIEW]
    FROZEN = [Status.APPROVED, Status.SIGNED, Status.PUBLISHED, Status.SUPERSEDED]
    PUBLIC = [Status.PUBLISHED, Status.SUPERSEDED]

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=150)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="reports",
        help_text="The body whose report this is; empty for the whole partnership.",
    )  # fmt: skip
    regimes = models.ManyToManyField(Regime, related_name="reports")
    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    from_on = models.DateField("first day of the period")
    to_on = models.DateField("last day of the period")
    due_on = models.DateField("to be published by", null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFTING, editable=False)
    published_on = models.DateField(null=True, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-to_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gt=F("from_on")),
                name="%(app_label)s_%(class)s_period_in_order",
                violation_error_message="Enter a last day after the first day of the period.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "superseded"]) | Q(published_on__isnull=False),
                name="%(app_label)s_%(class)s_published_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("reports:report-detail", self.slug)

    def allows(self, person: Any, right: Right) -> bool:
        """Reports are kept by the business unit and signed by those who hold the right to sign."""
        return isinstance(right, PortalRight) and person.rights.has(right)

    @property
    def period(self) -> Period:
        return Period(self.from_on, self.to_on)

    @property
    def is_being_written(self) -> bool:
        return self.status in self.BEING_WRITTEN

    @property
    def years(self) -> str:
        """The period in short: '2025/26' for a year across two calendar years, else '2026'."""
        if self.from_on.year == self.to_on.year:
            return str(self.from_on.year)
        return f"{self.from_on.year}/{self.to_on:%y}"


class ReportMove(StateChange):
    """A change of a report's state."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="moves")


class Section(Tracked, Versioned):
    """A part that somebody writes, in Markdown. A section on a priority answers the same six questions each time."""

    QUESTIONS = {
        "did": "What did we do?",
        "how_much": "How much?",
        "difference": "What difference did it make?",
        "how_known": "How do we know?",
        "not_working": "What is not working?",
        "next": "What next?",
    }

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=150)
    place = models.PositiveSmallIntegerField()
    about = models.CharField("what belongs here", max_length=400, blank=True)
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.TextField("text", blank=True)
    asks_six = models.BooleanField("answers the six questions", default=False)
    answers = models.JSONField(default=dict, blank=True)
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="sections_to_write",
        verbose_name="written by",
    )  # fmt: skip
    owner_label = models.CharField("whose words", max_length=80, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True, changed_by__isnull=True)
                | Q(changed_at__isnull=False, changed_by__isnull=False),
                name="%(app_label)s_%(class)s_changed_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("reports:section-edit", self.report.slug, self.key)

    def may_be_written_by(self, person: Any) -> bool:
        """The business unit writes every section; a named writer this one."""
        return person.rights.manages or self.written_by_id == person.pk

    @property
    def unanswered(self) -> list[str]:
        """The questions of a section that still have no answer."""
        if not self.asks_six:
            return []
        return [words for key, words in self.QUESTIONS.items() if not str(self.answers.get(key, "")).strip()]

    @property
    def is_written(self) -> bool:
        """Whether the section says what it must: text, or an answer to each question."""
        return not self.unanswered if self.asks_six else bool(self.body.strip())

    @property
    def is_begun(self) -> bool:
        return bool(self.body.strip()) or any(str(answer).strip() for answer in self.answers.values())
