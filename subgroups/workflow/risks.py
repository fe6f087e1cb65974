"""The moves of a risk: it stays open while it is changed and looked at again, until it is closed with the reason."""

from partnership.kit.workflow import transition
from partnership.permissions import BodyRight
from subgroups.models import Risk

Status = Risk.Status

CHANGE = transition(
    "change",
    sources={Status.OPEN},
    target=Status.OPEN,
    right=BodyRight.RECORD,
    needs_note="Write why it is changed. The reason stays on the record.",
)
REVIEW = transition(
    "review",
    sources={Status.OPEN},
    target=Status.OPEN,
    right=BodyRight.RECORD,
    needs_note="Write what you looked at and what you found.",
)
CLOSE = transition(
    "close",
    sources={Status.OPEN},
    target=Status.CLOSED,
    right=BodyRight.RECORD,
    needs_note="Write why it is no longer watched. The reason stays on the record.",
)
REOPEN = transition(
    "open again",
    sources={Status.CLOSED},
    target=Status.OPEN,
    right=BodyRight.RECORD,
    needs_note="Write why it is watched again.",
)
MOVES = [CHANGE, REVIEW, CLOSE, REOPEN]
