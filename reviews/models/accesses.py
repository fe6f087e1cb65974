"""Who opened what, and who is shut out by a conflict of interest."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from partnership.kit.history import Tracked
from partnership.kit.personal_details import no_personal_details
from partnership.models import Person


class AccessQuerySet(models.QuerySet[Any]):
    """Lines of the log: read and added to, never changed."""

    def update(self, **given: Any) -> NoReturn:
        raise TypeError("The log of who opened what is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("The log of who opened what is never shortened.")


class Access(models.Model):
    """Somebody opened a referral or its review. Written once, never changed."""

    class What(models.TextChoices):
        REFERRAL = "referral", "Referral"
        REVIEW = "review", "Review"
        HISTORY = "history", "History"

    referral = models.ForeignKey("reviews.Referral", on_delete=models.PROTECT, related_name="accesses")
    what = models.CharField(max_length=8, choices=What.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "accesses"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["referral", "-at"], name="access_referral_at")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_what_display()}, {self.at:%d %b %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The log of who opened what is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The log of who opened what is never shortened.")


class ConflictQuerySet(models.QuerySet[Any]):
    """Conflicts, in users' words."""

    def live(self) -> Any:
        """Those that still shut somebody out."""
        return self.filter(lifted_on__isnull=True)


class Conflict(Tracked):
    """A conflict of interest: one person may not know of one referral and its review."""

    referral = models.ForeignKey("reviews.Referral", on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(validators=[no_personal_details])
    declared_on = models.DateField()
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_reason = models.TextField(blank=True, validators=[no_personal_details])

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["declared_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "person"],
                condition=Q(lifted_on__isnull=True),
                name="%(app_label)s_%(class)s_one_at_a_time",
                violation_error_message="This person is shut out already.",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True)
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason="")),
                name="%(app_label)s_%(class)s_lifted_by_and_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} and {self.referral}"
