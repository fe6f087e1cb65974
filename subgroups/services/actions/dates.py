"""Later dates: asked for by the agency, answered by the chair."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.models import Person
from partnership.permissions import AgencyRight, BodyRight
from subgroups.deadlines import answer_due
from subgroups.models import Action, DateChange
from subgroups.services.actions.telling import tell
from subgroups.services.actions.waiting import look_again, may_take_back


def may_ask(action: Action, by: Person) -> bool:
    """Whether somebody may ask for a new date: for the agency that holds it, the chair, the business unit."""
    return action.allows(by, AgencyRight.UPDATE_WORK) or action.allows(by, BodyRight.RECORD)


@transaction.atomic
def ask_new_date(*, action: Action, to_on: dt.date, reason: str, by: Person, now: dt.datetime) -> DateChange:
    """Ask for a later date, with the reason. The first date stays on the record; one request waits at a time."""
    on = london_date(now)
    current = lock(action)
    if not may_ask(current, by):
        raise NotYours("A new date is asked for by the agency that holds the action.")
    if current.status != Action.Status.OPEN:
        raise WrongState("A new date can be asked for while the action is open.")
    if to_on <= current.due_on:
        raise ValidationError({"to_on": f"Enter a date after {current.due_on.day} {current.due_on:%B %Y}."})
    if to_on <= on:
        raise ValidationError({"to_on": "Enter a date that is still to come."})
    change = DateChange(
        action=current,
        agency=current.lead_agency,
        from_on=current.due_on,
        to_on=to_on,
        reason=reason,
        asked_by=by,
        asked_at=now,
        answer_due_on=answer_due(on),
    )
    save_as(change, by=by, reason="New date asked for", now=now)
    note_answer(kind="action", subject=current.pk, by=by, now=now)
    look_again(current)
    return change


@transaction.atomic
def answer_new_date(*, change: DateChange, grant: bool, by: Person, now: dt.datetime, answer: str = "") -> DateChange:
    """Grant or refuse a new date. Once the standing date has passed only the chair may grant it.

    Granting moves the date and counts the slip; refusing needs a reason. Nobody answers their own request.
    """
    on = london_date(now)
    action = lock(change.action)
    current = lock(change)
    if current.status != DateChange.Status.ASKED:
        raise WrongState("This request has been answered already.")
    if not action.allows(by, BodyRight.RECORD):
        raise NotYours("A new date is granted or refused by the chair.")
    if grant and action.due_on < on and not action.allows(by, BodyRight.CHAIR):
        raise NotYours("The date has passed, so only the chair may grant a new one.")
    if current.asked_by_id == by.pk:
        raise ValidationError("You asked for this date, so somebody else must answer.")
    if action.status != Action.Status.OPEN:
        raise WrongState("The action is no longer open, so its date does not move.")
    if not grant and not answer.strip():
        raise ValidationError({"answer": "Write why the new date is refused."})
    current.status = DateChange.Status.GRANTED if grant else DateChange.Status.REFUSED
    current.answered_by, current.answered_at, current.answer = by, now, answer.strip()
    save_as(current, by=by, reason="New date granted" if grant else "New date refused", now=now)
    if grant:
        action.due_on = current.to_on
        action.moves_count += 1
        action.days_slipped += current.days
        action.chase_from_on = on
        save_as(action, by=by, reason="Date moved", now=now)
    note_answer(kind="date-answer", subject=current.pk, by=by, now=now)
    look_again(action)
    word = "granted" if grant else "refused"
    tell(action, current.asked_by, f"date {word}", f"{action.reference}: new date {word}", now=now, lines=[
        f"The new date you asked for was {word}.",
        f"The action is due on {action.due_on.day} {action.due_on:%B %Y}.",
    ])  # fmt: skip
    change.refresh_from_db()
    return change


@transaction.atomic
def take_back_date(*, change: DateChange, by: Person, now: dt.datetime) -> DateChange:
    """Take back a request for a new date before it is answered. The date that stands is chased again."""
    action = lock(change.action)
    current = lock(change)
    if current.status != DateChange.Status.ASKED:
        raise WrongState("This request has been answered already.")
    if not may_take_back(current, action, by):
        raise NotYours("A request is taken back by who made it, or by the agency's lead.")
    current.status = DateChange.Status.UNDONE
    current.answered_by, current.answered_at = by, now
    save_as(current, by=by, reason="Taken back", now=now)
    look_again(action)
    change.refresh_from_db()
    return change
