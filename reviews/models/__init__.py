"""Referrals, reviews and what came of them. No person's details are kept: a case code of the home system only."""

from reviews.models.accesses import Access, Conflict
from reviews.models.numbers import Counter
from reviews.models.recommendations import (
    Addressee,
    Recommendation,
    RecommendationAction,
    RecommendationMove,
)
from reviews.models.referrals import Criterion, Deadline, Involvement, Referral, ReferralMove
from reviews.models.reviews import Briefing, Review, ReviewMove

__all__ = [
    "Access",
    "Addressee",
    "Briefing",
    "Conflict",
    "Counter",
    "Criterion",
    "Deadline",
    "Involvement",
    "Recommendation",
    "RecommendationAction",
    "RecommendationMove",
    "Referral",
    "ReferralMove",
    "Review",
    "ReviewMove",
]
