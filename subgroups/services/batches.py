"""Recording many actions in one go, each person told once."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import many_saves
from partnership.kit.wording import list_words, long_date, plural
from partnership.models import Agency, Body, Objective, Person
from partnership.notices import record_notice
from partnership.permissions import BodyRight
from subgroups.models import Action, ActionBatch, Meeting
from subgroups.services.actions import record_action

MOST_NAMED = 12


class Line(Protocol):
    """What a line of a table says once it has been read."""

    number: int
    title: str
    what: str
    measure: str
    agency: Agency | None
    holder: Person | None
    due_on: dt.date | None
    supporting: list[Agency]
    objective: Objective | None
    origin: str
    meeting: Meeting | None


def record_batch(
    *,
    token: str,
    body: Body,
    lines: Sequence[Line],
    by: Person,
    now: dt.datetime,
    meeting: Meeting | None = None,
    left_out: str = "",
) -> ActionBatch:
    """Record an action for each line, all or none, and tell each holder once of all of theirs.

    The same token again gives what it recorded the first time and does nothing more. Raises ValidationError with the
    number of the line that an action cannot be recorded from.
    """
    if not body.allows(by, BodyRight.RECORD):
        raise NotYours(f"Actions of {body.short_name} are recorded by its chair or the business unit.")
    if not re.fullmatch(r"[0-9a-f]{32}", token):
        raise ValidationError("This preview has run out. Check the table again, then record it.")
    if not lines:
        raise ValidationError("There is no line that can be recorded. Mend the table first.")
    try:
        with transaction.atomic():
            # The row comes first: whoever confirms the same preview a second time waits here, and then finds it taken.
            batch = ActionBatch.objects.create(
                token=token, body=body, meeting=meeting, by=by, at=now, left_out=left_out
            )
            with many_saves():
                actions = [_record(line, body, by, now) for line in lines]
            batch.references = [action.reference for action in actions]
            batch.save(update_fields=["references"])
            _tell_holders(batch, actions)
    except IntegrityError as error:
        done = ActionBatch.objects.filter(token=token, body=body, by=by).first()
        if done is None:
            raise WrongState("Something changed meanwhile, and nothing was recorded. Check the table again.") from error
        return done
    return batch


def _record(line: Line, body: Body, by: Person, now: dt.datetime) -> Action:
    if line.agency is None or line.due_on is None:
        raise ValidationError(f"Line {line.number}: enter the agency that holds it and the date.")
    try:
        return record_action(
            body=body,
            lead_agency=line.agency,
            title=line.title,
            what=line.what,
            measure=line.measure,
            due_on=line.due_on,
            holder=line.holder,
            origin=line.origin,
            meeting=line.meeting,
            objective=line.objective,
            supporting=[(agency, "") for agency in line.supporting],
            quietly=True,
            by=by,
            now=now,
        )
    except NotYours:
        raise
    except ValidationError as error:
        raise ValidationError(f"Line {line.number}: {' '.join(error.messages)}") from error


def _tell_holders(batch: ActionBatch, actions: Sequence[Action]) -> None:
    """One mail for each person who holds some of the actions: how many, which numbers, when the first is due."""
    theirs: dict[Person, list[Action]] = defaultdict(list)
    for action in actions:
        if action.holder is not None and action.holder != batch.by:
            theirs[action.holder].append(action)
    for holder, some in theirs.items():
        one = len(some) == 1
        counted = plural(len(some), "action")
        first = min(action.due_on for action in some)
        numbers = list_words((action.reference for action in some), most=MOST_NAMED)
        record_notice(
            key=f"actions given:{batch.token}:{holder.pk}",
            kind="action given",
            to=holder,
            subject=f"{numbers}: an action for you" if one else f"{counted} for you from {batch.body.short_name}",
            lines=[
                f"{batch.body.name} has recorded {counted} that you hold: {numbers}.",
                f"{'It is' if one else 'The first is'} due on {long_date(first, weekday=False)}.",
            ],
            path=some[0].get_absolute_url() if one else "/",
            now=batch.at,
        )
