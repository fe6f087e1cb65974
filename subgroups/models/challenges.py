"""Challenge and risk: who asked whom to account for what and what came of it; what may go wrong and who watches it."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.models import Agency, Body, Chased, Letter, Person
from partnership.permissions import AgencyRight, BodyRight, Right
from subgroups.models.meetings import Meeting


class ChallengeQuerySet(models.QuerySet[Any]):
    """Challenges, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Challenges made in readable bodies, and those that the person's agency must answer."""
        if person.rights.sees_everything:
            return self
        agencies = person.rights.agencies(AgencyRight.SEE_WORK)
        return self.filter(Q(body_id__in=person.rights.bodies(BodyRight.READ)) | Q(to_agency_id__in=agencies))

    def without_answer(self) -> Any:
        """Made and not answered."""
        return self.filter(status=Challenge.Status.MADE)

    def overdue(self, on: dt.date) -> Any:
        """Not answered, and the answer was due before that day."""
        return self.without_answer().filter(answer_due_on__lt=on)


class Challenge(Tracked, Versioned, Chased):
    """One body or agency asks another agency to account for something. Counted in the annual report."""

    class Status(models.TextChoices):
        MADE = "made", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Outcome(models.TextChoices):
        NONE = "", "Not judged yet"
        CHANGED = "changed", "Practice changed"
        EXPLAINED = "explained", "Explained and accepted"
        ESCALATED = "escalated", "Not settled, escalated"

    reference = models.CharField(max_length=24, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="challenges")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="challenges")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="challenge")
    from_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="challenges_made"
    )
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="challenges_received")
    subject = models.CharField(max_length=200)
    text = models.TextField("what is challenged, and why")
    made_on = models.DateField()
    answer_due_on = models.DateField()
    chase_from_on = models.DateField(editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.MADE, editable=False)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    what_changed = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["answer_due_on", "pk"]
        indexes = [models.Index(fields=["status", "next_chase_on"], name="challenge_to_chase")]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_agency__isnull=True) | ~Q(from_agency=F("to_agency")),
                name="%(app_label)s_%(class)s_to_another",
                violation_error_message="Choose another agency to challenge.",
            ),
            models.CheckConstraint(
                condition=Q(answer_due_on__gte=F("made_on")),
                name="%(app_label)s_%(class)s_answer_after",
                violation_error_message="Enter an answer date that is not before the challenge.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="%(app_label)s_%(class)s_answered_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    def get_absolute_url(self) -> str:
        return address_of("subgroups:challenge-detail", self.reference)

    def allows(self, person: Any, right: Right) -> bool:
        """The body's own rights; and the challenged agency, which answers."""
        if isinstance(right, BodyRight):
            return person.rights.on_body(right, self.body_id)
        return isinstance(right, AgencyRight) and person.rights.on_agency(right, self.to_agency_id)


class ChallengeMove(StateChange):
    """A change of a challenge's state."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="moves")


class RiskQuerySet(models.QuerySet[Any]):
    """Risks, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Risks of the bodies that the person may read."""
        if person.rights.sees_everything:
            return self
        return self.filter(body_id__in=person.rights.bodies(BodyRight.READ))

    def live(self) -> Any:
        """Still watched."""
        return self.filter(status=Risk.Status.OPEN)


class Risk(Tracked, Versioned, Chased):
    """Something that may go wrong, how likely and how grave it is, who watches it, and when it is looked at again."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    SCALE = [(score, str(score)) for score in range(1, 6)]

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="risks")
    reference = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField("what may happen, and what would follow")
    controls = models.TextField("what is done about it already", blank=True)
    likelihood = models.PositiveSmallIntegerField(choices=SCALE)
    impact = models.PositiveSmallIntegerField(choices=SCALE)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="risks", verbose_name="watched by")
    opened_on = models.DateField()
    review_on = models.DateField("looked at again on")
    chase_from_on = models.DateField(editable=False)
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closing_reason = models.CharField(max_length=300, blank=True)

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["-likelihood", "-impact", "pk"]
        indexes = [models.Index(fields=["status", "next_chase_on"], name="risk_to_chase")]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="%(app_label)s_%(class)s_on_the_scale",
                violation_error_message="Choose a score from 1 to 5.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return address_of("subgroups:risk-detail", self.reference)

    def allows(self, person: Any, right: Right) -> bool:
        """Whether the person holds the right in the risk's body."""
        return isinstance(right, BodyRight) and person.rights.on_body(right, self.body_id)

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return self.likelihood * self.impact


class RiskMove(StateChange):
    """A change of a risk's state."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="moves")
