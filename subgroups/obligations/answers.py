"""Answers that the chair of a body owes: to a new date that was asked for, and to whose an action is."""

from typing import Any

from partnership.kit.dates import london_date
from partnership.obligations import ModelKind, Obligation, declare
from subgroups.models import Action, DateChange, OwnershipQuery


class Answers(ModelKind):
    """What an agency asked and the chair has not answered. Nobody is chased for the action meanwhile."""

    due = "answer_due_on"
    body = "action__body_id"
    office = "chair"
    agency = "action__lead_agency_id"
    title = ""
    page = ""

    def owed(self) -> Any:
        asked: Any = self.model._default_manager
        return asked.filter(status="asked", action__status=Action.Status.OPEN).select_related("action")

    def describe(self, row: Any) -> Obligation:
        action = row.action
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=action.reference,
            title=f"{self.title}: {action.title}",
            path=f"/actions/{action.reference}/{self.page}/",
            due_on=row.answer_due_on,
            chase_from_on=london_date(row.asked_at),
            body_id=action.body_id,
            agency_id=None,
            owner_id=None,
            office=self.office,
        )


class DateAnswers(Answers):
    """A new date that was asked for is granted or refused."""

    key, word, words = "date-answer", "answer to a new date", "answers to new dates"
    model = DateChange
    title = "Grant or refuse a new date"
    page = "answer-date"


class OwnershipAnswers(Answers):
    """An agency that says an action is not its own gets an answer."""

    key, word, words = "ownership-answer", "answer to whose an action is", "answers to whose actions are"
    model = OwnershipQuery
    title = "Say whose it is"
    page = "whose"


DATE_ANSWERS = declare(DateAnswers())
OWNERSHIP_ANSWERS = declare(OwnershipAnswers())
