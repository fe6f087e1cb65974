"""How a body works: meetings, who came, what was decided, who does what by when."""

from subgroups.models.actions import (
    Action,
    ActionMove,
    ActionUpdate,
    DateChange,
    Evidence,
    Support,
)
from subgroups.models.decisions import Decision
from subgroups.models.escalations import Escalation, EscalationMove
from subgroups.models.meetings import AgendaItem, Attendance, Meeting, MeetingMove
from subgroups.models.numbers import Counter

__all__ = [
    "Action",
    "ActionMove",
    "ActionUpdate",
    "AgendaItem",
    "Attendance",
    "Counter",
    "DateChange",
    "Decision",
    "Escalation",
    "EscalationMove",
    "Evidence",
    "Meeting",
    "MeetingMove",
    "Support",
]
