"""The moves of an action: who may make them, from where, and what must be there first."""

from django.core.exceptions import ValidationError

from partnership.kit.workflow import Act, transition
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import Action

Status = Action.Status


def has_evidence(act: Act) -> None:
    """Closing needs evidence, so claiming does too."""
    if not act.obj.evidence.exists():
        raise ValidationError("Add evidence first: a file that shows what was done.")


def has_impact(act: Act) -> None:
    """Closing needs a sentence that says what difference it made."""
    if not act.obj.impact.strip():
        raise ValidationError("Write what difference it made: a sentence that begins “so that…”.")


def is_second_person(act: Act) -> None:
    """Nobody closes what they claimed complete themselves."""
    if act.obj.claimed_by_id == act.by.pk:
        raise ValidationError("You claimed this complete, so somebody else must close it.")


OPEN = transition("open", sources={Status.PROPOSED}, target=Status.OPEN, right=BodyRight.RECORD)
CLAIM = transition(
    "claim complete",
    sources={Status.OPEN},
    target=Status.CLAIMED,
    right=AgencyRight.UPDATE_WORK,
    guards=[has_evidence],
)
RETURN = transition(
    "return",
    sources={Status.CLAIMED},
    target=Status.OPEN,
    right=BodyRight.RECORD,
    needs_note="Write what is missing, so that the agency knows what to do.",
)
CLOSE = transition(
    "close",
    sources={Status.CLAIMED},
    target=Status.CLOSED,
    right=BodyRight.RECORD,
    guards=[has_evidence, has_impact, is_second_person],
)
WITHDRAW = transition(
    "withdraw",
    sources={Status.PROPOSED, Status.OPEN, Status.CLAIMED},
    target=Status.WITHDRAWN,
    right=BodyRight.CHAIR,
    needs_note="Write why this is no longer wanted. The reason is printed in the record.",
)
REOPEN = transition(
    "reopen",
    sources={Status.CLOSED, Status.WITHDRAWN},
    target=Status.OPEN,
    right=BodyRight.CHAIR,
    needs_note="Write why it is opened again.",
)
MOVES = [OPEN, CLAIM, RETURN, CLOSE, WITHDRAW, REOPEN]
