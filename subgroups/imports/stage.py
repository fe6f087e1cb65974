"""The stage of a year: its days, who may do what on them, what was refused, and the chaser of every morning."""

import datetime as dt
import smtplib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models

from partnership import chasing
from partnership.calendar import working_days
from partnership.imports.reading import Fault
from partnership.kit.dates import at_hour
from partnership.models import Appointment, Body, Chase, ChaseStep, Membership, Notice, Person, Seat
from partnership.notices import put_off
from partnership.permissions import BodyRight
from partnership.roles import bring_rights_up_to_date
from subgroups.imports.reading import Entry, Year
from subgroups.models import Action, Decision, Escalation, Meeting
from subgroups.models.actions import files
from subgroups.services import agendas

ONE_DAY = dt.timedelta(days=1)
CHASE_HOUR = 7
LEAD_IN = 25  # working days
TAKEN_TO_SEND = dt.timedelta(seconds=40)


@dataclass(order=True)
class Step:
    """One act at one moment."""

    at: dt.datetime
    order: int
    entry: Entry = field(compare=False)
    act: Callable[[dt.datetime], None] = field(compare=False)


class Waits(Exception):
    """What this act needs has not happened: it was refused, which is told already, or comes later in the year."""


class Stage:
    """What every act needs: the moved days, people with the rights of the day, and what has come about so far."""

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

    # ---- taking a step ----

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
        self.refused |= {entry.key, name_of(entry), entry.values.get("of", "")}

    def chase(self, day: dt.date) -> None:
        """A morning of the schedule: the due steps, the digests, and what goes to an agenda."""
        now = at_hour(day, CHASE_HOUR)
        if not chasing.kinds_waiting(day):
            return
        # Nobody comes or goes between the two, so both see the day alike.
        sight = chasing.Sight(day, now)
        chasing.record_chases(on=day, now=now, sight=sight)
        new = list(Chase.objects.filter(on=day).values_list("kind", "subject", "due_on", "step", "to"))
        self._taken |= {row[:4] for row in new}
        if any(row[4] == ChaseStep.To.EXECUTIVE for row in new):
            # Whatever else waits for a body was brought by the act from which it came.
            for body in Body.objects.open(day).filter(kind=Body.Kind.EXECUTIVE):
                agendas.land_waiting(body=body, by=None, now=now)
        chasing.write_digests(on=day, now=now, sight=sight)

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
        carry_mails(before=self.on)

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
        store = files()
        for name in self.files:
            store.delete(name)

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


def carry_mails(*, before: dt.date) -> int:
    """Mark the mails of days before a day as sent, as the outbox would have done. Returns how many."""
    address = Person.objects.filter(pk=models.OuterRef("to")).values("email")[:1]
    waiting = Notice.objects.filter(status=Notice.Status.WAITING, created_at__lt=at_hour(before, 0))
    return waiting.update(
        status=Notice.Status.SENT,
        sent_at=models.F("created_at") + TAKEN_TO_SEND,
        address=models.Subquery(address),
        tries=1,
    )


def name_of(entry: Entry) -> str:
    """How an entry is called where it has no key."""
    return f"{entry.file}, line {entry.line}"
