"""What this room owes: one module for each noun. Importing it declares the kinds to the chasing engine."""

from subgroups.obligations.actions import ACTIONS, owed
from subgroups.obligations.answers import DATE_ANSWERS, OWNERSHIP_ANSWERS
from subgroups.obligations.challenges import CHALLENGE_ANSWERS, RISK_REVIEWS
from subgroups.obligations.impact import IMPACT_CHECKS
from subgroups.obligations.meetings import ESCALATION_REPLIES, MINUTES, MINUTES_TO_AGREE
from subgroups.obligations.papers import PAPERS, PLANNED_REPORTS
from subgroups.obligations.support import SUPPORTS

__all__ = [
    "ACTIONS",
    "CHALLENGE_ANSWERS",
    "DATE_ANSWERS",
    "ESCALATION_REPLIES",
    "IMPACT_CHECKS",
    "MINUTES",
    "MINUTES_TO_AGREE",
    "OWNERSHIP_ANSWERS",
    "PAPERS",
    "PLANNED_REPORTS",
    "RISK_REVIEWS",
    "SUPPORTS",
    "owed",
]
