"""Pages of actions: the list, one action, and each act on it."""

from subgroups.views.actions.advice import ActionAdvice
from subgroups.views.actions.closing import ActionClaim, ActionClose, ActionReopen, ActionReturn, ActionWithdraw
from subgroups.views.actions.dates import ActionAnswerDate, ActionAskDate, ActionKeepDate
from subgroups.views.actions.impact import ActionImpact
from subgroups.views.actions.lists import ActionList
from subgroups.views.actions.ownership import (
    ActionDelegate,
    ActionHandOver,
    ActionNotOurs,
    ActionOursAfterAll,
    ActionWhose,
)
from subgroups.views.actions.record import ActionDetail, ActionHistory, evidence_file
from subgroups.views.actions.recording import ActionAccept, ActionChange, ActionNew
from subgroups.views.actions.support import PartDone, PartReopen
from subgroups.views.actions.updates import ActionUpdateNew

__all__ = [
    "ActionAccept",
    "ActionAdvice",
    "ActionAnswerDate",
    "ActionAskDate",
    "ActionChange",
    "ActionClaim",
    "ActionClose",
    "ActionDelegate",
    "ActionDetail",
    "ActionHandOver",
    "ActionHistory",
    "ActionImpact",
    "ActionKeepDate",
    "ActionList",
    "ActionNew",
    "ActionNotOurs",
    "ActionOursAfterAll",
    "ActionReopen",
    "ActionReturn",
    "ActionUpdateNew",
    "ActionWhose",
    "ActionWithdraw",
    "PartDone",
    "PartReopen",
    "evidence_file",
]
