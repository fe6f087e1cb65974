"""Meetings, agendas, attendance, decisions and escalations in words."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from partnership.kit.dates import at_hour
from partnership.kit.markdown import to_html
from partnership.kit.parts import AgendaLine, Cell, Entry, Fact, Head, Link, QuorumPart, Tag, When
from partnership.kit.wording import (
    clock,
    list_words,
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
from partnership.models import Agency, Person
from subgroups.models import AgendaItem, Attendance, Decision, Escalation, Meeting
from subgroups.selectors.meetings import TO_COME, Arisen, Outcome, Owed
from subgroups.selectors.rosters import Needed, Place, Quorum

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
KIND_NAMES = {Agency.Kind.LOCAL_AUTHORITY: "Council", Agency.Kind.ICB: "ICB"}
MARK_WORDS = {
    Mark.PRESENT: "Here",
    Mark.REMOTE: "Remote",
    Mark.DEPUTY: "Deputy",
    Mark.APOLOGIES: "Apologies",
    Mark.ABSENT: "Absent",
    Mark.VACANT: "Vacant",
}
PAST_WORDS = {**MARK_WORDS, Mark.PRESENT: "Present"}
SAID_WORDS = {
    Mark.PRESENT: "Coming",
    Mark.REMOTE: "Joining remotely",
    Mark.DEPUTY: "Sending a deputy",
    Mark.APOLOGIES: "Apologies",
}
PICKS = [
    (mark.value, MARK_WORDS[mark]) for mark in (Mark.PRESENT, Mark.REMOTE, Mark.DEPUTY, Mark.APOLOGIES, Mark.ABSENT)
]
VACANT_PICKS = [(Mark.DEPUTY.value, "Deputy"), (Mark.VACANT.value, "Vacant")]


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


DECISION_HEADS = [
    Head("Decided", "date", "date"),
    Head("Decision", "what"),
    Head("Body", "", "held"),
    Head("Standing", "tag", "tag"),
]


def decision_tag(decision: Decision) -> Tag:
    """Whether a decision stands."""
    if decision.is_superseded:
        return Tag("Superseded", "plain")
    if decision.ratified_on:
        return Tag("Ratified", "done")
    if decision.ratify_by_id:
        return Tag("To be ratified", "plain")
    return Tag("Stands", "done")


def decision_rows(decisions: Iterable[Decision], on: dt.date) -> list[list[Cell]]:
    """Rows of the decision list."""
    return [
        [
            Cell(short_date(row.decided_on, on)),
            Cell(row.text, f"/decisions/{row.reference}/", row.reference),
            Cell(row.body.short_name),
            Cell(tag=decision_tag(row)),
        ]
        for row in decisions
    ]


ESCALATION_HEADS = [
    Head("Reply", "time", "time"),
    Head("Question", "what"),
    Head("From", "", "held"),
    Head("To", "", "held"),
]


def escalation_when(row: Escalation, on: dt.date) -> When:
    """How the reply stands."""
    if row.status == Escalation.Status.SENT:
        return When.due(row.reply_due_on, on)
    if row.status == Escalation.Status.REPLIED:
        return When("done", "Replied", short_date(row.replied_on, on))
    return When("done", "Withdrawn", "")


def escalation_rows(escalations: Iterable[Escalation], on: dt.date) -> list[list[Cell]]:
    """Rows of the escalation list."""
    return [
        [
            Cell(when=escalation_when(row, on)),
            Cell(
                row.question, f"/escalations/{row.reference}/", f"{row.reference} · sent {short_date(row.sent_on, on)}"
            ),
            Cell(row.from_body.short_name),
            Cell(row.to_body.short_name),
        ]
        for row in escalations
    ]


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
            left = time_left(owed.minutes_on, on)
            state = left.state if left.state != "later" else ""
            said = f"{left.words}." if left.state == "late" else f"due {lower_first(left.words)}."
            return Lede(f"Draft minutes: {said}", state, f"They are due on {short_date(owed.minutes_on, on)}.")
        case Status.MINUTES_DRAFTED:
            return Lede("The minutes wait for the chair.", "", "Once agreed, nothing in them changes any more.")
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
    elif meeting.on <= on:
        facts.append(Fact("Draft minutes due", owed.unknown or short_date(owed.minutes_on, on)))
    return facts


# ---- quorum ----

WHY_NOT = {
    Mark.APOLOGIES.value: "apologies",
    Mark.ABSENT.value: "absent",
    Mark.VACANT.value: "seat vacant",
    "no seat": "no seat here",
}


def _quorum_part(part: Needed, *, beforehand: bool) -> QuorumPart:
    name = KIND_NAMES.get(Agency.Kind(part.kind), part.name)
    if part.at_least > 1:
        name = f"{name}, {part.there} of {part.at_least}"
    if part.met:
        return QuorumPart(name, True, {"remote": "remote", "deputy": "deputy"}.get(part.how, ""))
    unknown = "no answer yet" if beforehand else "not marked yet"
    return QuorumPart(name, False, WHY_NOT.get(part.why_not, unknown))


@dataclass(frozen=True)
class QuorumWords:
    """What the quorum component is given."""

    parts: list[QuorumPart]
    met: bool
    words: str
    link: Link | None
    warning: str = ""


def quorum_words(judged: Quorum, *, beforehand: bool, mark_url: str = "") -> QuorumWords:
    """Quorum by kind of agency, then the count of seats; beforehand a warning where it is already out of reach."""
    parts = [_quorum_part(part, beforehand=beforehand) for part in judged.needed]
    verb = "coming" if beforehand else "at the table"
    words = f"{judged.at_table} of {plural(judged.filled, 'filled seat')} {verb}"
    vacant = f", {judged.vacant} vacant" if judged.vacant else ""
    open_seats = judged.unanswered if beforehand else judged.unmarked
    warning, link = "", None
    if open_seats and mark_url and not beforehand:
        link = Link(f"{plural(open_seats, 'seat')} to mark", mark_url, vacant)
    else:
        open_words = f", {plural(open_seats, 'answer')} to come" if beforehand and open_seats else ""
        open_words = open_words or (f", {open_seats} to mark" if open_seats else "")
        words += f"{open_words}{vacant}"
    if beforehand and not judged.is_possible:
        missing = list_words(
            [KIND_NAMES.get(Agency.Kind(part.kind), part.name) for part in judged.needed if not part.is_possible]
        )
        warning = (
            f"As it stands this meeting will not be quorate: {missing} will not be there. Ask for a deputy, or move it."
        )
    return QuorumWords(parts, judged.met, words, link, warning)


# ---- seats ----


@dataclass(frozen=True)
class SeatRow:
    """One seat of the table of who comes or came."""

    name: str
    title: str
    who: str
    mark: str
    meta: str


def _who(place: Place) -> str:
    return place.holder.person.name if place.holder else "vacant"


def seat_rows(places: Sequence[Place], *, beforehand: bool) -> list[SeatRow]:
    """Who is coming, or who came, by seat."""
    rows = []
    for place in places:
        row = place.attendance
        mark = Mark(row.mark) if row else None
        if place.is_vacant and (mark is None or mark == Mark.VACANT):
            word, meta = "Vacant", ""
        elif row is None or mark is None:
            word, meta = ("No answer yet" if beforehand else "Not marked"), ""
        else:
            said = row.is_expected
            word = (SAID_WORDS if said and beforehand else PAST_WORDS).get(mark, MARK_WORDS[mark])
            meta = row.came.name if row.came and mark == Mark.DEPUTY else ""
            if said and not beforehand:
                word, meta = "Not marked", f"said beforehand: {SAID_WORDS.get(mark, '').lower()}"
        role = "" if place.counts else f", {place.holder.get_role_display().lower()}" if place.holder else ""
        title = place.seat.title if place.seat.agency_id else ""
        rows.append(SeatRow(place.name, title, _who(place) + role, word, meta))
    return rows


@dataclass(frozen=True)
class PickRow:
    """One seat of the live page: five choices, or how long it has been vacant."""

    pk: int
    name: str
    title: str
    field: str
    choices: list[tuple[str, str]]
    value: str
    vacant: str
    fill_url: str
    came_field: str = ""
    came: Sequence[tuple[int, str, bool]] = ()


def pick_rows(
    places: Sequence[Place],
    chosen: Mapping[str, str],
    people: Mapping[int, list[Person]],
    on: dt.date,
    *,
    fill_url: str = "",
) -> list[PickRow]:
    """Seats to tap. What was sent as apologies is chosen beforehand, so that it needs no second tap."""
    rows = []
    for place in places:
        seat = place.seat
        field = f"seat-{seat.pk}"
        value = chosen.get(field) or place.mark or (place.said if place.said == Mark.APOLOGIES else "")
        vacant, choices = "", PICKS
        if place.is_vacant:
            vacant = f"vacant since {short_date(place.left_on, on)}" if place.left_on else "vacant"
            choices = VACANT_PICKS if place.deputies or place.mark == Mark.DEPUTY else []
            value = value or Mark.VACANT
        came: list[tuple[int, str, bool]] = []
        if value == Mark.DEPUTY:
            now = chosen.get(f"came-{seat.pk}") or str(place.attendance.came_id if place.attendance else "")
            came = [(person.pk, person.name, str(person.pk) == now) for person in people.get(seat.pk, [])]
        title = seat.title if seat.agency_id else ""
        holder = place.holder.person.name if place.holder else ""
        said = f"said: {SAID_WORDS[Mark(place.said)].lower()}" if place.said and place.said != Mark.APOLOGIES else ""
        role = "" if place.counts or not place.holder else place.holder.get_role_display().lower()
        second = " · ".join(part for part in (title, holder, role, said) if part)
        rows.append(
            PickRow(
                seat.pk,
                place.name,
                second,
                field,
                choices,
                value,
                vacant,
                fill_url if vacant else "",
                f"came-{seat.pk}",
                came,
            )
        )
    return rows


def marked_words(places: Sequence[Place]) -> str:
    """ "10 of 11 marked, one tap each"."""
    counted = [place for place in places if place.counts and not place.is_vacant]
    return f"{sum(bool(place.mark) for place in counted)} of {len(counted)} marked, one tap each"


# ---- agenda ----


def item_times(meeting: Meeting, items: Sequence[AgendaItem]) -> list[str]:
    """When each item begins, as far as the planned minutes of those before it are known."""
    at: dt.datetime | None = at_hour(meeting.on, meeting.starts_at.hour, meeting.starts_at.minute)
    said = []
    for item in items:
        said.append(clock(at) if at else "")
        at = at + dt.timedelta(minutes=item.minutes_planned) if at and item.minutes_planned else None
    return said


def agenda_lines(
    meeting: Meeting, items: Sequence[AgendaItem], current: AgendaItem | None, url_of: Any, *, actions: str = ""
) -> list[AgendaLine]:
    """The agenda beside a live meeting."""
    lines = []
    for number, (item, at) in enumerate(zip(items, item_times(meeting, items), strict=True), 1):
        planned = f"{item.minutes_planned} min" if item.minutes_planned else ""
        if item == current:
            remark = f"now, {planned}" if planned else "now"
        elif item.is_done:
            remark = "done"
        else:
            secret = "confidential" if item.is_confidential else ""
            count = actions if item.kind == AgendaItem.Kind.ACTIONS else ""
            remark = ", ".join(part for part in (at or planned, count, secret) if part)
        lines.append(AgendaLine(str(number), item.title, url_of(item), remark, item.is_done, item == current))
    return lines


PURPOSES = {"information": "for information", "discussion": "for discussion", "decision": "for decision"}
KIND_SAYS = {
    AgendaItem.Kind.MINUTES: "last minutes",
    AgendaItem.Kind.CHASE: "brought by the portal: overdue",
    AgendaItem.Kind.ESCALATION: "escalation",
    AgendaItem.Kind.RATIFY: "to ratify",
    AgendaItem.Kind.REPORT: "by the forward plan",
}


def item_says(item: AgendaItem, at: str = "") -> list[str]:
    """The line under an item: its purpose, who leads it, when and how long."""
    lead = item.lead
    led_by = f"{lead.name}, {lead.agency.short_name}" if lead and lead.agency else lead.name if lead else ""
    said = [
        PURPOSES.get(item.purpose, ""),
        KIND_SAYS.get(AgendaItem.Kind(item.kind), ""),
        led_by,
        f"{item.minutes_planned} min" if item.minutes_planned else "",
        at,
        "confidential" if item.is_confidential else "",
    ]
    return [part for part in said if part]


def item_about(item: AgendaItem) -> list[Link]:
    """What an item is about: the record that brought it here."""
    found = []
    if item.escalation:
        found.append(Link(item.escalation.reference, item.escalation.get_absolute_url()))
    if item.about:
        found.append(Link(item.about.reference, item.about.get_absolute_url()))
    if item.ratifies:
        found.append(Link(item.ratifies.reference, item.ratifies.get_absolute_url()))
    if item.confirms:
        words = f"Minutes of {long_date(item.confirms.on, weekday=False)}"
        found.append(Link(words, item.confirms.get_absolute_url()))
    return found


@dataclass(frozen=True)
class ItemRow:
    """One item of the agenda on a meeting's page, with what came of it."""

    item: AgendaItem
    number: int
    says: str
    about: list[Link]
    made: list["Made"]
    notes: SafeString | str
    papers: Sequence[Any] = ()


@dataclass(frozen=True)
class Made:
    """A decision, an action or an escalation in one line."""

    kind: str
    reference: str
    words: str
    url: str
    meta: str
    change_url: str = ""
    act_url: str = ""


PATHS = {"decision": "/decisions/", "action": "/actions/", "escalation": "/escalations/"}


def made(outcome: Outcome, on: dt.date, *, may_change: bool = False) -> Made:
    """One outcome of a meeting in words."""
    url = f"{PATHS[outcome.kind]}{outcome.reference}/"
    act_url = ""
    day = short_date(outcome.day, on)
    if outcome.kind == "decision":
        meta = {
            "superseded": "superseded",
            "ratified": f"ratified by the {outcome.who}",
            "to ratify": f"to be ratified by the {outcome.who}",
        }.get(outcome.state, "")
        may_change = may_change and outcome.state in ("", "to ratify")
        act_url = f"{PATHS['action']}new/?decision={outcome.reference}" if may_change else ""
    elif outcome.kind == "action":
        ended = {"closed": "closed", "withdrawn": "withdrawn"}.get(outcome.state)
        meta = f"{outcome.who}, {ended or f'due {day}'}"
    else:
        ended = {"replied": "replied", "withdrawn": "withdrawn"}.get(outcome.state)
        meta = f"to the {outcome.who}, {ended or f'reply due {day}'}"
        may_change = False
    change_url = f"{url}change/" if may_change else ""
    return Made(outcome.kind.capitalize(), outcome.reference, outcome.words, url, meta, change_url, act_url)


def item_rows(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    arisen: Arisen,
    on: dt.date,
    *,
    with_notes: bool,
    papers_of: Callable[[AgendaItem], Sequence[Any]] = lambda item: (),
) -> list[ItemRow]:
    """The agenda as a page shows it: what is asked, papers, what came of it, and the notes once they are minutes."""
    times = item_times(meeting, items) if meeting.status in TO_COME else [""] * len(items)
    return [
        ItemRow(
            item=item,
            number=number,
            says=" · ".join(item_says(item, at)),
            about=item_about(item),
            made=[made(outcome, on) for outcome in arisen.of_item(item)],
            notes=to_html(item.notes, top=4) if with_notes and item.notes else "",
            papers=papers_of(item),
        )
        for number, (item, at) in enumerate(zip(items, times, strict=True), 1)
    ]


def arisen_words(arisen: Arisen) -> str:
    """ "2 decisions, 3 actions and 1 escalation"."""
    said = [
        plural(len(rows), word)
        for rows, word in (
            (arisen.decisions, "decision"),
            (arisen.actions, "action"),
            (arisen.escalations, "escalation"),
        )
        if rows
    ]
    return list_words(said)


def open_action_entries(actions: Iterable[Any], on: dt.date) -> list[Entry]:
    """Open actions as the item of that name shows them."""
    return [
        Entry(
            f"{action.reference} {action.title}",
            action.get_absolute_url(),
            when=When.due(action.due_on, on) if action.status == "open" else None,
            muted=[
                action.lead_agency.short_name
                + ("" if action.status == "open" else f", {action.get_status_display().lower()}")
            ],
        )
        for action in actions
    ]


def open_action_count(actions: Sequence[Any], on: dt.date) -> str:
    """ "7, one late"."""
    late = sum(action.is_overdue(on) for action in actions)
    return f"{len(actions)}, {late} late" if late else str(len(actions))


# ---- moves ----


def move_entries(moves: Iterable[Any], states: Any, on: dt.date) -> list[Entry]:
    """From state to state: what it became, when, by whom, with what note."""
    found = []
    for row in moves:
        by = f", {row.by.name}" if row.by else ""
        muted = [row.note] if row.note else []
        found.append(Entry(states(row.to_status).label, lines=[f"{moment(row.at, on)}{by}"], muted=muted))
    return found


# ---- decisions and escalations ----

LONGEST_HEADING = 140


def decision_heading(decision: Decision) -> str:
    """The decision itself where it fits a heading, otherwise its number."""
    return decision.text if len(decision.text) <= LONGEST_HEADING else f"Decision {decision.reference}"


def decision_facts(decision: Decision, on: dt.date, *, may_read: bool) -> list[Fact]:
    """What was decided, why, where, and whether it stands. Meeting and item are for readers of the body."""
    meeting, item = decision.meeting, decision.item
    facts = [
        Fact("Decision", decision.text if decision_heading(decision) != decision.text else ""),
        Fact("Reasons", decision.reasons),
        Fact("Decided by", decision.body.name, decision.body.get_absolute_url()),
    ]
    if may_read:
        facts.append(Fact("Meeting", heading_of(meeting), meeting.get_absolute_url()))
        if item is not None:
            facts.append(Fact("Item", item.title, item.get_absolute_url()))
    else:
        facts.append(Fact("Decided on", long_date(decision.decided_on)))
    facts.append(Fact("Standing", tag=decision_tag(decision)))
    if decision.ratify_by:
        if decision.ratified_on:
            by = f", {decision.ratified_by}" if decision.ratified_by else ""
            facts.append(Fact("Ratified by", f"{decision.ratify_by.name}, {short_date(decision.ratified_on, on)}{by}"))
        else:
            facts.append(Fact("To be ratified by", decision.ratify_by.name, decision.ratify_by.get_absolute_url()))
    return facts


def escalation_facts(row: Escalation, on: dt.date) -> list[Fact]:
    """The question with its evidence and what is asked."""
    return [
        Fact("Question", row.question),
        Fact("Evidence", row.evidence),
        Fact("What is asked", row.ask),
        Fact("From", row.from_body.name, row.from_body.get_absolute_url()),
        Fact("To", row.to_body.name, row.to_body.get_absolute_url()),
        Fact("Sent", short_date(row.sent_on, on)),
        Fact("Reply due", short_date(row.reply_due_on, on)),
        Fact(
            "State", tag=Tag(row.get_status_display(), "done" if row.status == Escalation.Status.REPLIED else "plain")
        ),
    ]


def escalation_lede(row: Escalation, on: dt.date, *, reason: str = "") -> Lede:
    """What needs doing with an escalation."""
    if row.status == Escalation.Status.REPLIED:
        days = plural((row.replied_on - row.sent_on).days, "day") if row.replied_on else ""
        return Lede(f"Replied on {short_date(row.replied_on, on)}.", "", f"The reply took {days}.")
    if row.status == Escalation.Status.WITHDRAWN:
        return Lede("Withdrawn.", "", reason)
    left = time_left(row.reply_due_on, on)
    state = left.state if left.state != "later" else ""
    if left.state == "late":
        return Lede(f"The reply is {left.words}.", state, f"{row.to_body.name} owes it.")
    return Lede(f"Reply due {lower_first(left.words)}.", state, f"{row.to_body.name} owes it.")


# ---- calendar file ----


def _folded(line: str) -> str:
    """A line of a calendar file is at most 75 bytes; what is longer goes on after a space."""
    data, parts = line.encode(), []
    while len(data) > 74:
        cut = 74
        while data[cut] & 0xC0 == 0x80:  # never inside a character
            cut -= 1
        parts.append(data[:cut].decode())
        data = data[cut:]
    return "\r\n ".join([*parts, data.decode()])


def _escaped(words: str) -> str:
    out = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return out.replace("\r\n", "\\n").replace("\n", "\\n")


def calendar_file(meeting: Meeting, *, host: str, url: str, now: dt.datetime) -> str:
    """The meeting as an iCalendar file (RFC 5545), in UTC so that no time zone table is needed."""
    starts = at_hour(meeting.on, meeting.starts_at.hour, meeting.starts_at.minute).astimezone(dt.UTC)
    ends_at = meeting.ends_at
    ends = (
        at_hour(meeting.on, ends_at.hour, ends_at.minute).astimezone(dt.UTC)
        if ends_at
        else starts + dt.timedelta(hours=2)
    )
    stamp = "%Y%m%dT%H%M%SZ"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Safeguarding portal//Meetings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{meeting.reference}@{host}",
        f"SEQUENCE:{meeting.version}",
        f"DTSTAMP:{now.astimezone(dt.UTC).strftime(stamp)}",
        f"DTSTART:{starts.strftime(stamp)}",
        f"DTEND:{ends.strftime(stamp)}",
        f"SUMMARY:{_escaped(title_of(meeting))}",
        f"LOCATION:{_escaped(meeting.place)}",
        f"STATUS:{'CANCELLED' if meeting.status == Status.CANCELLED else 'CONFIRMED'}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(_folded(line) for line in lines) + "\r\n"
