"""Acts on meetings: planning, changing, cancelling, issuing the agenda, ending; the minutes from draft to confirmed.

What stands on an agenda is in `agendas`, who came in `attendance`.
"""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import delete_as, save_as
from partnership.kit.wording import long_date
from partnership.kit.workflow import lock, move
from partnership.models import Body, Person
from partnership.permissions import BodyRight
from subgroups.deadlines import minutes_agree_due, minutes_due
from subgroups.models import AgendaItem, Meeting
from subgroups.selectors.meetings import TO_COME
from subgroups.selectors.rosters import roster
from subgroups.services.agendas import draw_up_agenda, finish_item, land_waiting, need_open, need_record, save_notes
from subgroups.services.attendance import mark_vacant, record_attendance, take_apologies_as_said
from subgroups.services.numbers import meeting_reference
from subgroups.services.paper_dates import dates_follow
from subgroups.workflow import meetings as workflow


def _check_day(body: Body, on: dt.date, starts_at: dt.time, ends_at: dt.time | None, *, but: Meeting | None) -> None:
    """A body meets while it is open, once at a time, and ends after it starts."""
    if body.kind == Body.Kind.EXTERNAL:
        raise ValidationError({"body": f"{body.name} is not one of our bodies. Its meetings are its own."})
    if body.opened_on and on < body.opened_on:
        opened = long_date(body.opened_on, weekday=False)
        raise ValidationError({"meets_on": f"{body.name} opened on {opened}. Enter a date on or after that."})
    if body.closed_on and on > body.closed_on:
        closed = long_date(body.closed_on, weekday=False)
        raise ValidationError({"meets_on": f"{body.name} closed on {closed}. Choose the body that took over its work."})
    if ends_at and ends_at <= starts_at:
        raise ValidationError({"ends_at": "Enter an end after the start."})
    same = Meeting.objects.filter(body=body, on=on, starts_at=starts_at).exclude(status=Meeting.Status.CANCELLED)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise ValidationError({"meets_on": f"{body.short_name} meets on that day at that time already."})


@transaction.atomic
def plan_meeting(
    *,
    body: Body,
    meets_on: dt.date,
    starts_at: dt.time,
    by: Person,
    now: dt.datetime,
    ends_at: dt.time | None = None,
    place: str = "",
    title: str = "",
) -> Meeting:
    """Plan a meeting, numbered in its body's series; what waits for the body lands on it if it is the next.

    Refuses a closed body, a date before the body's opening, and a second meeting at the same time.
    """
    if not body.allows(by, BodyRight.RECORD):
        raise NotYours(f"Meetings of {body.short_name} are planned by its chair or the business unit.")
    _check_day(body, meets_on, starts_at, ends_at, but=None)
    meeting = Meeting(
        body=body,
        reference=meeting_reference(body=body, year=meets_on.year),
        title=title,
        on=meets_on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
    )
    save_as(meeting, by=by, reason="Planned", now=now)
    land_waiting(body=body, by=by, now=now)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    meets_on: dt.date,
    starts_at: dt.time,
    by: Person,
    now: dt.datetime,
    seen: int | None,
    ends_at: dt.time | None = None,
    place: str = "",
    title: str = "",
) -> Meeting:
    """Change when and where a meeting is. On another day members are asked again whether they come, and the dates of
    its papers and reports move with it.

    Refused once it was held or cancelled. Raises Stale when somebody saved it since.
    """
    current = lock(meeting)
    need_record(current, by)
    if current.status not in TO_COME:
        raise WrongState("A meeting that was held or cancelled keeps its date.")
    _check_day(current.body, meets_on, starts_at, ends_at, but=current)
    current.step_version(seen=seen)
    if meets_on != current.on:
        for row in current.attendance.all():
            delete_as(row, by=by, reason="Another day", now=now)
    was_on = current.on
    current.on, current.starts_at, current.ends_at = meets_on, starts_at, ends_at
    current.place, current.title = place, title
    save_as(current, by=by, reason="Changed", now=now)
    if meets_on != was_on:
        dates_follow(current, was_on=was_on, by=by, now=now)
    return current


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Person, now: dt.datetime) -> Meeting:
    """Call a meeting off, with the reason. What stood open on its agenda goes to the next one.

    A cancelled meeting never counts in attendance. Refused once anything was recorded at it.
    """
    cancelled = move(meeting, workflow.CANCEL, by=by, note=reason, now=now, on=london_date(now))
    land_waiting(body=cancelled.body, by=by, now=now)
    return cancelled


@transaction.atomic
def issue_agenda(*, meeting: Meeting, by: Person, now: dt.datetime) -> Meeting:
    """Issue the agenda, pulling in whatever belongs there and is missing: see `draw_up_agenda`."""
    on = london_date(now)

    def issue(row: Meeting) -> None:
        row.agenda_issued_on = on

    issued = move(meeting, workflow.ISSUE, by=by, now=now, on=on, change=issue)
    return draw_up_agenda(meeting=issued, by=by, now=now)


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: Person, now: dt.datetime) -> Meeting:
    """End a meeting that took place. Apologies sent beforehand stand; vacant seats are marked; what nobody answered
    goes to the next agenda. Refused before its day."""

    def hold(row: Meeting) -> None:
        row.minutes_due_on = minutes_due(row.body, row.on)

    held = move(meeting, workflow.HOLD, by=by, now=now, on=london_date(now), change=hold)
    places = roster(held)
    take_apologies_as_said(held, places, by=by, now=now)
    mark_vacant(held, places, by=by, now=now)
    land_waiting(body=held.body, by=by, now=now)
    return held


@transaction.atomic
def record_meeting(
    *,
    meeting: Meeting,
    by: Person,
    now: dt.datetime,
    marks: Mapping[int, str] | None = None,
    deputies: Mapping[int, Person | None] | None = None,
    item: AgendaItem | None = None,
    notes: str = "",
    seen: int | None = None,
    is_done: bool = False,
) -> AgendaItem | None:
    """Save what a running meeting's page holds, all or nothing: who is here, and the notes of the item at hand.

    Raises Stale when somebody saved the notes since. The same again changes nothing.
    """
    if marks:
        record_attendance(meeting=meeting, marks=marks, deputies=deputies, by=by, now=now)
    if item is None:
        return None
    saved = save_notes(item=item, notes=notes, seen=seen, by=by, now=now)
    return finish_item(item=saved, by=by, now=now) if is_done else saved


@transaction.atomic
def draft_minutes(*, meeting: Meeting, summary: str, by: Person, now: dt.datetime) -> Meeting:
    """Hand the minutes to the chair: the notes of the items with a summary on top."""
    on = london_date(now)
    if not summary.strip():
        raise ValidationError({"summary": "Write a summary: what the meeting was about and what it came to."})

    def draft(row: Meeting) -> None:
        row.summary, row.minutes_drafted_on = summary.strip(), on
        row.minutes_agree_due_on = minutes_agree_due(on)

    drafted = move(meeting, workflow.DRAFT_MINUTES, by=by, now=now, on=on, change=draft)
    note_answer(kind="minutes", subject=drafted.pk, by=by, now=now)
    return drafted


@transaction.atomic
def change_summary(*, meeting: Meeting, summary: str, by: Person, now: dt.datetime, seen: int | None) -> Meeting:
    """Correct the summary while the chair has not agreed the minutes. Raises Stale when somebody saved it since."""
    current = lock(meeting)
    need_record(current, by)
    need_open(current)
    if not summary.strip():
        raise ValidationError({"summary": "Write a summary: what the meeting was about and what it came to."})
    current.step_version(seen=seen)
    current.summary = summary.strip()
    return save_as(current, by=by, reason="Summary changed", now=now)


@transaction.atomic
def agree_minutes(*, meeting: Meeting, by: Person, now: dt.datetime) -> Meeting:
    """Agree the minutes, as chair. From then on attendance, notes and decisions stand as they are.

    Refused while a seat has no mark.
    """
    agreed = move(meeting, workflow.AGREE_MINUTES, by=by, now=now, on=london_date(now))
    note_answer(kind="minutes-agree", subject=agreed.pk, by=by, now=now)
    return agreed


@transaction.atomic
def confirm_minutes(*, meeting: Meeting, at: Meeting, by: Person, now: dt.datetime) -> Meeting:
    """Confirm agreed minutes at a later meeting of the same body, on its day or after."""
    on = london_date(now)
    if at.body_id != meeting.body_id or (at.on, at.starts_at) <= (meeting.on, meeting.starts_at):
        raise ValidationError("Minutes are confirmed by a later meeting of the same body.")
    if at.status == Meeting.Status.CANCELLED or on < at.on:
        raise ValidationError("Minutes are confirmed at a meeting that takes place: on its day or after.")
    return move(meeting, workflow.CONFIRM_MINUTES, by=by, note=f"At {at.reference}", now=now, on=on)
