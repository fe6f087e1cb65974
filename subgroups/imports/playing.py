"""Playing a year through the services in the order of its days, with the chaser running on every working day between.

All of it or nothing: one transaction. What a service refuses is noted with the line of its file; the rest goes on, so
that all faults are told at once; then everything is taken back.
"""

import datetime as dt
import smtplib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from simple_history.utils import bulk_update_with_history

from partnership import chasing
from partnership.calendar import load_bank_holidays, working_days
from partnership.imports import Refused
from partnership.imports.reading import Fault
from partnership.kit.dates import at_hour
from partnership.kit.history import many_saves
from partnership.models import Body, Chase, ChaseStep, Membership, Notice, Person, Seat, Telling
from partnership.models.people import Appointment
from partnership.notices import put_off
from partnership.obligations import kinds
from partnership.permissions import BodyRight
from partnership.roles import bring_rights_up_to_date
from subgroups.imports.papers import paper
from subgroups.imports.reading import Entry, Year
from subgroups.models import Action, AgendaItem, DateChange, Decision, Escalation, Evidence, Meeting
from subgroups.selectors.meetings import roster
from subgroups.services import actions, agendas, attendance, decisions, escalations, meetings

Status = Meeting.Status
ONE_DAY = dt.timedelta(days=1)
CHASE_HOUR = 7
LEAD_IN = 25  # working days
PLANNED_BEFORE = 60  # working days
AGREED_AFTER = 3
REOPENED_FOR = 20
TAKEN_TO_SEND = dt.timedelta(seconds=40)


@dataclass
class Played:
    """What came of it."""

    counts: dict[str, int] = field(default_factory=dict)
    as_of: dt.date = dt.date.min


@dataclass(order=True)
class Step:
    """One act at one moment."""

    at: dt.datetime
    order: int
    entry: Entry = field(compare=False)
    act: Callable[[dt.datetime], None] = field(compare=False)


class Waits(Exception):
    """What this act needs has not happened: it was refused, which is told already, or comes later in the year."""


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
    load_bank_holidays(first_year=first.year - 1, last_year=on.year + 3)
    stage = _Stage(year, shift, on)
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


class _Stage:
    def __init__(self, year: Year, shift: dt.timedelta, on: dt.date) -> None:
        self.year, self.shift, self.on = year, shift, on
        self.calendar = working_days()
        self.as_of = year.as_of + shift
        self.last_done = self.calendar.add(self.as_of, -1)
        # The first meeting is planned and its agenda issued before the first day of the files.
        self.first = self.calendar.add(self.calendar.on_or_after(year.first_day() + shift), -LEAD_IN)
        self.unit = year.business_unit
        self.faults: list[Fault] = []
        self.refused: set[str] = set()
        self.steps: list[Step] = []
        self.meetings: dict[int, Meeting] = {}
        self.decisions: dict[str, Decision] = {}
        self.actions: dict[str, Action] = {}
        self.escalations: dict[str, Escalation] = {}
        self.files: list[str] = []
        self.people = {person.pk: person for person in year.people.values()}
        self._chairs: dict[int, list[Membership]] = defaultdict(list)
        self._seats: dict[int, list[Seat]] = defaultdict(list)
        self._members: dict[int, list[Membership]] = defaultdict(list)
        for seat in Seat.objects.all():
            self._seats[seat.body_id].append(seat)
        for member in Membership.objects.order_by("from_on", "pk"):
            self._members[member.seat_id].append(member)
        self._ladders = chasing.Ladders()
        self._taken: set[tuple[str, int, dt.date, str]] = set()

    # ---- days ----

    def any_day(self, day: dt.date) -> dt.date:
        """A day of the files in the year of loading: a working day."""
        return self.calendar.on_or_after(day + self.shift)

    def done_day(self, day: dt.date) -> dt.date:
        """The same for what was done: never after the morning on which the example opens."""
        return min(self.any_day(day), self.last_done)

    def put(self, day: dt.date, clock: dt.time, entry: Entry, act: Callable[[dt.datetime], None]) -> None:
        """Set an act down for a day of the year of loading."""
        at = at_hour(day, clock.hour, clock.minute) + dt.timedelta(seconds=len(self.steps) % 50)
        self.steps.append(Step(at, len(self.steps), entry, act))

    # ---- the whole ----

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

    def take(self, step: Step) -> None:
        """One act; a refusal is noted with its line and the day in the year of loading."""
        try:
            step.act(step.at)
        except Waits as missing:
            if str(missing) not in self.refused:
                self.note(step, f"“{missing}” happens later in the year than this, or not at all.")
            self.refuse(step.entry)
        except ValidationError as error:
            self.note(step, " ".join(error.messages))
            self.refuse(step.entry)

    def note(self, step: Step, sentence: str) -> None:
        self.faults.append(Fault(step.entry.file, step.entry.line, f"{sentence} (Played on {step.at:%d/%m/%Y}.)"))

    def refuse(self, entry: Entry) -> None:
        """What builds on this is passed over in silence: one fault, told once."""
        self.refused |= {entry.key, _name(entry), entry.values.get("of", "")}

    def chase(self, day: dt.date) -> None:
        """A morning of the schedule: the due steps, the digests, and what goes to an agenda."""
        now = at_hour(day, CHASE_HOUR)
        if self.is_quiet(day):
            return
        chasing.record_chases(on=day, now=now)
        new = Chase.objects.filter(on=day)
        self._taken |= set(new.values_list("kind", "subject", "due_on", "step"))
        if new.filter(to=ChaseStep.To.EXECUTIVE).exists():
            # Whatever else waits for a body was brought by the act from which it came.
            for body in Body.objects.open(day).filter(kind=Body.Kind.EXECUTIVE):
                agendas.land_waiting(body=body, by=None, now=now)
        chasing.write_digests(on=day, now=now)

    def is_quiet(self, day: dt.date) -> bool:
        """Whether no step of the ladder falls due that was not taken: then the chaser would find nothing to do."""
        horizon = self.calendar.add(day, -self._ladders.earliest_offset())
        return not any(
            (kind.key, owed.subject, owed.due_on, rung.key) not in self._taken
            for kind in kinds()
            for owed in kind.owed_by(horizon, self._ladders.fewest_slips())
            for rung, _ in chasing.steps_due(owed, self._ladders.of(owed.body_id), day, self.calendar)
        )

    def carry_mails(self) -> None:
        """Mark the mails of the year as sent, as the outbox would have been; those to a mailbox that is gone failed."""
        for row in self.year.failing:
            person = row.person
            gone = Notice.objects.filter(
                to=person, on__gte=self.done_day(row.from_on), on__lte=self.done_day(row.to_on), status="waiting"
            )
            for notice in gone.select_related("to"):
                refused = smtplib.SMTPRecipientsRefused({notice.to.email: (550, b"5.1.1 mailbox unavailable")})
                put_off(notice, refused, now=notice.created_at)
        address = Person.objects.filter(pk=models.OuterRef("to")).values("email")[:1]
        Notice.objects.filter(status=Notice.Status.WAITING).update(
            status=Notice.Status.SENT,
            sent_at=models.F("created_at") + TAKEN_TO_SEND,
            address=models.Subquery(address),
            tries=1,
        )

    def counts(self) -> dict[str, int]:
        return {
            "meetings": len(self.meetings),
            "decisions": len(self.decisions),
            "actions": len(self.actions),
            "escalations": len(self.escalations),
            "chases": Chase.objects.count(),
            "mails": Notice.objects.count(),
        }

    def drop_files(self) -> None:
        """Files of evidence are not part of the transaction: they go by hand."""
        for name in self.files:
            storages["default"].delete(name)

    # ---- rights of the day ----

    def days_of_new_rights(self) -> set[dt.date]:
        """Days on which a seat or an appointment begins, or has ended the day before."""
        days: set[dt.date] = set()
        for rows in (Membership.objects.all(), Appointment.objects.all()):
            for from_on, to_on in rows.values_list("from_on", "to_on"):
                days |= {from_on, to_on + ONE_DAY} if to_on else {from_on}
        for opened_on, closed_on in Body.objects.values_list("opened_on", "closed_on"):
            days |= {day for day in (opened_on, closed_on and closed_on + ONE_DAY) if day}
        return days

    def bring_rights(self, day: dt.date) -> None:
        """Everybody may do what they might on that day."""
        bring_rights_up_to_date(self.people.values(), on=day)
        self._chairs = defaultdict(list)
        rows = Membership.objects.current(day).filter(role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR])
        for row in rows.select_related("seat").order_by("role", "pk"):
            self._chairs[row.seat.body_id].append(row)

    def chair(self, body: Body, *, but: Person | None = None) -> Person:
        """The chair of the day, else the vice chair, else the business unit."""
        for row in self._chairs[body.pk]:
            person = self.people[row.person_id]
            if person != but and person.rights.on_body(BodyRight.CHAIR, body.pk):
                return person
        return self.unit

    # ---- setting the acts down ----

    def set_down(self) -> None:
        held: dict[int, list[Entry]] = defaultdict(list)
        for row in sorted(self.year.meetings, key=lambda row: (row.on, row.at)):
            self.set_down_meeting(row)
            if row.status in Meeting.TOOK_PLACE:
                held[row.body.pk].append(row)
        for rows in held.values():
            for row, after in zip(rows, [*rows[1:], None], strict=True):
                if row.status == Status.CONFIRMED:
                    self.set_down_confirmation(row, after)
        for row in self.year.actions:
            self.set_down_action(row, self.done_day(row.opened_on), row.body)

    def set_down_meeting(self, row: Entry) -> None:
        day = self.done_day(row.on) if row.status in Meeting.TOOK_PLACE else self.any_day(row.on)
        took_place = row.status in Meeting.TOOK_PLACE
        planned = self.done_day(row.planned_on) if row.planned_on else self.calendar.add(day, -PLANNED_BEFORE)
        planned = max(self.first, min(planned, self.last_done))
        morning = dt.time(9, 30)
        self.put(planned, morning, row, partial(self.plan, row, day))
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
        drafted = max(day, min(drafted, self.last_done))
        self.put(drafted, dt.time(18, 5), row, partial(self.draft, row))
        if row.status == Status.MINUTES_DRAFTED:
            return
        agreed = self.done_day(row.agreed_on) if row.agreed_on else self.calendar.add(drafted, AGREED_AFTER)
        self.put(max(drafted, min(agreed, self.last_done)), dt.time(18, 20), row, partial(self.agree, row))

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
        # The chair agrees before the next meeting at the latest.
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

    # ---- meetings ----

    def meeting(self, row: Entry) -> Meeting:
        if id(row) not in self.meetings or _name(row) in self.refused:
            raise Waits(_name(row))
        return self.meetings[id(row)]

    def plan(self, row: Entry, day: dt.date, now: dt.datetime) -> None:
        self.meetings[id(row)] = meetings.plan_meeting(
            body=row.body,
            meets_on=day,
            starts_at=row.at,
            ends_at=row.until,
            place=row.place,
            title=row.title,
            by=self.unit,
            now=now,
        )

    def add_items(self, row: Entry, now: dt.datetime) -> None:
        """What the business unit puts on the agenda by itself."""
        meeting = self.meeting(row)
        for item in row.items:
            if item.kind == "item":
                self.add_item(meeting, item, now)

    def add_item(self, meeting: Meeting, item: Entry, now: dt.datetime) -> AgendaItem:
        made = agendas.add_item(
            meeting=meeting,
            title=item.title,
            purpose=item.purpose,
            ask=item.ask,
            lead=item.lead,
            minutes_planned=item.minutes_planned,
            is_confidential=item.confidential,
            by=self.unit,
            now=now,
        )
        item.values["row"] = made
        return made

    def issue(self, row: Entry, now: dt.datetime) -> None:
        self.add_items(row, now - dt.timedelta(minutes=20))
        meetings.issue_agenda(meeting=self.meeting(row), by=self.unit, now=now)

    def cancel(self, row: Entry, now: dt.datetime) -> None:
        meetings.cancel_meeting(meeting=self.meeting(row), reason=row.reason, by=self.unit, now=now)

    def say(self, row: Entry, slug: str, mark: str, who: Person | None, now: dt.datetime) -> None:
        """What a member said beforehand. A seat that nobody held then says nothing."""
        meeting = self.meeting(row)
        place = next((one for one in roster(meeting) if one.seat.slug == slug), None)
        if place is None or place.holder is None:
            return
        holder = self.people[place.holder.person_id]
        if mark == "deputy":
            if who is None and place.deputies:
                who = self.people[place.deputies[0].person_id]
            attendance.send_deputy(meeting=meeting, deputy=who, by=holder, now=now, seat_id=place.seat.pk)
        elif mark in ("present", "remote"):
            remote = mark == "remote"
            attendance.say_coming(meeting=meeting, remote=remote, by=holder, now=now, seat_id=place.seat.pk)
        else:
            attendance.send_apologies(meeting=meeting, by=holder, now=now, seat_id=place.seat.pk)

    def hold(self, row: Entry, now: dt.datetime) -> None:
        """A meeting from the first mark to the last note."""
        meeting = self.meeting(row)
        self.mark(meeting, row, now)
        found = list(meeting.items.select_related("about", "escalation", "confirms", "ratifies"))
        minutes = _length(row) // (len(row.items) + 1)
        moment = now
        for item in row.items:
            moment += dt.timedelta(minutes=minutes)
            self.deal_with(meeting, self.matching(meeting, item, found, moment), item, moment)
        self.finish(meeting, now=moment)
        meetings.hold_meeting(meeting=meeting, by=self.unit, now=now + dt.timedelta(minutes=_length(row)))

    def finish(self, meeting: Meeting, *, now: dt.datetime) -> None:
        """Tick every item off, in one go."""
        rows = list(meeting.items.filter(is_done=False))
        for row in rows:
            row.is_done = True
        bulk_update_with_history(
            rows, AgendaItem, ["is_done"], default_user=self.unit, default_change_reason="Done", default_date=now
        )

    def mark(self, meeting: Meeting, row: Entry, now: dt.datetime) -> None:
        marks: dict[int, str] = {}
        deputies: dict[int, Person | None] = {}
        for seat in self._seats[meeting.body_id]:
            if not seat.is_open(meeting.on):
                continue
            there = [one for one in self._members[seat.pk] if one.is_current(meeting.on)]
            stand_ins = [self.people[one.person_id] for one in there if one.role == Membership.Role.DEPUTY]
            mark, who = row.attendance.get(seat.slug, ("present", None))
            if mark == "deputy":
                who = who or next(iter(stand_ins), None)
                deputies[seat.pk], mark = who, "deputy" if who else "apologies"
            # A seat that nobody held is marked vacant by the service, unless a deputy came for it.
            if len(there) > len(stand_ins) or mark == "deputy":
                marks[seat.pk] = mark
        attendance.record_attendance(meeting=meeting, marks=marks, deputies=deputies, by=self.unit, now=now)

    def matching(self, meeting: Meeting, item: Entry, found: list[AgendaItem], now: dt.datetime) -> AgendaItem:
        """The item of the agenda that a file's item is about; put there now where none is."""
        if "row" in item.values:
            return item.row
        about = {
            "minutes": lambda one: one.kind == AgendaItem.Kind.MINUTES,
            "actions": lambda one: one.kind == AgendaItem.Kind.ACTIONS,
            "escalation": lambda one: one.escalation_id == getattr(self.escalations.get(item.about), "pk", -1),
            "chase": lambda one: one.about_id == getattr(self.actions.get(item.about), "pk", -1),
            "ratify": lambda one: one.ratifies_id == getattr(self.decisions.get(item.about), "pk", -1),
        }.get(item.kind, lambda one: False)
        named = [one for one in found if one.title.casefold() == item.title.casefold()]
        match = next((one for one in found if about(one)), None) or next(iter(named), None)
        if match is None:
            item.values["title"] = item.title or ("Open actions" if item.kind == "actions" else "Minutes")
            return self.add_item(meeting, item, now)
        return match

    def deal_with(self, meeting: Meeting, row: AgendaItem, item: Entry, now: dt.datetime) -> None:
        """Notes, then decisions, actions and escalations."""
        if item.notes:
            row = agendas.save_notes(item=row, notes=item.notes, seen=row.version, by=self.unit, now=now)
        for one in item.decisions:
            self.inside(one, now, partial(self.decide, meeting, row, one, now))
        own = [one.key for one in item.decisions if one.key]
        for one in item.actions:
            decision = one.decision or (own[0] if len(own) == 1 and len(item.decisions) == 1 else "")
            self.inside(
                one,
                now,
                partial(self.record, one, now, body=meeting.body, meeting=meeting, item=row, decision=decision),
            )
        for one in item.escalations:
            self.inside(one, now, partial(self.escalate, meeting, row, item, one, now))

    def inside(self, entry: Entry, now: dt.datetime, act: Callable[[], None]) -> None:
        """An act within a meeting, with a line of its own for what is refused."""
        self.take(Step(now, 0, entry, lambda _: act()))

    def decide(self, meeting: Meeting, item: AgendaItem, row: Entry, now: dt.datetime) -> None:
        given: dict[str, Any] = {
            "meeting": meeting, "item": item, "text": row.text, "reasons": row.reasons,
            "ratify_by": row.ratify_by, "by": self.unit, "now": now,
        }  # fmt: skip
        if row.supersedes:
            if row.supersedes not in self.decisions:
                raise Waits(row.supersedes)
            made = decisions.supersede_decision(decision=self.decisions[row.supersedes], **given)
        else:
            made = decisions.record_decision(**given)
        self.decisions[row.key or made.reference] = made

    def ratify(self, row: Entry, now: dt.datetime) -> None:
        if row.key not in self.decisions:
            raise Waits(row.key)
        by = row.ratified_by or self.chair(row.ratify_by)
        decisions.ratify_decision(decision=self.decisions[row.key], by=by, now=now)

    def escalate(self, meeting: Meeting, item: AgendaItem, about: Entry, row: Entry, now: dt.datetime) -> None:
        own = [self.decisions[one.key] for one in about.decisions if one.key in self.decisions]
        made = escalations.escalate(
            from_body=meeting.body,
            to_body=row.to,
            question=row.question,
            evidence=row.evidence,
            ask=row.ask,
            reply_due_on=self.any_day(row.reply_due_on),
            meeting=meeting,
            item=item,
            decision=own[0] if len(own) == 1 else None,
            by=self.unit,
            now=now,
        )
        self.escalations[row.key or made.reference] = made

    def reply(self, row: Entry, now: dt.datetime) -> None:
        if row.key not in self.escalations:
            raise Waits(row.key)
        by = row.by or self.chair(row.to)
        escalations.reply_to_escalation(escalation=self.escalations[row.key], reply=row.reply, by=by, now=now)

    def withdraw(self, row: Entry, now: dt.datetime) -> None:
        if row.key not in self.escalations:
            raise Waits(row.key)
        asked = self.escalations[row.key]
        by = row.by or self.chair(asked.from_body)
        escalations.withdraw_escalation(escalation=asked, reason=row.reason, by=by, now=now)

    def draft(self, row: Entry, now: dt.datetime) -> None:
        meetings.draft_minutes(meeting=self.meeting(row), summary=row.summary, by=self.unit, now=now)

    def agree(self, row: Entry, now: dt.datetime) -> None:
        meetings.agree_minutes(meeting=self.meeting(row), by=self.chair(row.body), now=now)

    def confirm(self, row: Entry, after: Entry, now: dt.datetime) -> None:
        meetings.confirm_minutes(meeting=self.meeting(row), at=self.meeting(after), by=self.unit, now=now)

    # ---- actions ----

    def record(self, row: Entry, now: dt.datetime, *, body: Body, decision: str = "", **about: Any) -> None:
        decision = decision or row.decision
        if decision and decision not in self.decisions:
            raise Waits(decision)
        self.actions[row.key] = actions.record_action(
            body=body,
            lead_agency=row.agency,
            holder=row.holder,
            title=row.title,
            what=row.what,
            measure=row.measure,
            due_on=self.any_day(row.due_on),
            objective=row.objective,
            decision=self.decisions[decision] if decision else None,
            supporting=row.supporting,
            propose=row.propose,
            by=self.unit,
            now=now,
            **about,
        )

    def do(self, row: Entry, event: Entry, now: dt.datetime) -> None:
        """One event of an action."""
        if row.key not in self.actions or row.key in self.refused:
            raise Waits(row.key)
        action = self.actions[row.key]
        theirs = event.do in ("update", "ask_date", "claim")
        answers = event.do in ("grant_date", "refuse_date")
        asked = action.date_changes.filter(status=DateChange.Status.ASKED).first() if answers else None
        asker = asked.asked_by if asked else None
        by = event.by or (self.holder(action) if theirs else self.chair(action.body, but=asker))
        by = self.people[by.pk]
        self.follow_link(action, by, now)
        files = [paper(name, text) for name, text in event.evidence]
        match event.do:
            case "update":
                self.update(action, event, by, now, files)
            case "ask_date":
                to_on = self.any_day(event.to_on)
                actions.ask_new_date(action=action, to_on=to_on, reason=event.reason, by=by, now=now)
            case "grant_date" | "refuse_date":
                if asked is None:
                    raise ValidationError("No new date has been asked for that could be answered.")
                grant = event.do == "grant_date"
                actions.answer_new_date(change=asked, grant=grant, answer=event.text, by=by, now=now)
            case "claim":
                if event.text:
                    self.update(action, event, by, now - dt.timedelta(minutes=4), [])
                actions.claim_complete(action=action, impact=event.impact, files=files, by=by, now=now)
            case "return":
                actions.return_action(action=action, missing=event.text, by=by, now=now)
            case "close":
                actions.close_action(action=action, impact=event.impact, by=by, now=now)
            case "withdraw":
                actions.withdraw_action(action=action, reason=event.reason, by=by, now=now)
            case "open":
                actions.open_action(action=action, by=by, now=now)
            case "reopen":
                due = self.any_day(event.to_on) if event.to_on else self.calendar.add(now.date(), REOPENED_FOR)
                actions.reopen_action(action=action, reason=event.reason, due_on=due, by=by, now=now)
        if files:
            self.files += [str(row.file.name) for row in Evidence.objects.filter(action=action, at=now)]
        if event.do != "update":
            action.refresh_from_db()

    def update(
        self, action: Action, event: Entry, by: Person, now: dt.datetime, files: list[SimpleUploadedFile]
    ) -> None:
        text, judgement = event.text, event.judgement
        actions.add_update(action=action, text=text, judgement=judgement, files=files, by=by, now=now)

    def holder(self, action: Action) -> Person:
        """Who speaks for the agency: the person holding the action, else the lead of the agency."""
        if action.holder_id:
            return self.people[action.holder_id]
        lead = Appointment.objects.current(self.on).filter(role=Appointment.Role.AGENCY_LEAD, agency=action.lead_agency)
        first = lead.order_by("pk").first()
        return self.people[first.person_id] if first else self.unit

    def follow_link(self, action: Action, by: Person, now: dt.datetime) -> None:
        """Whoever acts on an action after a digest named it followed the link."""
        if not any(kind == "action" and subject == action.pk for kind, subject, _, _ in self._taken):
            return
        told = Telling.objects.filter(person=by, chase__kind="action", chase__subject=action.pk, notice__isnull=False)
        last = told.filter(opened_at=None).order_by("-pk").values_list("pk", flat=True).first()
        if last is not None:
            chasing.note_opened(telling_id=last, person=by, now=now - dt.timedelta(minutes=9))


def _name(entry: Entry) -> str:
    """How an entry is called where it has no key."""
    return f"{entry.file}, line {entry.line}"


def _length(row: Entry) -> int:
    """Minutes from the start of a meeting to its end."""
    if row.until and row.until > row.at:
        return (row.until.hour - row.at.hour) * 60 + row.until.minute - row.at.minute
    return 120


def _later(clock: dt.time, minutes: int) -> dt.time:
    whole = clock.hour * 60 + clock.minute + minutes
    return dt.time(whole // 60 % 24, whole % 60)
