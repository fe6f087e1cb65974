"""The home page of an agency lead, a member, a chair or a safeguarding partner: what they owe."""

import datetime as dt
from typing import Any

from django.urls import reverse

from dspp.home.chair import chair_work
from dspp.home.owed import Owed
from dspp.home.page import (
    Page,
    Section,
    Side,
    counted,
    signature_section,
    week,
    work,
)
from partnership.kit.dates import quarter, quarters_to
from partnership.kit.parts import Entry
from partnership.kit.wording import (
    clock,
    list_words,
    long_date,
    number_words,
    plural,
    share,
    short_date,
    time_since,
    upper_first,
)
from partnership.permissions import AgencyRight, BodyRight
from partnership.selectors.obligations import owed_by_agency, read_all
from subgroups.models import Action, Meeting
from subgroups.obligations import ACTIONS
from subgroups.presenters.scorecards import quarter_words
from subgroups.selectors import actions as action_reads
from subgroups.selectors import home as reads
from subgroups.selectors.scorecards import Kept, kept_of

MOST_OWED = 50


def own_work(person: Any, on: dt.date, *, every: bool = False) -> Page:
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
        chair_sections, said = chair_work(person, on, every=every)
        sections += chair_sections
        headings += said
    owed = owed_by_agency(leads, holder=person)
    keys = owed.keys(0, MOST_OWED)
    days = reads.week_of(on)
    tallies = owed.tallies(on, reads.held_and_due, first=days[0], last=days[-1])
    due = {day.isoformat(): tallies.pop(day.isoformat(), (0, 0))[0] for day in days}
    count, late = (sum(column) for column in zip(*tallies.values(), strict=True)) if tallies else (0, 0)
    actions = action_reads.shown_to(person, leads, [key for kind, key, _ in keys if kind == ACTIONS.key])
    shown = Owed(read_all(keys, {(ACTIONS.key, key): row for key, row in actions.by_key.items()}), person, day)
    waiting = actions.waiting[:MOST_OWED]
    meetings = reads.meetings_of_week_and_next(person, on)
    if leads or count or waiting:
        sections.append(outstanding_section(shown, count, leads=bool(leads)))
        if late:
            headings.append(late_heading(late, shown))
    if waiting:
        sections.append(waiting_section(waiting, day))
    signs_only = signatures and not (chairs or leads or count)
    quiet = "Nothing waits for your signature" if signs_only else "Nothing of yours is late"
    heading = list_words(headings[:2]) or quiet
    return Page(
        kicker=person.agency.name if person.agency and leads else long_date(on),
        heading=upper_first(heading),
        lede=own_lede(count, late),
        week=week(meetings.of_week, on, due) if chairs else [],
        sections=sections,
        sides=own_sides(person, on, leads, meetings.coming, actions.closed),
        prints=bool(leads or count),
    )


def late_heading(late: int, owed: Owed) -> str:
    """ "three things are late; one goes to the Executive on Friday"."""
    only_actions = all(one.kind == "action" for one in owed.obligations if one.due_on < owed.clock.on)
    said = counted(late, *(("action is late", "actions are late") if only_actions else ("is late", "are late")))
    going = owed.goes_to_executive()
    if going:
        said += f"; {number_words(len(going))} {'goes' if len(going) == 1 else 'go'} to the Executive on {going[0]:%A}"
    return said


def outstanding_section(owed: Owed, count: int, *, leads: bool) -> Section:
    """An agency's outstanding work, most overdue first, with what happens next if nothing is done."""
    here = reverse("owed")
    more = count > len(owed.obligations)
    return Section(
        "Outstanding" if leads else "Yours to do",
        rows=owed.rows(),
        count=f"{count}, most overdue first" if count else "none",
        url=here if more else f"{here}?format=csv" if count else "",
        words=f"All {count}" if more else "CSV",
        empty="Nothing is asked of you. When an action is agreed it appears here with its date, and you get a mail.",
        held="With",
        next="If nothing is done",
    )


def waiting_section(rows: list[Action], day: action_reads.Clock) -> Section:
    """What the agency has done its part of, and now waits for a chair: nobody is chased for it."""
    return Section(
        "Waiting for somebody else",
        rows=work(rows, day, for_agency=True),
        count=str(len(rows)),
        what="Action",
        held="With",
        next="What it waits for",
    )


def own_lede(count: int, late: int) -> str:
    if late:
        return (
            "Add an update with evidence, claim completion or ask the chair for a new date. "
            "Otherwise the next step happens by itself."
        )
    if count:
        return f"{plural(count, 'thing')} {'is' if count == 1 else 'are'} asked of you, and all are in time."
    return ""


def score_side(person: Any, leads: frozenset[int], on: dt.date) -> Side:
    """How the agency kept its first dates: this quarter and the three before, the latest first. One query."""
    quarters = quarters_to(quarter(on), 4)
    kept = kept_of(leads, quarters)
    facts = []
    for place in reversed(range(len(quarters))):
        counts = kept.get((place,), Kept())
        said = share(counts.on_time, counts.due) if counts.due else "none due"
        facts.append((quarter_words(quarters[place]), said))
    links = []
    if person.agency_id in leads:
        links.append(Entry("Your scorecard", reverse("subgroups:agency-scorecard", args=[person.agency.slug])))
    return Side("Done by the first date", links, facts)


def own_sides(
    person: Any, on: dt.date, leads: frozenset[int], meetings: list[Meeting], closed: list[Action]
) -> list[Side]:
    """Next meetings, attendance of the agency, what was closed lately."""
    sides = []
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
        sides.append(score_side(person, leads, on))
        shares = reads.at_the_table(leads, on)
        sides.append(
            Side(
                "At the table, last 12 months",
                facts=[(row.body, share(row.there, row.held)) for row in shares],
                empty="Your agency had no seat at a meeting in these months.",
            )
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
    away = Entry(
        "Say when you are away",
        reverse("partnership:person-away", args=[person.pk]),
        ["Your deputy is told in your place what is due."],
    )
    sides.append(Side("Going away?", [away]))
    return sides
