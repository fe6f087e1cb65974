"""What a review puts into agencies' hands: the recommendations addressed to them, and how they go to another."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from partnership.holdings import Handed, Handing, Holding, RowsHeld, declare
from partnership.kit.history import delete_as
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

    def give(self, row: Any, handing: Handing, *, by: Any, reason: str, now: dt.datetime) -> Handed:
        """An agency to which it is addressed already needs it no second time: the old line ends."""
        agency = handing.agency
        if agency is None:
            raise ValidationError(f"{row.recommendation} is addressed to an agency. Choose an agency, or leave it out.")
        if Addressee.objects.filter(recommendation=row.recommendation, agency=agency).exists():
            delete_as(row, by=by, reason=f"Handed on: {reason}"[:100], now=now)
            return Handed(None, agency)
        return super().give(row, handing, by=by, reason=reason, now=now)


declare(RecommendationsHeld())
