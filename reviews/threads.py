"""What this room tells of the golden thread: from referral to review to recommendation to the action it became."""

import datetime as dt
from typing import Any

from partnership.kit.dates import financial_year
from partnership.kit.thread import Knot, tells_of
from partnership.kit.wording import plural, short_date
from reviews.models import Recommendation, Referral, Review
from subgroups.models import Action


@tells_of(Action)
def review_behind_an_action(action: Action, person: Any, on: dt.date) -> list[Knot]:
    """The recommendation that an action carries out, for those who may read it."""
    if action.origin != Action.Origin.REVIEW:
        return []
    row = (
        Recommendation.objects.visible_to(person)
        .filter(carried_by__action=action)
        .select_related("review")
        .first()
    )  # fmt: skip
    if row is None:
        return [Knot(-20, "Review", "A recommendation that you may not read")]
    label = f"{row.review.reference}, recommendation {row.number}"
    return [Knot(-20, "Recommendation of a review", label, row.get_absolute_url())]


def _seen(referral: Referral, what: str) -> bool:
    """Whether the person may read the decision, meeting or review, as the record was read for them."""
    return bool(getattr(referral, f"{what}_seen", False))


@tells_of(Referral)
def thread_of_referral(referral: Referral, person: Any, on: dt.date) -> list[Knot]:
    """Awareness, referral, meeting, decision, review or closing. Links only to what `referral_record` found open."""
    knots = [
        Knot(-20, f"Known on {short_date(referral.aware_on, on)}", f"to {referral.agency.short_name}"),
        Knot(0, "This referral", referral.reference, here=True),
    ]
    if referral.decision:
        path = referral.decision.get_absolute_url() if _seen(referral, "decision") else ""
        knots.append(Knot(10, f"Decision of {referral.body.short_name}", referral.decision.reference, path))
    elif referral.meeting:
        path = referral.meeting.get_absolute_url() if _seen(referral, "meeting") else ""
        knots.append(Knot(10, f"Meeting of {referral.body.short_name}", short_date(referral.meeting.on, on), path))
    elif referral.recommended_on:
        knots.append(
            Knot(10, f"Recommended {short_date(referral.recommended_on, on)}", f"by {referral.body.short_name}")
        )
    if referral.status == Referral.Status.WITHDRAWN:
        return [*knots, Knot(20, "Withdrawn", short_date(referral.closed_on, on))]
    if referral.decided_on:
        words = referral.get_outcome_display()
        knots.append(Knot(20, f"Decided {short_date(referral.decided_on, on)}", words))
    else:
        knots.append(Knot(20, "Decision", "Not yet made", happened=False))
    review = getattr(referral, "review", None)
    if review is not None:
        seen = _seen(referral, "review")
        label = f"{review.reference} {review.title}" if seen else "Commissioned"
        knots.append(Knot(30, "Review", label, review.get_absolute_url() if seen else ""))
    elif referral.status == Referral.Status.CLOSED:
        knots.append(Knot(30, f"Closed {short_date(referral.closed_on, on)}", "with its learning"))
    return knots


@tells_of(Review)
def thread_of_review(review: Review, person: Any, on: dt.date) -> list[Knot]:
    """Referral, review, recommendations, their actions, publication, impact, the year's report."""
    referral = review.referral
    recommendations = list(review.recommendations.all())
    actions = [carried.action for row in recommendations for carried in row.carried_by.all()]
    closed = sum(action.status == Action.Status.CLOSED for action in actions)
    knots = [
        Knot(-20, "Referral", referral.reference, referral.get_absolute_url()),
        Knot(-10, f"Decided {short_date(referral.decided_on, on)}", referral.get_outcome_display()),
        Knot(0, "This review", review.reference, here=True),
        Knot(10, "Recommendations", plural(len(recommendations), "recommendation"), happened=bool(recommendations)),
    ]
    if actions:
        knots.append(Knot(20, "Actions", f"{plural(len(actions), 'action')}, {closed} closed"))
    if review.published_on:
        knots.append(Knot(30, "Published", short_date(review.published_on, on), on=review.published_on))
    impact = review.impact or "“So that…” not yet written"
    knots.append(Knot(40, "Impact", impact[:160], happened=bool(review.impact)))
    year = financial_year(review.concluded_on or on)
    label = "As concluded" if review.concluded_on else "As ongoing"
    knots.append(Knot(50, f"Annual report {year.first.year} to {year.last.year}", label, happened=False))
    return knots
