"""The moves of a referral, a review and a recommendation: who may make them, from where, and what must be there."""

from django.core.exceptions import ValidationError

from partnership.kit.workflow import Act, transition
from reviews.criteria import holds
from reviews.models import Criterion, Recommendation, Referral, Review
from reviews.permissions import ReviewRight

Status, Outcome = Referral.Status, Referral.Outcome


def agrees_with_the_law(outcome: str, referral: Referral) -> None:
    """Where every limb of section 44(1) to (3) is met, the board must review; where one is not, it may.

    Nothing of the kind holds for children: meeting the criteria does not force a review.
    """
    if referral.kind != Referral.Kind.ADULT:
        return
    must = holds(Criterion.Level.MUST, referral.criteria.all())
    if must and outcome != Outcome.MUST:
        raise ValidationError({
            "outcome": "By the criteria recorded, section 44 requires a review. Choose that, or record the criteria "
            "again if they were wrong."
        })  # fmt: skip
    if outcome == Outcome.MUST and not must:
        raise ValidationError({
            "outcome": "By the criteria recorded, section 44 does not require a review. Choose a review by choice, or "
            "record the criteria again if they were wrong."
        })  # fmt: skip


def awaits_the_panel(act: Act) -> None:
    """A decision stands, unless it was to await the national panel."""
    if act.obj.status == Status.DECIDED and act.obj.outcome != Outcome.AWAITING:
        raise ValidationError("This has been decided. A decision is not changed: the review or the closing follows.")


def was_to_review(act: Act) -> None:
    """A review begins where one was decided on."""
    if not act.obj.leads_to_review:
        raise ValidationError("The decision was not to review. Close the referral with its learning.")


def was_not_to_review(act: Act) -> None:
    """A referral is closed where no review follows and nobody is waited for."""
    if act.obj.leads_to_review:
        raise ValidationError("The decision was to review. Commission the review.")
    if act.obj.outcome == Outcome.AWAITING:
        raise ValidationError("The national panel has not answered yet. Decide again when it has.")


def all_are_answered(act: Act) -> None:
    """Impact is judged once every recommendation has its answer."""
    waiting = act.obj.recommendations.filter(status=Recommendation.Status.MADE).count()
    if waiting:
        raise ValidationError(
            "One recommendation waits for its answer. Record it first."
            if waiting == 1
            else f"{waiting} recommendations wait for their answers. Record them first."
        )


def has_no_live_action(act: Act) -> None:
    """What an agency is already doing is not called not implemented."""
    if act.obj.carried_by.filter(action__is_live=True).exists():
        raise ValidationError("Actions that carry it out are open. Withdraw them first.")


def review_goes_on(act: Act) -> None:
    """After its impact was checked a review is history."""
    if act.obj.review.status == Review.Status.CHECKED:
        raise ValidationError("The impact of this review has been checked. Its recommendations stand as they are.")


RECORD_CRITERIA = transition(
    "assess",
    sources={Status.RECEIVED, Status.ASSESSED},
    target=Status.ASSESSED,
    right=ReviewRight.ASSESS,
)
RECOMMEND = transition(
    "recommend",
    sources={Status.ASSESSED, Status.RECOMMENDED},
    target=Status.RECOMMENDED,
    right=ReviewRight.ASSESS,
)
DECIDE = transition(
    "decide",
    sources={Status.RECOMMENDED, Status.DECIDED},
    target=Status.DECIDED,
    right=ReviewRight.DECIDE,
    guards=[awaits_the_panel],
    needs_note="Write the reasons for the decision. They are part of the record.",
)
REASSESS = transition(
    "send back",
    sources={Status.RECOMMENDED},
    target=Status.ASSESSED,
    right=ReviewRight.ASSESS,
    needs_note="Write why the criteria are looked at again.",
)
COMMISSION = transition(
    "commission",
    sources={Status.DECIDED},
    target=Status.COMMISSIONED,
    right=ReviewRight.KEEP,
    guards=[was_to_review],
)
CLOSE = transition(
    "close",
    sources={Status.DECIDED},
    target=Status.CLOSED,
    right=ReviewRight.KEEP,
    guards=[was_not_to_review],
    needs_note="Write what was learned, and who was told.",
)
WITHDRAW = transition(
    "withdraw",
    sources={Status.RECEIVED, Status.ASSESSED, Status.RECOMMENDED},
    target=Status.WITHDRAWN,
    right=ReviewRight.KEEP,
    needs_note="Write why it is withdrawn. The reason stays on the record.",
)

CONCLUDE = transition(
    "conclude",
    sources={Review.Status.UNDER_WAY},
    target=Review.Status.CONCLUDED,
    right=ReviewRight.KEEP,
    needs_note="Write what the review found.",
)
PUBLISH = transition(
    "publish",
    sources={Review.Status.CONCLUDED},
    target=Review.Status.PUBLISHED,
    right=ReviewRight.KEEP,
)
CHECK_IMPACT = transition(
    "check",
    sources={Review.Status.CONCLUDED, Review.Status.PUBLISHED},
    target=Review.Status.CHECKED,
    right=ReviewRight.KEEP,
    guards=[all_are_answered],
    needs_note="Write what changed because of the review, and how anybody can see it.",
)

ACCEPT = transition(
    "accept",
    sources={Recommendation.Status.MADE, Recommendation.Status.NOT_IMPLEMENTED},
    target=Recommendation.Status.ACCEPTED,
    right=ReviewRight.ASSESS,
    guards=[review_goes_on],
)
NOT_IMPLEMENT = transition(
    "decide not to implement",
    sources={Recommendation.Status.MADE, Recommendation.Status.ACCEPTED},
    target=Recommendation.Status.NOT_IMPLEMENTED,
    right=ReviewRight.ASSESS,
    guards=[review_goes_on, has_no_live_action],
    needs_note="Write why it is not implemented. The annual report prints the reason.",
)
