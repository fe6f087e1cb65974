"""Words of meetings: the list, the state of one, its moves."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from partnership.kit.parts import Cell, Entry, Fact, Head, Tag, When
from partnership.kit.wording import (
    clock,
    long_date,
    lower_first,
    moment,
    plural,
    share,
    short_date,
    time_left,
    time_since,
    upper_first,
)
from subgroups.models import Attendance, Meeting
from subgroups.selectors.meetings import TO_COME, Owed

Status, Mark = Meeting.Status, Attendance.Mark


STATE_TAGS = {
    Status.PLANNED: Tag("Planned", "plain"),
    Status.AGENDA_ISSUED: Tag("Agenda issued", "plain"),
    Status.HELD: Tag("Minutes to draft", "plain"),
    Status.MINUTES_DRAFTED: Tag("Minutes to agree", "plain"),
    Status.MINUTES_AGREED: Tag("Minutes agreed", "met"),
    Status.CONFIRMED: Tag("Minutes confirmed", "done"),
    Status.CANCELLED: Tag("Cancelled", "plain"),
}


# ---- lists ----

LIST_HEADS = [
    Head("When", "time", "time"),
    Head("Meeting", "what"),
    Head("State", "tag", "says"),
    Head("At the table", "", "next"),
]


def when_of(meeting: Meeting, on: dt.date) -> When:
    """The time cell of a meeting. A meeting ahead is no debt, so it is never amber or red."""
    if meeting.status in TO_COME and meeting.on >= on:
        return When("later", time_left(meeting.on, on).words, short_date(meeting.on, on))
    words = time_since(meeting.on, on)
    return When("done", upper_first(words), short_date(meeting.on, on))


def title_of(meeting: Meeting) -> str:
    """ "Neglect", or with the name of its own: "Neglect: extraordinary meeting"."""
    return f"{meeting.body.short_name}: {lower_first(meeting.title)}" if meeting.title else meeting.body.short_name


def list_rows(meetings: Iterable[Meeting], counts: Mapping[int, tuple[int, int]], on: dt.date) -> list[list[Cell]]:
    """Rows of the meeting list."""
    rows = []
    for meeting in meetings:
        there, answered = counts.get(meeting.pk, (0, 0))
        if meeting.status == Status.CANCELLED:
            table = "not counted"
        elif meeting.status in TO_COME:
            table = f"{there} of {plural(answered, 'answer')} coming" if answered else "no answers yet"
        else:
            table = share(there, answered) if answered else "not marked yet"
        rows.append(
            [
                Cell(when=when_of(meeting, on)),
                Cell(
                    title_of(meeting),
                    f"/meetings/{meeting.pk}/",
                    f"{meeting.reference} · {time_words(meeting)}{f' · {meeting.place}' if meeting.place else ''}",
                ),
                Cell(tag=STATE_TAGS[Status(meeting.status)]),
                Cell(table),
            ]
        )
    return rows


# ---- one meeting ----


def time_words(meeting: Meeting) -> str:
    """ "10:00 to 12:00" or "10:00"."""
    return f"{clock(meeting.starts_at)} to {clock(meeting.ends_at)}" if meeting.ends_at else clock(meeting.starts_at)


def heading_of(meeting: Meeting) -> str:
    """ "Neglect, 26 November 2026"."""
    return f"{title_of(meeting)}, {long_date(meeting.on, weekday=False)}"


@dataclass(frozen=True)
class Lede:
    """The first line: its time words (coloured if late or soon) and the rest."""

    time: str
    state: str
    rest: str


def _due(what: str, day: dt.date, on: dt.date, rest: str) -> Lede:
    """What is owed by a day: how long there is, or how late it is."""
    left = time_left(day, on)
    said = left.words if left.state == "late" else f"due {lower_first(left.words)}"
    return Lede(f"{what}: {said}.", "" if left.state == "later" else left.state, rest)


def lede_of(meeting: Meeting, owed: Owed, on: dt.date, *, reason: str = "") -> Lede:
    """What needs doing with a meeting."""
    match meeting.status:
        case Status.CANCELLED:
            return Lede("Cancelled.", "", reason)
        case Status.PLANNED | Status.AGENDA_ISSUED if meeting.on < on:
            return Lede(f"Its day was {time_since(meeting.on, on)}.", "", "End it if it took place, or cancel it.")
        case Status.PLANNED:
            left = time_left(owed.papers_on, on) if owed.papers_on else None
            if left and left.state == "late":
                return Lede(f"{time_left(meeting.on, on).words}.", "", f"The agenda is not issued: {left.words}.")
            due = f": due {short_date(owed.papers_on, on)}" if owed.papers_on else ""
            return Lede(f"{time_left(meeting.on, on).words}.", "", f"The agenda is not issued yet{due}.")
        case Status.AGENDA_ISSUED:
            issued = short_date(meeting.agenda_issued_on, on)
            return Lede(f"{time_left(meeting.on, on).words}.", "", f"The agenda was issued on {issued}.")
        case Status.HELD:
            if not owed.minutes_on:
                return Lede("Minutes are to be drafted.", "", "")
            return _due("Draft minutes", owed.minutes_on, on, f"They are due on {short_date(owed.minutes_on, on)}.")
        case Status.MINUTES_DRAFTED:
            rest = "Once agreed, nothing in them changes any more."
            if not meeting.minutes_agree_due_on:
                return Lede("The minutes wait for the chair.", "", rest)
            return _due("The chair agrees the minutes", meeting.minutes_agree_due_on, on, rest)
        case Status.MINUTES_AGREED:
            return Lede("The chair has agreed the minutes.", "", "The next meeting confirms them.")
        case _:
            return Lede("The minutes are confirmed.", "", "")


def facts_of(meeting: Meeting, owed: Owed, on: dt.date) -> list[Fact]:
    """When, where and what is owed when."""
    facts = [
        Fact("Body", meeting.body.name, meeting.body.get_absolute_url()),
        Fact("Day", long_date(meeting.on)),
        Fact("Time", time_words(meeting)),
        Fact("Place", meeting.place or "Not set yet"),
        Fact("State", tag=STATE_TAGS[Status(meeting.status)]),
    ]
    if meeting.status == Status.CANCELLED:
        return facts
    papers = owed.unknown or short_date(owed.papers_on, on)
    if meeting.agenda_issued_on:
        late = owed.papers_on is not None and meeting.agenda_issued_on > owed.papers_on
        facts.append(
            Fact(
                "Agenda issued", short_date(meeting.agenda_issued_on, on), lines=[f"late: due {papers}"] if late else []
            )
        )
    elif meeting.status == Status.PLANNED:
        facts.append(Fact("Agenda due", papers))
    if meeting.minutes_drafted_on:
        late = owed.minutes_on is not None and meeting.minutes_drafted_on > owed.minutes_on
        due = f"late: due {short_date(owed.minutes_on, on)}"
        facts.append(Fact("Minutes drafted", short_date(meeting.minutes_drafted_on, on), lines=[due] if late else []))
        if meeting.status == Status.MINUTES_DRAFTED and meeting.minutes_agree_due_on:
            facts.append(Fact("To be agreed by", short_date(meeting.minutes_agree_due_on, on)))
    elif meeting.on <= on:
        facts.append(Fact("Draft minutes due", owed.unknown or short_date(owed.minutes_on, on)))
    return facts


# ---- moves ----


def move_entries(moves: Iterable[Any], states: Any, on: dt.date) -> list[Entry]:
    """From state to state: what it became, when, by whom, with what note."""
    found = []
    for row in moves:
        by = f", {row.by.name}" if row.by else ""
        muted = [row.note] if row.note else []
        found.append(Entry(states(row.to_status).label, lines=[f"{moment(row.at, on)}{by}"], muted=muted))
    return found
