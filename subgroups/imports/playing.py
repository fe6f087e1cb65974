"""Playing a year through the services in the order of its days, with the chaser running on every working day between.

All of it or nothing: one transaction. What a service refuses is noted with the line of its file; the rest goes on, so
that all faults are told at once; then everything is taken back.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.calendar import load_bank_holidays
from partnership.imports import Refused
from partnership.imports.reading import Fault
from partnership.kit.history import many_saves
from partnership.models import BankHoliday, Body
from subgroups.imports.reading import Entry, Year
from subgroups.imports.register_acts import RegisterActs
from subgroups.models import Action, Meeting

Status = Meeting.Status
ONE_DAY = dt.timedelta(days=1)
PLANNED_BEFORE = 60  # working days
AGREED_AFTER = 3


@dataclass
class Played:
    """What came of it."""

    counts: dict[str, int] = field(default_factory=dict)
    as_of: dt.date = dt.date.min


def monday_of_loading(on: dt.date) -> dt.date:
    """The Monday of the week; at a weekend the one that comes, since nothing is done on the days before it."""
    return on + dt.timedelta(days=7 - on.weekday()) if on.weekday() > 4 else on - dt.timedelta(days=on.weekday())


def play_year(*, year: Year, on: dt.date, keep: bool = True) -> Played:
    """Play the files' year so that it ends on the morning of this week. Raises Refused with every fault.

    The chaser has then run for each working day before `on`. With `keep=False` everything is taken back again.
    """
    if Meeting.objects.exists() or Action.objects.exists():
        raise ValidationError("There are meetings or actions already. A year is loaded into a portal without any.")
    shift = monday_of_loading(on) - year.as_of
    first = year.first_day() + shift
    known = {day.year for day in BankHoliday.objects.filter(is_local=False).dates("on", "year")}
    if not known.issuperset(range(first.year - 1, on.year + 4)):
        load_bank_holidays(first_year=first.year - 1, last_year=on.year + 3)
    stage = _Year(year, shift, on)
    try:
        with transaction.atomic():
            with many_saves():
                played = stage.play()
            if stage.faults:
                raise Refused(sorted(set(stage.faults)))
            if not keep:
                transaction.set_rollback(True)
    except BaseException:
        stage.drop_files()
        raise
    if not keep:
        stage.drop_files()
    return played


class _Year(RegisterActs):
    """Sets every act of the files down for its moment, then takes them day by day."""

    def play(self) -> Played:
        self.set_down()
        self.steps.sort()
        changes = self.days_of_new_rights()
        self.bring_rights(self.first - ONE_DAY)
        waiting = iter([*self.steps, None])
        step = next(waiting)
        day = min([self.first, *(one.at.date() for one in self.steps[:1])])
        while day < self.on or step is not None:
            if day in changes:
                self.bring_rights(day)
            if day < self.on and self.calendar.is_working(day):
                self.chase(day)
            while step is not None and step.at.date() <= day:
                self.take(step)
                step = next(waiting)
            day += ONE_DAY
        self.bring_rights(self.on)
        self.carry_mails()
        return Played(self.counts(), self.as_of)

    def set_down(self) -> None:
        rows = sorted(self.year.meetings, key=lambda row: (row.on, row.at))
        held: dict[int, list[Entry]] = defaultdict(list)
        for row in rows:
            if row.status in Meeting.TOOK_PLACE:
                held[row.body.pk].append(row)
        following = {id(one): after for some in held.values() for one, after in zip(some, some[1:], strict=False)}
        for row in rows:
            after = following.get(id(row))
            self.set_down_meeting(row, after)
            if row.status == Status.CONFIRMED:
                self.set_down_confirmation(row, after)
        for row in self.year.actions:
            self.set_down_action(row, self.done_day(row.opened_on), row.body)
        self.set_down_registers()

    def set_down_meeting(self, row: Entry, after: Entry | None) -> None:
        day = self.done_day(row.on) if row.status in Meeting.TOOK_PLACE else self.any_day(row.on)
        took_place = row.status in Meeting.TOOK_PLACE
        planned = self.done_day(row.planned_on) if row.planned_on else self.calendar.add(day, -PLANNED_BEFORE)
        planned = max(self.first, min(planned, self.last_done))
        morning = dt.time(9, 30)
        self.put(planned, morning, row, partial(self.plan, row, day))
        self.set_down_papers(row, day, planned)
        if row.status == Status.CANCELLED:
            off = self.done_day(row.cancelled_on) if row.cancelled_on else self.calendar.add(day, -5)
            self.put(max(planned, min(off, self.last_done)), dt.time(15, 10), row, partial(self.cancel, row))
            return
        if row.status == Status.PLANNED:
            self.put(planned, dt.time(9, 40), row, partial(self.add_items, row))
            self.said_beforehand(row, planned)
            return
        issued = self.done_day(row.agenda_on) if row.agenda_on else self.calendar.add(day, -row.body.papers_before)
        issued = max(planned, min(issued, self.last_done))
        self.put(issued, dt.time(11, 0), row, partial(self.issue, row))
        if not took_place:
            self.said_beforehand(row, issued)
            return
        self.put(day, row.at, row, partial(self.hold, row))
        for item in row.items:
            for number, one in enumerate(item.actions):
                self.set_down_events(one, day, number)
            for one in item.escalations:
                self.set_down_reply(one)
            for one in item.decisions:
                if one.ratified_on:
                    self.put(self.done_day(one.ratified_on), dt.time(17, 0), one, partial(self.ratify, one))
        if row.status == Status.HELD:
            return
        drafted = self.done_day(row.minutes_on) if row.minutes_on else self.calendar.add(day, row.body.minutes_after)
        # Minutes that the next meeting confirms are agreed the day before it at the latest.
        latest = self.last_done
        if row.status == Status.CONFIRMED and after is not None:
            latest = self.calendar.add(self.done_day(after.on), -1)
        drafted = max(day, min(drafted, latest))
        self.put(drafted, dt.time(18, 5), row, partial(self.draft, row))
        if row.status == Status.MINUTES_DRAFTED:
            return
        agreed = self.done_day(row.agreed_on) if row.agreed_on else self.calendar.add(drafted, AGREED_AFTER)
        self.put(max(drafted, min(agreed, latest)), dt.time(18, 20), row, partial(self.agree, row))

    def said_beforehand(self, row: Entry, since: dt.date) -> None:
        for number, (seat, (mark, who)) in enumerate(row.attendance.items()):
            day = min(self.calendar.add(since, 1 + number % 2), self.last_done)
            at = dt.time(12 + number % 5, 7 * number % 60)
            self.put(day, at, row, partial(self.say, row, seat, mark, who))

    def set_down_confirmation(self, row: Entry, after: Entry | None) -> None:
        if after is None:
            sentence = "No later meeting of this body was held that could confirm its minutes. Write minutes_agreed."
            self.faults.append(Fault(row.file, row.line, sentence))
            return
        self.put(self.done_day(after.on), _later(after.at, 4), row, partial(self.confirm, row, after))

    def set_down_action(self, row: Entry, day: dt.date, body: Body) -> None:
        self.put(day, dt.time(10, 5), row, partial(self.record, row, body=body, origin=row.origin))
        self.set_down_events(row, day, 0)

    def set_down_events(self, action: Entry, opened: dt.date, number: int) -> None:
        day, minute = opened, 0
        for event in action.events:
            on = max(day, self.done_day(event.on))
            # On the day itself an event comes after the meeting; else at some hour of the day, in its order.
            first = 18 * 60 + 30 if on == opened else 9 * 60 + (event.line * 37 + number * 11) % 420
            minute = minute + 12 if on == day and minute else first
            day, event.values["of"] = on, action.key
            clock = dt.time(min(minute // 60, 22), minute % 60)
            self.put(on, clock, event, partial(self.do, action, event))

    def set_down_reply(self, row: Entry) -> None:
        if row.reply:
            self.put(self.done_day(row.replied_on), dt.time(16, 40), row, partial(self.reply, row))
        elif row.withdrawn_on:
            self.put(self.done_day(row.withdrawn_on), dt.time(16, 40), row, partial(self.withdraw, row))


def _later(clock: dt.time, minutes: int) -> dt.time:
    whole = clock.hour * 60 + clock.minute + minutes
    return dt.time(whole // 60 % 24, whole % 60)
