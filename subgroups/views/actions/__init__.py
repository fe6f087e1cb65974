"""Pages of actions: the list, one action, and each act on it."""

from subgroups.views.actions.closing import ActionClaim, ActionClose, ActionReopen, ActionReturn, ActionWithdraw
from subgroups.views.actions.dates import ActionAnswerDate, ActionAskDate
from subgroups.views.actions.lists import ActionList
from subgroups.views.actions.ownership import ActionHandOver
from subgroups.views.actions.record import ActionDetail, ActionHistory, evidence_file
from subgroups.views.actions.recording import ActionAccept, ActionChange, ActionNew
from subgroups.views.actions.updates import ActionUpdateNew

__all__ = [
    "ActionAccept",
    "ActionAnswerDate",
    "ActionAskDate",
    "ActionChange",
    "ActionClaim",
    "ActionClose",
    "ActionDetail",
    "ActionHandOver",
    "ActionHistory",
    "ActionList",
    "ActionNew",
    "ActionReopen",
    "ActionReturn",
    "ActionUpdateNew",
    "ActionWithdraw",
    "evidence_file",
]
