"""Numbers of decisions, actions and meetings: one series per body, kind and year, without gaps or doubles."""

from django.db import models

from partnership.models import Body


class Counter(models.Model):
    """The last number given in a series."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    series = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "series", "year"], name="%(app_label)s_%(class)s_one_series")
        ]

    def __str__(self) -> str:
        return f"{self.body.code} {self.series} {self.year}: {self.last}"
