"""Words of decisions: rows of the list, facts of one."""

import datetime as dt
from collections.abc import Iterable

from partnership.kit.parts import Cell, Fact, Head, Tag
from partnership.kit.wording import (
    long_date,
    short_date,
)
from subgroups.models import Attendance, Decision, Meeting
from subgroups.presenters.meetings import heading_of

Status, Mark = Meeting.Status, Attendance.Mark


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
