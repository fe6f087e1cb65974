"""The moves of an escalation: sent, then replied by the body that was asked, or withdrawn by the one that asked."""

from partnership.kit.errors import NotYours
from partnership.kit.workflow import Act, transition
from partnership.permissions import BodyRight
from subgroups.models import Escalation

Status = Escalation.Status


def speaks_for_the_asked(act: Act) -> None:
    """The reply belongs to the body that was asked; its chair or the business unit records it."""
    if not act.by.rights.on_body(BodyRight.RECORD, act.obj.to_body_id):
        raise NotYours(f"The reply is recorded by the chair of {act.obj.to_body.short_name} or the business unit.")


def speaks_for_the_asking(act: Act) -> None:
    """A question is taken back by the body that asked it."""
    if not act.by.rights.on_body(BodyRight.RECORD, act.obj.from_body_id):
        raise NotYours(f"This is withdrawn by the chair of {act.obj.from_body.short_name} or the business unit.")


REPLY = transition(
    "reply to",
    sources={Status.SENT},
    target=Status.REPLIED,
    right=BodyRight.RECORD,
    guards=[speaks_for_the_asked],
)
WITHDRAW = transition(
    "withdraw",
    sources={Status.SENT},
    target=Status.WITHDRAWN,
    right=BodyRight.RECORD,
    guards=[speaks_for_the_asking],
    needs_note="Write why the question is withdrawn. The reason stays on the record.",
)
MOVES = [REPLY, WITHDRAW]
