"""Editions: a report as frozen on the day of its approval, its files and its tables."""

from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from partnership.kit.addresses import address_of
from partnership.kit.builds import Build, BuildQuerySet
from partnership.kit.history import Tracked
from partnership.models import Person
from reports.models.reports import Report


class EditionQuerySet(models.QuerySet[Any]):
    """Editions, in users' words."""

    def standing(self) -> Any:
        """Those that no change has made void."""
        return self.filter(voided_at__isnull=True)


class Edition(Tracked):
    """The figures as data, the words, the checksum of both. Never edited: a change makes it void."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    data = models.JSONField()
    data_sha256 = models.CharField("SHA-256 of the data", max_length=64)
    html = models.TextField("the words and figures as a web page")
    template_version = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="%(app_label)s_%(class)s_once"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(voided_at__isnull=True), name="%(app_label)s_%(class)s_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="%(app_label)s_%(class)s_void_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return address_of("reports:edition-detail", self.report.slug, self.number)

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def short_sum(self) -> str:
        """The first eight characters of the data's checksum, as at the foot of each page."""
        return self.data_sha256[:8]


def files() -> Any:
    """Where the PDFs are kept: the shared store, never the code's own folders."""
    return storages["default"]


class EditionFileQuerySet(BuildQuerySet):
    """Files of editions, in users' words."""

    def to_build(self, now: Any) -> Any:
        """As any file; an edition that is void is built no more."""
        return super().to_build(now).filter(edition__voided_at__isnull=True)


class EditionFile(Build):
    """A PDF of an edition, and its place in the queue until it is made: once for signing, once signed."""

    class Stage(models.TextChoices):
        FOR_SIGNATURE = "for_signature", "For signature"
        SIGNED = "signed", "Signed"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    stage = models.CharField(max_length=14, choices=Stage.choices)
    file = models.FileField(upload_to="reports/", storage=files, max_length=300, blank=True)

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "pk"]
        indexes = [models.Index(fields=["status", "claimed_until"], name="edition_file_to_build")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "stage"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=~Q(status="ready") | (Q(built_at__isnull=False) & ~Q(sha256="")),
                name="%(app_label)s_%(class)s_ready_has_sum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.get_stage_display()}"

    def get_absolute_url(self) -> str:
        return address_of("reports:edition-pdf", self.edition.report.slug, self.edition.number)


class ReportTable(models.Model):
    """One table of an edition, frozen with it: what the CSV beside the page and inside the PDF holds."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    columns = models.JSONField()
    rows = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"Table {self.number}. {self.title}"

    @property
    def file_name(self) -> str:
        return f"table-{self.number:02}-{self.key}.csv"
