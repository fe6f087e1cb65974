"""Words of escalations: rows of the list, facts of one."""

import datetime as dt
from collections.abc import Iterable

from partnership.kit.parts import Cell, Fact, Head, Tag, When
from partnership.kit.wording import (
    lower_first,
    plural,
    short_date,
    time_left,
)
from subgroups.models import Attendance, Escalation, Meeting
from subgroups.presenters.meetings import Lede

Status, Mark = Meeting.Status, Attendance.Mark


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
