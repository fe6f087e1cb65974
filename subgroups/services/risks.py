"""Acts on risks: what may go wrong is recorded, changed with a reason, looked at again by a day, and closed."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours
from partnership.kit.history import save_as
from partnership.kit.workflow import move
from partnership.models import Agency, Body, Person
from partnership.permissions import BodyRight
from subgroups.models import Risk
from subgroups.services.numbers import risk_reference
from subgroups.workflow import risks as workflow

CHANGEABLE = {"title", "description", "controls", "likelihood", "impact", "agency"}


def _check_day(review_on: dt.date, on: dt.date) -> None:
    if review_on <= on:
        raise ValidationError({"review_on": "Enter a date that is still to come."})


@transaction.atomic
def record_risk(
    *,
    body: Body,
    title: str,
    description: str,
    likelihood: int,
    impact: int,
    agency: Agency,
    review_on: dt.date,
    by: Person,
    now: dt.datetime,
    controls: str = "",
) -> Risk:
    """Put a risk onto a body's register: how likely, how grave, who watches it, when it is looked at again."""
    on = london_date(now)
    if not body.allows(by, BodyRight.RECORD):
        raise NotYours(f"The risk register of {body.short_name} is kept by its chair and the business unit.")
    _check_day(review_on, on)
    risk = Risk(
        body=body,
        reference=risk_reference(body=body, year=on.year),
        title=title,
        description=description,
        controls=controls,
        likelihood=likelihood,
        impact=impact,
        agency=agency,
        opened_on=on,
        review_on=review_on,
        chase_from_on=on,
    )
    save_as(risk, by=by, reason="Recorded", now=now)
    risk.moves.create(from_status="", to_status=risk.status, move="record", by=by, at=now)
    return risk


def change_risk(*, risk: Risk, reason: str, by: Person, now: dt.datetime, seen: int | None, **fields: Any) -> Risk:
    """Change what a risk says, or its score, with the reason. Raises Stale when somebody saved it since."""
    if unknown := set(fields) - CHANGEABLE:
        raise ValidationError(f"These cannot be changed here: {', '.join(sorted(unknown))}.")

    def write(row: Risk) -> None:
        row.step_version(seen=seen)
        for name, value in fields.items():
            setattr(row, name, value)

    return move(risk, workflow.CHANGE, by=by, note=reason, now=now, on=london_date(now), change=write)


@transaction.atomic
def review_risk(
    *, risk: Risk, note: str, review_on: dt.date, by: Person, now: dt.datetime, likelihood: int, impact: int
) -> Risk:
    """Say what was found when a risk was looked at, score it again, and set the next day."""
    on = london_date(now)
    _check_day(review_on, on)

    def score(row: Risk) -> None:
        row.step_version(seen=None)
        row.likelihood, row.impact = likelihood, impact
        row.review_on, row.chase_from_on = review_on, on

    looked = move(risk, workflow.REVIEW, by=by, note=note, now=now, on=on, change=score)
    note_answer(kind="risk-review", subject=looked.pk, by=by, now=now)
    return looked


def close_risk(*, risk: Risk, reason: str, by: Person, now: dt.datetime) -> Risk:
    """Stop watching a risk, with the reason."""
    on = london_date(now)

    def end(row: Risk) -> None:
        row.closed_on, row.closing_reason = on, reason.strip()[:300]

    return move(risk, workflow.CLOSE, by=by, note=reason, now=now, on=on, change=end)


def reopen_risk(*, risk: Risk, reason: str, review_on: dt.date, by: Person, now: dt.datetime) -> Risk:
    """Watch a closed risk again, with the reason and the day on which it is looked at."""
    on = london_date(now)
    _check_day(review_on, on)

    def begin(row: Risk) -> None:
        row.closed_on, row.closing_reason = None, ""
        row.review_on, row.chase_from_on = review_on, on

    return move(risk, workflow.REOPEN, by=by, note=reason, now=now, on=on, change=begin)
