"""The moves of rounds and returns: who may make them, from where, and what must be there first."""

from django.core.exceptions import ValidationError

from audits.models import Answer, Return, Round
from partnership.kit.errors import WrongState
from partnership.kit.wording import list_words, plural
from partnership.kit.workflow import Act, transition
from partnership.permissions import AgencyRight, PortalRight

Stage = Round.Status
Status = Return.Status


def asks_somebody(act: Act) -> None:
    """A round without agencies asks nobody."""
    if not act.obj.returns.exists():
        raise ValidationError("Choose the agencies first: nobody is asked yet.")


def is_still_to_come(act: Act) -> None:
    """Nobody is asked for a return by a day that has passed."""
    if act.obj.due_on <= act.on:
        raise ValidationError("The day for the returns has passed. Choose a later one, then open the round.")


def all_moderated(act: Act) -> None:
    """What agencies sent in is answered before the round closes."""
    waiting = act.obj.returns.filter(status=Status.SUBMITTED).count()
    if waiting:
        words = plural(waiting, "return waits", "returns wait")
        raise ValidationError(f"{words} for moderation. Moderate or send back first.")


def round_is_open(act: Act) -> None:
    """Returns change while their round is open."""
    if act.obj.round.status != Stage.OPEN:
        raise WrongState("This round is closed, so the return stays as it is.")


def all_answered(act: Act) -> None:
    """Every question has this round's score; whatever scores above nought says what shows it."""
    answers = Answer.objects.filter(audit_return=act.obj).select_related("question__standard").prefetch_related("files")
    rows = list(answers)
    unanswered = [row.question.code for row in rows if not row.is_answered]
    if unanswered:
        raise ValidationError(f"Answer these questions first: {list_words(unanswered, most=8)}.")
    bare = [row.question.code for row in rows if row.score and not row.evidence.strip() and not row.files.all()]
    if bare:
        raise ValidationError(f"Say what shows it, in words or with a file, for these: {list_words(bare, most=8)}.")


def is_second_person(act: Act) -> None:
    """Nobody moderates what they submitted themselves."""
    if act.obj.submitted_by_id == act.by.pk:
        raise ValidationError("You submitted this return, so somebody else must moderate it.")


OPEN = transition(
    "open",
    sources={Stage.DRAFTING},
    target=Stage.OPEN,
    right=PortalRight.MANAGE,
    guards=[asks_somebody, is_still_to_come],
)
CLOSE = transition("close", sources={Stage.OPEN}, target=Stage.CLOSED, right=PortalRight.MANAGE, guards=[all_moderated])
REOPEN = transition(
    "reopen",
    sources={Stage.CLOSED},
    target=Stage.OPEN,
    right=PortalRight.MANAGE,
    needs_note="Write why the round is opened again.",
)

START = transition(
    "start",
    sources={Status.NOT_STARTED},
    target=Status.IN_PROGRESS,
    right=AgencyRight.UPDATE_WORK,
    guards=[round_is_open],
)
SUBMIT = transition(
    "submit",
    sources={Status.IN_PROGRESS, Status.SENT_BACK},
    target=Status.SUBMITTED,
    right=AgencyRight.UPDATE_WORK,
    guards=[round_is_open, all_answered],
)
SEND_BACK = transition(
    "send back",
    sources={Status.SUBMITTED},
    target=Status.SENT_BACK,
    right=PortalRight.MANAGE,
    guards=[round_is_open],
    needs_note="Write what is missing, so that the agency knows what to do.",
)
MODERATE = transition(
    "moderate",
    sources={Status.SUBMITTED},
    target=Status.MODERATED,
    right=PortalRight.MANAGE,
    guards=[round_is_open, is_second_person],
)
MOVES = [OPEN, CLOSE, REOPEN, START, SUBMIT, SEND_BACK, MODERATE]
