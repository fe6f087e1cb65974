"""An agency that was challenged owes an answer; the chair of a body owes a look at each open risk."""

from typing import Any

from partnership.obligations import ModelKind, Obligation, declare
from subgroups.models import Challenge, Risk


class ChallengeAnswers(ModelKind):
    """Challenges that were made and not answered: owed by the agency, through its lead."""

    key, word, words = "challenge-answer", "answer to a challenge", "answers to challenges"
    model = Challenge
    due = "answer_due_on"
    agency = "to_agency_id"

    def owed(self) -> Any:
        return Challenge.objects.without_answer()

    def describe(self, row: Challenge) -> Obligation:
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=row.reference,
            title=row.subject,
            path=f"/challenges/{row.reference}/",
            due_on=row.answer_due_on,
            chase_from_on=row.chase_from_on,
            body_id=row.body_id,
            agency_id=row.to_agency_id,
            owner_id=None,
        )


class RiskReviews(ModelKind):
    """Open risks: the chair of the body owes the next look at each."""

    key, word, words = "risk-review", "risk to look at", "risks to look at"
    model = Risk
    due = "review_on"
    agency = ""
    office = "chair"

    def owed(self) -> Any:
        return Risk.objects.live()

    def describe(self, row: Risk) -> Obligation:
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=row.reference,
            title=row.title,
            path=f"/risks/{row.reference}/",
            due_on=row.review_on,
            chase_from_on=row.chase_from_on,
            body_id=row.body_id,
            agency_id=None,
            owner_id=None,
            office="chair",
        )


CHALLENGE_ANSWERS = declare(ChallengeAnswers())
RISK_REVIEWS = declare(RiskReviews())
