"""Who we are: agencies, people, bodies and seats; the rules that bind us; the plan; how people are told."""

from partnership.models.agencies import Agency, AgencyAlias, AgencyGroupPermission, AgencyName
from partnership.models.bodies import Body, BodyGroupPermission, Document, QuorumRule, ReportingLine, StandingItem
from partnership.models.chased import Chased
from partnership.models.chases import (
    AgencyClosure,
    Chase,
    ChaseStep,
    Letter,
    LetterFile,
    LetterMove,
    Snooze,
    Telling,
)
from partnership.models.jobs import JobRun
from partnership.models.kept_counts import ChaseCounts
from partnership.models.notices import Notice
from partnership.models.people import Appointment, Person, RoleGroup
from partnership.models.plans import Objective, PlanVersion, Priority, Progress, StrategicPlan, Theme
from partnership.models.rules import BankHoliday, Duty, Regime, Rule
from partnership.models.seats import Membership, Seat
from partnership.models.sessions import Session
from partnership.models.settings import Partnership

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencyClosure",
    "AgencyGroupPermission",
    "AgencyName",
    "Appointment",
    "BankHoliday",
    "Body",
    "BodyGroupPermission",
    "Chase",
    "ChaseCounts",
    "ChaseStep",
    "Chased",
    "Document",
    "Duty",
    "JobRun",
    "Letter",
    "LetterFile",
    "LetterMove",
    "Membership",
    "Notice",
    "Objective",
    "Partnership",
    "Person",
    "PlanVersion",
    "Priority",
    "Progress",
    "QuorumRule",
    "Regime",
    "ReportingLine",
    "RoleGroup",
    "Rule",
    "Seat",
    "Session",
    "Snooze",
    "StandingItem",
    "StrategicPlan",
    "Telling",
    "Theme",
]
