"""Reads of reviews and recommendations."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from partnership.kit.querysets import with_words
from partnership.models import Agency, Person
from reviews.models import Addressee, Briefing, Recommendation, RecommendationAction, Review


def recommendation_parts() -> list[Any]:
    """What is shown with each recommendation: to whom it is addressed, and the actions that carry it out."""
    return [
        Prefetch("addressees", Addressee.objects.select_related("agency")),
        Prefetch("carried_by", RecommendationAction.objects.select_related("action__lead_agency")),
    ]


def review_record(person: Person) -> Any:
    """The queryset of a review's own page, in few queries."""
    return (
        Review.objects.visible_to(person)
        .select_related("referral__agency", "referral__body", "briefing")
        .prefetch_related(
            Prefetch("recommendations", Recommendation.objects.prefetch_related(*recommendation_parts())),
            "referral__deadlines",
        )
    )


def briefing_of(review: Review) -> Briefing | None:
    """The briefing of a review, if one is written."""
    return getattr(review, "briefing", None)


def recommendations_for(person: Person, filters: dict[str, Any]) -> QuerySet[Recommendation]:
    """The recommendations that the person may see and the filters leave, the latest review first."""
    rows = (
        Recommendation.objects.visible_to(person)
        .select_related("review__referral")
        .prefetch_related(*recommendation_parts())
    )
    if words := filters.get("words"):
        rows = with_words(rows, words, "review__reference", "review__title", "text")
    if agency := filters.get("agency"):
        rows = rows.filter(addressees__agency=agency)
    if state := filters.get("state"):
        rows = rows.filter(status=state)
    return rows.order_by("-review__commissioned_on", "-review_id", "number")


def addressed_agencies(person: Person) -> QuerySet[Agency]:
    """The agencies to which those recommendations are addressed."""
    return Agency.objects.filter(recommendations__in=Recommendation.objects.visible_to(person)).distinct()


def recommendation_record(person: Person) -> Any:
    """The queryset of a recommendation's own page."""
    return (
        Recommendation.objects.visible_to(person)
        .select_related("review__referral")
        .prefetch_related(*recommendation_parts())
    )
