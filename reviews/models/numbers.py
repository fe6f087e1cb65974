"""Numbers of referrals and reviews: one series a kind and year, without gaps or doubles."""

from django.db import models


class Counter(models.Model):
    """The last number given in a series."""

    series = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="%(app_label)s_%(class)s_one_series")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
