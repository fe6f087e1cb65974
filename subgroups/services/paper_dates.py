"""How the due dates of papers and planned reports follow a meeting that moves or is cancelled.

A date that came from the meeting moves with it; one that somebody set earlier stays, unless it would come too late.
"""

import datetime as dt
from typing import Any

from partnership.kit.dates import london_date
from partnership.kit.history import save_as
from partnership.models import Person
from subgroups.deadlines import papers_due
from subgroups.models import Meeting, Paper, PlannedReport


def due_for(meeting: Meeting, on: dt.date) -> dt.date:
    """By when a paper for a meeting is due if asked for today: the body's date, or once that is past the meeting's."""
    due = papers_due(meeting.body, meeting.on)
    return due if due >= on else max(meeting.on, on)


def _follow(rows: Any, meeting: Meeting, *, was_on: dt.date, by: Person | None, now: dt.datetime) -> None:
    on = london_date(now)
    derived, new = papers_due(meeting.body, was_on), due_for(meeting, on)
    for row in rows:
        came_from_the_meeting = row.due_on in (derived, was_on)
        if row.due_on != new and (came_from_the_meeting or row.due_on > new):
            row.due_on, row.chase_from_on = new, on
            row.step_version(seen=None)
            save_as(row, by=by, reason="The meeting moved", now=now)


def papers_follow(rows: Any, meeting: Meeting, *, was_on: dt.date, by: Person | None, now: dt.datetime) -> None:
    """Move the due dates of papers that are not here yet to another day of their meeting, or to another meeting."""
    _follow(rows.missing(), meeting, was_on=was_on, by=by, now=now)


def dates_follow(meeting: Meeting, *, was_on: dt.date, by: Person, now: dt.datetime) -> None:
    """Move what is owed for a meeting, papers and planned reports, when its day changes."""
    papers_follow(Paper.objects.filter(item__meeting=meeting), meeting, was_on=was_on, by=by, now=now)
    _follow(PlannedReport.objects.expected().filter(meeting=meeting), meeting, was_on=was_on, by=by, now=now)


def reports_follow_cancelled(meeting: Meeting, *, by: Person | None, now: dt.datetime) -> None:
    """Give the reports that were planned for the body's cancelled meetings to this one."""
    rows = PlannedReport.objects.expected().filter(body=meeting.body_id, meeting__status=Meeting.Status.CANCELLED)
    for row in rows.select_related("meeting"):
        was_on = row.meeting.on
        row.meeting = meeting
        row.step_version(seen=None)
        save_as(row, by=by, reason="The meeting was cancelled", now=now)
        _follow([row], meeting, was_on=was_on, by=by, now=now)
