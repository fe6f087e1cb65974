"""Acts on the ladder: what the portal does by itself, for the whole partnership or for one body.

A step's key is what the ledger knows it by. A step that is changed keeps its key, so nobody who was told of it is told
again under the same due date; a new step never takes a key that once meant another day.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import DEFAULT_LADDER, Ladders, Rung, look_again
from partnership.chasing.ladders import in_order
from partnership.kit.errors import NotYours, Stale
from partnership.kit.history import delete_as, save_as
from partnership.kit.workflow import lock
from partnership.models import Body, ChaseStep, Partnership, Person
from partnership.permissions import PortalRight

EARLIEST, LATEST = -60, 250
MOST_STEPS = 20
MOST_MOVES = 20
SLIP_KEYS = {1: "first-slip", 2: "second-slip", 3: "third-slip"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one step: its place in the list, the field, and what to do."""

    place: int
    field: str
    words: str


class LadderFaults(ValidationError):
    """A ladder that cannot be climbed, with what is wrong at each step."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__([f"Step {fault.place + 1}: {fault.words}" for fault in faults], code="faults")
        self.faults = faults


def faults_of(rungs: list[Rung]) -> list[Fault]:
    """What stands against a ladder: days out of bounds, two steps on one day for the same people, letters too early."""
    faults = []
    met: dict[tuple[int | None, int | None, str], int] = {}
    for place, rung in enumerate(rungs):
        if (rung.offset is None) == (rung.slips is None):
            faults.append(Fault(place, "number", "Enter working days or a number of moves."))
            continue
        if rung.offset is not None and not EARLIEST <= rung.offset <= LATEST:
            faults.append(
                Fault(place, "number", f"Enter {-EARLIEST} working days before the due date to {LATEST} after it.")
            )
        if rung.slips is not None and not 1 <= rung.slips <= MOST_MOVES:
            faults.append(Fault(place, "number", f"Enter a number of moves from 1 to {MOST_MOVES}."))
        if rung.letter and rung.offset is not None and rung.offset <= 0:
            faults.append(Fault(place, "letter", "A letter of challenge is for what is late: choose a day after."))
        other = met.setdefault((rung.offset, rung.slips, rung.to), place)
        if other != place:
            words = f"The same people are told on the same day by step {other + 1}. Change or remove one."
            faults.append(Fault(place, "to", words))
    return faults


def version_of(rungs: Iterable[Rung], *, is_own: bool) -> str:
    """The state of a ladder in a few letters: two people who change it at once do not undo each other's work."""
    said = sorted(f"{rung.key} {rung.offset} {rung.slips} {rung.to} {rung.letter}" for rung in rungs)
    return hashlib.sha256(f"{is_own} {said}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Standing:
    """A ladder as it stands: a body's own, or the partnership's that it climbs."""

    body: Body | None
    rungs: list[Rung]
    is_own: bool

    @property
    def version(self) -> str:
        return version_of(self.rungs, is_own=self.is_own)


def standing_ladder(body: Body | None) -> Standing:
    """What a body (or with none the partnership) climbs today."""
    own = ChaseStep.objects.filter(body=body).exists()
    return Standing(body, Ladders().of(body.pk if body else None), own)


def key_for(rung: Rung, taken: set[str], meant: dict[str, set[tuple[int | None, int | None]]]) -> str:
    """A key for a new step: by its day, with a number behind it while that is in use or once meant another day.

    A step that was removed and comes back on its old day gets its old key: who was told of it is not told again.
    """
    if rung.slips is not None:
        base = SLIP_KEYS.get(rung.slips, f"{rung.slips}-slips")
    elif rung.offset:
        base = f"{abs(rung.offset)}-{'before' if rung.offset < 0 else 'after'}"
    else:
        base = "on-the-day"
    number, key = 1, base
    while key in taken or meant[key] - {(rung.offset, rung.slips)}:
        number += 1
        key = f"{base}-{number}"
    return key


def days_that_keys_meant() -> dict[str, set[tuple[int | None, int | None]]]:
    """Every day or number of moves that a key ever stood for, on any ladder."""
    meant: dict[str, set[tuple[int | None, int | None]]] = defaultdict(set)
    for rung in DEFAULT_LADDER:
        meant[rung.key].add((rung.offset, rung.slips))
    for key, offset, slips in ChaseStep.history.order_by().values_list("key", "offset", "slips").distinct():
        meant[key].add((offset, slips))
    return meant


def with_keys(rungs: list[Rung], standing: list[Rung]) -> list[Rung]:
    """The steps with their keys: those of the standing ladder keep theirs, new ones get one that means nothing else."""
    known = {rung.key for rung in standing}
    kept = [rung.key for rung in rungs if rung.key]
    if set(kept) - known or len(kept) != len(set(kept)):
        raise ValidationError("A step is not on the ladder any more. Open the page again before you change it.")
    taken, meant = set(kept), days_that_keys_meant()
    out = []
    for rung in rungs:
        if not rung.key:
            rung = replace(rung, key=key_for(rung, taken, meant))
            taken.add(rung.key)
        out.append(rung)
    return out


def check_ladder(rungs: list[Rung]) -> None:
    """Raise LadderFaults or ValidationError where a ladder cannot be climbed."""
    if not rungs:
        raise ValidationError("A ladder has one step at least: otherwise nothing is chased.")
    if len(rungs) > MOST_STEPS:
        raise ValidationError(f"A ladder has {MOST_STEPS} steps at most.")
    if faults := faults_of(rungs):
        raise LadderFaults(faults)


def proposed_ladder(*, body: Body | None, rungs: list[Rung]) -> list[Rung]:
    """What a changed ladder would be, keys and all, in order. Writes nothing; raises where it could not be saved."""
    check_ladder(rungs)
    return in_order(with_keys(rungs, standing_ladder(body).rungs))


def _check_manages(by: Person) -> None:
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("The ladder is kept by the business unit.")


def _lock(body: Body | None) -> None:
    """Two people who change one ladder take turns, also while it has no row of its own yet."""
    if body is not None:
        lock(body)
    else:
        Partnership.objects.select_for_update().first()


@transaction.atomic
def change_ladder(
    *, body: Body | None, rungs: list[Rung], seen: str, by: Person, now: dt.datetime | None = None
) -> bool:
    """Save a ladder, of a body or of the partnership. Returns whether anything changed.

    Raises Stale when somebody else changed it meanwhile, LadderFaults for what cannot be. All that is owed under it is
    looked at again at the next run.
    """
    _check_manages(by)
    _lock(body)
    standing = standing_ladder(body)
    if seen != standing.version:
        raise Stale(standing)
    wanted = {rung.key: rung for rung in proposed_ladder(body=body, rungs=rungs)}
    if standing.is_own and set(wanted.values()) == set(standing.rungs):
        return False
    rows = {row.key: row for row in ChaseStep.objects.select_for_update(of=("self",)).filter(body=body)}
    for key, row in rows.items():
        if key not in wanted:
            delete_as(row, by=by, reason="step removed", now=now)
    for key, rung in wanted.items():
        row = rows.get(key) or ChaseStep(body=body, key=key)
        if row.pk and (row.offset, row.slips, row.to, row.letter) == (rung.offset, rung.slips, rung.to, rung.letter):
            continue
        reason = "step changed" if row.pk else "step added"
        row.offset, row.slips, row.to, row.letter = rung.offset, rung.slips, rung.to, rung.letter
        save_as(row, by=by, reason=reason, now=now)
    look_again(body_id=body.pk if body else None)
    return True


@transaction.atomic
def use_common_ladder(*, body: Body, by: Person, now: dt.datetime | None = None) -> bool:
    """Give up a body's own ladder for the partnership's. Done twice does nothing more."""
    _check_manages(by)
    _lock(body)
    rows = list(ChaseStep.objects.select_for_update(of=("self",)).filter(body=body))
    for row in rows:
        delete_as(row, by=by, reason="the partnership’s ladder", now=now)
    if rows:
        look_again(body_id=body.pk)
    return bool(rows)
