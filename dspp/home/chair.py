"""What waits for the chair of a body."""

import datetime as dt
from typing import Any

from dspp.home.page import (
    Section,
    counted,
    escalation_row,
)
from partnership.kit.parts import Link, When, WorkRow
from partnership.kit.wording import (
    short_date,
)
from partnership.permissions import BodyRight
from subgroups.presenters import owed as owed_words
from subgroups.selectors import home as reads
from subgroups.selectors import owed as owed_reads


def chair_work(person: Any, on: dt.date) -> tuple[list[Section], list[str]]:
    """What waits for a chair: minutes to agree, actions to close, dates to answer, replies that are owed."""
    minutes = list(reads.minutes_to_agree(person))
    asked = list(reads.dates_asked(person, BodyRight.CHAIR))
    claims = list(reads.claimed(person, BodyRight.CHAIR))
    replies = list(reads.escalations_to_answer(person))
    rows: list[WorkRow] = [escalation_row(row, on, person) for row in replies]
    rows += owed_words.work_rows(owed_reads.owed_in_bodies(person, on), on)
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
        empty="Nothing waits for you. Minutes, actions to close, new dates, escalations and risks appear here.",
        what="What",
        held="From",
        next="What is asked",
    )
    return [section], said
