"""What this room owes: one module for each noun. Importing it declares the kinds to the chasing engine."""

from subgroups.obligations.actions import ACTIONS, owed
from subgroups.obligations.challenges import CHALLENGE_ANSWERS, RISK_REVIEWS
from subgroups.obligations.meetings import ESCALATION_REPLIES, MINUTES
from subgroups.obligations.papers import PAPERS, PLANNED_REPORTS

__all__ = [
    "ACTIONS",
    "CHALLENGE_ANSWERS",
    "ESCALATION_REPLIES",
    "MINUTES",
    "PAPERS",
    "PLANNED_REPORTS",
    "RISK_REVIEWS",
    "owed",
]
