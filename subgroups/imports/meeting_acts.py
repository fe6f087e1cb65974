"""What is done at and around meetings, each act one call of a service."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from simple_history.utils import bulk_update_with_history

from partnership.models import Membership, Person
from subgroups.imports.action_acts import ActionActs
from subgroups.imports.reading import Entry
from subgroups.imports.stage import Step, Waits, name_of
from subgroups.models import AgendaItem, Meeting
from subgroups.selectors.rosters import roster
from subgroups.services import agendas, attendance, decisions, escalations, meetings


class MeetingActs(ActionActs):
    """Planning, issuing, holding; decisions and escalations; minutes."""

    def meeting(self, row: Entry) -> Meeting:
        if id(row) not in self.meetings or name_of(row) in self.refused:
            raise Waits(name_of(row))
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
            if item.kind == "item" and "row" not in item.values:
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
        minutes = minutes_of(row) // (len(row.items) + 1)
        moment = now
        for item in row.items:
            moment += dt.timedelta(minutes=minutes)
            self.deal_with(meeting, self.matching(meeting, item, found, moment), item, moment)
        self.finish(meeting, now=moment)
        meetings.hold_meeting(meeting=meeting, by=self.unit, now=now + dt.timedelta(minutes=minutes_of(row)))

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


def minutes_of(row: Entry) -> int:
    """Minutes from the start of a meeting to its end."""
    if row.until and row.until > row.at:
        return (row.until.hour - row.at.hour) * 60 + row.until.minute - row.at.minute
    return 120
