"""Recording: each step of a ladder that is due, once, and who is told of it.

A step is due "on or before" a day, never "exactly today": a missed night is made up by the next run. The unique key of
a chase (obligation, due date, step) is what makes it happen once; locks only keep two workers from the same rows.
"""

import datetime as dt
import itertools
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from partnership.chasing.calendars import Calendars
from partnership.chasing.ladders import Ladders, Rung, days_of
from partnership.chasing.offices import Offices, Told
from partnership.kit.working_days import ONE_DAY
from partnership.models import Chase, Person, Snooze, Telling
from partnership.obligations import NEVER, ModelKind, Obligation, kinds

log = logging.getLogger(__name__)

BATCH = 500


@dataclass
class Recorded:
    """What one run recorded."""

    looked_at: int = 0
    chases: int = 0
    tellings: int = 0


@dataclass(frozen=True)
class Sight:
    """What a run knows of its day: ladders, calendars, offices. Read once."""

    on: dt.date
    now: dt.datetime
    ladders: Ladders = field(default_factory=Ladders)
    calendars: Calendars = field(default_factory=Calendars)
    offices: Offices = field(init=False)
    _known: dict[tuple[object, ...], list[tuple[Rung, dt.date]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "offices", Offices(self.on))

    def days_of(self, owed: Obligation) -> list[tuple[Rung, dt.date]]:
        """Every step of an obligation with its day. Worked out once for all that are alike."""
        key = (owed.due_on, owed.chase_from_on, owed.slips, owed.body_id, owed.agency_id)
        if key not in self._known:
            calendar = self.calendars.of(owed.agency_id)
            self._known[key] = days_of(owed, self.ladders.of(owed.body_id), calendar)
        return self._known[key]


def batches(subjects: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    """Rows in handfuls: one short transaction each, so that nobody waits long for the database."""
    iterator = iter(subjects)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def record_chases(*, on: dt.date, now: dt.datetime) -> Recorded:
    """Record each step that is due on a day and was not taken yet, and who is told. Safe to run again.

    One handful that fails is logged and the rest go on; then the failure is raised. Raises YearNotCovered when the
    bank holidays of a year that is needed are not known.
    """
    sight, done = Sight(on, now), Recorded()
    failure: Exception | None = None
    for kind in kinds():
        for batch in batches(list(kind.waiting(on).order_by("pk").values_list("pk", flat=True))):
            try:
                record_batch(kind, batch, sight, done)
            except Exception as error:
                log.exception("Chases of %s %s were not recorded", kind.words, batch)
                failure = failure or error
    if failure is not None:
        raise failure
    return done


def record_batch(kind: ModelKind, subjects: list[int], sight: Sight, done: Recorded) -> None:
    """Record the due steps of one handful, and when each row is looked at next, in one transaction."""
    with transaction.atomic():
        owed = kind.claim(subjects, sight.on)
        if not owed:
            return
        ours = [one.subject for one in owed]
        taken = set(Chase.objects.filter(kind=kind.key, subject__in=ours).values_list("subject", "due_on", "step"))
        silent = silent_until(kind.key, ours, sight.on)
        new: list[Chase] = []
        told: list[list[Told]] = []
        looks: dict[int, dt.date] = {}
        for one in owed:
            if one.subject in silent:
                looks[one.subject] = silent[one.subject] + ONE_DAY
                continue
            looks[one.subject] = NEVER
            for rung, day in sight.days_of(one):
                if day > sight.on:
                    looks[one.subject] = day
                    break
                if (one.subject, one.due_on, rung.key) not in taken:
                    new.append(as_chase(one, rung, day, sight))
                    told.append(sight.offices.told(rung, one))
        Chase.objects.bulk_create(new)
        tellings = [
            Telling(chase=chase, person_id=one.person_id, told_as=one.told_as, instead_of_id=one.instead_of_id)
            for chase, people in zip(new, told, strict=True)
            for one in people
        ]
        Telling.objects.bulk_create(tellings)
        kind.look_on(looks)
    done.looked_at += len(owed)
    done.chases += len(new)
    done.tellings += len(tellings)


def as_chase(owed: Obligation, rung: Rung, day: dt.date, sight: Sight) -> Chase:
    """The line of the ledger for one step."""
    return Chase(
        kind=owed.kind,
        subject=owed.subject,
        due_on=owed.due_on,
        step=rung.key,
        to=rung.to,
        offset=rung.offset,
        step_on=day,
        on=sight.on,
        at=sight.now,
        body_id=owed.body_id,
        agency_id=owed.agency_id,
        reference=owed.reference,
        title=owed.title[:300],
        path=owed.path,
    )


def silent_until(kind: str, subjects: list[int], on: dt.date) -> dict[int, dt.date]:
    """The obligations for which nothing is sent on a day, with the last such day."""
    rows = Snooze.objects.current(on).filter(kind=kind, subject__in=subjects, ended_at__isnull=True)
    until: dict[int, dt.date] = defaultdict(lambda: dt.date.min)
    for subject, to_on in rows.values_list("subject", "to_on"):
        until[subject] = max(until[subject], to_on)
    return dict(until)


def note_answer(*, kind: str, subject: int, by: Person, now: dt.datetime) -> int:
    """Whoever owes something has acted: the chases of it that nobody had answered are answered. Returns how many."""
    open_ = Chase.objects.filter(kind=kind, subject=subject, answered_at__isnull=True, at__lte=now)
    return open_.update(answered_at=now, answered_by=by)


def look_again(*, body_id: int | None = None, agency_id: int | None = None) -> int:
    """Look anew at every ladder, of a body, of an agency or all: after a change of ladders, closures or holidays."""
    return sum(kind.look_again(body_id=body_id, agency_id=agency_id) for kind in kinds())
