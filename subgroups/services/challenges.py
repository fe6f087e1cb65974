"""Acts on challenges: a body, or an agency in it, asks another agency to account for something, and gets an answer."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours
from partnership.kit.history import save_as
from partnership.kit.workflow import move
from partnership.models import Agency, Body, Letter, Person
from partnership.permissions import BodyRight
from subgroups.models import Challenge, Meeting
from subgroups.services.numbers import challenge_reference
from subgroups.workflow import challenges as workflow

Outcome, Status = Challenge.Outcome, Challenge.Status


@transaction.atomic
def make_challenge(
    *,
    body: Body,
    to_agency: Agency,
    subject: str,
    text: str,
    answer_due_on: dt.date,
    by: Person,
    now: dt.datetime,
    from_agency: Agency | None = None,
    meeting: Meeting | None = None,
    letter: Letter | None = None,
) -> Challenge:
    """Put a challenge to an agency, numbered in the body's series; the agency owes an answer by a day.

    A letter that was sent may be recorded as one, once. Refuses an answer due in the past and an agency that
    challenges itself.
    """
    on = london_date(now)
    if not body.allows(by, BodyRight.RECORD):
        raise NotYours(f"Challenges of {body.short_name} are recorded by its chair or the business unit.")
    if answer_due_on < on:
        raise ValidationError({"answer_due_on": "Enter a date for the answer that has not passed."})
    if from_agency is not None and from_agency.pk == to_agency.pk:
        raise ValidationError({"to_agency": "Choose another agency: nobody challenges itself."})
    if meeting is not None and meeting.body_id != body.pk:
        raise ValidationError({"meeting": f"Choose a meeting of {body.short_name}."})
    if letter is not None:
        _check_letter(letter, to_agency)
    challenge = Challenge(
        reference=challenge_reference(body=body, year=on.year),
        body=body,
        meeting=meeting,
        letter=letter,
        from_agency=from_agency,
        to_agency=to_agency,
        subject=subject,
        text=text,
        made_on=on,
        answer_due_on=answer_due_on,
        chase_from_on=on,
    )
    save_as(challenge, by=by, reason="Made", now=now)
    challenge.moves.create(from_status="", to_status=challenge.status, move="make", by=by, at=now)
    return challenge


def _check_letter(letter: Letter, to_agency: Agency) -> None:
    if letter.status != Letter.Status.SENT:
        raise ValidationError("Only a letter that was sent can be recorded as a challenge.")
    if letter.agency_id != to_agency.pk:
        raise ValidationError({"to_agency": "Choose the agency to which the letter was sent."})
    if Challenge.objects.filter(letter=letter).exists():
        raise ValidationError("This letter is recorded as a challenge already.")


@transaction.atomic
def answer_challenge(*, challenge: Challenge, answer: str, by: Person, now: dt.datetime) -> Challenge:
    """Answer for the agency that was challenged. Refused once it is answered, closed or withdrawn."""
    if not answer.strip():
        raise ValidationError({"answer": "Write the answer: what happened, and what your agency does about it."})

    def say(row: Challenge) -> None:
        row.answer, row.answered_at, row.answered_by = answer.strip(), now, by

    answered = move(challenge, workflow.ANSWER, by=by, now=now, on=london_date(now), change=say)
    note_answer(kind="challenge-answer", subject=answered.pk, by=by, now=now)
    return answered


def ask_again(*, challenge: Challenge, reason: str, answer_due_on: dt.date, by: Person, now: dt.datetime) -> Challenge:
    """Give an answer back that does not settle it, with what it leaves open and a new day."""
    on = london_date(now)
    if answer_due_on <= on:
        raise ValidationError({"answer_due_on": "Enter a date that is still to come."})

    def wait(row: Challenge) -> None:
        row.answered_at, row.answered_by = None, None
        row.answer_due_on, row.chase_from_on = answer_due_on, on

    return move(challenge, workflow.ASK_AGAIN, by=by, note=reason, now=now, on=on, change=wait)


def close_challenge(
    *, challenge: Challenge, outcome: str, what_changed: str, by: Person, now: dt.datetime
) -> Challenge:
    """Close a challenge with what came of it. Without an answer it closes as not settled only."""
    on = london_date(now)
    if outcome not in Outcome.values or not outcome:
        raise ValidationError({"outcome": "Choose what came of it."})
    if not what_changed.strip():
        raise ValidationError({"what_changed": "Write what changed, or why nothing had to."})

    def judge(row: Challenge) -> None:
        if row.answered_at is None and outcome != Outcome.ESCALATED:
            raise ValidationError({"outcome": "There is no answer yet. Wait for it, or close this as not settled."})
        row.outcome, row.what_changed, row.closed_on = outcome, what_changed.strip(), on

    return move(challenge, workflow.CLOSE, by=by, now=now, on=on, change=judge)


def withdraw_challenge(*, challenge: Challenge, reason: str, by: Person, now: dt.datetime) -> Challenge:
    """Take a challenge back, with the reason. Refused once it is closed."""
    return move(challenge, workflow.WITHDRAW, by=by, note=reason, now=now, on=london_date(now))
