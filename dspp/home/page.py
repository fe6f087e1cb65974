"""What a home page is made of, and the pieces that several roles share."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnership.kit.parts import Day, Entry, Link, When, WorkRow
from partnership.kit.wording import (
    clock,
    list_words,
    number_words,
    short_date,
)
from partnership.permissions import BodyRight, PortalRight
from reports.selectors.signatures import awaiting_signature
from subgroups.models import Action, Escalation, Meeting
from subgroups.presenters.actions import work_row
from subgroups.selectors import actions as action_reads
from subgroups.selectors import home as reads

MOST = 8


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
    prints: bool = False


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


def week(meetings: list[Meeting], on: dt.date, due: Mapping[str, int]) -> list[Day]:
    """Five days: the meetings of each with how they stand, and how many actions fall due, as counted by date."""
    days = reads.week_of(on)
    coming = reads.coming_to(meetings)
    return [
        Day(
            f"{day:%a} {day.day}",
            [meeting_entry(meeting, coming[meeting.pk], on) for meeting in meetings if meeting.on == day],
            due[day.isoformat()],
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
