"""Acts on recommendations: making, correcting, accepting, not implementing with the reason, carrying out by actions."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import delete_as, save_as
from partnership.kit.personal_details import check_for_personal_details
from partnership.kit.workflow import lock, move
from partnership.models import Agency, Body, Person
from reviews import workflow
from reviews.models import Addressee, Recommendation, RecommendationAction, Review
from reviews.permissions import ReviewRight
from subgroups.models import Action
from subgroups.services.actions import record_action


def _set_addressees(row: Recommendation, agencies: Iterable[Agency], *, by: Person, now: dt.datetime) -> None:
    wanted = {agency.pk: agency for agency in agencies}
    if not wanted:
        raise ValidationError({"agencies": "Choose at least one agency to which it is addressed."})
    for known in row.addressees.all():
        if known.agency_id not in wanted:
            delete_as(known, by=by, reason="Corrected", now=now)
        wanted.pop(known.agency_id, None)
    for agency in wanted.values():
        save_as(Addressee(recommendation=row, agency=agency), by=by, reason="Recorded", now=now)


@transaction.atomic
def make_recommendation(
    *, review: Review, text: str, agencies: Iterable[Agency], by: Person, now: dt.datetime
) -> Recommendation:
    """Add the next recommendation of a review, addressed to one agency or more. Refuses once its impact is checked."""
    current = lock(review)
    if not current.allows(by, ReviewRight.ASSESS):
        raise NotYours("Recommendations are recorded by the business unit or the chair of the sub group.")
    if current.status == Review.Status.CHECKED:
        raise WrongState("The impact of this review has been checked, so nothing is added to it.")
    last = current.recommendations.aggregate(last=Max("number"))["last"] or 0
    row = Recommendation(review=current, number=last + 1, text=text.strip())
    save_as(row, by=by, reason="Recorded", now=now)
    row.moves.create(from_status="", to_status=row.status, move="record", by=by, at=now)
    _set_addressees(row, agencies, by=by, now=now)
    return row


@transaction.atomic
def change_recommendation(
    *,
    recommendation: Recommendation,
    text: str,
    agencies: Iterable[Agency],
    by: Person,
    now: dt.datetime,
    seen: int | None,
) -> Recommendation:
    """Correct the words and the agencies while no answer has been given. Raises Stale when somebody saved it since."""
    current = lock(recommendation)
    if not current.allows(by, ReviewRight.ASSESS):
        raise NotYours("Recommendations are corrected by the business unit or the chair of the sub group.")
    if current.status != Recommendation.Status.MADE:
        raise WrongState("This has been answered, so its words stay as they are.")
    current.step_version(seen=seen)
    current.text = text.strip()
    save_as(current, by=by, reason="Corrected", now=now)
    _set_addressees(current, agencies, by=by, now=now)
    return current


@transaction.atomic
def accept_recommendation(*, recommendation: Recommendation, by: Person, now: dt.datetime) -> Recommendation:
    """Accept a recommendation, so that actions can carry it out."""
    on = london_date(now)

    def accept(row: Recommendation) -> None:
        row.answered_on, row.reason = on, ""

    return move(recommendation, workflow.ACCEPT, by=by, now=now, on=on, change=accept)


@transaction.atomic
def do_not_implement(*, recommendation: Recommendation, reason: str, by: Person, now: dt.datetime) -> Recommendation:
    """Decide not to implement a recommendation. The reason is required: the annual report prints it."""
    on = london_date(now)
    check_for_personal_details(note=reason)

    def refuse(row: Recommendation) -> None:
        row.answered_on, row.reason = on, reason.strip()

    return move(recommendation, workflow.NOT_IMPLEMENT, by=by, note=reason, now=now, on=on, change=refuse)


@transaction.atomic
def record_review_action(
    *,
    recommendation: Recommendation,
    body: Body,
    lead_agency: Agency,
    title: str,
    what: str,
    measure: str,
    due_on: dt.date,
    by: Person,
    now: dt.datetime,
    holder: Person | None = None,
) -> Action:
    """Give an agency an action that carries out an accepted recommendation. It is chased like every other.

    The agency is one to which the recommendation is addressed.
    """
    current = lock(recommendation)
    if not current.allows(by, ReviewRight.ASSESS):
        raise NotYours("Actions from a review are recorded by the business unit or the chair of the sub group.")
    if current.status != Recommendation.Status.ACCEPTED:
        raise WrongState("Accept the recommendation first: then actions can carry it out.")
    check_for_personal_details(title=title, what=what, measure=measure)
    if lead_agency.pk not in {row.agency_id for row in current.addressees.all()}:
        raise ValidationError({"lead_agency": "Choose an agency to which the recommendation is addressed."})
    action = record_action(
        body=body,
        lead_agency=lead_agency,
        title=title,
        what=what,
        measure=measure,
        due_on=due_on,
        holder=holder,
        origin=Action.Origin.REVIEW,
        by=by,
        now=now,
    )
    save_as(RecommendationAction(recommendation=current, action=action), by=by, reason="Recorded", now=now)
    return action
