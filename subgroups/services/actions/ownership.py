"""Whose an action is: given to a colleague, or said to belong to another agency."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import delete_as, save_as
from partnership.kit.workflow import lock
from partnership.models import Agency, Person
from partnership.permissions import AgencyRight, BodyRight
from partnership.services.welcome import welcome_colleague
from subgroups.deadlines import answer_due
from subgroups.models import Action, OwnershipQuery
from subgroups.services.actions.recording import check_holder
from subgroups.services.actions.telling import leads_of, tell, tell_all
from subgroups.services.actions.waiting import drop_requests, look_again, may_take_back


def may_hand_over(action: Action, by: Person) -> bool:
    """Whether somebody may give an action to another person: the agency's lead, the chair, the business unit."""
    return action.allows(by, AgencyRight.LEAD) or action.allows(by, BodyRight.RECORD)


@transaction.atomic
def hand_over(*, action: Action, holder: Person, by: Person, now: dt.datetime) -> Action:
    """Give an action to another person of the same agency, and tell that person."""
    current = lock(action)
    if not may_hand_over(current, by):
        raise NotYours("An action is handed over by its agency's lead, the chair or the business unit.")
    if not current.is_live:
        raise WrongState("This action has ended, so there is nothing to hand over.")
    check_holder(holder, current.lead_agency)
    if current.holder_id == holder.pk:
        return current
    current.holder = holder
    save_as(current, by=by, reason="Handed over", now=now)
    if holder != by:
        tell(current, holder, "action given", f"{current.reference}: an action for you", now=now, lines=[
            f"You now hold an action of {current.body.name}.",
            f"It is due on {current.due_on.day} {current.due_on:%B %Y}.",
        ])  # fmt: skip
    return current


@transaction.atomic
def delegate_action(
    *, action: Action, email: str, name: str, by: Person, now: dt.datetime, job_title: str = ""
) -> Action:
    """Give an action to a colleague by e-mail address, with an account and an invitation where they have none.

    The account is made in the agency that holds the action, and only its lead makes it. The colleague sees this
    action and no other. An address that belongs elsewhere is refused without saying to whom.
    """
    current = lock(action)
    if not current.allows(by, AgencyRight.LEAD):
        raise NotYours("A colleague is invited by the lead of the agency that holds the action.")
    if not current.is_live:
        raise WrongState("This action has ended, so there is nothing to hand over.")
    person = welcome_colleague(agency=current.lead_agency, email=email, name=name, job_title=job_title, by=by, now=now)
    return hand_over(action=current, holder=person, by=by, now=now)


def may_query(action: Action, by: Person) -> bool:
    """Whether somebody may say that an action is not theirs: the agency that holds it, and its holder."""
    return action.allows(by, AgencyRight.UPDATE_WORK)


@transaction.atomic
def query_ownership(
    *, action: Action, reason: str, by: Person, now: dt.datetime, suggested: Agency | None = None
) -> OwnershipQuery:
    """Say that an action belongs elsewhere, why, and perhaps whose it is. One such word waits at a time.

    The chair answers, and nobody is chased meanwhile.
    """
    on = london_date(now)
    current = lock(action)
    if not may_query(current, by):
        raise NotYours("Only the agency that holds an action can say that it is not its own.")
    if current.status != Action.Status.OPEN:
        raise WrongState("This can be said while the action is open.")
    if suggested is not None and suggested.pk == current.lead_agency_id:
        raise ValidationError({"suggested": f"{suggested.short_name} holds it now. Choose another agency, or none."})
    query = OwnershipQuery(
        action=current,
        agency=current.lead_agency,
        suggested=suggested,
        reason=reason,
        asked_by=by,
        asked_at=now,
        answer_due_on=answer_due(on),
    )
    save_as(query, by=by, reason="Said not to be its own", now=now)
    note_answer(kind="action", subject=current.pk, by=by, now=now)
    look_again(current)
    return query


@transaction.atomic
def answer_ownership(
    *, query: OwnershipQuery, to: Agency | None, answer: str, by: Person, now: dt.datetime
) -> OwnershipQuery:
    """Give an action to another agency, or keep it where it is, with the reason.

    Given away, it has no holder, its ladder begins today, and a new date that the former agency asked for falls away.
    Nobody answers what they said themselves.
    """
    on = london_date(now)
    action = lock(query.action)
    current = lock(query)
    if current.status != OwnershipQuery.Status.ASKED:
        raise WrongState("This has been answered already.")
    if not action.allows(by, BodyRight.RECORD):
        raise NotYours("Whose an action is, is decided by the chair or the business unit.")
    if current.asked_by_id == by.pk:
        raise ValidationError("You said this yourself, so somebody else must answer.")
    if to is None and not answer.strip():
        raise ValidationError({"answer": "Write why it stays where it is. The agency reads this."})
    if to is not None and to.pk == action.lead_agency_id:
        raise ValidationError({"to": f"{to.short_name} holds it now. Choose another agency, or keep it there."})
    if to is not None and not to.is_open(on):
        raise ValidationError({"to": f"{to.name} has closed. Choose its successor."})
    current.status = OwnershipQuery.Status.MOVED if to else OwnershipQuery.Status.KEPT
    current.answered_by, current.answered_at, current.answer = by, now, answer.strip()
    save_as(current, by=by, reason="Given to another agency" if to else "Stays where it is", now=now)
    note_answer(kind="ownership-answer", subject=current.pk, by=by, now=now)
    if to is None:
        look_again(action)
        tell(action, current.asked_by, "action kept", f"{action.reference}: it stays with you", now=now, lines=[
            "You said that this action is not yours. The answer is that it stays with your agency.",
            f"It is due on {action.due_on.day} {action.due_on:%B %Y}.",
        ])  # fmt: skip
    else:
        _give_away(action, to, by=by, now=now)
        # The asker may not see the action any more, so the mail leads to their own page.
        subject = f"{action.reference}: no longer yours"
        tell(action, current.asked_by, "action moved", subject, now=now, path="/", lines=[
            "You said that this action is not yours. It was given to another agency; nothing more is owed by yours.",
        ])  # fmt: skip
    query.refresh_from_db()
    return query


def _give_away(action: Action, to: Agency, *, by: Person, now: dt.datetime) -> None:
    """Make another agency the one that holds an action, and tell its leads."""
    for support in action.supports.filter(agency=to):
        delete_as(support, by=by, reason="Holds the action now", now=now)
    drop_requests(action, "The action went to another agency", by=by, now=now)
    action.lead_agency, action.holder, action.judgement = to, None, ""
    action.chase_from_on = london_date(now)
    save_as(action, by=by, reason="Given to another agency", now=now)
    look_again(action)
    tell_all(
        action, leads_of(to, now), "action given", f"{action.reference}: an action for {to.short_name}", by=by, now=now,
        lines=[
            f"An action of {action.body.name} was given to {to.short_name}.",
            f"It is due on {action.due_on.day} {action.due_on:%B %Y}. Nobody is named to hold it yet.",
        ],
    )  # fmt: skip


@transaction.atomic
def take_back_query(*, query: OwnershipQuery, by: Person, now: dt.datetime) -> OwnershipQuery:
    """Take back that an action is not one's own, before it is answered. Its ladder goes on."""
    action = lock(query.action)
    current = lock(query)
    if current.status != OwnershipQuery.Status.ASKED:
        raise WrongState("This has been answered already.")
    if not may_take_back(current, action, by):
        raise NotYours("What was said is taken back by who said it, or by the agency's lead.")
    current.status = OwnershipQuery.Status.UNDONE
    current.answered_by, current.answered_at = by, now
    save_as(current, by=by, reason="Taken back", now=now)
    look_again(action)
    query.refresh_from_db()
    return query
