"""Acts on reviews: commissioning, correcting, concluding, publishing, briefing, checking the impact."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.personal_details import check_for_personal_details
from partnership.kit.workflow import lock, move
from partnership.models import Person
from reviews import deadlines as law
from reviews import workflow
from reviews.models import Briefing, Referral, Review
from reviews.permissions import ReviewRight
from reviews.services.deadlines import meet_by_key, start_clock
from reviews.services.numbers import REVIEW, next_reference

KIND_OF = {
    Referral.Outcome.PRACTICE: Review.Kind.PRACTICE,
    Referral.Outcome.MUST: Review.Kind.ADULT,
    Referral.Outcome.MAY: Review.Kind.ADULT,
    Referral.Outcome.OTHER: Review.Kind.OTHER,
}
# The rule that says by when a review is finished, by its kind; and from which day its clock runs.
LAST_DAY_OF = {Review.Kind.PRACTICE: law.PUBLISH, Review.Kind.ADULT: law.FINISH}


@transaction.atomic
def commission_review(
    *, referral: Referral, title: str, by: Person, now: dt.datetime, commissioned_on: dt.date | None = None
) -> Review:
    """Begin the review that was decided on, numbered; its clock runs from the decision (children) or from today's
    beginning (adults)."""
    on = london_date(now)
    commissioned_on = commissioned_on or on
    current = lock(referral)
    if commissioned_on > on:
        raise ValidationError({"commissioned_on": "Enter a date that is not in the future."})
    if current.decided_on and commissioned_on < current.decided_on:
        raise ValidationError({"commissioned_on": "Enter a date that is not before the decision."})
    done = move(current, workflow.COMMISSION, by=by, now=now, on=on)
    review = Review(
        reference=next_reference(series=REVIEW, year=on.year),
        referral=done,
        kind=KIND_OF[Referral.Outcome(done.outcome)],
        title=title.strip(),
        commissioned_on=commissioned_on,
    )
    save_as(review, by=by, reason="Commissioned", now=now)
    review.moves.create(from_status="", to_status=review.status, move="commission", by=by, at=now)
    if review.kind == Review.Kind.PRACTICE and done.decided_on:
        start_clock(referral=done, key=law.PUBLISH, start_on=done.decided_on, by=by, now=now)
    if review.kind == Review.Kind.ADULT:
        start_clock(referral=done, key=law.FINISH, start_on=commissioned_on, by=by, now=now)
    return review


@transaction.atomic
def change_review(
    *, review: Review, title: str, to_publish_on: dt.date | None, by: Person, now: dt.datetime, seen: int | None
) -> Review:
    """Correct the title, and set the day of publication: of a children's review copies go out before it.

    Raises Stale when somebody saved it since.
    """
    current = lock(review)
    if not current.allows(by, ReviewRight.KEEP):
        raise NotYours("A review is corrected by the business unit.")
    if to_publish_on and to_publish_on != current.to_publish_on:
        if current.published_on is not None:
            raise ValidationError({"to_publish_on": "This review is published already."})
        if to_publish_on < london_date(now):
            raise ValidationError({"to_publish_on": "Enter a date that has not passed."})
    current.step_version(seen=seen)
    moved = to_publish_on != current.to_publish_on
    current.title, current.to_publish_on = title.strip(), to_publish_on
    save_as(current, by=by, reason="Corrected", now=now)
    if moved and to_publish_on and current.kind == Review.Kind.PRACTICE:
        start_clock(referral=current.referral, key=law.COPIES, start_on=to_publish_on, by=by, now=now)
    return current


@transaction.atomic
def conclude_review(*, review: Review, findings: str, by: Person, now: dt.datetime, late_reason: str = "") -> Review:
    """Record what a review found. From this day it counts as concluded in the annual report."""
    on = london_date(now)
    check_for_personal_details(findings=findings, late_reason=late_reason)

    def conclude(row: Review) -> None:
        row.concluded_on, row.findings = on, findings.strip()

    done = move(review, workflow.CONCLUDE, by=by, note=findings, now=now, on=on, change=conclude)
    if done.kind == Review.Kind.ADULT:
        meet_by_key(referral=done.referral, key=law.FINISH, met_on=on, by=by, now=now, late_reason=late_reason)
    return done


@transaction.atomic
def publish_review(
    *,
    review: Review,
    by: Person,
    now: dt.datetime,
    published_on: dt.date | None = None,
    is_full_report: bool = True,
    not_in_full_reason: str = "",
    late_reason: str = "",
) -> Review:
    """Record that a review was published: in full, or only what should improve, with the reason for that."""
    on = london_date(now)
    published_on = published_on or on
    check_for_personal_details(not_in_full_reason=not_in_full_reason, late_reason=late_reason)
    if published_on > on:
        raise ValidationError({"published_on": "Enter a date that is not in the future."})
    if not is_full_report and not not_in_full_reason.strip():
        raise ValidationError({"not_in_full_reason": "Write why the report is not published in full."})
    concluded = lock(review).concluded_on
    if concluded and published_on < concluded:
        raise ValidationError({"published_on": "Enter a date that is not before the review was concluded."})

    def publish(row: Review) -> None:
        row.published_on, row.is_full_report = published_on, is_full_report
        row.not_in_full_reason = "" if is_full_report else not_in_full_reason.strip()

    done = move(review, workflow.PUBLISH, by=by, now=now, on=on, change=publish)
    meet_by_key(referral=done.referral, key=law.PUBLISH, met_on=published_on, by=by, now=now, late_reason=late_reason)
    return done


@transaction.atomic
def check_impact(*, review: Review, impact: str, by: Person, now: dt.datetime) -> Review:
    """Write down what changed because of a review, once every recommendation has its answer. The review ends."""
    on = london_date(now)
    check_for_personal_details(impact=impact)

    def check(row: Review) -> None:
        row.checked_on, row.impact = on, impact.strip()

    return move(review, workflow.CHECK_IMPACT, by=by, note=impact, now=now, on=on, change=check)


@transaction.atomic
def write_briefing(
    *, review: Review, parts: dict[str, Any], by: Person, now: dt.datetime, seen: int | None
) -> Briefing:
    """Write the briefing of a review, all seven parts. Raises Stale when somebody saved it since."""
    current = lock(review)
    if not current.allows(by, ReviewRight.KEEP):
        raise NotYours("Briefings are written by the business unit.")
    if current.status == Review.Status.UNDER_WAY:
        raise WrongState("A briefing is written when the review is concluded.")
    briefing = Briefing.objects.select_for_update().filter(review=current).first()
    if briefing is None:
        briefing = Briefing(review=current)
    else:
        briefing.step_version(seen=seen)
    for name in Briefing.PARTS:
        setattr(briefing, name, str(parts.get(name) or "").strip())
    return save_as(briefing, by=by, reason="Briefing written", now=now)
