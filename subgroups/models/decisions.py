"""Decisions of a body. After the minutes are agreed a decision is never edited: it is superseded."""

from typing import Any

from django.db import models

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import Versioned
from partnership.models import Body, Person
from partnership.permissions import BodyRight, Right
from subgroups.models.meetings import AgendaItem, Meeting


class DecisionQuerySet(models.QuerySet[Any]):
    """Decisions, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Decisions of readable bodies, and those that such a body is asked to ratify; one under a confidential item
        only for those who sit in one of the two."""
        if person.rights.manages:
            return self
        seated = person.rights.bodies(BodyRight.TAKE_PART)
        rows = self.exclude(
            models.Q(item__is_confidential=True)
            & ~models.Q(body_id__in=seated)
            & ~models.Q(ratify_by_id__isnull=False, ratify_by_id__in=seated)
        )
        if person.rights.sees_everything:
            return rows
        mine = person.rights.bodies(BodyRight.READ)
        return rows.filter(models.Q(body_id__in=mine) | models.Q(ratify_by_id__in=mine))

    def with_standing(self) -> Any:
        """With each row's answer to whether a later decision stands in its place, which `is_superseded` then gives.

        A question of its own for each row, not a join of the table with itself: where hardly any decision supersedes
        another, SQLite's statistics call that index useless, and it read the table once for each of its rows.
        """
        return self.annotate(superseded=_later())

    def superseded(self) -> Any:
        """Those in whose place a later one stands."""
        return self.filter(_later())

    def standing(self) -> Any:
        """Those in whose place no later one stands."""
        return self.filter(~_later())


def _later() -> models.Exists:
    return models.Exists(Decision.objects.filter(supersedes=models.OuterRef("pk")))


class Decision(Tracked, Versioned):
    """What a body decided, and why."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    reference = models.CharField(max_length=24, unique=True)
    text = models.TextField("what was decided")
    reasons = models.TextField()
    decided_on = models.DateField()
    ratify_by = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="to_ratify",
        verbose_name="body that must ratify it",
    )
    ratified_on = models.DateField(null=True, blank=True)
    ratified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["body", "-decided_on"], name="decision_of_body"),
            models.Index(fields=["-decided_on", "-id"], name="decision_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ratified_on__isnull=True, ratified_by__isnull=True)
                | models.Q(ratified_on__isnull=False, ratified_by__isnull=False, ratify_by__isnull=False),
                name="%(app_label)s_%(class)s_ratified_by_and_on",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.text}"

    def get_absolute_url(self) -> str:
        return address_of("subgroups:decision-detail", self.reference)

    @property
    def is_superseded(self) -> bool:
        """Whether a later decision stands in its place."""
        known: bool | None = getattr(self, "superseded", None)
        return hasattr(self, "superseded_by") if known is None else known

    def allows(self, person: Any, right: Right) -> bool:
        """Whether the person holds the right in the decision's body."""
        return isinstance(right, BodyRight) and person.rights.on_body(right, self.body_id)
