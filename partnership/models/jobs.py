"""The record of jobs: a unique key a period keeps two schedulers from doing one job twice."""

from django.db import models


class JobRun(models.Model):
    """One run of a job for one period."""

    job = models.CharField(max_length=40)
    period = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at"]
        constraints = [models.UniqueConstraint(fields=["job", "period"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.job}, {self.period}"
