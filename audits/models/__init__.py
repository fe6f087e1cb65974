"""How we know that it works: frameworks, rounds, returns with their answers, and the actions that they ask for."""

from audits.models.answers import Answer, AnswerFile, AuditAction
from audits.models.frameworks import Framework, Question, Standard
from audits.models.inspections import Finding, FindingAction, Inspection
from audits.models.rounds import Return, ReturnMove, Round, RoundMove

__all__ = [
    "Answer",
    "AnswerFile",
    "AuditAction",
    "Finding",
    "FindingAction",
    "Framework",
    "Inspection",
    "Question",
    "Return",
    "ReturnMove",
    "Round",
    "RoundMove",
    "Standard",
]
