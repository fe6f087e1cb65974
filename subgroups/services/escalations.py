"""Acts on escalations: a body puts a question to one that it reports to, which owes it a reply."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours
from partnership.kit.history import save_as
from partnership.kit.workflow import move
from partnership.models import Body, Person
from partnership.permissions import BodyRight
from subgroups.models import AgendaItem, Decision, Escalation, Meeting
from subgroups.services.agendas import land_waiting
from subgroups.services.decisions import parents_of
from subgroups.services.numbers import escalation_reference
from subgroups.workflow import escalations as workflow


@transaction.atomic
def escalate(
    *,
    from_body: Body,
    to_body: Body,
    question: str,
    evidence: str,
    ask: str,
    reply_due_on: dt.date,
    by: Person,
    now: dt.datetime,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    decision: Decision | None = None,
) -> Escalation:
    """Put a question to a parent body, with evidence, what is asked and when the reply is due.

    It lands on that body's next agenda by itself. Refuses a body to which the asking one does not report, and a
    reply due in the past.
    """
    on = london_date(now)
    if not from_body.allows(by, BodyRight.RECORD):
        raise NotYours(f"{from_body.short_name} escalates through its chair or the business unit.")
    if to_body not in parents_of(from_body, on):
        raise ValidationError({"to_body": f"Choose a body to which {from_body.short_name} reports."})
    if reply_due_on < on:
        raise ValidationError({"reply_due_on": "Enter a date for the reply that has not passed."})
    if item is not None:
        meeting = item.meeting
    if meeting is not None and meeting.body_id != from_body.pk:
        raise ValidationError({"meeting": f"Choose a meeting of {from_body.short_name}."})
    escalation = Escalation(
        reference=escalation_reference(body=from_body, year=on.year),
        from_body=from_body,
        to_body=to_body,
        meeting=meeting,
        item=item,
        decision=decision,
        question=question,
        evidence=evidence,
        ask=ask,
        sent_on=on,
        reply_due_on=reply_due_on,
    )
    save_as(escalation, by=by, reason="Sent", now=now)
    escalation.moves.create(from_status="", to_status=escalation.status, move="send", by=by, at=now)
    land_waiting(body=to_body, by=by, now=now)
    return escalation


@transaction.atomic
def reply_to_escalation(*, escalation: Escalation, reply: str, by: Person, now: dt.datetime) -> Escalation:
    """Reply for the body that was asked: its chair, or the business unit records it.

    The answer lands on the next agenda of the body that asked. Refused once replied or withdrawn.
    """
    if not reply.strip():
        raise ValidationError({"reply": "Write the reply: what was decided and what the body that asked should do."})
    on = london_date(now)

    def answer(row: Escalation) -> None:
        row.reply, row.replied_on = reply.strip(), on

    replied = move(escalation, workflow.REPLY, by=by, now=now, on=on, change=answer)
    note_answer(kind="escalation-reply", subject=replied.pk, by=by, now=now)
    land_waiting(body=replied.from_body, by=by, now=now)
    return replied


def withdraw_escalation(*, escalation: Escalation, reason: str, by: Person, now: dt.datetime) -> Escalation:
    """Take a question back, with the reason. Refused once it was answered."""
    return move(escalation, workflow.WITHDRAW, by=by, note=reason, now=now, on=london_date(now))
