"""Words and rows that this room adds to the pages of bodies and agencies."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from partnership.kit.charts.attendance import Presence
from partnership.kit.parts import Cell, Entry, Fact, Head
from partnership.kit.tables import Column
from partnership.kit.wording import (
    NBSP,
    clock,
    list_words,
    long_date,
    number_words,
    percent,
    plural,
    share,
    short_date,
    upper_first,
)
from partnership.models import Agency, Body
from partnership.presenters.bodies import SHORT_KINDS, SeatRow, vacant_words
from subgroups.models import Action, Meeting
from subgroups.selectors.bodies import AgencyThere, BodyCounts, BodyMeetings, SeatMarks
from subgroups.selectors.rosters import Needed, Quorum

# ---- the first line ----


def meets_words(meeting: Meeting | None, on: dt.date) -> str:
    """ "Meets on Thursday", "Meets today", "Meets on Thu 10 Dec"."""
    if meeting is None:
        return "No meeting is planned"
    days = (meeting.on - on).days
    if days == 0:
        return "Meets today"
    if days == 1:
        return "Meets tomorrow"
    if days < 7:
        return f"Meets on {meeting.on:%A}"
    return f"Meets on {short_date(meeting.on, on)}"


def _the(part: Needed) -> str:
    name = SHORT_KINDS[Agency.Kind(part.kind)]
    return f"the {name}"


def quorum_sentence(judged: Quorum) -> str:
    """ "The ICB has not replied, so the meeting is not yet quorate"; nothing where there is no rule."""
    if not judged.needed:
        return ""
    if judged.met:
        return "By the replies so far the meeting will be quorate"
    silent = [_the(part) for part in judged.missing if part.is_possible]
    away = [_the(part) for part in judged.missing if not part.is_possible]
    if away:
        words = list_words(away)
        return f"{upper_first(words)} will not be there, so the meeting cannot be quorate"
    words = list_words(silent)
    have = "have" if len(silent) > 1 or silent == ["the police"] else "has"
    return f"{upper_first(words)} {have} not replied, so the meeting is not yet quorate"


def late_words(overdue: int) -> str:
    """ "one action is late"."""
    if not overdue:
        return "no action is late"
    return f"{number_words(overdue)} {'action is' if overdue == 1 else 'actions are'} late"


def lede(meeting: Meeting | None, judged: Quorum | None, *, vacant: int, overdue: int, on: dt.date) -> str:
    """What needs doing, in words: the next meeting, quorum so far, vacancies, late actions."""
    standing = f"{vacant_words(vacant)} and {late_words(overdue)}"
    # Members are asked when the agenda goes out; before that their silence says nothing.
    asked = meeting is not None and meeting.agenda_issued_on is not None
    said = quorum_sentence(judged) if judged is not None and asked else ""
    if said:
        return f"{meets_words(meeting, on)}. {said}; {standing}."
    return f"{meets_words(meeting, on)}; {standing}."


# ---- seats and attendance ----


@dataclass(frozen=True)
class AttendRow:
    """A seat, who fills it, its strip, the agency's share and the person's."""

    seat: SeatRow
    marks: list[str]
    agency: str
    expected: str
    person: str


def attend_row(seat: SeatRow, marks: SeatMarks, expected: int) -> AttendRow:
    """One row of the body's table."""
    return AttendRow(
        seat=seat,
        marks=[mark.value for mark in marks.marks],
        agency=share(marks.there, marks.base) if marks.base else "–",
        expected=f"expected {expected}{NBSP}%" if marks.is_below(expected) else "",
        person=f"{marks.in_person}{NBSP}of{NBSP}{marks.base}" if marks.base else "–",
    )


def attend_words(seats_words: str, meetings: BodyMeetings) -> str:
    """ "12 seats, 11 filled, last 8 meetings held"."""
    count = len(meetings.held)
    if not count:
        return f"{seats_words}, no meeting held yet"
    return f"{seats_words}, last {plural(count, 'meeting')} held" if count > 1 else f"{seats_words}, one meeting held"


def attend_columns(meetings: BodyMeetings) -> list[Column]:
    """The columns of the table as a file: a column for each meeting."""

    def mark_at(at: int) -> Any:
        def read(row: Any) -> str:
            mark: Presence = row[1].marks[at]
            return "" if mark is Presence.NONE else mark.value

        return read

    return [
        Column("Seat", lambda row: row[0].label),
        Column("Role", lambda row: row[0].title),
        Column("Filled by", lambda row: row[0].person or ("vacant" if row[0].is_vacant else "")),
        *[Column(f"{meeting.on:%d %b %Y}", mark_at(at)) for at, meeting in enumerate(meetings.held)],
        Column("Agency there", lambda row: row[1].there),
        Column("In person or remote", lambda row: row[1].in_person),
        Column("Meetings counted", lambda row: row[1].base),
    ]


# ---- the side ----


@dataclass(frozen=True)
class QuorumSaid:
    """One kind of agency and whether it will be there."""

    name: str
    words: str
    is_open: bool


@dataclass(frozen=True)
class NextMeeting:
    """The box of the next meeting."""

    words: str
    url: str
    lines: list[str]
    coming: str
    quorum: list[QuorumSaid]
    minutes: str


def next_meeting(meeting: Meeting, judged: Quorum, meetings: BodyMeetings, on: dt.date) -> NextMeeting:
    """When and where, whether the agenda is out, who comes, and what became of the last minutes."""
    lines = [meeting.place] if meeting.place else []
    is_asked = meeting.agenda_issued_on is not None
    if meeting.agenda_issued_on:
        lines.append(f"Agenda issued {short_date(meeting.agenda_issued_on, on)}")
    else:
        lines.append("Agenda not issued yet")
    last = meetings.held[-1] if meetings.held else None
    return NextMeeting(
        words=f"{long_date(meeting.on)}, {clock(meeting.starts_at)}",
        url=meeting.get_absolute_url(),
        lines=lines,
        coming=f"{judged.at_table}{NBSP}of{NBSP}{judged.filled}" if judged.at_table else "nobody has replied yet",
        quorum=[_quorum_said(part, is_asked) for part in judged.needed],
        minutes=f"of {short_date(last.on, on)}, {_minutes(last)}" if last else "",
    )


def _quorum_said(part: Needed, is_asked: bool) -> QuorumSaid:
    waits = is_asked and not part.met and part.is_possible
    return QuorumSaid(SHORT_KINDS[Agency.Kind(part.kind)], _said(part), waits)


def _said(part: Needed) -> str:
    if part.met:
        return "yes"
    if part.is_possible:
        return "no reply yet"
    return {"apologies": "apologies", "absent": "absent", "vacant": "vacant"}.get(part.why_not, "no seat")


def _minutes(meeting: Meeting) -> str:
    return {
        Meeting.Status.HELD: "not drafted yet",
        Meeting.Status.MINUTES_DRAFTED: "drafted",
        Meeting.Status.MINUTES_AGREED: "agreed by chair",
        Meeting.Status.CONFIRMED: "confirmed",
    }[Meeting.Status(meeting.status)]


def year_facts(counts: BodyCounts, body: Body) -> list[Fact]:
    """Decisions, actions and escalations of the financial year so far, each leading to its list."""
    said = number_words(counts.answered) if counts.answered else "none"
    answered = f", {said} answered" if counts.escalations else ""
    query = f"?body={body.pk}"
    return [
        Fact("Decisions", str(counts.decisions), reverse("subgroups:decision-list") + query),
        Fact(
            "Actions closed",
            f"{counts.closed}{NBSP}of{NBSP}{counts.opened}" if counts.opened else "none opened",
            actions_url(body=body.pk, key="all"),
        ),
        Fact("Escalations", f"{counts.escalations}{answered}", reverse("subgroups:escalation-list") + query),
    ]


def actions_url(**filters: Any) -> str:
    """The list of actions with filters set."""
    return f"{reverse('subgroups:action-list')}?{urlencode(filters)}"


def many_url(**given: Any) -> str:
    """Where many actions are recorded from one table."""
    return f"{reverse('subgroups:batch-new')}?{urlencode(given)}"


def actions_words(live: int) -> str:
    """ "7, most overdue first"."""
    return f"{live}, most overdue first" if live > 1 else str(live)


# ---- agencies ----

AGENCY_HEADS = [
    Head("Body", "what"),
    Head("Agency there", "num", width="held"),
    Head("By deputy", "num", width="num"),
    Head("Expected", "num", width="num"),
]


def agency_rows(found: Iterable[AgencyThere]) -> list[list[Cell]]:
    """An agency's attendance, a row for each body."""
    return [
        [
            Cell(row.body.name, row.body.get_absolute_url()),
            Cell(share(row.there, row.base)),
            Cell(str(row.by_deputy)),
            Cell(f"{row.body.attendance_expected}{NBSP}%", meta=_below(row)),
        ]
        for row in found
    ]


def _below(row: AgencyThere) -> str:
    return "below" if row.base and row.there * 100 < row.body.attendance_expected * row.base else ""


def agency_words(found: Sequence[AgencyThere]) -> str:
    """ "41 of 48, 85 %, in twelve months"."""
    there, base = sum(row.there for row in found), sum(row.base for row in found)
    return f"{there}{NBSP}of{NBSP}{base}, {percent(there, base)}, in twelve months" if base else "in twelve months"


def agency_lede(late: int) -> str:
    """What needs doing first: "Three actions are late."; nothing where none is."""
    if not late:
        return ""
    words = late_words(late)
    return f"{upper_first(words)}."


def done_entries(actions: Iterable[Action], on: dt.date) -> list[Entry]:
    """Actions that are over, with the difference they made."""
    return [
        Entry(
            action.title,
            action.get_absolute_url(),
            lines=[action.impact] if action.impact else [],
            muted=[f"{action.reference}, {action.lead_agency.short_name}, {_ended(action, on)}"],
        )
        for action in actions
    ]


def _ended(action: Action, on: dt.date) -> str:
    return f"closed {short_date(action.closed_on, on)}" if action.closed_on else "withdrawn"


def work_words(live: int, late: int) -> str:
    """ "12 open, 3 late"."""
    if not live:
        return "none open"
    return f"{live} open, {late} late" if late else f"{live} open, none late"
