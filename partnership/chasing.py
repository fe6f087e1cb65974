"""The chase: which step of the ladder is due for what, who is told, and the one digest a person gets on a day.

Three jobs, each safe to run again and on several workers at once: record the steps that are due (unique per
obligation, due date and step), gather what a person has not been told into one digest, deliver the outbox. A step is
due "on or before" a day, never "exactly today": a missed night is made up by the next run.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse

from partnership.calendar import working_days
from partnership.kit.wording import time_left
from partnership.kit.working_days import WorkingDays
from partnership.models import Agency, Appointment, Body, Chase, ChaseStep, Membership, Notice, Person, Telling
from partnership.notices import one_line, render_mail
from partnership.obligations import Obligation, kind_of, kinds

BATCH = 500
To, As = ChaseStep.To, Telling.As


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: so many working days from the due date, or at so many moves of it."""

    key: str
    to: str
    offset: int | None = None
    slips: int | None = None


# Local policy, shown and changed on the ladder's page; used as it stands until a partnership loads its own.
DEFAULT_LADDER = [
    Rung("10-before", To.OWNER, -10),
    Rung("3-before", To.OWNER, -3),
    Rung("1-after", To.OWNER, 1),
    Rung("5-after", To.OWNER_AND_LEAD, 5),
    Rung("10-after", To.CHAIR, 10),
    Rung("20-after", To.EXECUTIVE, 20),
    Rung("second-slip", To.EXECUTIVE, slips=2),
]


class Ladders:
    """The ladder of each body: its own rungs where it has some, otherwise the partnership's."""

    def __init__(self) -> None:
        rows: dict[int | None, list[Rung]] = defaultdict(list)
        for step in ChaseStep.objects.all():
            rows[step.body_id].append(Rung(step.key, step.to, step.offset, step.slips))
        self._common = rows[None] or DEFAULT_LADDER
        self._own = {body: rungs for body, rungs in rows.items() if body is not None}

    def of(self, body_id: int | None) -> list[Rung]:
        """The rungs of a body, in the order in which they are climbed."""
        rungs = self._own.get(body_id, self._common) if body_id else self._common
        return sorted(rungs, key=lambda rung: (rung.offset is None, rung.offset or 0))

    def earliest_offset(self) -> int:
        """The furthest any rung lies before a due date, in working days (zero or less)."""
        everything = itertools.chain(self._common, *self._own.values())
        return min([0, *(rung.offset for rung in everything if rung.offset is not None)])

    def fewest_slips(self) -> int:
        """The fewest moves of a date that any rung asks for."""
        everything = itertools.chain(self._common, *self._own.values())
        return min([32_000, *(rung.slips for rung in everything if rung.slips is not None)])


def day_of(rung: Rung, due_on: dt.date, chase_from_on: dt.date, slips: int, calendar: WorkingDays) -> dt.date | None:
    """The day on which a rung falls, or None where it does not fall at all for this due date.

    A rung that counts moves falls on the day the date moved.
    """
    if rung.offset is None:
        return chase_from_on if rung.slips is not None and slips >= rung.slips else None
    day = calendar.add(due_on, rung.offset)
    return day if day >= chase_from_on else None


def steps_due(owed: Obligation, rungs: list[Rung], on: dt.date, calendar: WorkingDays) -> list[tuple[Rung, dt.date]]:
    """The rungs that have been reached on a day, in the order of their days, whether or not they were taken."""
    reached = [(rung, day_of(rung, owed.due_on, owed.chase_from_on, owed.slips, calendar)) for rung in rungs]
    due = [(rung, day) for rung, day in reached if day is not None and day <= on]
    return sorted(due, key=lambda pair: pair[1])


def next_step(owed: Obligation, rungs: list[Rung], on: dt.date, calendar: WorkingDays) -> tuple[Rung, dt.date] | None:
    """What happens next if nothing is done: the first rung after a day."""
    ahead = [
        (rung, day)
        for rung in rungs
        if rung.offset is not None
        and (day := day_of(rung, owed.due_on, owed.chase_from_on, owed.slips, calendar)) is not None
        and day > on
    ]
    return min(ahead, key=lambda pair: pair[1], default=None)


class Offices:
    """Who holds which office on a day: agency leads, chairs, the Executive's chair. Read once for a run."""

    def __init__(self, on: dt.date) -> None:
        self._leads: dict[int, list[int]] = defaultdict(list)
        leads = Appointment.objects.current(on).filter(role=Appointment.Role.AGENCY_LEAD, person__is_active=True)
        for agency, person in leads.order_by("from_on", "pk").values_list("agency_id", "person_id"):
            self._leads[agency].append(person)
        self._chairs: dict[int, list[int]] = defaultdict(list)
        chairs = Membership.objects.current(on).filter(
            role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR], person__is_active=True
        )
        # "chair" sorts before "vice_chair": the vice chair is told where there is no chair.
        for body, person in chairs.order_by("role", "pk").values_list("seat__body_id", "person_id"):
            self._chairs[body].append(person)
        self.executive = (
            Body.objects.open(on).filter(kind=Body.Kind.EXECUTIVE).order_by("pk").values_list("pk", flat=True).first()
        )
        self._active = set(Person.objects.filter(is_active=True).values_list("pk", flat=True))
        self._part_of = dict(Agency.objects.values_list("pk", "part_of_id"))

    def leads(self, agency_id: int | None) -> list[int]:
        """The leads of an agency; of the agency it is a part of, where it has none of its own."""
        while agency_id is not None:
            if self._leads[agency_id]:
                return self._leads[agency_id]
            agency_id = self._part_of.get(agency_id)
        return []

    def told(self, rung: Rung, owed: Obligation) -> list[tuple[int | None, str]]:
        """Who is told at a rung, and as what. Nobody in office gives one row without a person: it is shown."""
        leads: list[tuple[int | None, str]] = [(person, As.LEAD) for person in self.leads(owed.agency_id)]
        owner: list[tuple[int | None, str]] = [(owed.owner_id, As.OWNER)] if owed.owner_id in self._active else leads
        people: list[tuple[int | None, str]]
        if rung.to == To.OWNER:
            people = owner
        elif rung.to == To.OWNER_AND_LEAD:
            people = [*owner, *leads]
        elif rung.to == To.CHAIR:
            people = [(person, As.CHAIR) for person in self._chairs[owed.body_id or 0][:1]]
        else:
            people = [(person, As.EXECUTIVE) for person in self._chairs[self.executive or 0][:1]]
        once = dict(reversed(people))
        fallback = {To.CHAIR: As.CHAIR, To.EXECUTIVE: As.EXECUTIVE}.get(To(rung.to), As.OWNER)
        return list(reversed(once.items())) or [(None, fallback)]


@dataclass
class Recorded:
    """What one run recorded."""

    looked_at: int = 0
    chases: int = 0
    tellings: int = 0


def batches(owed: Iterable[Obligation]) -> Iterator[list[Obligation]]:
    """Obligations in handfuls: one short transaction each, so that nobody waits long for the database."""
    iterator = iter(owed)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch


def record_chases(*, on: dt.date, now: dt.datetime) -> Recorded:
    """Record each step that is due on a day and was not taken yet, and who is told. Safe to run again.

    Raises YearNotCovered when the bank holidays of a year that is needed are not known.
    """
    calendar, ladders, offices = working_days(), Ladders(), Offices(on)
    horizon = calendar.add(on, -ladders.earliest_offset()) if ladders.earliest_offset() else on
    done = Recorded()
    for kind in kinds():
        for batch in batches(kind.owed_by(horizon, ladders.fewest_slips())):
            done.looked_at += len(batch)
            chases, tellings = record_batch(batch, on=on, now=now, calendar=calendar, ladders=ladders, offices=offices)
            done.chases += chases
            done.tellings += tellings
    return done


def record_batch(
    batch: list[Obligation],
    *,
    on: dt.date,
    now: dt.datetime,
    calendar: WorkingDays,
    ladders: Ladders,
    offices: Offices,
) -> tuple[int, int]:
    """Record the due steps of one handful in one transaction. Returns how many chases and tellings are new."""
    kind = batch[0].kind
    with transaction.atomic():
        rows = Chase.objects.filter(kind=kind, subject__in=[owed.subject for owed in batch])
        taken = set(rows.values_list("subject", "due_on", "step"))
        new: list[Chase] = []
        told: list[list[tuple[int | None, str]]] = []
        for owed in batch:
            for rung, day in steps_due(owed, ladders.of(owed.body_id), on, calendar):
                if (owed.subject, owed.due_on, rung.key) in taken:
                    continue
                new.append(
                    Chase(
                        kind=kind,
                        subject=owed.subject,
                        due_on=owed.due_on,
                        step=rung.key,
                        to=rung.to,
                        offset=rung.offset,
                        step_on=day,
                        on=on,
                        at=now,
                        body_id=owed.body_id,
                        reference=owed.reference,
                        title=owed.title[:300],
                        path=owed.path,
                    )
                )
                told.append(offices.told(rung, owed))
        if not new:
            return 0, 0
        # Another worker may have recorded the same step meanwhile: the unique key decides, and only the winner tells.
        before = Chase.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        Chase.objects.bulk_create(new, ignore_conflicts=True)
        ours = {
            (row.subject, row.due_on, row.step): row
            for row in rows.filter(pk__gt=before, at=now).annotate(told=Count("tellings")).filter(told=0)
        }
        tellings = [
            Telling(chase=ours[key], person_id=person, told_as=told_as)
            for chase, people in zip(new, told, strict=True)
            if (key := (chase.subject, chase.due_on, chase.step)) in ours
            for person, told_as in people
        ]
        Telling.objects.bulk_create(tellings, ignore_conflicts=True)
    return len(ours), len(tellings)


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One obligation in a digest."""

    reference: str
    title: str
    path: str
    words: str
    due_on: dt.date
    told_as: str


@dataclass(frozen=True, slots=True)
class DigestGroup:
    """Lines of one body."""

    body: str
    lines: list[DigestLine]


def write_digests(*, on: dt.date, now: dt.datetime) -> int:
    """Gather what each person was not told yet into one mail a day. Returns how many mails were written.

    One transaction per person: a crash leaves whole digests or none. What comes after today's digest waits for
    tomorrow's. What was done in the meantime is left out.
    """
    waiting = Telling.objects.filter(notice__isnull=True, person__isnull=False)
    people = list(waiting.order_by("person_id").values_list("person_id", flat=True).distinct())
    return sum(write_digest(person_id=person, on=on, now=now) for person in people)


def digest_key(person_id: int, on: dt.date) -> str:
    """One digest per person and day."""
    return f"digest:{person_id}:{on.isoformat()}"


def write_digest(*, person_id: int, on: dt.date, now: dt.datetime) -> bool:
    """Write one person's digest for a day, unless there is one already. Returns whether it was written."""
    with transaction.atomic():
        # The lock makes two workers take turns; the notice's unique key is what makes the digest one.
        person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
        if Notice.objects.filter(key=digest_key(person_id, on)).exists():
            return False
        rows = list(Telling.objects.filter(person=person, notice__isnull=True).select_related("chase", "chase__body"))
        lines = current_lines(rows, on)
        if not lines:
            # Everything was done or moved meanwhile: the ledger keeps the rows, linked to no mail of this day.
            return False
        subject = digest_subject([line for group in lines for line in group.lines], on)
        text, html = render_mail("digest", {"person": person, "subject": subject, "groups": lines, "on": on})
        notice = Notice.objects.create(
            key=digest_key(person_id, on),
            kind="digest",
            to=person,
            subject=subject,
            text=text,
            html=html,
            on=on,
            created_at=now,
            next_try_at=now,
        )
        Telling.objects.filter(pk__in=[row.pk for row in rows]).update(notice=notice)
        return True


def current_lines(rows: list[Telling], on: dt.date) -> list[DigestGroup]:
    """The obligations behind tellings that are still owed under the same date, grouped by body, longest late first.

    Several steps of one obligation make one line.
    """
    by_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_kind[row.chase.kind].add(row.chase.subject)
    owed = {
        (kind, subject, due_on)
        for kind, subjects in by_kind.items()
        for subject, due_on in kind_of(kind).still_owed(subjects)
    }
    latest: dict[tuple[str, int], Telling] = {}
    for row in sorted(rows, key=lambda row: (row.chase.due_on, row.chase.step_on, row.pk)):
        if (row.chase.kind, row.chase.subject, row.chase.due_on) in owed:
            latest[row.chase.kind, row.chase.subject] = row
    groups: dict[str, list[DigestLine]] = defaultdict(list)
    for row in latest.values():
        chase = row.chase
        line = DigestLine(
            reference=chase.reference,
            title=one_line(chase.title),
            path=reverse("partnership:chase-link", args=[row.pk]),
            words=time_left(chase.due_on, on).words,
            due_on=chase.due_on,
            told_as=row.get_told_as_display(),
        )
        groups[chase.body.name if chase.body else "The partnership"].append(line)
    for lines in groups.values():
        lines.sort(key=lambda line: (line.due_on, line.reference))
    return [DigestGroup(body, lines) for body, lines in sorted(groups.items(), key=lambda pair: pair[1][0].due_on)]


def digest_subject(lines: list[DigestLine], on: dt.date) -> str:
    """A subject that says how many: "3 late, 2 due soon"."""
    late = sum(line.due_on < on for line in lines)
    soon = len(lines) - late
    parts = [f"{late} late" if late else "", f"{soon} due soon" if soon else ""]
    return "Your actions: " + ", ".join(part for part in parts if part)


@transaction.atomic
def note_opened(*, telling_id: int, person: Person, now: dt.datetime) -> bool:
    """Note that a person followed the link of a digest. Others' links and second visits change nothing."""
    rows = Telling.objects.filter(pk=telling_id, person=person, opened_at__isnull=True)
    mails = list(rows.values_list("notice_id", flat=True))
    noted = rows.update(opened_at=now)
    # By its key alone: as a join PostgreSQL walks the whole outbox while it has no statistics of it.
    Notice.objects.filter(pk__in=[pk for pk in mails if pk], opened_at__isnull=True).update(opened_at=now)
    return bool(noted)


def untold(on: dt.date) -> "Iterable[Telling]":
    """Tellings for which nobody held the office: the business unit must fill it."""
    return (
        Telling.objects.filter(Q(person__isnull=True), chase__on__lte=on)
        .select_related("chase", "chase__body")
        .order_by("-chase__on", "-pk")
    )


def chase(*, on: dt.date, now: dt.datetime) -> dict[str, int]:
    """Record the due steps and write the digests of a day. Returns counts for the log."""
    recorded = record_chases(on=on, now=now)
    return {"looked at": recorded.looked_at, "chases": recorded.chases, "digests": write_digests(on=on, now=now)}
