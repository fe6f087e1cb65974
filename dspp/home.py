"""The home page of each role: what this person needs next, first; composed from every room's own reads."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from partnership.kit.parts import Day, Entry, Link, When, WorkRow
from partnership.kit.wording import (
    clock,
    list_words,
    long_date,
    number_words,
    plural,
    share,
    short_date,
    time_since,
)
from partnership.models import ChaseStep, Seat
from partnership.permissions import AgencyRight, BodyRight, PortalRight
from partnership.selectors import notices as notice_reads
from reports.selectors.signatures import awaiting_signature
from subgroups.models import Action, Escalation, Meeting
from subgroups.presenters.actions import work_row
from subgroups.selectors import actions as action_reads
from subgroups.selectors import home as reads

MOST = 8
LONG_VACANT = dt.timedelta(days=90)


@dataclass
class Section:
    """A work list of the home page."""

    title: str
    rows: list[WorkRow] = field(default_factory=list)
    count: str = ""
    url: str = ""
    words: str = ""
    empty: str = ""
    what: str = "What is owed"
    held: str = "Held by"
    next: str = "What happens next"
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Side:
    """A box of the side column."""

    title: str
    entries: list[Entry] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    count: str = ""
    empty: str = ""


@dataclass
class Page:
    """A home page."""

    kicker: str
    heading: str
    lede: str = ""
    buttons: list[Link] = field(default_factory=list)
    week: list[Day] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)


def sentence(late: int, soon: int, *, things: tuple[str, str] = ("thing", "things")) -> str:
    """The first line: "11 things are late and 9 are due by Friday"."""

    def said(count: int) -> str:
        return f"{number_words(count)} {things[0] if count == 1 else things[1]}".capitalize()

    if late and soon:
        return f"{said(late)} {'is' if late == 1 else 'are'} late and {number_words(soon)} due by Friday"
    if late:
        return f"{said(late)} {'is' if late == 1 else 'are'} late"
    if soon:
        return f"Nothing is late; {number_words(soon)} {'is' if soon == 1 else 'are'} due by Friday"
    return "Nothing is late and nothing is due this week"


def counted(count: int, one: str, many: str) -> str:
    """ "three reports wait", or nothing for none."""
    return f"{number_words(count)} {one if count == 1 else many}" if count else ""


def build(person: Any, on: dt.date) -> Page:
    """The page of the person's role; somebody with several roles gets the sections of each."""
    if person.rights.manages:
        return business_unit(person, on)
    if person.rights.has(PortalRight.OVERSEE):
        return overseer(person, on)
    return own_work(person, on)


# ---- the week ----


def week(person: Any, on: dt.date, actions: Any) -> list[Day]:
    """Five days: the meetings of each with how they stand, and how many actions fall due."""
    days = reads.week_of(on)
    meetings = reads.meetings_between(person, days[0], days[-1])
    coming = reads.coming_to(meetings)
    due = reads.due_by_day(actions, days[0], days[-1])
    return [
        Day(
            f"{day:%a} {day.day}",
            [meeting_entry(meeting, coming[meeting.pk], on) for meeting in meetings if meeting.on == day],
            due.get(day, 0),
            day == on,
        )
        for day in days
    ]


def meeting_entry(meeting: Meeting, coming: reads.Coming, on: dt.date) -> Entry:
    """One meeting in the week: when, its state, and whether it will be quorate."""
    lines = [f"{clock(meeting.starts_at)}, {meeting.get_status_display().lower()}"]
    when = None
    if meeting.on >= on and not meeting.took_place:
        if coming.lacking:
            kinds = list_words(word(kind) for kind in coming.lacking)
            said = "has" if len(coming.lacking) == 1 else "have"
            when = When("soon", "Not yet quorate:", f"{kinds} {said} not said yes")
        elif coming.asked:
            lines.append(f"{coming.yes} of {coming.asked} coming")
    return Entry(meeting.body.short_name, meeting.get_absolute_url(), lines, when=when)


def word(kind: str) -> str:
    """A kind of agency inside a sentence."""
    return {"Local authority": "the council", "Integrated care board": "the ICB", "Police": "the police"}.get(
        kind, kind
    )


# ---- pieces that several roles share ----


def work(rows: Iterable[Action], day: action_reads.Clock, **kwargs: bool) -> list[WorkRow]:
    return [work_row(action, day, **kwargs) for action in rows]


def escalation_entry(row: Escalation, on: dt.date) -> Entry:
    when = When.due(row.reply_due_on, on)
    words = {"late": f"Reply {when.words}", "soon": f"Reply due {when.words[0].lower()}{when.words[1:]}"}
    said = When(when.state, words.get(when.state, f"Reply due {short_date(row.reply_due_on, on)}"))
    return Entry(
        row.question, row.get_absolute_url(), [f"{row.from_body.short_name} to {row.to_body.short_name}"], when=said
    )


def escalation_row(row: Escalation, on: dt.date, person: Any) -> WorkRow:
    return WorkRow(
        when=When.due(row.reply_due_on, on),
        what=row.question,
        url=row.get_absolute_url(),
        reference=f"{row.reference} · escalation",
        held_by=row.from_body.short_name,
        next=f"{row.to_body.short_name} replies",
        act=Link("Reply", f"{row.get_absolute_url()}reply/") if may_reply(person, row) else None,
    )


def may_reply(person: Any, row: Escalation) -> bool:
    """Whether the person answers for the body that was asked."""
    return person.rights.manages or row.allows(person, BodyRight.CHAIR)


def signature_section(person: Any, on: dt.date) -> Section | None:
    """Reports that wait for this person's own signature."""
    if not person.rights.has(PortalRight.SIGN):
        return None
    waiting = awaiting_signature(person, on)
    return Section(
        "Waiting for your signature",
        rows=[
            WorkRow(
                when=When.due(report.due_on, on) if report.due_on else When("later", "No date"),
                what=report.title,
                url=report.get_absolute_url(),
                reference=f"edition {edition.number}, frozen {short_date(edition.frozen_at.date(), on)}",
                held_by="You",
                next="Published when all have signed",
                act=Link("Read and sign", report.get_absolute_url()),
            )
            for report, edition in waiting
        ],
        count=str(len(waiting)) if waiting else "none",
        empty="No report waits for you. When an edition is approved it appears here and you get a mail.",
        what="Report",
    )


# ---- the business unit ----


def business_unit(person: Any, on: dt.date) -> Page:
    """What is late or due this week, across everything."""
    day = action_reads.Clock.of(on)
    rows = Action.objects.select_related("body", "lead_agency", "holder")
    friday = reads.week_of(on)[-1]
    counts = action_reads.counts_for(Action.objects.all(), day)
    escalations = list(reads.escalations_without_reply(person))
    escalations_late = [row for row in escalations if row.reply_due_on < on]
    escalations_due = [row for row in escalations if on <= row.reply_due_on <= friday]
    late = list(rows.overdue(on).order_by("due_on", "pk")[:MOST])
    days = week(person, on, Action.objects.all())
    due_rows = list(rows.due_between(on, friday).order_by("due_on", "pk")[: MOST + 1])
    due = sum(column.due for column, date in zip(days, reads.week_of(on), strict=True) if date >= on)
    failures: list[Any] = list(notice_reads.failures()[:MOST])
    vacant = vacant_for_long(on)
    late_count, due_count = counts["overdue"] + len(escalations_late), due + len(escalations_due)
    lede = []
    if failures:
        chases = "chase" if len(failures) == 1 else "chases"
        lede.append(f"{number_words(len(failures)).capitalize()} {chases} could not be delivered and need a person.")
    if counts["claimed"]:
        lede.append(f"{number_words(counts['claimed']).capitalize()} claimed complete wait for a second person.")
    action_list = reverse("subgroups:action-list")
    return Page(
        kicker=long_date(on),
        heading=sentence(late_count, due_count),
        lede=" ".join(lede),
        buttons=[
            Link("Plan a meeting", reverse("subgroups:meeting-new")),
            Link("Record an action", reverse("subgroups:action-new")),
        ],
        week=days,
        sections=[
            Section(
                "Late",
                rows=by_date(person, late, escalations_late, day),
                count=f"{late_count}, longest first" if late_count else "none",
                url=f"{action_list}?key=overdue" if counts["overdue"] else "",
                words=f"All {counts['overdue']} actions",
                empty="Nothing is late. What passes its date appears here by itself.",
            ),
            Section(
                "Due this week",
                rows=by_date(person, due_rows[:MOST], escalations_due, day),
                count=str(due_count) if due_count else "none",
                url=f"{action_list}?key=soon" if due_count else "",
                words="All that are due soon",
                empty="Nothing is due by Friday.",
            ),
        ],
        sides=[
            Side(
                "Chases that failed",
                [
                    Entry(
                        f"{notice.to.name}{f', {notice.to.agency.short_name}' if notice.to.agency else ''}",
                        f"/mails/{notice.pk}/",
                        [notice.failure or "Not delivered"],
                        [f"{plural(notice.waiting, 'obligation waits', 'obligations wait')}"] if notice.waiting else [],
                    )
                    for notice in failures
                ],
                count=str(len(failures)) if failures else "",
                empty="Every mail has been delivered.",
            ),
            Side(
                "Escalations without reply",
                [escalation_entry(row, on) for row in escalations[:MOST]],
                count=str(len(escalations)) if escalations else "",
                empty="Every escalation has its reply.",
            ),
            Side("Waiting for someone else", waiting_entries(person, counts, vacant), empty="Nothing waits."),
        ],
    )


def by_date(
    person: Any, actions: Iterable[Action], escalations: Iterable[Escalation], day: action_reads.Clock
) -> list[WorkRow]:
    """Actions and escalations in one list, the one due longest ago first."""
    rows = [(action.due_on, work_row(action, day)) for action in actions]
    rows += [(row.reply_due_on, escalation_row(row, day.on, person)) for row in escalations]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def vacant_for_long(on: dt.date) -> int:
    """Seats that nobody has filled for more than ninety days."""
    return (
        Seat.objects.vacant(on)
        .filter(is_required=True, body__closed_on__isnull=True)
        .exclude(memberships__to_on__gt=on - LONG_VACANT)
        .exclude(opened_on__gt=on - LONG_VACANT)
        .count()
    )


def waiting_entries(person: Any, counts: dict[str, int], vacant: int) -> list[Entry]:
    """What the business unit waits for."""
    entries = []
    asked = reads.dates_asked(person).count()
    if asked:
        words = plural(asked, "new date asked for", "new dates asked for")
        entries.append(
            Entry(words, f"{reverse('subgroups:action-list')}?key=asked", after=", chairs to grant or refuse")
        )
    if counts["claimed"]:
        words = plural(counts["claimed"], "action claimed complete", "actions claimed complete")
        entries.append(
            Entry(words, f"{reverse('subgroups:action-list')}?key=claimed", after=", to be closed or returned")
        )
    if vacant:
        words = plural(vacant, "seat vacant", "seats vacant")
        entries.append(Entry(words, reverse("partnership:body-list"), after=" for more than 90 days"))
    return entries


# ---- the independent chair, the scrutineer, an inspector ----


def overseer(person: Any, on: dt.date) -> Page:
    """Reports waiting for signature, escalations without reply, agencies missing from the table."""
    day = action_reads.Clock.of(on)
    signatures = signature_section(person, on)
    escalations = list(reads.escalations_without_reply(person))
    missing = reads.agencies_missing(on)
    executive = Action.objects.select_related("body", "lead_agency", "holder")
    late = list(executive.overdue(on).order_by("due_on", "pk")[:MOST])
    counts = action_reads.counts_for(Action.objects.visible_to(person), day)
    waiting = len(signatures.rows) if signatures else 0
    parts = [
        counted(waiting, "report waits for your signature", "reports wait for your signature"),
        counted(len(escalations), "escalation has no reply", "escalations have no reply"),
        counted(len(missing), "agency is missing from a table", "agencies are missing from a table"),
    ]
    said = [part for part in parts if part]
    heading = list_words(said[:2])
    sections = [signatures] if signatures else []
    sections += [
        Section(
            "Escalations without reply",
            rows=[escalation_row(row, on, person) for row in escalations],
            count=str(len(escalations)) if escalations else "none",
            empty="Every escalation has its reply.",
            what="Question",
            held="From",
        ),
        Section(
            "Late actions",
            rows=work(late, day),
            count=f"{counts['overdue']}, longest first" if counts["overdue"] else "none",
            url=f"{reverse('subgroups:action-list')}?key=overdue" if counts["overdue"] else "",
            words=f"All {counts['overdue']}",
            empty="No action is late.",
            what="Action",
        ),
    ]
    return Page(
        kicker=long_date(on),
        heading=heading[0].upper() + heading[1:] if heading else "Nothing waits for you",
        lede=f"{said[2][0].upper()}{said[2][1:]}." if len(said) > 2 else "",
        week=week(person, on, Action.objects.visible_to(person)),
        sections=sections,
        sides=[missing_side(missing), moved_side(counts)],
    )


def missing_side(missing: list[reads.Missing]) -> Side:
    """Agencies that were not at the table."""
    return Side(
        "Missing from the table",
        [
            Entry(row.agency, row.agency_path, [row.body], [f"{row.times} meetings running, without a deputy"])
            for row in missing[:MOST]
        ],
        count=str(len(missing)) if missing else "",
        empty="No agency has missed two meetings of a body running.",
    )


def moved_side(counts: dict[str, int]) -> Side:
    """Dates that moved again and again."""
    entries = []
    if counts["moved"]:
        words = plural(counts["moved"], "open action has", "open actions have")
        whose = "its" if counts["moved"] == 1 else "their"
        entries.append(
            Entry(words, f"{reverse('subgroups:action-list')}?key=moved", after=f" moved {whose} date more than once")
        )
    return Side("Slippage", entries, empty="No open action has moved its date more than once.")


# ---- chairs, partners, agency leads, members ----


def own_work(person: Any, on: dt.date) -> Page:
    """What a chair, a safeguarding partner, an agency lead or a member owes, by what they hold."""
    rights, day = person.rights, action_reads.Clock.of(on)
    leads = rights.agencies(AgencyRight.LEAD)
    chairs = rights.bodies(BodyRight.CHAIR)
    sections: list[Section] = []
    headings: list[str] = []
    if signatures := signature_section(person, on):
        sections.append(signatures)
        if signatures.rows:
            count = len(signatures.rows)
            headings.append(
                f"{number_words(count)} {'report waits' if count == 1 else 'reports wait'} for your signature"
            )
    if chairs:
        chair_sections, said = chair_work(person, on)
        sections += chair_sections
        headings += said
    outstanding = list(agency_rows(person))
    late = [row for row in outstanding if row.is_overdue(on)]
    if leads or outstanding:
        sections.append(outstanding_section(person, outstanding, late, day, leads=bool(leads)))
        if late:
            headings.append(late_heading(late, day))
    supported = list(action_reads.supported_by(leads)) if leads else []
    if supported:
        sections.append(
            Section("Actions you support", rows=work(supported, day), count=str(len(supported)), what="Action")
        )
    signs_only = signatures and not (chairs or leads or outstanding)
    quiet = "Nothing waits for your signature" if signs_only else "Nothing of yours is late"
    heading = list_words(headings[:2]) or quiet
    return Page(
        kicker=person.agency.name if person.agency and leads else long_date(on),
        heading=heading[0].upper() + heading[1:],
        lede=own_lede(outstanding, late, bool(leads)),
        week=week(person, on, action_reads.held_by(person)) if chairs else [],
        sections=sections,
        sides=own_sides(person, on, leads),
    )


def agency_rows(person: Any) -> Any:
    """Live actions of the agencies a person leads, with those the person holds."""
    leads = person.rights.agencies(AgencyRight.LEAD)
    rows = action_reads.work_of_agency(leads) if leads else action_reads.held_by(person)
    if leads:
        rows = rows | action_reads.held_by(person)
    return rows.exclude(status=Action.Status.PROPOSED)


def late_heading(late: list[Action], day: action_reads.Clock) -> str:
    """ "three actions are late; one goes to the Executive on Friday"."""
    said = counted(len(late), "action is late", "actions are late")
    ahead = [step for row in late if (step := day.next_step(row))]
    going = sorted(at for rung, at in ahead if rung.to == ChaseStep.To.EXECUTIVE and (at - day.on).days < 7)
    if going:
        said += f"; {number_words(len(going))} {'goes' if len(going) == 1 else 'go'} to the Executive on {going[0]:%A}"
    return said


def outstanding_section(
    person: Any, rows: list[Action], late: list[Action], day: action_reads.Clock, *, leads: bool
) -> Section:
    """An agency's outstanding work, most overdue first, with what happens next if nothing is done."""
    return Section(
        "Outstanding actions" if leads else "Your actions",
        rows=work(rows, day, for_agency=True, may_update=True),
        count=f"{len(rows)}, most overdue first" if rows else "none",
        url=f"{reverse('subgroups:action-list')}?format=csv" if rows and leads else "",
        words="CSV",
        empty="Nothing is asked of you. When an action is agreed it appears here with its date, and you get a mail.",
        what="Action",
        held="With",
        next="If nothing is done",
    )


def own_lede(rows: list[Action], late: list[Action], leads: bool) -> str:
    if late:
        return (
            "Add an update with evidence, claim completion or ask the chair for a new date. "
            "Otherwise the next step happens by itself."
        )
    if rows:
        return f"{plural(len(rows), 'action')} {'is' if len(rows) == 1 else 'are'} open, and all are in time."
    return ""


def chair_work(person: Any, on: dt.date) -> tuple[list[Section], list[str]]:
    """What waits for a chair: minutes to agree, actions to close, dates to answer, replies that are owed."""
    minutes = list(reads.minutes_to_agree(person))
    asked = list(reads.dates_asked(person, BodyRight.CHAIR))
    claims = list(reads.claimed(person, BodyRight.CHAIR))
    replies = list(reads.escalations_to_answer(person))
    rows: list[WorkRow] = [escalation_row(row, on, person) for row in replies]
    rows += [
        WorkRow(
            when=When("later", "Claimed", short_date(action.claimed_on, on)),
            what=action.title,
            url=action.get_absolute_url(),
            reference=f"{action.reference} · {action.body.short_name}",
            held_by=action.lead_agency.short_name,
            next="You close it or return it",
            act=Link("Close or return", action.get_absolute_url()),
        )
        for action in claims
        if action.claimed_by_id != person.pk
    ]
    rows += [
        WorkRow(
            when=When.due(change.action.due_on, on),
            what=change.action.title,
            url=change.action.get_absolute_url(),
            reference=f"{change.action.reference} · asks for {short_date(change.to_on, on)}",
            held_by=change.action.lead_agency.short_name,
            next="You grant or refuse the new date",
            act=Link("Answer", f"{change.action.get_absolute_url()}answer-date/"),
        )
        for change in asked
    ]
    rows += [
        WorkRow(
            when=When("later", "Drafted", short_date(meeting.minutes_drafted_on, on)),
            what=f"Minutes of {meeting}",
            url=meeting.get_absolute_url(),
            reference=meeting.reference,
            held_by=meeting.body.short_name,
            next="You agree the minutes",
        )
        for meeting in minutes
    ]
    said = []
    if rows:
        said.append(counted(len(rows), "thing waits for you as chair", "things wait for you as chair"))
    section = Section(
        "For you as chair",
        rows=rows,
        count=str(len(rows)) if rows else "none",
        empty="Nothing waits for you. Minutes to agree, actions to close, new dates and escalations appear here.",
        what="What",
        held="From",
        next="What is asked",
    )
    return [section], said


def own_sides(person: Any, on: dt.date, leads: frozenset[int]) -> list[Side]:
    """Next meetings, attendance of the agency, what was closed lately."""
    sides = []
    meetings = reads.next_meetings(person, on)
    if person.rights.bodies(BodyRight.TAKE_PART):
        sides.append(
            Side(
                "Your next meetings",
                [
                    Entry(
                        meeting.body.short_name,
                        meeting.get_absolute_url(),
                        [
                            ", ".join(
                                filter(None, [short_date(meeting.on, on), clock(meeting.starts_at), meeting.place])
                            )
                        ],
                        [meeting.get_status_display()],
                    )
                    for meeting in meetings
                ],
                empty="No meeting is planned.",
            )
        )
    if leads:
        shares = reads.at_the_table(leads, on)
        sides.append(
            Side(
                "At the table, last 12 months",
                facts=[(row.body, share(row.there, row.held)) for row in shares],
                empty="Your agency had no seat at a meeting in these months.",
            )
        )
        closed = list(
            Action.objects.filter(lead_agency_id__in=leads, status=Action.Status.CLOSED).order_by("-closed_on", "-pk")[
                :3
            ]
        )
        sides.append(
            Side(
                "Closed last",
                [
                    Entry(
                        action.reference,
                        action.get_absolute_url(),
                        [f"closed {time_since(action.closed_on or on, on)}"],
                        [action.impact[:140]],
                    )
                    for action in closed
                ],
                empty="Closed actions appear here with the difference they made.",
            )
        )
    return sides
