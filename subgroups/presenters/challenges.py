"""Challenges in words."""

import datetime as dt
from collections.abc import Iterable

from partnership.kit.parts import Cell, Entry, Fact, Head, Tag, When
from partnership.kit.wording import lower_first, moment, plural, short_date, time_left
from subgroups.models import Challenge
from subgroups.presenters.meetings import Lede

Status = Challenge.Status

HEADS = [
    Head("Answer", "time", "time"),
    Head("Challenge", "what"),
    Head("Made by", "", "held"),
    Head("To", "", "held"),
    Head("State", "tag", "says"),
]
TAGS = {
    Status.MADE: Tag("Waits for an answer", "plain"),
    Status.ANSWERED: Tag("Answer to judge", "plain"),
    Status.CLOSED: Tag("Closed", "done"),
    Status.WITHDRAWN: Tag("Withdrawn", "plain"),
}


def made_by(row: Challenge) -> str:
    """The agency that challenges, or the body itself."""
    return row.from_agency.short_name if row.from_agency else row.body.short_name


def when_of(row: Challenge, on: dt.date) -> When:
    """How the answer stands."""
    if row.status == Status.MADE:
        return When.due(row.answer_due_on, on)
    if row.status == Status.WITHDRAWN:
        return When("done", "Withdrawn", "")
    if row.answered_at:
        return When("done", "Answered", short_date(row.answered_at, on))
    return When("done", "No answer", "")


def state_tag(row: Challenge) -> Tag:
    """Where it stands; of a closed one, what came of it."""
    if row.status == Status.CLOSED:
        return Tag(row.get_outcome_display(), "done")
    return TAGS[Status(row.status)]


def rows_of(challenges: Iterable[Challenge], on: dt.date) -> list[list[Cell]]:
    """Rows of the list."""
    return [
        [
            Cell(when=when_of(row, on)),
            Cell(
                row.subject,
                f"/challenges/{row.reference}/",
                f"{row.reference} · {row.body.short_name}, made {short_date(row.made_on, on)}",
            ),
            Cell(made_by(row)),
            Cell(row.to_agency.short_name),
            Cell(tag=state_tag(row)),
        ]
        for row in challenges
    ]


def facts(row: Challenge, on: dt.date, *, reads_body: bool) -> list[Fact]:
    """Who asked whom, where, and by when."""
    found = [
        Fact("Made by", row.from_agency.name if row.from_agency else row.body.name),
        Fact("To", row.to_agency.name, row.to_agency.get_absolute_url()),
        Fact("Recorded in", row.body.name, row.body.get_absolute_url()),
        Fact("Made", short_date(row.made_on, on)),
        Fact("Answer due", short_date(row.answer_due_on, on)),
        Fact("State", tag=state_tag(row)),
    ]
    if row.meeting and reads_body:
        found.insert(3, Fact("Meeting", row.meeting.reference, row.meeting.get_absolute_url()))
    if row.letter_id and row.letter:
        found.insert(4, Fact("Sent as a letter", row.letter.reference))
    return found


def lede(row: Challenge, on: dt.date, *, reason: str = "") -> Lede:
    """What needs doing with a challenge."""
    agency = row.to_agency.short_name
    if row.status == Status.WITHDRAWN:
        return Lede("Withdrawn.", "", reason)
    if row.status == Status.CLOSED:
        took = plural((row.closed_on - row.made_on).days, "day") if row.closed_on else ""
        return Lede(f"{row.get_outcome_display()}.", "", f"Closed on {short_date(row.closed_on, on)}, after {took}.")
    if row.status == Status.ANSWERED:
        day = short_date(row.answered_at, on)
        return Lede(f"{agency} answered on {day}.", "", "Read the answer, then close the challenge or ask again.")
    left = time_left(row.answer_due_on, on)
    if left.state == "late":
        return Lede(f"The answer is {left.words}.", "late", f"{agency} owes it.")
    state = left.state if left.state != "later" else ""
    return Lede(f"Answer due {lower_first(left.words)}.", state, f"{agency} owes it.")


def answer_meta(row: Challenge, on: dt.date) -> str:
    """Who answered, when; or that the first answer did not settle it."""
    if row.answered_at:
        return f"{moment(row.answered_at, on)}, {row.answered_by}"
    return "This answer did not settle it. Another is owed."


def entries_of(challenges: Iterable[Challenge], on: dt.date) -> list[Entry]:
    """Challenges in a short list, as the item of an agenda shows them."""
    return [
        Entry(
            str(row),
            row.get_absolute_url(),
            when=When.due(row.answer_due_on, on) if row.status == Status.MADE else None,
            muted=[f"to {row.to_agency.short_name}, {lower_first(TAGS[Status(row.status)].words)}"],
        )
        for row in challenges
    ]
