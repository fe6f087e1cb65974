"""What the annual report says of reviews: concluded, ongoing, what was found, what is not implemented and why.

Care Act 2014 schedule 2 paragraph 4(1)(d) to (g); Working Together asks the same of children's reviews. Plain data
without any case code: nothing here leads to a person.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from partnership.kit.dates import Period
from reviews.models import Addressee, Recommendation, RecommendationAction, Referral, Review


@dataclass(frozen=True)
class ReviewToReport:
    """One review as the report prints it."""

    reference: str
    title: str
    kind: str
    is_about: str  # child or adult
    commissioned_on: dt.date
    concluded_on: dt.date | None
    published_on: dt.date | None
    findings: str


@dataclass(frozen=True)
class Finding:
    """One recommendation as the report prints it."""

    review: str
    number: int
    text: str
    agencies: tuple[str, ...]
    status: str
    reason: str
    answered_on: dt.date | None
    actions: tuple[str, ...]
    actions_closed: int


@dataclass(frozen=True)
class ReviewsOfPeriod:
    """What a report covering a period says of reviews."""

    concluded: Sequence[ReviewToReport]
    ongoing: Sequence[ReviewToReport]
    findings: Sequence[Finding]
    not_implemented: Sequence[Finding]


def for_report(period: Period, kind: str = "") -> ReviewsOfPeriod:
    """Reviews concluded in a period and ongoing at its end, whenever begun; the findings of those concluded or acted on
    in it; and each finding that was decided in it not to be implemented, with the reason. `kind` (child or adult)
    narrows it to one regime. Four queries, however many rows.
    """
    reviews = Review.objects.select_related("referral").order_by("commissioned_on", "pk")
    recommendations = (
        Recommendation.objects.select_related("review")
        .prefetch_related(
            Prefetch("addressees", Addressee.objects.select_related("agency")),
            Prefetch("carried_by", RecommendationAction.objects.select_related("action")),
        )
        .order_by("review__commissioned_on", "review_id", "number")
    )
    if kind:
        reviews = reviews.filter(referral__kind=kind)
        recommendations = recommendations.filter(review__referral__kind=kind)
    in_period = (period.first, period.last)
    known = [
        row
        for row in reviews.filter(commissioned_on__lte=period.last)
        if row.concluded_on is None or row.concluded_on >= period.first
    ]
    concluded = [row for row in known if row.concluded_on is not None and row.concluded_on in period]
    ongoing = [row for row in known if row.concluded_on is None or row.concluded_on > period.last]
    acted_on = RecommendationAction.objects.filter(recommendation=OuterRef("pk"), action__closed_on__range=in_period)
    found = list(
        recommendations.filter(
            Q(review__concluded_on__range=in_period)
            | Q(review__concluded_on__lte=period.last) & Exists(acted_on)
            | Q(status=Recommendation.Status.NOT_IMPLEMENTED, answered_on__range=in_period)
        )
    )
    return ReviewsOfPeriod(
        concluded=[_review(row) for row in concluded],
        ongoing=[_review(row, with_findings=False) for row in ongoing],
        findings=[_finding(row) for row in found if row.review.concluded_on and row.review.concluded_on <= period.last],
        not_implemented=[
            _finding(row)
            for row in found
            if row.status == Recommendation.Status.NOT_IMPLEMENTED and row.answered_on and row.answered_on in period
        ],
    )  # fmt: skip


def _review(row: Review, *, with_findings: bool = True) -> ReviewToReport:
    return ReviewToReport(
        reference=row.reference,
        title=row.title,
        kind=row.get_kind_display(),
        is_about=Referral.Kind(row.referral.kind).value,
        commissioned_on=row.commissioned_on,
        concluded_on=row.concluded_on if with_findings else None,
        published_on=row.published_on if with_findings else None,
        findings=row.findings if with_findings else "",
    )


def _finding(row: Recommendation) -> Finding:
    actions = [carried.action for carried in row.carried_by.all()]
    return Finding(
        review=row.review.reference,
        number=row.number,
        text=row.text,
        agencies=tuple(addressee.agency.name for addressee in row.addressees.all()),
        status=row.get_status_display(),
        reason=row.reason,
        answered_on=row.answered_on,
        actions=tuple(f"{action.reference} {action.title}" for action in actions),
        actions_closed=sum(action.status == action.Status.CLOSED for action in actions),
    )
