"""The moves of a planned report: expected, then received, by hand or by the paper that delivers it, or withdrawn."""

from partnership.kit.workflow import transition
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import PlannedReport

Status = PlannedReport.Status

RECEIVE = transition("receive", sources={Status.EXPECTED}, target=Status.RECEIVED, right=BodyRight.RECORD)
DELIVER = transition("deliver", sources={Status.EXPECTED}, target=Status.RECEIVED, right=AgencyRight.UPDATE_WORK)
WITHDRAW = transition(
    "withdraw",
    sources={Status.EXPECTED},
    target=Status.WITHDRAWN,
    right=BodyRight.RECORD,
    needs_note="Write why it is no longer wanted. The reason stays on the record.",
)
MOVES = [RECEIVE, DELIVER, WITHDRAW]
