"""Invented meetings with their agenda, attendance and decisions."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from subgroups.models import AgendaItem, Attendance, Decision, Meeting
from subgroups.synthetic.cast import Cast
from subgroups.synthetic.writing import write, write_history

ITEMS = 8
TOPICS = ["neglect", "transitions", "referrals", "training", "housing", "case audits", "exploitation", "data"]
MARKS = ["present", "present", "present", "remote", "remote", "deputy", "apologies", "absent"]


@dataclass(frozen=True)
class Held:
    """Where an action may come from: the body's number in the cast, the meeting and its item, the decision."""

    body: int
    meeting: int
    item: int
    decision: int
    on: dt.date


def write_meetings(cast: Cast, *, count: int, decisions: int, since: dt.date, on: dt.date) -> list[Held]:
    """Meetings of all bodies in turn, evenly over the years, and one to come in each body. Returns the decisions."""
    days = (on - since).days - 1
    bodies = len(cast.bodies)
    when = [since + dt.timedelta(days=days * n // count) for n in range(count)]
    places = [cast.seats[body.pk] for body in cast.bodies]

    def meetings() -> Iterator[tuple[Any, ...]]:
        for n, day in enumerate(when):
            body = cast.bodies[n % bodies]
            drafted = (day + dt.timedelta(days=9)).isoformat()
            status = Meeting.Status.CONFIRMED if n < count - bodies else Meeting.Status.MINUTES_AGREED
            yield (
                n + 1, body.pk, f"{body.code}-M-{day.year}-{n + 1}", day.isoformat(), "10:00:00", "Council House",
                status, day.isoformat(), drafted, drafted, "What was said and agreed.",
            )  # fmt: skip
        for n, body in enumerate(cast.bodies):
            day = on + dt.timedelta(days=20 + 3 * n)
            yield (
                count + n + 1, body.pk, f"{body.code}-M-{day.year}-{count + n + 1}", day.isoformat(), "10:00:00",
                "Council House", Meeting.Status.PLANNED, None, None, None, "",
            )  # fmt: skip

    names = "id body_id reference on starts_at place status agenda_issued_on minutes_due_on minutes_drafted_on summary"
    write(Meeting, names.split(), meetings())
    write_history(Meeting, "on")

    def items() -> Iterator[tuple[Any, ...]]:
        for n in range(count):
            for place in range(ITEMS):
                topic = TOPICS[(n + place) % len(TOPICS)]
                said = (
                    f"The group heard how {topic} stands since the last meeting. Members asked what it changed "
                    "for families, who had not replied, and when the next figures will be here."
                )
                shut = place == 0 and n % 5 == 0
                key, title = n * ITEMS + place + 1, f"Report on {topic}, number {n}"
                yield key, n + 1, place + 1, "item", title, "decision", said, shut, True

    names = "id meeting_id place kind title purpose notes is_confidential is_done"
    write(AgendaItem, names.split(), items())

    def attendance() -> Iterator[tuple[Any, ...]]:
        for n in range(count):
            for place, (seat, membership, person) in enumerate(places[n % bodies]):
                mark = MARKS[(n * 5 + place * 3 + n // bodies) % len(MARKS)]
                yield n + 1, seat, mark, membership, person if mark in ("present", "remote") else None

    write(Attendance, ["meeting_id", "seat_id", "mark", "member_id", "came_id"], attendance())

    held = []
    for n in range(decisions):
        meeting = n * count // decisions
        item = meeting * ITEMS + n % (ITEMS - 1) + 2  # never the first, which may be confidential
        held.append(Held(meeting % bodies, meeting + 1, item, n + 1, when[meeting]))

    def decided() -> Iterator[tuple[Any, ...]]:
        for row in held:
            body = cast.bodies[row.body]
            yield (
                row.decision, body.pk, row.meeting, row.item, f"{body.code}-D-{row.on.year}-{row.decision}",
                f"Agencies use one pathway for {TOPICS[row.decision % len(TOPICS)]}, number {row.decision}",
                "Cases had waited between two services, and neither knew that the other had not acted.",
                row.on.isoformat(),
            )  # fmt: skip

    names = "id body_id meeting_id item_id reference text reasons decided_on"
    write(Decision, names.split(), decided())
    write_history(Decision, "decided_on")
    return held
