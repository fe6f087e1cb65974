"""What a review puts into agencies' hands: the recommendations addressed to them, and how they go to another."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from partnership.holdings import Handing, Holding, RowsHeld, declare
from reviews.models import Addressee, Recommendation, Review


class RecommendationsHeld(RowsHeld):
    """Recommendations that wait for an answer, or are accepted and not yet judged by their impact.

    They are named by their number alone: what a review says is read where its conflicts of interest are kept.
    """

    key, word, words = "recommendation", "recommendation of a review", "recommendations of reviews"
    agency_field = "agency"

    def live(self) -> Any:
        open_ = Q(recommendation__status=Recommendation.Status.MADE)
        accepted = Q(recommendation__status=Recommendation.Status.ACCEPTED)
        rows = Addressee.objects.filter(open_ | (accepted & ~Q(recommendation__review__status=Review.Status.CHECKED)))
        return rows.select_related("recommendation__review__referral", "agency")

    def describe(self, row: Any) -> Holding:
        asked = row.recommendation
        return Holding(
            reference=f"{asked.review.reference}, recommendation {asked.number}",
            title=f"Recommendation {asked.number} of review {asked.review.reference}",
            path=asked.get_absolute_url(),
            body_id=asked.review.referral.body_id,
            kind=self.key,
            subject=row.pk,
            agency_id=row.agency_id,
        )

    def hidden_from(self, person: Any, subjects: Sequence[int]) -> set[int]:
        """A conflict of interest hides a review from whoever has it, here too."""
        seen = Addressee.objects.filter(
            pk__in=subjects, recommendation__in=Recommendation.objects.visible_to(person).values("pk")
        )
        return {*subjects} - {*seen.values_list("pk", flat=True)}

    def doubled(self, rows: Sequence[Any], wanted: Mapping[int, Handing]) -> set[int]:
        """An agency to which it is addressed already needs it no second time: the old line ends."""
        for row in rows:
            if wanted[row.pk].agency is None:
                raise ValidationError(f"{row.recommendation} is addressed to an agency. Choose one, or leave it out.")
        asked = {row.recommendation_id for row in rows}
        known = Addressee.objects.filter(recommendation__in=asked).values_list("recommendation_id", "agency_id")
        return {row.pk for row in rows if (row.recommendation_id, wanted[row.pk].agency.pk) in set(known)}


declare(RecommendationsHeld())
