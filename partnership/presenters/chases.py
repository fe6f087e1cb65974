"""The ledger and the ladder in words."""

import datetime as dt
from collections.abc import Iterable

from partnership.chasing import Rung
from partnership.kit.parts import Cell, Head
from partnership.kit.wording import list_words, number_words, plural, short_date
from partnership.models import Chase, ChaseStep, Notice

CHASE_HEADS = [
    Head("Taken on", "date", "date"),
    Head("What is owed", "what"),
    Head("Step", "", "held"),
    Head("Told", "", "held"),
    Head("Outcome", "", "next"),
]


def step_words(chase: Chase) -> str:
    """ "5 working days after"."""
    if chase.offset is None:
        return "second move of the date"
    if chase.offset == 0:
        return "on the day"
    return f"{plural(abs(chase.offset), 'working day')} {'before' if chase.offset < 0 else 'after'}"


def told_words(chase: Chase) -> str:
    """Who was told."""
    return list_words(
        row.person.name if row.person else f"nobody is {row.get_told_as_display()}" for row in chase.tellings.all()
    )


def outcome_words(chase: Chase) -> str:
    """What came of it, worst first."""
    rows = list(chase.tellings.all())
    if any(row.person_id is None for row in rows):
        return "Nobody holds the office"
    notices = [row.notice for row in rows]
    if any(notice is not None and notice.status == Notice.Status.FAILED for notice in notices):
        came_back = any(notice is not None and notice.bounced_at for notice in notices)
        return "Came back" if came_back else "Failed"
    if any(row.notice is None and row.overtaken_on is None for row in rows):
        return "In the next digest"
    if all(row.overtaken_on for row in rows):
        return "Done before the mail was written"
    if any(notice is not None and notice.status != Notice.Status.SENT for notice in notices):
        return "Waiting in the outbox"
    if all(row.opened_at for row in rows):
        return "Sent, opened"
    mails = [row.notice for row in rows if row.overtaken_on is None]
    return "Delivered" if all(mail is not None and mail.delivered_at for mail in mails) else "Sent"


def chase_rows(chases: Iterable[Chase], on: dt.date) -> list[list[Cell]]:
    """Rows of the ledger."""
    return [
        [
            Cell(short_date(chase.on, on)),
            Cell(chase.title, chase.path, f"{chase.reference} · due {short_date(chase.due_on, on)}"),
            Cell(step_words(chase)),
            Cell(told_words(chase)),
            Cell(outcome_words(chase)),
        ]
        for chase in chases
    ]


def chases_lede(failed: int) -> str:
    """The first line of the ledger."""
    if not failed:
        return "Every chase that was sent has been delivered."
    mails = "mail" if failed == 1 else "mails"
    return f"{number_words(failed).capitalize()} {mails} could not be delivered and need a person."


def ladder_rows(rungs: Iterable[Rung]) -> list[tuple[str, str]]:
    """The steps of the ladder: when, and who is told."""
    rows = []
    for rung in rungs:
        if rung.offset is None:
            when = f"When the date moves for the {'second' if rung.slips == 2 else f'{rung.slips}th'} time"
        else:
            side = "before" if rung.offset < 0 else "after"
            when = (
                f"{plural(abs(rung.offset), 'working day')} {side} the due date" if rung.offset else "On the due date"
            )
        who = ChaseStep.To(rung.to).label
        if rung.to == ChaseStep.To.EXECUTIVE:
            who += ", and it goes on its next agenda by itself"
        rows.append((when, who[0].upper() + who[1:]))
    return rows
