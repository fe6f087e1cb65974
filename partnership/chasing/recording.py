"""Recording: each step of a ladder that is due, once, and who is told of it.

A step is due "on or before" a day, never "exactly today": a missed night is made up by the next run. The unique key of
a chase (obligation, due date, step) is what makes it happen once; locks only keep two workers from the same rows.
"""

import datetime as dt
import itertools
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import CharField, DateField

from partnership.chasing.calendars import Calendars
from partnership.chasing.ladders import Ladders, Rung, days_of
from partnership.chasing.offices import Offices, Told
from partnership.kit.dates import london_date
from partnership.kit.many_rows import NewRows
from partnership.kit.prepared import PreparedAmong, PreparedBy, PreparedCounts, Slot
from partnership.kit.working_days import ONE_DAY
from partnership.models import Chase, ChaseStep, JobRun, Person, Snooze, Telling
from partnership.obligations import NEVER, ModelKind, Obligation, kind_of, kinds

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
        rungs, calendar = self.ladders.of(owed.body_id), self.calendars.of(owed.agency_id)
        # Nearly all bodies climb one ladder by one calendar; both stay the same objects for as long as this one lives.
        key = (owed.due_on, owed.chase_from_on, owed.slips, id(rungs), id(calendar))
        if key not in self._known:
            self._known[key] = days_of(owed, rungs, calendar)
        return self._known[key]


def batches(subjects: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    """Rows in handfuls: one short transaction each, so that nobody waits long for the database."""
    iterator = iter(subjects)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


class AnyAtAll(PreparedCounts):
    """Counts that stop at the first: whether there is anything."""

    MOST = 1


LOOKED = "look at all that is owed"  # the job of a day, in the record of jobs


def _to_look_at(is_again: bool, *keys: str) -> dict[str, Any]:
    """The rows of each kind that were never looked at, and those whose day has come: an index finds the one and the
    other, while an "or" of both goes through all that is owed, once a day."""
    day, found = Slot("on", DateField()), {}
    for kind in map(kind_of, keys):
        if is_again or kind.day_is_indexed:
            found[f"{kind.key}, new"] = kind.changed()
        if kind.day_is_indexed:
            found[f"{kind.key}, come"] = kind.owed().filter(next_chase_on__lte=day)
        elif not is_again:
            found[f"{kind.key}, either"] = kind.waiting(day)
    return found


def _waiting(is_again: bool, key: str) -> Any:
    kind = kind_of(key)
    is_known = is_again and not kind.day_is_indexed
    rows = kind.changed() if is_known else kind.waiting(Slot("on", DateField()))
    return rows.order_by("pk").values_list("pk", flat=True)


WAITING = PreparedBy(_waiting)
TO_LOOK_AT = PreparedBy(_to_look_at, AnyAtAll)


def kinds_waiting(on: dt.date, *, is_again: bool = False) -> list[ModelKind]:
    """The kinds that have rows whose ladder is to be looked at on a day. One query.

    Once a run has looked at everything that the day asks for, only what changed since is to be looked at again: the
    chaser alone writes the day of the next look, and any change takes it away.
    """
    found = list(kinds())
    counts = TO_LOOK_AT.shape(is_again, *(kind.key for kind in found))(on=on)
    some = {name.split(", ")[0] for name, count in counts.items() if count}
    return [kind for kind in found if kind.key in some]


def record_chases(*, on: dt.date, now: dt.datetime, sight: Sight | None = None) -> Recorded:
    """Record each step that is due on a day and was not taken yet, and who is told. Safe to run again.

    What another worker holds is passed by at first and waited for at the end: when this returns, the day's steps are
    all there, whoever recorded them, and digests can be written. One handful that fails is logged and the rest go on;
    then the failure is raised. Raises YearNotCovered when the bank holidays of a year that is needed are not known.
    Whoever has read already what holds on the day hands it in.
    """
    sight, done = sight or Sight(on, now), Recorded()
    failure: Exception | None = None
    is_again = JobRun.objects.filter(job=LOOKED, period=on.isoformat()).exists()
    for kind in kinds_waiting(on, is_again=is_again):
        subjects = WAITING.shape(is_again, kind.key)(on=on)
        for patient in (False, True):
            missed: list[int] = []
            for batch in batches(subjects):
                try:
                    missed += record_batch(kind, batch, sight, done, patient=patient)
                except Exception as error:
                    log.exception("Chases of %s %s were not recorded", kind.words, batch)
                    failure = failure or error
            subjects = missed
    if failure is not None:
        raise failure
    if not is_again:
        at = {"started_at": now, "finished_at": now, "counts": asdict(done)}
        JobRun.objects.get_or_create(job=LOOKED, period=on.isoformat(), defaults=at)
    return done


def record_batch(kind: ModelKind, subjects: list[int], sight: Sight, done: Recorded, *, patient: bool) -> list[int]:
    """Record the due steps of one handful, and when each row is looked at next, in one transaction.

    Returns those of the handful that were not there to take: done meanwhile, or held by another worker.
    """
    with transaction.atomic():
        owed = kind.claim(subjects, sight.on, patient=patient)
        missed = sorted(set(subjects) - {one.subject for one in owed})
        if not owed:
            return missed
        ours = [one.subject for one in owed]
        taken = taken_steps(kind.key, ours)
        silent = silent_until(kind.key, ours, sight.on)
        new: list[tuple[Any, ...]] = []
        told: list[Sequence[Told]] = []
        looks: dict[int, dt.date] = {}
        for one in owed:
            if one.subject in silent:
                looks[one.subject] = silent[one.subject] + ONE_DAY
                continue
            looks[one.subject] = next((day for _, day in sight.days_of(one) if day > sight.on), NEVER)
            for rung, day in due_steps(one, taken, sight):
                new.append(as_chase(one, rung, day))
                told.append(sight.offices.told(rung, one))
        chases = NEW_CHASES(new, kind=kind.key, on=sight.on, at=sight.now)
        tellings = NEW_TELLINGS([(chase, *one) for chase, people in zip(chases, told, strict=True) for one in people])
        kind.look_on(looks)
    done.looked_at += len(owed)
    done.chases += len(new)
    done.tellings += len(tellings)
    return missed


Taken = dict[tuple[int, dt.date], dict[str, tuple[int | None, str]]]
# How far up a step reaches: whoever is told further up leaves nothing new to say to those below.
REACH: dict[str, int] = {
    ChaseStep.To.OWNER: 0,
    ChaseStep.To.OWNER_AND_LEAD: 1,
    ChaseStep.To.CHAIR: 2,
    ChaseStep.To.EXECUTIVE: 3,
}


STEPS_TAKEN = PreparedAmong(
    lambda keys: (
        Chase.objects.filter(kind=Slot("kind", CharField()), subject__in=keys)
        .order_by()
        .values_list("subject", "due_on", "step", "offset", "to")
    )
)


def taken_steps(kind: str, subjects: Collection[int]) -> Taken:
    """The steps taken for some obligations, by obligation and due date: each with its day and whom it told."""
    taken: Taken = defaultdict(dict)
    for subject, due_on, step, offset, to in STEPS_TAKEN(subjects, kind=kind):
        taken[subject, due_on][step] = (offset, to)
    return taken


def due_steps(owed: Obligation, taken: Taken, sight: Sight) -> Iterator[tuple[Rung, dt.date]]:
    """The steps of an obligation that have come and were not taken, in order.

    A ladder may be changed while it is climbed: what comes new behind a step that was taken already, for the same
    people or for those below them, is passed over. Nobody is reminded of three days before when ten days late.
    """
    steps = taken.get((owed.subject, owed.due_on), {})
    for rung, day in sight.days_of(owed):
        if day > sight.on:
            break
        if rung.key not in steps and not is_behind(rung, steps):
            yield rung, day


def is_behind(rung: Rung, steps: Mapping[str, tuple[int | None, str]]) -> bool:
    """Whether a step as late or later was taken that reached as far or further."""
    if rung.offset is None:
        return False
    return any(
        offset is not None and offset >= rung.offset and REACH[to] >= REACH[rung.to] for offset, to in steps.values()
    )


NEW_CHASES = NewRows(
    Chase, "subject", "due_on", "step", "to", "offset", "step_on", "body", "agency", "reference", "title", "path",
    same=["kind", "on", "at"],
)  # fmt: skip
# After its step, in the order of `Told`.
NEW_TELLINGS = NewRows(Telling, "chase", "person", "told_as", "instead_of")


def as_chase(owed: Obligation, rung: Rung, day: dt.date) -> tuple[Any, ...]:
    """The line of the ledger for one step."""
    return (
        owed.subject, owed.due_on, rung.key, rung.to, rung.offset, day,
        owed.body_id, owed.agency_id, owed.reference, owed.title[:300], owed.path,
    )  # fmt: skip


SILENT = PreparedAmong(
    lambda keys: (
        Snooze.objects.current(Slot("on", DateField()))
        .filter(kind=Slot("kind", CharField()), subject__in=keys, ended_at__isnull=True)
        .values_list("subject", "to_on")
    )
)


def silent_until(kind: str, subjects: list[int], on: dt.date) -> dict[int, dt.date]:
    """The obligations for which nothing is sent on a day, with the last such day."""
    until: dict[int, dt.date] = defaultdict(lambda: dt.date.min)
    for subject, to_on in SILENT(subjects, kind=kind, on=on):
        until[subject] = max(until[subject], to_on)
    return dict(until)


def note_answer(*, kind: str, subject: int, by: Person, now: dt.datetime) -> int:
    """Whoever owes something has acted: the chases of it that nobody had answered are answered. Returns how many."""
    open_ = Chase.objects.filter(kind=kind, subject=subject, answered_at__isnull=True, at__lte=now)
    chased = list(open_.order_by().values_list("pk", "agency_id", "on"))
    if not chased:
        return 0
    day, calendars = london_date(now), Calendars()
    by_days: dict[int | None, list[int]] = defaultdict(list)
    for pk, agency, on in chased:
        calendar = calendars.of(agency)
        # An answer is not refused because the holidays of its year are still to be loaded: it counts without its days.
        known = calendar.covers(on) and calendar.covers(day)
        by_days[calendar.between(on, max(on, day)) if known else None].append(pk)
    return sum(
        open_.filter(pk__in=keys).update(answered_at=now, answered_by=by, answer_days=days)
        for days, keys in by_days.items()
    )


def look_again(*, body_id: int | None = None, agency_id: int | None = None) -> int:
    """Look anew at every ladder, of a body, of an agency or all: after a change of ladders, closures or holidays."""
    return sum(kind.look_again(body_id=body_id, agency_id=agency_id) for kind in kinds())
