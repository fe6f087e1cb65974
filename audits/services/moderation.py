"""Acts of the moderation: scoring a standard beside the agency's own score, finishing, and asking for action plans."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from audits import workflow
from audits.models import AuditAction, Return, Round, Standard
from audits.selectors.scores import Wanting, thresholds_of, wanting_plans
from audits.services.returns import answers_to, at_question, check_seen
from audits.services.rounds import leads_of, tell_leads
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock, move
from partnership.models import Person
from partnership.permissions import PortalRight
from subgroups.models import Action
from subgroups.services.actions import record_action

FIELDS = {"moderated": "moderated_score", "note": "moderation_note"}


@dataclass(frozen=True)
class Moderated:
    """What the moderation makes of one answer. The same score as the agency's own means that it is agreed."""

    score: int
    note: str = ""


@transaction.atomic
def moderate_standard(
    *,
    audit_return: Return,
    standard: Standard,
    given: Mapping[int, Moderated],
    by: Person,
    now: dt.datetime,
    seen: int | None = None,
) -> Return:
    """Put moderated scores beside an agency's own, by the numbers of the questions. Another score needs its reason.

    The own scores stay. Refuses whoever submitted the return. Raises Stale when somebody saved the standard meanwhile.
    """
    row = lock(audit_return)
    if not row.allows(by, PortalRight.MANAGE):
        raise NotYours("Returns are moderated by the business unit.")
    if row.status != Return.Status.SUBMITTED or row.round.status != Round.Status.OPEN:
        raise WrongState("This return does not wait for moderation.")
    if row.submitted_by_id == by.pk:
        raise NotYours("You submitted this return, so somebody else must moderate it.")
    answers = answers_to(row, standard)
    check_seen(answers, seen, FIELDS)
    wrong: dict[str, list[str]] = {}
    for answer in answers:
        number = answer.question.number
        said = given.get(number)
        if said is None:
            continue
        if not 0 <= said.score <= answer.question.most:
            wrong[f"moderated_{number}"] = [f"Choose a score from 0 to {answer.question.most}."]
        elif said.score != answer.score and not said.note.strip():
            wrong[f"note_{number}"] = ["Write why the score is changed: the agency reads it."]
        elif (answer.moderated_score, answer.moderation_note) != (said.score, said.note.strip()):
            answer.moderated_score, answer.moderation_note = said.score, said.note.strip()
            answer.version += 1
            try:
                save_as(answer, by=by, reason="Moderated", now=now)
            except ValidationError as error:
                wrong |= at_question(error, number, FIELDS)
    if wrong:
        raise ValidationError(wrong)
    return row


@transaction.atomic
def finish_moderation(*, audit_return: Return, feedback: str, by: Person, now: dt.datetime) -> Return:
    """End the moderation of a return and tell the agency. Where nothing else was written its own score is agreed."""
    on = london_date(now)

    def sign(row: Return) -> None:
        row.moderated_at, row.moderated_by, row.feedback = now, by, feedback.strip()

    row = move(audit_return, workflow.MODERATE, by=by, note=feedback, now=now, on=on, change=sign)
    for answer in row.answers.filter(moderated_score__isnull=True).select_related("question"):
        answer.moderated_score = answer.score
        answer.version += 1
        save_as(answer, by=by, reason="Agreed", now=now)
    tell_leads(row, "audit moderated", f"{row.round.title}: your return is moderated", on=on, now=now, lines=[
        "The moderated scores stand beside your own, with the reason for each change.",
    ])  # fmt: skip
    return row


@transaction.atomic
def open_action_plans(
    *, round_: Round, due_on: dt.date, previewed: Collection[str], by: Person, now: dt.datetime
) -> list[Action]:
    """Give each agency an action for each standard at or below the lower threshold, as previewed. Safe to run again.

    `previewed` are the keys of what the person saw; where the list has changed since, nothing is opened. The action
    names the standard and never a score: more people read actions than returns.
    """
    on = london_date(now)
    current = lock(round_)
    if not current.allows(by, PortalRight.MANAGE):
        raise NotYours("Action plans are asked for by the business unit.")
    limit = thresholds_of(current).acceptable
    wanting = wanting_plans(current)
    if {one.key for one in wanting} != set(previewed):
        raise ValidationError("The list has changed since you opened this page. Read it again before you go on.")
    leads = leads_of({one.audit_return.agency_id for one in wanting}, on)
    actions = []
    for one in wanting:
        action = record_action(
            body=current.body,
            lead_agency=one.audit_return.agency,
            title=f"{current.framework.title}, standard {one.standard.number}: {one.standard.short_title}"[:200],
            what=(
                f"Write an action plan for standard {one.standard.number}, “{one.standard.title}”, and carry it out. "
                f"It follows the round “{current.title}”."
            ),
            measure=f"Looked at again, the standard reaches {limit.percent if limit else 100} % or more.",
            due_on=due_on,
            holder=_holder(one, leads.get(one.audit_return.agency_id, [])),
            origin=Action.Origin.AUDIT,
            by=by,
            now=now,
        )
        link = AuditAction(audit_return=one.audit_return, standard=one.standard, action=action)
        save_as(link, by=by, reason="Action plan asked for", now=now)
        actions.append(action)
    return actions


def _holder(one: Wanting, leads: list[Person]) -> Person | None:
    """The agency's lead, where that person works there."""
    family = {one.audit_return.agency_id, one.audit_return.agency.part_of_id} - {None}
    return next((lead for lead in leads if lead.agency_id in family), None)
