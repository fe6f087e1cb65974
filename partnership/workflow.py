"""Moves of this room's records: a letter of challenge is sent or withheld by a person."""

from django.core.exceptions import ValidationError

from partnership.kit.workflow import Act, transition
from partnership.models import Letter, LetterFile
from partnership.obligations import kind_of
from partnership.permissions import PortalRight

Status = Letter.Status


def its_pdf_is_made(act: Act) -> None:
    """What is sent is the very file that could be read."""
    making = LetterFile.objects.filter(letter=act.obj).first()
    if making is None or making.status != LetterFile.Status.READY or not act.obj.file:
        raise ValidationError("The letter is still being made. Read it first, then send it.")


def has_an_addressee(act: Act) -> None:
    """A letter goes to somebody who may sign in."""
    if act.obj.to is None or not act.obj.to.is_active:
        raise ValidationError(
            "Nobody holds the office that this letter is addressed to. Fill it, then save the line again: "
            "the letter is made anew."
        )


def is_still_owed(act: Act) -> None:
    """Nobody is challenged for what was done meanwhile."""
    chase = act.obj.chase
    if (chase.subject, chase.due_on) not in kind_of(chase.kind).still_owed([chase.subject]):
        raise ValidationError(
            "This has been claimed complete or given a new date since. Withhold the letter and say so."
        )


SEND_LETTER = transition(
    "send",
    sources=[Status.DRAFTED],
    target=Status.SENT,
    right=PortalRight.MANAGE,
    guards=[its_pdf_is_made, has_an_addressee, is_still_owed],
)
WITHHOLD_LETTER = transition(
    "withhold",
    sources=[Status.DRAFTED],
    target=Status.WITHHELD,
    right=PortalRight.MANAGE,
    needs_note="Write why the letter is not sent.",
)
