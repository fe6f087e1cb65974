"""The home page of an agency lead, a member, a chair or a safeguarding partner: what they owe."""

import datetime as dt
from typing import Any

from django.urls import reverse

from dspp.home.chair import chair_work
from dspp.home.page import (
    Page,
    Section,
    Side,
    counted,
    signature_section,
    week,
    work,
)
from partnership.kit.parts import Entry
from partnership.kit.querysets import capped_counts
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
from partnership.models import ChaseStep
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import Action
from subgroups.selectors import actions as action_reads
from subgroups.selectors import home as reads

MOST_SHOWN = 50


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
    counts = capped_counts(**to_count(person, day, leads, with_week=bool(chairs)))
    outstanding = outstanding_rows(person, leads, counts["beside"])
    late = [row for row in outstanding if row.is_overdue(on)]
    if leads or outstanding:
        sections.append(outstanding_section(outstanding, counts["owed"] + counts["beside"], day, leads=bool(leads)))
        if late:
            headings.append(late_heading(late, counts["late"] + counts["late_beside"], day))
    supported = list(action_reads.supported_by(leads)[:MOST_SHOWN]) if counts["supported"] else []
    if supported:
        sections.append(
            Section("Actions you support", rows=work(supported, day), count=str(counts["supported"]), what="Action")
        )
    signs_only = signatures and not (chairs or leads or outstanding)
    quiet = "Nothing waits for your signature" if signs_only else "Nothing of yours is late"
    heading = list_words(headings[:2]) or quiet
    return Page(
        kicker=person.agency.name if person.agency and leads else long_date(on),
        heading=heading[0].upper() + heading[1:],
        lede=own_lede(counts["owed"] + counts["beside"], late),
        week=week(person, on, counts) if chairs else [],
        sections=sections,
        sides=own_sides(person, on, leads),
    )


def own_rows(person: Any, leads: frozenset[int]) -> tuple[Any, Any]:
    """Live actions of the agencies a person leads, and beside them those the person holds for others.

    Two reads and not one with "or": each is in the order of an index.
    """
    held = action_reads.held_by(person).exclude(status=Action.Status.PROPOSED)
    if not leads:
        return held, held.none()
    led = action_reads.work_of_agency(leads).exclude(status=Action.Status.PROPOSED)
    return led, held.exclude(lead_agency_id__in=leads)


def to_count(person: Any, day: action_reads.Clock, leads: frozenset[int], *, with_week: bool) -> dict[str, Any]:
    """What the page counts: what is owed and late, what the person holds beside, what is supported, the week."""
    owed, beside = own_rows(person, leads)
    rows = {"owed": owed, "late": owed.overdue(day.on), "beside": beside, "late_beside": beside.overdue(day.on)}
    rows["supported"] = action_reads.supported_by(leads) if leads else owed.none()
    return rows | (reads.due_on_days(action_reads.held_by(person), day.on) if with_week else {})


def outstanding_rows(person: Any, leads: frozenset[int], beside: int) -> list[Action]:
    """The actions that are owed, the one due longest ago first, as many as a page can hold."""
    led, held = own_rows(person, leads)
    rows = list(led[:MOST_SHOWN])
    if beside:
        rows = sorted([*rows, *held[:MOST_SHOWN]], key=lambda row: (row.due_on, row.pk))
    return rows[:MOST_SHOWN]


def late_heading(late: list[Action], count: int, day: action_reads.Clock) -> str:
    """ "three actions are late; one goes to the Executive on Friday"."""
    said = counted(count, "action is late", "actions are late")
    ahead = [step for row in late if (step := day.next_step(row))]
    going = sorted(at for rung, at in ahead if rung.to == ChaseStep.To.EXECUTIVE and (at - day.on).days < 7)
    if going:
        said += f"; {number_words(len(going))} {'goes' if len(going) == 1 else 'go'} to the Executive on {going[0]:%A}"
    return said


def outstanding_section(rows: list[Action], count: int, day: action_reads.Clock, *, leads: bool) -> Section:
    """An agency's outstanding work, most overdue first, with what happens next if nothing is done."""
    return Section(
        "Outstanding actions" if leads else "Your actions",
        rows=work(rows, day, for_agency=True, may_update=True),
        count=outstanding_words(len(rows), count),
        url=f"{reverse('subgroups:action-list')}?format=csv" if rows and leads else "",
        words="CSV",
        empty="Nothing is asked of you. When an action is agreed it appears here with its date, and you get a mail.",
        what="Action",
        held="With",
        next="If nothing is done",
    )


def outstanding_words(shown: int, count: int) -> str:
    """ "7, most overdue first"; of very many only the first are on the page, and the list has them all."""
    if not count:
        return "none"
    return f"{count}, most overdue first" if shown == count else f"the {shown} most overdue of {count:,}"


def own_lede(count: int, late: list[Action]) -> str:
    if late:
        return (
            "Add an update with evidence, claim completion or ask the chair for a new date. "
            "Otherwise the next step happens by itself."
        )
    if count:
        return f"{plural(count, 'action')} {'is' if count == 1 else 'are'} open, and all are in time."
    return ""


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
            Action.objects.filter(lead_agency_id__in=leads, closed_on__isnull=False).order_by("-closed_on", "-pk")[:3]
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
