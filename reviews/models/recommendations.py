"""Recommendations of a review: to whom, accepted or not implemented with the reason, and the actions they became."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.kit.personal_details import no_personal_details
from partnership.models import Agency
from partnership.permissions import AgencyRight, Right
from reviews.models.accesses import Conflict
from reviews.models.reviews import Review
from reviews.permissions import ReviewRight
from subgroups.models import Action


class RecommendationQuerySet(models.QuerySet[Any]):
    """Recommendations, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Those of reviews that the person may read, and those addressed to an agency that the person leads."""
        seen = Q(Exists(Review.objects.visible_to(person).filter(pk=OuterRef("review_id"))))
        led = person.rights.agencies(AgencyRight.LEAD)
        if led:
            seen |= Q(Exists(Addressee.objects.filter(recommendation=OuterRef("pk"), agency_id__in=led)))
        shut = Conflict.objects.live().filter(referral=OuterRef("review__referral_id"), person_id=person.pk)
        return self.filter(seen, ~Exists(shut)).annotate(found_for=Value(person.pk))


class Recommendation(Tracked, Versioned):
    """One thing that a review says should change."""

    class Status(models.TextChoices):
        MADE = "made", "Waits for an answer"
        ACCEPTED = "accepted", "Accepted"
        NOT_IMPLEMENTED = "not_implemented", "Not implemented"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField("what should change", validators=[no_personal_details])
    agencies = models.ManyToManyField(Agency, through="Addressee", related_name="recommendations")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.MADE, editable=False)
    answered_on = models.DateField(null=True, blank=True, editable=False)
    reason = models.TextField("reason it is not implemented", blank=True, validators=[no_personal_details])

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="%(app_label)s_%(class)s_numbered"),
            models.CheckConstraint(
                condition=Q(status="made", answered_on__isnull=True)
                | (~Q(status="made") & Q(answered_on__isnull=False)),
                name="%(app_label)s_%(class)s_answered_on_a_day",
            ),
            # Care Act 2014 schedule 2 paragraph 4(1)(g): the report gives the reason for each finding not implemented.
            models.CheckConstraint(
                condition=(Q(status="not_implemented") & ~Q(reason="")) | (~Q(status="not_implemented") & Q(reason="")),
                name="%(app_label)s_%(class)s_reason_where_due",
                violation_error_message="Write why it is not implemented. The annual report prints the reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review.reference}, recommendation {self.number}"

    def get_absolute_url(self) -> str:
        return address_of("reviews:recommendation-detail", self.pk)

    def allows(self, person: Any, right: "Right | ReviewRight") -> bool:
        """As the review's referral allows. An agency reads what is addressed to it and decides nothing here."""
        referral = self.review.referral
        if not referral.grants(person, right):
            return False
        return getattr(self, "found_for", None) == person.pk or not referral.is_shut_to(person)


class RecommendationMove(StateChange):
    """A change of a recommendation's state."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="moves")


class Addressee(Tracked):
    """An agency to which a recommendation is addressed."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="addressees")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "agency"], name="%(app_label)s_%(class)s_once")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.agency}"


class RecommendationAction(Tracked):
    """An action that carries out a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="carried_by")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="recommended_by")

    class Meta:
        ordering = ["action__due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.action.reference} carries out {self.recommendation}"
