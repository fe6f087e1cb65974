"""Invented actions: nine in ten ended over the years, one in twenty overdue since a few days, the rest in time."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from partnership.kit.working_days import WorkingDays
from partnership.models import Chase, Notice, Telling
from subgroups.models import Action, ActionMove, ActionUpdate, DateChange, Support
from subgroups.synthetic.cast import Cast
from subgroups.synthetic.meetings import TOPICS, Held
from subgroups.synthetic.writing import instant, write, write_history

CLOSED, WITHDRAWN, OVERDUE, IN_TIME, CLAIMED, PROPOSED = "closed", "withdrawn", "overdue", "open", "claimed", "proposed"
# Two hundred in a round: 5 % overdue, 4 % open and in time, 0.5 % claimed, 0.5 % proposed, 2 % withdrawn, 88 % closed.
ROUND = [CLOSED] * 200
for start, step, kind in ((3, 20, OVERDUE), (7, 25, IN_TIME), (11, 50, WITHDRAWN)):
    ROUND[start::step] = [kind] * len(ROUND[start::step])
ROUND[99], ROUND[199] = CLAIMED, PROPOSED
SUPPORTED, ASKED, UPDATES = 10, 500, 2  # one in ten has a supporting agency, one in 500 waits for a new date
IN_A_DIGEST = 20


@dataclass(frozen=True, slots=True)
class Life:
    """What is worked out of an action before its rows are written."""

    n: int
    kind: str
    holder: int
    agency: int
    origin: Held
    opened: dt.date
    first_due: dt.date
    due: dt.date
    moves: int
    ended: dt.date | None

    @property
    def key(self) -> int:
        return self.n + 1


class Lives:
    """The lives of all actions, worked out again whenever they are asked for: a million are not kept."""

    def __init__(self, cast: Cast, held: list[Held], count: int, *, since: dt.date, on: dt.date, calendar: WorkingDays):
        self.cast, self.held, self.count, self.on = cast, held, count, on
        self.late = [calendar.add(on, -days) for days in (1, 2, 3, 4)]
        self.next_step = {day: calendar.add(day, 1) for day in self.late}
        self.calendar = calendar
        self.seen: dict[str, int] = {}

    def __iter__(self) -> Iterator[Life]:
        # A counter of its own for each kind deals overdue actions evenly to all five hundred holders.
        dealt = dict.fromkeys((CLOSED, WITHDRAWN, OVERDUE, IN_TIME, CLAIMED, PROPOSED), 0)
        holders, agencies = len(self.cast.holders), len(self.cast.agencies)
        for n in range(self.count):
            kind = ROUND[n % len(ROUND)]
            turn = dealt[kind]
            dealt[kind] = turn + 1
            holder = (turn * 7 + turn // holders) % holders
            origin = self.held[n * len(self.held) // self.count]
            yield self.life(n, kind, turn, holder, holder % agencies, origin)

    def life(self, n: int, kind: str, turn: int, holder: int, agency: int, origin: Held) -> Life:
        moves = (0, 0, 0, 1, 0, 2, 0, 1)[n % 8]
        opened = origin.on
        if kind in (CLOSED, WITHDRAWN):
            first = opened + dt.timedelta(days=30 + n % 150)
            due = first + dt.timedelta(days=40 * moves)
            ended = min(due + dt.timedelta(days=n % 60 - 35), self.on - dt.timedelta(days=1))
            return Life(n, kind, holder, agency, origin, opened, first, due, moves, max(ended, opened))
        opened = max(opened, self.on - dt.timedelta(days=200))
        if kind == OVERDUE:
            # Two moves would be a step of the ladder by themselves.
            moves, due = min(moves, 1), self.late[turn % len(self.late)]
        else:
            due = self.on + dt.timedelta(days=20 + turn % 340)
        return Life(n, kind, holder, agency, origin, opened, due - dt.timedelta(days=40 * moves), due, moves, None)


def write_actions(lives: Lives, *, history: bool) -> None:
    """The actions and what was said, asked and moved about each."""
    cast = lives.cast
    names = (
        "id body_id reference title what measure origin meeting_id item_id decision_id objective_id lead_agency_id "
        "holder_id opened_on first_due_on due_on chase_from_on next_chase_on status is_live judgement last_update_on "
        "moves_count days_slipped claimed_on claimed_by_id impact closed_on closed_by_id"
    )
    write(Action, names.split(), (action_row(life, lives) for life in lives))
    if history:
        write_history(Action, "opened_on")
    write(ActionMove, "action_id from_status to_status move by_id at".split(), move_rows(lives))
    write(ActionUpdate, "action_id text judgement agency_id by_id at".split(), update_rows(lives))
    names = (
        "action_id agency_id from_on to_on reason status asked_by_id asked_at answer_due_on answered_by_id answered_at "
        "answer"
    )
    write(DateChange, names.split(), change_rows(lives))
    write(
        Support,
        "action_id agency_id part chase_from_on next_chase_on done_at done_by_id".split(),
        (
            (
                life.key, cast.agencies[(life.agency + 7) % len(cast.agencies)], "Its own staff are told",
                life.due.isoformat(), life.due.isoformat(), None if life.ended is None else instant(ended_on(life)),
                None if life.ended is None else cast.holders[life.holder],
            )
            for life in lives
            if life.n % SUPPORTED == 1
        ),
    )  # fmt: skip


def ended_on(life: Life) -> str:
    return life.ended.isoformat() if life.ended else ""


def closer(life: Life, lives: Lives) -> int:
    """The second person: the chair of the body, or the business unit where the chair holds it."""
    cast = lives.cast
    chair = cast.chairs[life.origin.body]
    return chair if chair != cast.holders[life.holder] else cast.business_unit


def action_row(life: Life, lives: Lives) -> tuple[Any, ...]:
    cast, origin, kind = lives.cast, life.origin, life.kind
    body, holder, due = cast.bodies[origin.body], cast.holders[life.holder], life.due.isoformat()
    status = "open" if kind in (OVERDUE, IN_TIME) else kind
    live = life.ended is None
    claimed = ended_on(life) if kind == CLOSED else lives.on.isoformat() if kind == CLAIMED else None
    closed = kind == CLOSED
    said = ("", "on_track", "at_risk", "on_track")[life.n % 4]
    looked = lives.next_step[life.due].isoformat() if kind == OVERDUE else due
    return (
        life.key, body.pk, f"{body.code}-{life.opened.year}-{life.key}",
        f"Review the {TOPICS[life.n % len(TOPICS)]} pathway and report back to the group, item {life.key}",
        "Read the cases of the last year, ask the agencies that had a part in them, and say what changes.",
        "A written report with the share of cases in which the pathway was followed.",
        "meeting", origin.meeting, origin.item, origin.decision,
        cast.objectives[life.n % len(cast.objectives)] if life.n % 2 else None,
        cast.agencies[life.agency], holder, life.opened.isoformat(), life.first_due.isoformat(), due, due, looked,
        status, live, said, life.opened.isoformat() if life.n % UPDATES else None, life.moves, 40 * life.moves,
        claimed, holder if claimed else None,
        "so that families were seen sooner and said that they were told what happens next" if closed else "",
        claimed if closed else None, closer(life, lives) if closed else None,
    )  # fmt: skip


def move_rows(lives: Lives) -> Iterator[tuple[Any, ...]]:
    unit = lives.cast.business_unit
    for life in lives:
        holder = lives.cast.holders[life.holder]
        if life.kind != PROPOSED:
            yield life.key, "proposed", "open", "open", unit, instant(life.opened.isoformat())
        if life.kind in (CLOSED, CLAIMED):
            at = ended_on(life) or lives.on.isoformat()
            yield life.key, "open", "claimed", "claim complete", holder, instant(at)
        if life.kind == CLOSED:
            yield life.key, "claimed", "closed", "close", closer(life, lives), instant(ended_on(life), 15)
        if life.kind == WITHDRAWN:
            yield life.key, "open", "withdrawn", "withdraw", closer(life, lives), instant(ended_on(life))


def update_rows(lives: Lives) -> Iterator[tuple[Any, ...]]:
    cast = lives.cast
    for life in lives:
        if life.n % UPDATES:
            yield (
                life.key, "The cases are read and the first agencies have answered; two have not.", "on_track",
                cast.agencies[life.agency], cast.holders[life.holder], instant(life.opened.isoformat(), 11),
            )  # fmt: skip


def change_rows(lives: Lives) -> Iterator[tuple[Any, ...]]:
    """Every move of a date that was granted, and a few requests that wait for the chair."""
    for life in lives:
        holder, agency = lives.cast.holders[life.holder], lives.cast.agencies[life.agency]
        opened = life.opened.isoformat()
        for move in range(life.moves):
            before = life.first_due + dt.timedelta(days=40 * move)
            yield (
                life.key, agency, before.isoformat(), (before + dt.timedelta(days=40)).isoformat(),
                "Two agencies are late.", "granted", holder, instant(opened), opened, closer(life, lives),
                instant(opened, 16), "Granted.",
            )  # fmt: skip
        if life.kind == IN_TIME and life.n % ASKED == 7:
            later = (life.due + dt.timedelta(days=30)).isoformat()
            answer = lives.on + dt.timedelta(days=40)
            yield (
                life.key, agency, life.due.isoformat(), later, "The figures come a quarter later.", "asked", holder,
                instant(opened), answer.isoformat(), None, None, "",
            )  # fmt: skip


def write_ledger(lives: Lives) -> None:
    """The chases of actions that ended late: each was chased a day after its date, told in a digest."""
    cast = lives.cast
    chased = [life.key for life in lives if life.kind == CLOSED and life.ended and life.ended > life.due]
    wanted = set(chased)

    def digests() -> Iterator[tuple[Any, ...]]:
        told = lives.on - dt.timedelta(days=1)
        for n in range(0, len(chased), IN_A_DIGEST):
            at = instant(told.isoformat(), 6)
            key = n // IN_A_DIGEST + 1
            holder = cast.holders[key % len(cast.holders)]
            yield (
                key,
                f"synthetic:{key}",
                "digest",
                holder,
                "20 late",
                "Read them.",
                lives.on.isoformat(),
                at,
                "sent",
                at,
                at,
            )

    names = "id key kind to_id subject text on created_at status next_try_at sent_at"
    write(Notice, names.split(), digests())

    def ledger() -> Iterator[tuple[int, Life]]:
        key = 0
        for life in lives:
            if life.key in wanted:
                key += 1
                yield key, life

    def chases() -> Iterator[tuple[Any, ...]]:
        for key, life in ledger():
            body = cast.bodies[life.origin.body]
            due = life.due.isoformat()
            reference = f"{body.code}-{life.opened.year}-{life.key}"
            yield (
                key, "action", life.key, due, "1-after", "owner", 1, due, due, instant(due, 6), body.pk,
                cast.agencies[life.agency], reference, f"Review the pathway, item {life.key}", f"/actions/{reference}/",
            )  # fmt: skip

    names = "id kind subject due_on step to offset step_on on at body_id agency_id reference title path"
    write(Chase, names.split(), chases())
    tellings = ((key, cast.holders[life.holder], "owner", (key - 1) // IN_A_DIGEST + 1, None) for key, life in ledger())
    write(Telling, "chase_id person_id told_as notice_id opened_at".split(), tellings)
