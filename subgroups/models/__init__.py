"""How a body works: meetings, who came, what was decided, who does what by when."""

from subgroups.models.action_logs import ActionLog
from subgroups.models.actions import (
    IS_LIVE,
    Action,
    ActionMove,
    ActionUpdate,
    DateChange,
    Evidence,
    ImpactCheck,
    OwnershipQuery,
    Support,
)
from subgroups.models.batches import ActionBatch
from subgroups.models.challenges import Challenge, ChallengeMove, Risk, RiskMove
from subgroups.models.decisions import Decision
from subgroups.models.escalations import Escalation, EscalationMove
from subgroups.models.kept_counts import CLOSED_ON_TIME, ActionCounts
from subgroups.models.kept_words import ActionWords, AgendaItemWords, DecisionWords
from subgroups.models.meetings import AgendaItem, Attendance, Meeting, MeetingMove
from subgroups.models.numbers import Counter
from subgroups.models.papers import Paper, PaperOpening, PlannedReport, PlannedReportMove

__all__ = [
    "CLOSED_ON_TIME",
    "IS_LIVE",
    "Action",
    "ActionBatch",
    "ActionCounts",
    "ActionLog",
    "ActionMove",
    "ActionUpdate",
    "ActionWords",
    "AgendaItem",
    "AgendaItemWords",
    "Attendance",
    "Challenge",
    "ChallengeMove",
    "Counter",
    "DateChange",
    "Decision",
    "DecisionWords",
    "Escalation",
    "EscalationMove",
    "Evidence",
    "ImpactCheck",
    "Meeting",
    "MeetingMove",
    "OwnershipQuery",
    "Paper",
    "PaperOpening",
    "PlannedReport",
    "PlannedReportMove",
    "Risk",
    "RiskMove",
    "Support",
]
