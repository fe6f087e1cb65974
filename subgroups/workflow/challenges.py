"""The moves of a challenge: made, answered by the agency that was challenged, closed with what came of it."""

from django.core.exceptions import ValidationError

from partnership.kit.workflow import Act, transition
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import Challenge

Status = Challenge.Status


def is_not_the_one_who_answered(act: Act) -> None:
    """Nobody judges an answer of their own."""
    if act.obj.answered_by_id == act.by.pk:
        raise ValidationError("You wrote the answer, so somebody else must judge it.")


ANSWER = transition("answer", sources={Status.MADE}, target=Status.ANSWERED, right=AgencyRight.UPDATE_WORK)
ASK_AGAIN = transition(
    "ask again",
    sources={Status.ANSWERED},
    target=Status.MADE,
    right=BodyRight.RECORD,
    guards=[is_not_the_one_who_answered],
    needs_note="Write what the answer leaves open, so that the agency knows what to answer.",
)
CLOSE = transition(
    "close",
    sources={Status.MADE, Status.ANSWERED},
    target=Status.CLOSED,
    right=BodyRight.RECORD,
    guards=[is_not_the_one_who_answered],
)
WITHDRAW = transition(
    "withdraw",
    sources={Status.MADE, Status.ANSWERED},
    target=Status.WITHDRAWN,
    right=BodyRight.RECORD,
    needs_note="Write why the challenge is withdrawn. The reason stays on the record.",
)
MOVES = [ANSWER, ASK_AGAIN, CLOSE, WITHDRAW]
