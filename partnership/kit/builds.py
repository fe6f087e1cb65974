"""Files that a worker makes: their place in a queue in the database, and the one way to empty it.

The database is the queue of record: a build is claimed first, so two workers never make one twice; a worker that died
loses its claim; a failure is kept with its reason and tried again, and stands still for a person after the last try.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import F, Q

log = logging.getLogger(__name__)

# Longer than the longest file takes; a worker that has not finished by then is dead.
CLAIM = dt.timedelta(minutes=10)


class BuildQuerySet(models.QuerySet[Any]):
    """Builds, in users' words."""

    def to_build(self, now: dt.datetime) -> Any:
        """Waiting, or claimed by a worker that died."""
        return self.filter(Q(status=Build.Status.WAITING) | Q(status=Build.Status.BUILDING, claimed_until__lt=now))


class Build(models.Model):
    """A file and its place in the queue until it is made."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be made"
        BUILDING = "building", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    MOST_TRIES = 3

    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    percent = models.PositiveSmallIntegerField("how far, %", default=0)
    doing = models.CharField("what is being done", max_length=60, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    failure = models.CharField("what went wrong", max_length=300, blank=True)
    sha256 = models.CharField("SHA-256 of the file", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("size in bytes", default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.READY

    @property
    def is_on_its_way(self) -> bool:
        return self.status in {self.Status.WAITING, self.Status.BUILDING}


@dataclass(frozen=True)
class Made:
    """A finished file: the name it is kept under, its bytes, their checksum, its pages."""

    name: str
    content: bytes
    sha256: str
    pages: int


Say = Callable[[int, str], None]


def build_waiting(
    model: Any, make: Callable[[Any, Say], Made], *, clock: Callable[[], dt.datetime], most: int = 10
) -> dict[str, int]:
    """Make the files that wait. Safe to run again.

    `make` is given the row and a way to say how far it is. The rest go on when one fails; the failure is raised at
    the end, so that retries and alarms work.
    """
    counts, failures = {"built": 0, "failed": 0}, []
    for _ in range(most):
        row = _claim(model, clock())
        if row is None:
            break
        try:
            _keep(row, make(row, _say(row, clock)), clock())
            counts["built"] += 1
        except Exception as failure:  # one bad file must not hold up the others
            log.exception("%s %s could not be made", model._meta.verbose_name, row.pk)
            _fail(row, failure)
            counts["failed"] += 1
            failures.append(failure)
    if failures:
        raise failures[0]
    return counts


@transaction.atomic
def _claim(model: Any, now: dt.datetime) -> Any:
    row = model.objects.to_build(now).select_for_update(of=("self",)).order_by("asked_at", "pk").first()
    if row is None:
        return None
    model.objects.filter(pk=row.pk).update(
        status=Build.Status.BUILDING, claimed_until=now + CLAIM, tries=F("tries") + 1, percent=5, failure="",
        doing="Reading the figures",
    )  # fmt: skip
    return model.objects.get(pk=row.pk)


def _say(row: Any, clock: Callable[[], dt.datetime]) -> Say:
    def say(percent: int, doing: str) -> None:
        type(row).objects.filter(pk=row.pk).update(percent=percent, doing=doing, claimed_until=clock() + CLAIM)

    return say


def _keep(row: Any, made: Made, now: dt.datetime) -> None:
    row.refresh_from_db()
    row.file.save(made.name, ContentFile(made.content), save=False)
    row.sha256, row.size, row.pages = made.sha256, len(made.content), made.pages
    row.status, row.percent, row.doing, row.built_at, row.claimed_until = Build.Status.READY, 100, "Ready", now, None
    row.save()


def _fail(row: Any, failure: Exception) -> None:
    last = row.tries >= row.MOST_TRIES
    type(row).objects.filter(pk=row.pk).update(
        status=Build.Status.FAILED if last else Build.Status.WAITING,
        failure=str(failure)[:300], percent=0, claimed_until=None,
        doing="Stopped after three tries" if last else "Waiting for another try",
    )  # fmt: skip
